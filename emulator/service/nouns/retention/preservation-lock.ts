import type { StoredObject } from "../../entry";
import { refused } from "../../faults";
import { asList, asText, canonical, fold, same, type JsonObject } from "../../json";
import { coversAll, excludedLocations, includedLocations, type PolicyKind } from "./retention-locations";

/**
 * Preservation Lock cannot be undone: "no disabling, no removing, no narrowing; only adding locations or lengthening"
 * (docs/service/retention.md#preservation-lock). The class of these errors is not established.
 */
export const isLocked = (policy: Pick<StoredObject, "properties"> | undefined): boolean =>
  policy?.properties.RestrictiveRetention === true;

const locked = (policy: string, what: string): Error =>
  refused(`The policy '${policy}' has Preservation Lock turned on: ${what}.`);

export function refuseRemovalOfLocked(policy: StoredObject | undefined): void {
  if (policy && isLocked(policy)) throw locked(policy.name, "it can't be removed, nor can its rules");
}

export function refuseWeakening(before: StoredObject, draft: Readonly<JsonObject>, kind: PolicyKind): void {
  if (!isLocked(before)) return;
  if (draft.RestrictiveRetention !== true) throw locked(before.name, "the lock can't be removed");
  if (draft.Enabled === false) throw locked(before.name, "the policy can't be disabled");
  for (const name of includedLocations(kind))
    if (!coversAll(draft, name) && lost(before.properties, draft, name))
      throw locked(before.name, `locations can't be removed from ${name}`);
  // An exception takes content out of the policy: adding one narrows it.
  for (const name of excludedLocations(kind))
    if (lost(draft, before.properties, name)) throw locked(before.name, `exceptions can't be added to ${name}`);
  if (narrowedApplications(before.properties, draft)) throw locked(before.name, "Applications can't be narrowed");
}

const lost = (from: Readonly<JsonObject>, to: Readonly<JsonObject>, name: string): boolean => {
  const kept = new Set(asList(to[name]).map(canonical));
  return asList(from[name]).some((element) => !kept.has(canonical(element)));
};

/** Blank means both of Exchange and SharePoint (docs/service/retention.md#applications). */
function narrowedApplications(before: Readonly<JsonObject>, draft: Readonly<JsonObject>): boolean {
  const parts = (value: JsonObject): string[] =>
    asList(value.Applications).flatMap((each) => fold(asText(each)).replace(/^\w+:/, "").split(","));
  const after = parts(draft);
  if (after.length === 0) return false;
  const had = parts(before);
  return had.length === 0 || had.some((each) => !after.includes(each));
}

/** Days of a duration; Unlimited is longer than any number. */
export const daysOf = (duration: JsonObject[string] | undefined): number =>
  fold(asText(duration)) === "unlimited" ? Infinity : Number(asText(duration) || 0);

/** Of a rule under a locked policy only the period may change, and only upwards; a comment keeps nothing. */
export function refuseWeakerRule(policy: StoredObject | undefined, before: StoredObject, draft: JsonObject): void {
  if (!policy || !isLocked(policy)) return;
  if (daysOf(draft.RetentionDuration) < daysOf(before.properties.RetentionDuration))
    throw locked(policy.name, "the retention period can't be shortened");
  const free = new Set(["RetentionDuration", "RetentionDurationDisplayHint", "Comment"]);
  for (const name of Object.keys(draft))
    if (!free.has(name) && !same(draft[name], before.properties[name]))
      throw locked(policy.name, `${name} can't be changed`);
}
