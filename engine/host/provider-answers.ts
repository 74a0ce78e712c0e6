import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { EngineError } from "../errors";
import type { ChangeKind, DetailedDiff } from "../property/compare";
import type { PropertyMap } from "../property/value";
import { fromStruct } from "../property/wire";
import { nameOf, typeOf } from "../state/urn";

export interface CheckResult {
  readonly inputs: PropertyMap;
  readonly failures: readonly { readonly property: string; readonly reason: string }[];
}
export interface DiffResult {
  readonly changes: "none" | "some" | "unknown";
  readonly replaceKeys: readonly string[];
  readonly changedKeys: readonly string[];
  readonly detailedDiff: DetailedDiff | undefined;
  readonly deleteBeforeReplace: boolean;
}
export interface LiveResult {
  readonly id: string;
  readonly outputs: PropertyMap;
  /** Undefined: the provider did not say. */
  readonly inputs: PropertyMap | undefined;
  readonly refreshBeforeUpdate: boolean;
  /** The object exists but is not what it should be: saved, and the operation fails. */
  readonly initErrors: readonly string[] | undefined;
}

/** The provider's own failure; `unknownState` when it is not known how far it came. */
export class ProviderError extends EngineError {
  override readonly name = "ProviderError";
  constructor(
    message: string,
    readonly unknownState: boolean,
  ) {
    super(message);
  }
}
/** No comparison is possible in this preview, since the provider's configuration is not known yet. */
export class DiffUnavailable extends EngineError {
  override readonly name = "DiffUnavailable";
}

const DIFF_KINDS: readonly ChangeKind[] = [
  "add",
  "add-replace",
  "delete",
  "delete-replace",
  "update",
  "update-replace",
];
export const live = (result: Partial<LiveResult>): LiveResult => ({
  id: "",
  outputs: {},
  inputs: undefined,
  refreshBeforeUpdate: false,
  initErrors: undefined,
  ...result,
});

export const checkRequest = (urn: string) =>
  new proto.CheckRequest().setUrn(urn).setName(nameOf(urn)).setType(typeOf(urn));

export const failureOf = (failure: proto.CheckFailure) => ({
  property: failure.getProperty(),
  reason: failure.getReason(),
});

export const checkResult = (answer: proto.CheckResponse): CheckResult => ({
  inputs: fromStruct(answer.getInputs()),
  failures: answer.getFailuresList().map(failureOf),
});

export function diffResult(answer: proto.DiffResponse): DiffResult {
  const detail: Record<string, { kind: ChangeKind; inputDiff: boolean }> = {};
  answer.getDetaileddiffMap().forEach((change, path) => {
    detail[path] = { kind: DIFF_KINDS[change.getKind()] ?? "update", inputDiff: change.getInputdiff() };
  });
  const { DIFF_NONE, DIFF_SOME } = proto.DiffResponse.DiffChanges;
  const changes = answer.getChanges();
  return {
    changes: changes === DIFF_NONE ? "none" : changes === DIFF_SOME ? "some" : "unknown",
    replaceKeys: answer.getReplacesList(),
    changedKeys: answer.getDiffsList(),
    detailedDiff: answer.getHasdetaileddiff() ? detail : undefined,
    deleteBeforeReplace: answer.getDeletebeforereplace(),
  };
}
