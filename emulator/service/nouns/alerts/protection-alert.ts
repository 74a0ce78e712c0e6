import type { CallContext } from "../../context";
import type { StoredObject } from "../../entry";
import { badArgument, refused } from "../../faults";
import { asList, asText, type JsonObject } from "../../json";
import type { NounDeclaration } from "../../noun";
import { showDirectoryObject } from "../shared/recorded-shape";
import { defaultAlerts } from "./default-alerts";

const noun = "ProtectionAlert";
const thresholds = ["Threshold", "TimeWindow"] as const;

/** What follows from what an alert watches, as recorded. */
const SCENARIOS: Readonly<Record<string, JsonObject>> = {
  Activity: { StreamType: "Activity", AlertScenario: "Activity", Scenario: "AuditProtectionAlert" },
  MailFlow: { StreamType: "None", AlertScenario: "MailFlow", Scenario: "MailFlowProtectionAlert" },
  MaliciousUrlClick: { StreamType: "None", AlertScenario: "MaliciousUrlClick", Scenario: "MaliciousUrlClick" },
};
const MAIL: JsonObject = { StreamType: "Mail", AlertScenario: "Protection", Scenario: "ProtectionAlert" };

/** Of no parameter, and the same in all recorded alerts that nobody put. */
const CONSTANT: JsonObject = {
  AlertOverrideChangedUtc: null,
  ExternalScenarioData: null,
  MaximumBlobRuleLength: 0,
  MergedRuleXml: null,
  Priority: 0,
  RecipientTags: null,
  SenderTags: null,
  TagFilter: null,
  UserTags: null,
};

/** Lists that read as null where they are empty; `NotifyUser` never is. */
const LISTS = [
  "AlertBy",
  "AlertFor",
  "Operation",
  "PrivacyManagementScopedSensitiveInformationTypes",
  "PrivacyManagementScopedSensitiveInformationTypesForCounting",
];

/** What New takes and Get does not return (docs/service/alerts.md#not-returned). */
const NOT_RETURNED = "Description";

export const protectionAlert: NounDeclaration = {
  noun,
  naming: { scenario: "AuditAlerting" },
  fields: {
    AggregationType: { initial: "SimpleAggregation" },
    CorrelationPolicyId: { initial: "00000000-0000-0000-0000-000000000000" },
    Severity: { initial: "Low" },
    NotificationEnabled: { initial: true },
    NotifyUserOnFilterMatch: { initial: false },
    Disabled: { initial: false },
    NotifyUser: {
      check(elements) {
        if (elements.length === 0) throw badArgument("NotifyUser", "An alert policy needs somebody to notify.");
      },
    },
  },
  create(draft, call) {
    refuseLonelyThreshold(draft, call);
    check(draft);
  },
  update(draft, before, call) {
    refuseDefault(before);
    refuseLonelyThreshold(draft, call);
    // Thresholds are of one way to aggregate: another way has none.
    if (draft.AggregationType !== "SimpleAggregation") Object.assign(draft, { Threshold: null, TimeWindow: null });
    check(draft);
  },
  remove: refuseDefault,
  show(view, object, { store }) {
    const { properties } = object;
    Object.assign(view, { ...CONSTANT, ...known(CONSTANT, properties) });
    Object.assign(view, {
      ...(SCENARIOS[asText(view.ThreatType)] ?? MAIL),
      ...known({ StreamType: null }, properties),
      Comment: asText(view.Comment),
      IsSystemRule: properties.IsSystemRule === true,
      Mode: "Enforce",
      Policy: asText(properties.Policy) || object.guid,
      ReadOnly: false,
      Workload: "AuditAlerting",
      // Nobody is named, whoever wrote it (docs/service/alerts.md#editors).
      CreatedBy: "",
      LastModifiedBy: "",
    });
    for (const name of LISTS) if (asList(view[name]).length === 0) view[name] = null;
    delete view[NOT_RETURNED];
    showDirectoryObject(view, store, "msExchUnifiedRule");
  },
  seeds: defaultAlerts,
};

/** Those of the names that the second object has. */
const known = (names: JsonObject, properties: Readonly<JsonObject>): JsonObject =>
  Object.fromEntries(
    Object.keys(names).flatMap((name) =>
      (properties[name] ?? null) === null ? [] : [[name, properties[name] ?? null]],
    ),
  );

/** "You can only use this parameter when AggregationType is SimpleAggregation" (both pages), which needs both of them (docs/service/alerts.md#thresholds). */
function refuseLonelyThreshold(draft: Readonly<JsonObject>, call: CallContext): void {
  const given = thresholds.find((name) => call.has(name) && call.get(name) !== null);
  if (draft.AggregationType === "SimpleAggregation") {
    const [missing, ...others] = thresholds.filter((name) => draft[name] === null || draft[name] === undefined);
    if (missing !== undefined && others.length === 0)
      throw badArgument(missing, `It must be used together with ${thresholds.find((name) => name !== missing) ?? ""}.`);
  } else if (given !== undefined)
    throw badArgument(given, "It can only be used when AggregationType is SimpleAggregation.");
}

/** Which scopes an alert may be counted by follows from what it watches (New's page, `AlertBy`). */
const SCOPES: Readonly<Record<string, readonly string[]>> = {
  Activity: ["User"],
  Malware: ["Mail.Recipient", "Mail.ThreatName"],
};

/** Several operations are taken, although they don't work (docs/service/alerts.md#operations). */
function check(draft: Readonly<JsonObject>): void {
  const threat = asText(draft.ThreatType);
  if (asList(draft.Operation).length > 0 && threat !== "Activity")
    throw badArgument("Operation", "It can only be used when ThreatType is Activity.");
  const scopes = SCOPES[threat] ?? [];
  const wrong = asList(draft.AlertBy)
    .map(asText)
    .find((scope) => !scopes.includes(scope));
  if (wrong !== undefined)
    throw badArgument("AlertBy", `'${wrong}' can't be used when ThreatType is ${threat}; valid: ${scopes.join(", ")}.`);
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
