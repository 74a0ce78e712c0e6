import * as pulumi from "@pulumi/pulumi";

/** Calls a data function of the plugin with plain values. */
export const invoke = <Result>(
  token: string,
  args: pulumi.Inputs,
  opts: pulumi.InvokeOptions | undefined,
): Promise<Result> => pulumi.runtime.invoke(token, args, opts ?? {}) as Promise<Result>;

/** Calls a data function of the plugin when its arguments are known. */
export const invokeOutput = <Result>(
  token: string,
  args: pulumi.Inputs,
  opts: pulumi.InvokeOutputOptions | undefined,
): pulumi.Output<Result> => pulumi.runtime.invokeOutput<Result>(token, args, opts ?? {});
