/**
 * What the dynamic resource classes put into a resource's inputs in addition to the user's own properties: keys that start with
 * `__`, which the engine never shows. The generated base class must do exactly this:
 *
 * - `__provider`: the text `providerText(noun)`, nothing else. It is a frozen API: state holds it, and refresh and destroy
 *   run it years later. It must not be marked secret.
 * - `__options`: `ReservedOptions`, always there. What the engine keeps from dynamic providers, so the class has to pass it on:
 *   `ignoreChanges` and `customTimeouts` as the user gave them in the resource options (after merging), and `urn` =
 *   `pulumi.createUrn(name, type, opts.parent)`, which a provider needs to attach messages to the resource; `secrets`, the names
 *   of secret arguments, so that messages mask them. Left-out members are left out, not null.
 * - `name`: for kinds whose object has a name that the user may choose, the class sets `name: args.name ?? <logical name>`,
 *   since the dynamic host never learns the logical name otherwise (without `urn` it would be lost).
 *
 * Besides: type token `pulumi-nodejs:dynamic/purview:<Noun>`, resource option `deleteBeforeReplace: true` unless the user set it,
 * every output property preset to `undefined` in the props, secret arguments listed in `additionalSecretOutputs`, and an error in
 * the constructor when `opts.import` is set (docs/behavior.md#rule-11).
 *
 * Two more keys are not the class's: `check` adds `__previous` from the old inputs, where their names differ from the present
 * ones; `__declared` is in the outputs only.
 */
export interface ReservedOptions {
  /** Property paths of the resource option of the same name. */
  readonly ignoreChanges?: readonly string[];
  /** Go durations as Pulumi takes them: `"5m"`, `"1h30m"`. */
  readonly customTimeouts?: { readonly create?: string; readonly update?: string; readonly delete?: string };
  readonly urn?: string;
  /** Names of properties whose values the program marks as secret: the engine passes them in clear and unmarked. */
  readonly secrets?: readonly string[];
}

export const PROVIDER_KEY = "__provider";
export const OPTIONS_KEY = "__options";
export const PREVIOUS_KEY = "__previous";

/** Outputs only: the names that the last create or update declared; `read` is given the outputs alone and must return the inputs. */
export const DECLARED_KEY = "__declared";

/** The module text that stands in a resource's `__provider`; frozen. */
export const providerText = (noun: string): string =>
  `exports.handler=()=>require("pulumi-purview/dynamic").handler(${JSON.stringify(noun)})`;
