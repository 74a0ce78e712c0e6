import type { OperationResult } from "../operation";
import { mask, mapValues } from "../property/value";
import type { Recorder, RecordedStep } from "../recorder";
import { resourceJson, serialise } from "../state/deployment";
import type { ResourceState } from "../state/resource";

/** What `pulumi preview --json` prints. */
export function digest(
  recorder: Recorder,
  result: OperationResult,
  config: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const steps = recorder.steps.filter(({ op }) => op !== "refresh").map(stepJson);
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

function stepJson(step: RecordedStep): Record<string, unknown> {
  return {
    op: step.op,
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
  const plain = (bag: ResourceState["inputs"]) => serialise(mapValues(bag, mask), () => ({}));
  const bag = (name: "inputs" | "outputs") =>
    Object.keys(state[name]).length > 0 ? { [name]: plain(state[name]) } : {};
  return { ...resourceJson(state), ...bag("inputs"), ...bag("outputs") };
}
