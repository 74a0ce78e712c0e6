import * as pulumi from "@pulumi/pulumi";
import { type Description, dynamicType, propertiesOf } from "./dynamic";
import { leaveStacksUnmapped } from "./stacks";

/** Base of the classes that the plugin `pulumi-resource-purview` serves. */
export abstract class PluginResource extends pulumi.CustomResource {
  constructor(of: Description, name: string, args: object = {}, opts: pulumi.CustomResourceOptions = {}) {
    // The name's default is left to the plugin's check here, which knows the stack's autonaming settings.
    const mapAgain = leaveStacksUnmapped();
    try {
      super(of.token, name, propertiesOf({ ...of, named: false }, name, args, opts.id !== undefined), {
        deleteBeforeReplace: true,
        ...opts,
        aliases: [...(opts.aliases ?? []), { type: dynamicType(of.noun) }],
        additionalSecretOutputs: [...(opts.additionalSecretOutputs ?? []), ...(of.secrets ?? [])],
      });
    } finally {
      mapAgain();
    }
  }
}
