import { type DiffRequest, DiffResponse, PropertyDiff } from "@pulumi/pulumi/proto/provider_pb";
import type { DiffResult, PropertyChange, Recorded } from "../../../lifecycle/types";
import { parsePath, type Properties, valueAt } from "../../../values";
import type { CallContext } from "../rpc";
import type { Instance } from "../instance";
import { changeOf } from "../requests";

const { Kind } = PropertyDiff;
const KINDS = {
  add: { plain: Kind.ADD, replace: Kind.ADD_REPLACE },
  update: { plain: Kind.UPDATE, replace: Kind.UPDATE_REPLACE },
  delete: { plain: Kind.DELETE, replace: Kind.DELETE_REPLACE },
} as const;

/** Both sides of a comparison as the engine has them for display. */
export interface Sides {
  readonly recorded: Recorded;
  readonly news: Properties;
}

/**
 * One entry of the detailed diff. The engine takes the old value from the outputs (`inputDiff` false) or the old inputs (true), and
 * the new one from the new inputs: what is not there cannot be shown, so the kind follows what is.
 */
export function entry(change: PropertyChange, { recorded: { outputs, inputs }, news }: Sides): PropertyDiff {
  const path = parsePath(change.path);
  const inOutputs = valueAt(outputs, path) !== undefined;
  const inInputs = valueAt(inputs ?? {}, path) !== undefined;
  const inNews = valueAt(news, path) !== undefined;
  const kind = change.kind !== "update" ? change.kind : !inNews ? "delete" : !inOutputs && !inInputs ? "add" : "update";
  const diff = new PropertyDiff();
  diff.setKind(KINDS[kind][change.replaces ? "replace" : "plain"]);
  diff.setInputdiff(!inOutputs && inInputs);
  return diff;
}

/** Nothing else differs, but the last distribution failed: an update asks the service to retry it. */
const RESUMED = "distributionStatus";

/**
 * State that the dynamic host wrote holds the text that loads it, and lacks the flag by which the engine refreshes before it
 * compares: without an update, which sends nothing to the tenant, a plain preview would never see drift.
 */
const LOADER = "__provider";

const isTakenOver = (instance: Instance, request: DiffRequest): boolean =>
  instance.connected.settings.drift === "live" && (request.getOlds()?.getFieldsMap().has(LOADER) ?? false);

export interface Comparison extends Sides {
  readonly result: DiffResult;
  /** The dynamic host wrote the state. */
  readonly takenOver: boolean;
}

export function answer({ result, takenOver, ...sides }: Comparison): DiffResponse {
  const response = new DiffResponse();
  const details = response.getDetaileddiffMap();
  for (const change of result.changes) details.set(change.path, entry(change, sides));
  if (result.changes.length === 0 && result.resume) details.set(RESUMED, new PropertyDiff().setKind(Kind.UPDATE));
  if (takenOver && !result.gone) details.set(LOADER, new PropertyDiff().setKind(Kind.DELETE));
  const replaces = new Set(result.changes.filter((change) => change.replaces).map((change) => change.property));
  if (result.gone) {
    replaces.add("id");
    details.set("id", new PropertyDiff().setKind(Kind.UPDATE_REPLACE));
  }
  const diffs = new Set<string>();
  details.forEach((_diff, path) => diffs.add(String(parsePath(path)[0])));
  response.setChanges(diffs.size > 0 ? DiffResponse.DiffChanges.DIFF_SOME : DiffResponse.DiffChanges.DIFF_NONE);
  response.setDiffsList([...diffs]);
  response.setReplacesList([...replaces]);
  response.setDeletebeforereplace(result.deleteBeforeReplace || result.gone !== undefined);
  response.setHasdetaileddiff(true);
  return response;
}

export async function diff(instance: Instance, request: DiffRequest, context: CallContext): Promise<DiffResponse> {
  const kind = instance.kindOf(request);
  const change = changeOf(instance, request, context);
  // The engine refreshes first, where the settings say so, and then asks with what it read: no request is due here.
  const result = await instance.connected.lifecycle.diff(kind, { ...change, against: "recorded" });
  if (result.gone) change.reporter.warn(result.gone.message);
  else result.driftLines.forEach((line) => change.reporter.warn(line));
  // A refresh compares too (docs/service/pulumi-engine.md#refresh-diff), and does nothing of what these warn of.
  if (instance.checked.has(request.getUrn())) result.warnings.forEach((line) => change.reporter.warn(line));
  const { recorded, desired: news } = change;
  return answer({ result, recorded, news, takenOver: isTakenOver(instance, request) });
}
