import { isDeepStrictEqual } from "node:util";
import type { DiffResult } from "../../lifecycle/types";
import type { Properties } from "../../values";
import { encodeProperties, type Reserved, type Wire } from "./codec";
import { DECLARED_KEY, OPTIONS_KEY, PREVIOUS_KEY, PROVIDER_KEY } from "./inputs";

export interface DiffAnswer {
  /** Undefined: the engine compares old and new inputs itself, and shows the detail. */
  readonly changes?: boolean | undefined;
  readonly replaces?: readonly string[];
  readonly deleteBeforeReplace?: boolean;
}

export interface DiffSituation {
  /** The plugin wrote the state. */
  readonly foreignState: boolean;
  /** The engine, comparing inputs, finds a difference. */
  readonly inputsDiffer: boolean;
}

/** Whether the engine sees that the program changed something; where the old inputs are not known, what causes the change decides. */
export function inputsDiffer(olds: object | undefined, news: Wire): boolean {
  if (!olds) return true;
  return !isDeepStrictEqual(withoutInternal(olds), withoutInternal(news));
}

/** Keys that begin with `__` the engine does not compare (docs/service/pulumi-engine.md#internal-keys). */
const withoutInternal = (wire: object): object =>
  Object.fromEntries(Object.entries(wire).filter(([key]) => !key.startsWith("__")));

/**
 * A dynamic provider can answer the engine "yes", "no" or "compare the inputs yourself", but no detail. The last is right where the
 * program itself changed something: then the detail is shown and `replaceOnChanges` is honored. Drift is a plain "yes".
 */
export function diffAnswer(result: DiffResult, { foreignState, inputsDiffer }: DiffSituation): DiffAnswer {
  if (result.gone) return { changes: true, replaces: ["id"], deleteBeforeReplace: true };
  const replaces = [...new Set(result.changes.filter((change) => change.replaces).map((change) => change.property))];
  const replacement = replaces.length > 0 ? { replaces, deleteBeforeReplace: result.deleteBeforeReplace } : {};
  // Outputs that the plugin wrote lack `__provider`, without which the SDK can neither refresh nor delete: one update writes it.
  if (foreignState) return { changes: true, ...replacement };
  if (result.changes.length === 0) return { changes: false };
  // What the program no longer ignores is its change as well, of which the inputs say nothing.
  const byProgram = inputsDiffer && result.changes.some((change) => change.cause === "program");
  return { changes: byProgram ? undefined : true, ...replacement };
}

/** Outputs for the state; the reserved keys go with them since read and delete are given nothing else. */
export const outputsWith = (outputs: Properties, reserved: Reserved, declared: readonly string[]): Wire => ({
  ...encodeProperties(outputs),
  [OPTIONS_KEY]: reserved.options,
  [DECLARED_KEY]: [...declared],
});

/**
 * Checked inputs; `old` are those of the last update, absent for a resource that is not in state. The names are passed only where
 * they differ from the present ones, since `--diff` would show them.
 */
export const inputsWith = (inputs: Properties, news: Wire, old: Properties | undefined): Wire => ({
  ...encodeProperties(inputs),
  ...pick(news, PROVIDER_KEY),
  ...pick(news, OPTIONS_KEY),
  ...(old && !sameNames(old, inputs) && { [PREVIOUS_KEY]: Object.keys(old).sort() }),
});

const sameNames = (a: Properties, b: Properties): boolean =>
  Object.keys(a).length === Object.keys(b).length && Object.keys(a).every((key) => Object.hasOwn(b, key));

const pick = (wire: Wire, key: string): Wire => (key in wire ? { [key]: wire[key] } : {});
