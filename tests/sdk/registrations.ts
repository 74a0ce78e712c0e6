import * as pulumi from "@pulumi/pulumi";
import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";

export interface Registration {
  readonly type: string;
  readonly name: string;
  readonly inputs: { readonly [key: string]: unknown };
  /** Of a resource that is read, or imported. */
  readonly id: string | undefined;
  /** Types of the aliases; empty for resources that are read. */
  readonly aliases: readonly string[];
  readonly deleteBeforeReplace: boolean | undefined;
  readonly ignoreChanges: readonly string[];
  /** The source file that the SDK names to the engine. */
  readonly place: string | undefined;
}

interface Monitor {
  registerResource(request: RegisterResourceRequest, callback: unknown): Promise<void>;
}

/** Runs a program against Pulumi's own mocks and tells what it registered, in order of arrival. */
export async function registrationsOf(program: () => unknown): Promise<readonly Registration[]> {
  const seen: Registration[] = [];
  const requests = new Map<string, RegisterResourceRequest>();
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs, id }) => {
        const request = requests.get(`${type} ${name}`);
        seen.push({
          type,
          name,
          inputs: inputs as { [key: string]: unknown },
          id: id || undefined,
          aliases: (request?.getAliasesList() ?? []).map((alias) => alias.getSpec()?.getType() ?? ""),
          deleteBeforeReplace: request?.getDeletebeforereplace(),
          ignoreChanges: request?.getIgnorechangesList() ?? [],
          place: request?.getSourceposition()?.getUri(),
        });
        return { id: id || `${name}-id`, state: inputs as { [key: string]: unknown } };
      },
      call: () => ({}),
    },
    "project",
    "stack",
    false,
  );
  // The mocks do not hand the options of a registration on.
  const monitor = pulumi.runtime.getMonitor() as unknown as Monitor;
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request, callback) => {
    requests.set(`${request.getType()} ${request.getName()}`, request);
    return register(request, callback);
  };
  await pulumi.runtime.runInPulumiStack(async () => void (await program()));
  // Waits until every registration has been answered.
  await pulumi.runtime.disconnect();
  return seen.filter(({ type }) => type !== "pulumi:pulumi:Stack");
}
