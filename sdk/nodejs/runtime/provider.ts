import * as pulumi from "@pulumi/pulumi";

const given = (args: object): readonly [string, unknown][] =>
  Object.entries(args).filter(([, value]) => value !== undefined);

/**
 * Explicit provider of the dynamic host: an instance of Pulumi's own dynamic provider, whose configuration are these properties.
 * Each runs in a process of its own.
 */
export abstract class DynamicProviderResource extends pulumi.ProviderResource {
  constructor(name: string, args: object, secrets: readonly string[], opts: pulumi.ResourceOptions = {}) {
    const properties = given(args).map(([key, value]) => [
      `purview:${key}`,
      secrets.includes(key) ? pulumi.secret(value) : value,
    ]);
    super("pulumi-nodejs", name, Object.fromEntries(properties) as pulumi.Inputs, {
      ...opts,
      aliases: [...(opts.aliases ?? []), { type: "pulumi:providers:purview" }],
    });
  }
}

/** On the wire a provider's settings are strings, JSON where they are not text. */
const asText = (value: unknown): unknown =>
  typeof value === "string"
    ? value
    : pulumi.output(value as pulumi.Input<string | number | boolean>).apply((known) => String(known));

/** Explicit provider of the plugin. */
export abstract class PluginProviderResource extends pulumi.ProviderResource {
  constructor(name: string, args: object, secrets: readonly string[], opts: pulumi.ResourceOptions = {}) {
    const properties = given(args).map(([key, value]) => {
      const text = asText(value);
      return [key, secrets.includes(key) ? pulumi.secret(text) : text];
    });
    super("purview", name, Object.fromEntries(properties) as pulumi.Inputs, {
      ...opts,
      aliases: [...(opts.aliases ?? []), { type: "pulumi:providers:pulumi-nodejs" }],
    });
  }
}
