import { badArgument, refused } from "../../faults";
import type { StoredObject } from "../../entry";
import { asList, asText, type JsonObject } from "../../json";
import type { NounDeclaration, Seed } from "../../noun";

const noun = "ProtectionAlert";

export const protectionAlert: NounDeclaration = {
  noun,
  naming: { scenario: "AuditAlerting" },
  fields: {
    AggregationType: { initial: "SimpleAggregation" },
    Severity: { initial: "Low" },
    NotificationEnabled: { initial: true },
    Disabled: { initial: false },
  },
  create: (draft, call) => {
    check(draft);
    // "You can only use this parameter when AggregationType is SimpleAggregation" (New's page, `Threshold`).
    for (const name of ["Threshold", "TimeWindow"])
      if (call.has(name) && call.get(name) !== null && draft.AggregationType !== "SimpleAggregation")
        throw badArgument(name, "It can only be used when AggregationType is SimpleAggregation.");
  },
  update(draft, before) {
    refuseDefault(before);
    check(draft);
  },
  remove: refuseDefault,
  show(view, { properties }) {
    view.IsSystemRule = properties.IsSystemRule === true;
    view.ReadOnly = view.IsSystemRule;
    view.Mode ??= "Enforce";
    view.Workload = "AuditAlerting";
  },
  seeds: () => defaults.map(seedOf),
};

/** "Technically capable of accepting multiple values, multiple values don't work" (New's page, `Operation`). */
function check(draft: Readonly<JsonObject>): void {
  const operations = asList(draft.Operation);
  if (operations.length > 1) throw badArgument("Operation", "Only one operation can be given.");
  if (operations.length > 0 && asText(draft.ThreatType) !== "Activity")
    throw badArgument("Operation", "It can only be used when ThreatType is Activity.");
  // "You can't use this parameter when the AggregationType parameter value is None" (both pages).
  if (draft.AggregationType !== "None") return;
  const lonely = ["AlertBy", "NotifyUserOnFilterMatch"].find(
    (name) => draft[name] !== false && asText(draft[name]) !== "",
  );
  if (lonely) throw badArgument(lonely, "It can't be used when AggregationType is None.");
}

/** "You can't use this cmdlet to edit default alert policies" (Set's page). */
function refuseDefault({ name, properties }: StoredObject): void {
  if (properties.IsSystemRule === true)
    throw refused(`'${name}' is a default alert policy and can't be changed or removed.`);
}

/** A few of the policies that Microsoft turns on in every tenant; names from its published list. */
const defaults: readonly (readonly [name: string, category: string, severity: string, operation: string])[] = [
  ["Elevation of Exchange admin privilege", "AccessGovernance", "Low", "Add-RoleGroupMember"],
  ["Creation of forwarding/redirect rule", "ThreatManagement", "Low", "MailRedirect"],
  ["eDiscovery search started or exported", "ThreatManagement", "Medium", "SearchStarted"],
  ["Malware campaign detected after delivery", "ThreatManagement", "High", ""],
  ["Messages have been delayed", "MailFlow", "High", ""],
  ["Suspicious email sending patterns detected", "ThreatManagement", "Medium", ""],
];

const seedOf = ([name, category, severity, operation]: (typeof defaults)[number]): Seed => ({
  name,
  properties: {
    Category: category,
    Severity: severity,
    Operation: operation === "" ? [] : [operation],
    ThreatType: "Activity",
    AggregationType: "None",
    NotifyUser: ["TenantAdmins"],
    NotificationEnabled: true,
    Disabled: false,
    IsSystemRule: true,
  },
});
