import { type Canonical, isCanonicalList, showOf } from "../../kinds/fields/canonical";
import { removalOf } from "../../kinds/fields/identifiers";
import { propertyName } from "../../kinds/property-name";
import type { Plain } from "../../values";
import { type CanonicalCall, isFalsy, isTruthy, textsOf } from "./canonical-call";
import type { Observed } from "../types";

interface LossRequest {
  readonly noun: string;
  readonly actual?: Observed | undefined;
}

/** Nouns whose objects keep or protect content: removing or narrowing one is announced. */
const PROTECTS = /(Retention|Hold|Dlp|Sensitivity|Label|Supervisory)\w*(Policy|PolicyV2|Rule)$|^(ComplianceTag|Label)$/;

/** One line for every way in which this call takes content out of retention, hold or DLP (docs/behavior.md#rule-8). */
export function lossesOf(call: CanonicalCall, { noun, actual }: LossRequest): readonly string[] {
  const object = `${noun} "${actual?.name ?? textsOf(call.parameters.get("Identity"))[0] ?? textsOf(call.parameters.get("Name"))[0] ?? ""}"`;
  if (!PROTECTS.test(call.noun) && call.noun !== "ComplianceCase") return [];
  if (call.verb === "Remove") return [`${object} is removed: what it protects loses that protection.`];
  if (call.verb !== "Set") return [];
  return [...call.parameters].flatMap(([parameter, value]) => {
    const loss = lossOf(parameter, value, call, actual);
    return loss === undefined ? [] : [`${object} ${loss}.`];
  });
}

function lossOf(
  parameter: string,
  value: Plain,
  call: CanonicalCall,
  actual: Observed | undefined,
): string | undefined {
  const list = textsOf(value).join(", ");
  const before = (property: string): Canonical | undefined => actual?.properties[property];
  if (/^Add\w*(Location|Scopes?)Exception$/.test(parameter)) return `no longer covers ${list}`;
  if (/^Remove\w*(Location|Scopes?)$/.test(parameter))
    return removedLoss(parameter, value, call, before(propertyName(parameter.replace(/^Remove/, ""))));
  switch (parameter) {
    case "RemoveLabels":
      return `no longer publishes ${list}`;
    case "Enabled":
      return isFalsy(value) ? "is disabled: what it protects loses that protection" : undefined;
    case "Disabled":
      return isTruthy(value) ? "is disabled: what it protects loses that protection" : undefined;
    case "Mode":
      return /^(disable|test)/i.test(list) ? `no longer enforces (mode ${list})` : undefined;
    case "StartSimulation":
      return isTruthy(value) && before("simulation") === false
        ? "goes to simulation and no longer enforces"
        : undefined;
    case "Close":
      return isTruthy(value) ? "is closed: its holds are released" : undefined;
    case "RetentionDuration":
      return durationLoss(value, before("retentionDuration"));
    case "RetentionComplianceAction":
      return /^delete$/i.test(list) && /keep/i.test(textsOf(before("retentionComplianceAction"))[0] ?? "")
        ? "no longer keeps content, it only deletes"
        : undefined;
    case "ContentMatchQuery":
      return list !== "" && textsOf(before("contentMatchQuery")).join("") === ""
        ? "covers only content that matches the query"
        : undefined;
    case "ExcludedItemClasses":
      return list === "" ? undefined : `leaves out the message classes ${list}`;
    default:
      return undefined;
  }
}

const isAll = (value: Canonical | undefined): boolean => textsOf(value).some((text) => text.toLowerCase() === "all");

function removedLoss(
  parameter: string,
  value: Plain,
  call: CanonicalCall,
  existing: Canonical | undefined,
): string | undefined {
  const added = call.parameters.get(parameter.replace(/^Remove/, "Add"));
  if (isAll(added)) return undefined;
  if (isAll(value)) {
    const rest = textsOf(added).join(", ");
    return rest === ""
      ? `no longer covers everything by ${parameter.slice(6)}`
      : `covers only ${rest} instead of everything`;
  }
  return `no longer covers ${textsOf(value).map(calledIn(existing)).join(", ")}`;
}

/** What is removed by a GUID or a distinguished name is also named by what people call it. */
function calledIn(existing: Canonical | undefined): (removed: string) => string {
  const elements = isCanonicalList(existing) ? existing : [];
  const names = new Map([...elements].reverse().map((element) => [removalOf(element), String(showOf(element))]));
  return (removed) => {
    const called = names.get(removed) ?? removed;
    return called === removed ? removed : `${called} (${removed})`;
  };
}

function durationLoss(value: Plain, before: Canonical | undefined): string | undefined {
  const [next, last] = [durationOf(value), durationOf(before)];
  return isShorter(next, last) ? `keeps content for ${spoken(next)} instead of ${spoken(last)}` : undefined;
}

const spoken = (days: number | undefined): string => (days === Infinity ? "ever" : `${days ?? "?"} days`);

/** Days; `Unlimited` is infinite; audit periods by their names; undefined = not a duration. */
export function durationOf(value: Canonical | undefined): number | undefined {
  if (typeof value === "number") return value;
  if (typeof value !== "string") return undefined;
  if (/^unlimited$/i.test(value)) return Infinity;
  const named = NAMED_PERIODS[value.toLowerCase()];
  if (named !== undefined) return named;
  return /^\d+$/.test(value) ? Number(value) : undefined;
}

const NAMED_PERIODS: { readonly [name: string]: number } = {
  sevendays: 7,
  onemonth: 30,
  threemonths: 90,
  sixmonths: 180,
  ninemonths: 270,
  twelvemonths: 365,
  threeyears: 1095,
  fiveyears: 1825,
  sevenyears: 2555,
  tenyears: 3650,
};

export const isShorter = (next: number | undefined, last: number | undefined): boolean =>
  next !== undefined && last !== undefined && next < last;
