import { IRREVERSIBLE_ACTS, type Kind } from "../../kinds";
import { isBuiltInEditable } from "../../kinds/built-in";
import type { CmdletCall } from "../../transport/channel";
import { type Properties, reveal } from "../../values";
import { type CanonicalCall, canonicalCall, isFalsy, isTruthy } from "./canonical-call";
import type { Observed, PropertyChange, Refusal } from "../types";
import { declared } from "../object/declared";
import { bothSides } from "../report/drift-lines";
import { lossesOf } from "./protection-loss";
import { lockRefusal } from "./preservation-lock";

interface Rule {
  readonly act: string;
  matches(call: CanonicalCall): boolean;
}

const given = (call: CanonicalCall, parameter: string): boolean => isTruthy(call.parameters.get(parameter));

const RULES: readonly Rule[] = [
  { act: "PreservationLock", matches: (call) => given(call, "RestrictiveRetention") },
  { act: "RegulatoryRecord", matches: (call) => given(call, "Regulatory") },
  { act: "PriorityCleanup", matches: (call) => call.verb === "New" && given(call, "PriorityCleanup") },
  {
    act: "LabelCoauthOff",
    matches: (call) => call.parameters.has("EnableLabelCoauth") && isFalsy(call.parameters.get("EnableLabelCoauth")),
  },
  { act: "CaseClose", matches: (call) => call.noun === "ComplianceCase" && given(call, "Close") },
  { act: "ForcedDeletion", matches: (call) => given(call, "ForceDeletion") },
];

/** Irreversible acts in one call. */
export const actsOf = (call: CmdletCall): readonly string[] => {
  const canonical = canonicalCall(call);
  return RULES.filter((rule) => rule.matches(canonical)).map((rule) => rule.act);
};

export interface JudgeRequest {
  readonly noun: string;
  /** Fresh state of the object; undefined for a new one. */
  readonly actual?: Observed | undefined;
  readonly parent?: Observed | undefined;
  /** `acceptIrreversible` of the resource. */
  readonly accepted: readonly string[];
}

export interface Judgement {
  readonly irreversible: readonly string[];
  readonly warnings: readonly string[];
  readonly refused?: Refusal | undefined;
}

/** Judges the final cmdlets, `extraParameters` and the generic resource included, against fresh state. */
export function judge(calls: readonly CmdletCall[], request: JudgeRequest): Judgement {
  const canonical = calls.map(canonicalCall);
  const irreversible = [...new Set(calls.flatMap(actsOf))].filter((act) => !isDone(act, request.actual));
  const warnings = canonical.flatMap((call) => lossesOf(call, request));
  const refused =
    builtInRefusal(calls, request) ?? lockRefusal(canonical, request) ?? unaccepted(irreversible, request);
  return { irreversible, warnings: [...new Set(warnings)], refused };
}

/** Locking what is locked already is no act. */
const isDone = (act: string, actual: Observed | undefined): boolean =>
  act === "PreservationLock" && actual?.properties["restrictiveRetention"] === true;

function builtInRefusal(calls: readonly CmdletCall[], { noun, actual }: JudgeRequest): Refusal | undefined {
  if (actual?.partOf !== undefined && calls.length > 0)
    return {
      code: "PURVIEW_BUILT_IN",
      reason: `${noun} "${actual.name}" is part of ${actual.partOf}: it is made, changed and removed with that.`,
      advice: "Take it out of the program, and declare what it is part of.",
    };
  if (!actual?.builtIn || calls.length === 0) return undefined;
  if (!isBuiltInEditable(noun))
    return {
      code: "PURVIEW_BUILT_IN",
      reason: `${noun} "${actual.name}" is built-in: Microsoft created it, and it cannot be changed or removed.`,
      advice: "Take it out of the program, or give your own object another name.",
    };
  if (!calls.some(({ cmdlet }) => /^Remove-/i.test(cmdlet))) return undefined;
  return {
    code: "PURVIEW_BUILT_IN",
    reason: `${noun} "${actual.name}" is built-in: Microsoft created it. It can be changed, but is not removed.`,
    advice: "Remove it in the Microsoft Purview portal, and from the state with `pulumi state delete`.",
  };
}

function unaccepted(acts: readonly string[], { noun, actual, accepted }: JudgeRequest): Refusal | undefined {
  const missing = acts.filter((act) => !accepted.some((word) => word.toLowerCase() === act.toLowerCase()));
  const [act] = missing;
  if (act === undefined) return undefined;
  const object = actual ? `${noun} "${actual.name}"` : noun;
  return {
    code: "PURVIEW_IRREVERSIBLE",
    reason: `This cannot be undone for ${object}: ${missing.map((name) => IRREVERSIBLE_ACTS[name]).join("; ")}.`,
    property: "acceptIrreversible",
    advice: `If it is meant, declare acceptIrreversible: [${missing.map((name) => `"${name}"`).join(", ")}].`,
  };
}

/** `acceptIrreversible` as declared. */
export function acceptedActs(properties: Properties): readonly string[] {
  const value = declared(properties, "acceptIrreversible");
  const plain = value === undefined ? [] : reveal(value);
  return Array.isArray(plain) ? plain.filter((word): word is string => typeof word === "string") : [];
}

/** Rule 7: holds, labels and role groups are not replaced while they live. */
export function replacementRefusal(
  kind: Kind,
  changes: readonly PropertyChange[],
  desired: Properties,
  name: string,
): Refusal | undefined {
  const fixed = changes.filter((change) => change.replaces);
  if (fixed.length === 0 || mayReplace(kind, desired)) return undefined;
  const asked = fixed.filter(({ cause }) => cause === "program");
  const causes = [...new Set((asked.length > 0 ? asked : fixed).map((change) => change.property))];
  const common = { code: "PURVIEW_REPLACE", property: causes[0] };
  if (asked.length === 0)
    return {
      ...common,
      reason: `${kind.noun} "${name}" changed outside of this stack, and only a replacement would change it back: ${causes.map((cause) => `${cause}: ${bothSides(kind, fixed, cause)}`).join("; ")}. It is not replaced: ${kind.preventReplace}.`,
      advice: `Declare what the object has now, declare ignoreChanges: [${causes.map((cause) => JSON.stringify(cause)).join(", ")}], or declare allowReplace: true.`,
    };
  return {
    ...common,
    reason: `Changing ${causes.join(", ")} would replace ${kind.noun} "${name}": ${kind.preventReplace}.`,
    advice: "Undo the change, declare a second object next to this one, or declare allowReplace: true.",
  };
}

/** The same where the engine decides to replace: `replaceOnChanges`, `replaceWith`, `--replace`, a taint. */
export function forcedReplacementRefusal(kind: Kind, desired: Properties, name: string): Refusal | undefined {
  if (mayReplace(kind, desired)) return undefined;
  return {
    code: "PURVIEW_REPLACE",
    reason: `Pulumi was asked (by replaceOnChanges, replaceWith, --replace or a taint) to replace ${kind.noun} "${name}": ${kind.preventReplace}.`,
    advice: "Take that back, or declare allowReplace: true.",
  };
}

function mayReplace(kind: Kind, desired: Properties): boolean {
  if (kind.preventReplace === undefined) return true;
  const allowed = declared(desired, "allowReplace");
  return allowed !== undefined && reveal(allowed) === true;
}
