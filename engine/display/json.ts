import type { OperationResult } from "../operation";
import { mask, mapValues } from "../property/value";
import type { Recorder, RecordedStep } from "../recorder";
import type { Op } from "../events";
import { STACK_TYPE } from "../state/urn";
import { resourceJson, serialize } from "../state/deployment";
import type { ResourceState } from "../state/resource";

/** What `pulumi preview --json` prints. */
export function digest(
  recorder: Recorder,
  result: OperationResult,
  config: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const steps = recorder.steps.filter(isShown).map(stepJson);
  const diagnostics = [
    ...recorder.lines.map((message) => ({ message: `${message}\n`, severity: "info" })),
    ...recorder.diagnostics
      .filter(({ ephemeral }) => !ephemeral)
      .map(({ urn, message, severity }) => ({ ...(urn !== "" && { urn }), message, severity })),
  ];
  return {
    ...(Object.keys(config).length > 0 && { config }),
    ...(steps.length > 0 && { steps }),
    ...(diagnostics.length > 0 && { diagnostics }),
    /** In nanoseconds, as Go counts. */
    duration: Math.round(result.seconds * 1e9),
    changeSummary: result.changes,
    ...(result.maybeCorrupt && { maybeCorrupt: true }),
  };
}

/** The stack always, unchanged resources and the parts of a replacement not. */
const isShown = (step: RecordedStep): boolean => {
  if (step.type === STACK_TYPE) return true;
  if (step.op === "same") return step.old?.protect !== step.new?.protect;
  return step.logical || step.op === "refresh";
};

/** A refresh that found something shows what it found. */
function opOf(step: RecordedStep): Op {
  if (step.op !== "refresh") return step.op;
  if (step.new === undefined) return "delete";
  return Object.keys(step.detailedDiff ?? {}).length > 0 ? "update" : "refresh";
}

function stepJson(step: RecordedStep): Record<string, unknown> {
  return {
    op: opOf(step),
    urn: step.urn,
    ...(step.provider !== "" && { provider: step.provider }),
    ...(step.old && { oldState: stateJson(step.old) }),
    ...(step.new && { newState: stateJson(step.new) }),
    ...(step.changedKeys.length > 0 && { diffReasons: step.changedKeys }),
    ...(step.replaceKeys.length > 0 && { replaceReasons: step.replaceKeys }),
    detailedDiff: step.detailedDiff ?? null,
  };
}

/** Secrets are shown as `[secret]`. */
function stateJson(state: ResourceState): Record<string, unknown> {
  const plain = (bag: ResourceState["inputs"]) => serialize(mapValues(bag, mask), () => ({}));
  const bag = (name: "inputs" | "outputs") =>
    Object.keys(state[name]).length > 0 ? { [name]: plain(state[name]) } : {};
  return { ...resourceJson(state), ...bag("inputs"), ...bag("outputs") };
}
