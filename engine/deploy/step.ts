import type { Op, StepEvent } from "../events";
import { equal } from "../property/compare";
import type { DetailedDiff } from "../property/compare";
import { Secret } from "../property/value";
import type { Property } from "../property/value";
import { resourceJson } from "../state/deployment";
import type { OperationType, ResourceState } from "../state/resource";

export interface DiffInfo {
  readonly replaceKeys: readonly string[];
  readonly changedKeys: readonly string[];
  readonly detailedDiff: DetailedDiff | undefined;
}
export const NO_DIFF: DiffInfo = { replaceKeys: [], changedKeys: [], detailedDiff: undefined };

/** What one change of the state's file says. */
export interface StateChange {
  readonly done?: ResourceState | undefined;
  readonly added?: ResourceState | undefined;
  readonly write?: boolean;
}

/** One act of the engine. The executor calls `apply`, then writes `change`, then `complete`. */
export interface Step {
  readonly op: Op;
  readonly urn: string;
  readonly old: ResourceState | undefined;
  /** May become known in `apply`. */
  readonly new: ResourceState | undefined;
  readonly diff: DiffInfo;
  readonly logical: boolean;
  /** What is written down before, for the case that the engine dies on the way. */
  readonly begins?: { readonly state: ResourceState; readonly type: OperationType };
  /** The reasons when the object was created but is not as it should be; throws when it was not created. */
  apply(): Promise<readonly string[] | undefined>;
  change(): StateChange;
  complete?(): void;
}

export function eventOf(step: Step): StepEvent {
  const state = step.new ?? step.old;
  return {
    op: step.op,
    urn: step.urn,
    type: state?.type ?? "",
    provider: state?.provider ?? "",
    old: step.old,
    new: step.new,
    replaceKeys: step.diff.replaceKeys,
    changedKeys: step.diff.changedKeys,
    detailedDiff: step.diff.detailedDiff,
    logical: step.logical,
  };
}

/** Marks outputs that the program declared secret, or whose input of the same name is. */
export function markSecrets(state: ResourceState): void {
  const marked = Object.entries(state.outputs).map(([key, value]): [string, Property] => {
    if (value instanceof Secret) return [key, value];
    const secret = state.additionalSecretOutputs.includes(key) || state.inputs[key] instanceof Secret;
    return [key, secret ? new Secret(value) : value];
  });
  if (marked.some(([key, value]) => value !== state.outputs[key])) state.outputs = Object.fromEntries(marked);
}

/** Whether an unchanged resource still says something new to the state's file. */
export function worthWriting(old: ResourceState, news: ResourceState): boolean {
  const comparable = (state: ResourceState) => {
    const { created: _c, modified: _m, initErrors: _i, ...json } = resourceJson(state);
    return JSON.stringify({ ...json, dependencies: [...state.dependencies].sort() });
  };
  return comparable(old) !== comparable(news) || !equal(old.inputs, news.inputs) || !equal(old.outputs, news.outputs);
}
