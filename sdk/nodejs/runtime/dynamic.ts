import * as pulumi from "@pulumi/pulumi";
import { requireProviderPackage } from "./provider-package";
import { withIds } from "./references";
import { leaveStacksUnmapped } from "./stacks";

/** What a generated class knows of its kind. */
export interface Description {
  readonly noun: string;
  /** Type of the same resource in the plugin, e.g. `purview:retention:RetentionCompliancePolicy`. */
  readonly token: string;
  /** Output properties; each is preset, so that it is an Output even where the provider has nothing to say. */
  readonly outputs: readonly string[];
  /** The object is named after the resource where the program gives no name. */
  readonly named: boolean;
  readonly secrets?: readonly string[];
}

/** Type of a resource that the dynamic host serves. */
export const dynamicType = (noun: string): string => `pulumi-nodejs:dynamic/purview:${noun}`;

/** Frozen: this text stands in the state of every user, and must mean the same in every later version. */
export const providerText = (noun: string): string =>
  `exports.handler=()=>require("pulumi-purview/dynamic").handler("${noun}")`;

/**
 * The URN that the resource will have. As a promise: an Output would make the resource depend on its parent, a component on the
 * resource, and the program wait for itself.
 */
function urnOf(name: string, type: string, parent: pulumi.Resource | undefined): Promise<string> {
  const urn = pulumi.createUrn(name, type, parent) as unknown as { promise(): Promise<string> };
  return urn.promise();
}

/**
 * The engine keeps old inputs for `*`, those of this class included: a provider would never learn that all is ignored, or that it
 * is no longer. So the engine gets every property of the kind by its name.
 */
const ignoredByName = (of: Description, paths: readonly string[]): string[] =>
  paths.flatMap((path) => (path === "*" ? of.outputs : [path]));

/** Names of the arguments that the program marks as secret; undefined = none, so that nothing is added to the inputs. */
async function secretsIn(args: object): Promise<readonly string[] | undefined> {
  const marked = await Promise.all(
    Object.entries(args).map(async ([key, value]) => ((await pulumi.isSecret(pulumi.output(value))) ? [key] : [])),
  );
  const names = marked.flat();
  return names.length > 0 ? names : undefined;
}

/** What the engine keeps from a dynamic provider and the provider needs all the same (docs/behavior.md#rule-11). */
function passedOn(of: Description, name: string, args: object, opts: pulumi.CustomResourceOptions): object {
  const { ignoreChanges, customTimeouts, parent } = opts;
  return {
    __options: {
      ...(ignoreChanges?.length ? { ignoreChanges } : {}),
      ...(customTimeouts && Object.keys(customTimeouts).length > 0 ? { customTimeouts: { ...customTimeouts } } : {}),
      urn: urnOf(name, dynamicType(of.noun), parent),
      // The registration itself reports an argument that fails.
      secrets: secretsIn(args).catch(() => undefined),
    },
  };
}

/** Properties of a registration: every output preset, every resource replaced by its id. */
export function propertiesOf(of: Description, name: string, args: object, reading: boolean): pulumi.Inputs {
  const given = Object.fromEntries(Object.entries(args).map(([key, value]) => [key, withIds(value)]));
  const preset = Object.fromEntries(of.outputs.map((output) => [output, undefined]));
  return { ...preset, ...(of.named && !reading && given["name"] === undefined ? { ...given, name } : given) };
}

function refuseImport(of: Description, name: string, opts: pulumi.CustomResourceOptions): void {
  if (opts.import === undefined) return;
  // Pulumi shows an error of this class without its stack.
  throw new pulumi.RunError(
    `${of.noun} "${name}": the option \`import\` cannot work here, since Pulumi's dynamic providers cannot import. ` +
      "Either set `adoptExisting: true` on the resource, which takes over the existing object of that name, " +
      'or import the class from "pulumi-purview/plugin", which can import by id or exact name.',
  );
}

/** Base of the classes that Pulumi's dynamic provider serves: nothing to install but this package. */
export abstract class DynamicResource extends pulumi.CustomResource {
  constructor(of: Description, name: string, args: object = {}, opts: pulumi.CustomResourceOptions = {}) {
    refuseImport(of, name, opts);
    requireProviderPackage(`${of.noun} "${name}"`);
    const reading = opts.id !== undefined;
    const properties = {
      ...propertiesOf(of, name, args, reading),
      ...(reading ? {} : passedOn(of, name, args, opts)),
      __provider: providerText(of.noun),
    };
    const mapAgain = leaveStacksUnmapped();
    try {
      super(dynamicType(of.noun), name, properties, {
        deleteBeforeReplace: true,
        ...opts,
        ...(opts.ignoreChanges && { ignoreChanges: ignoredByName(of, opts.ignoreChanges) }),
        aliases: [...(opts.aliases ?? []), { type: of.token }],
        additionalSecretOutputs: [...(opts.additionalSecretOutputs ?? []), ...(of.secrets ?? [])],
      });
    } finally {
      mapAgain();
    }
  }
}
