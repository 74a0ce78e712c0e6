import { findCmdlet, findParameter } from "../../../../catalogue";
import type { Json } from "../../../contract";
import type { CallContext } from "../../context";
import type { StoredObject } from "../../entry";
import { statusAt } from "../../distribution";
import { badArgument, oneRulePerPolicy, refused } from "../../faults";
import { asList, asText, fold, type JsonObject } from "../../json";
import { locationField, referenceField, type LocationKind } from "../../locations";
import type { NounDeclaration } from "../../noun";
import { checkDeletedResources } from "./deleted-resources";
import { checkDuration } from "./duration";
import { refuseRemovalOfLocked, refuseWeakerRule, refuseWeakening } from "./preservation-lock";
import { filled } from "./retention-locations";

const noun = "AppRetentionCompliancePolicy";
const rule = "AppRetentionComplianceRule";
const scopes = "AdaptiveScopeLocation";

/** "Only Exchange and group locations" (docs/service/retention.md#app-retention). */
const kinds: readonly LocationKind[] = ["ExchangeLocation", "ModernGroupLocation"].flatMap((property) => {
  const kind = { property, workload: property.replace("Location", ""), limit: 1_000 };
  return [kind, { ...kind, property: `${property}Exception`, all: "refused" as const }];
});
const included = ["ExchangeLocation", "ModernGroupLocation", scopes];
const every = [...kinds.map(({ property }) => property), scopes];

export const appRetentionCompliancePolicy: NounDeclaration = {
  noun,
  naming: { scenario: "AppRetention" },
  fields: {
    ...Object.fromEntries(kinds.map((kind) => [kind.property, locationField(noun, kind)])),
    [scopes]: referenceField(noun, scopes, "AdaptiveScope"),
    Enabled: { initial: true },
    RestrictiveRetention: { initial: false },
    Applications: {
      accept: acceptApplication,
      show: (value, { store, canonical }) => (store.recorded && !canonical ? asShown(value) : value),
      check: (elements) => checkGroups(elements.map(asText)),
    },
  },
  distributes: { afterRule: rule },
  tombstoneMs: ({ policyTombstoneMs }) => policyTombstoneMs,
  create: checkPolicy,
  update(draft, before, call) {
    checkPolicy(draft);
    checkDeletedResources(call);
    const wasAdaptive = filled(before.properties, [scopes]).length > 0;
    if (wasAdaptive !== filled(draft, [scopes]).length > 0)
      throw refused("A static policy can't become adaptive, nor an adaptive one static.");
    refuseWeakening(before, draft, wasAdaptive ? "adaptive" : "classic");
  },
  remove: refuseRemovalOfLocked,
  lists: (object, call) =>
    !call.flag("ErrorPolicyOnly") ||
    (object.distribution !== undefined && statusAt(object.distribution, call.now) === "Error"),
  show(view, object, read) {
    view.Mode ??= "Enforce";
    view.Workload = "Exchange, ModernGroup";
    view.IsAdaptivePolicy = filled(object.properties, [scopes]).length > 0;
    const rules = read.detailed || read.flag("RetentionRuleTypes") ? read.store.children(rule, object.guid) : [];
    view.HasRules = rules.length > 0;
    view.RetentionRuleTypes = [...new Set(rules.map(({ properties }) => asText(properties.RetentionComplianceAction)))];
    if (read.detailed || read.flag("DistributionDetail")) return;
    for (const name of every) view[name] = [];
    view.DistributionStatus = "Pending";
    view.DistributionResults = [];
  },
};

/** Recorded of one application; New takes the singular (docs/service/retention.md#app-applications-read). */
const asShown = (value: Json): Json => asText(value).replace(/^User:(?=M365Copilot$)/i, "Users:");

/** `User:App,App` or `Group:App,App` (docs/service/retention.md#app-applications). */
function acceptApplication(value: Json): Json {
  if (!/^(Users?|Group):\w+(\s*,\s*\w+)*$/i.test(asText(value)))
    throw badArgument("Applications", `'${asText(value)}' isn't of the form LocationType:App[,App].`);
  return value;
}

/** "The preview AI groups have to be given whole" (docs/service/retention.md#app-applications). */
function checkGroups(applications: readonly string[]): void {
  const cmdlet = findCmdlet(`New-${noun}`);
  const parameter = (cmdlet && findParameter(cmdlet, "Applications")) as
    { previewAppGroupsUsedWhole?: readonly (readonly string[])[] } | undefined;
  const apps = applications.flatMap((each) =>
    fold(each)
      .replace(/^\w+:/, "")
      .split(/\s*,\s*/),
  );
  for (const group of parameter?.previewAppGroupsUsedWhole ?? []) {
    const missing = group.filter((app) => !apps.includes(fold(app)));
    // Recorded policies have M365Copilot alone (docs/service/retention.md#app-applications-read).
    const given = group.filter((app) => fold(app) !== "m365copilot" && apps.includes(fold(app)));
    if (missing.length > 0 && given.length > 0)
      throw badArgument("Applications", `These go together with the others of their group: ${missing.join(", ")}.`);
  }
}

function checkPolicy(draft: JsonObject): void {
  if (filled(draft, included).length === 0) throw refused("A retention policy needs at least one location.");
  if (filled(draft, [scopes]).length > 0 && filled(draft, included.slice(0, 2)).length > 0)
    throw refused("Adaptive scopes can't be used together with other locations.");
  if (asList(draft.Applications).length === 0) throw badArgument("Applications", "At least one application is needed.");
  if (draft.RestrictiveRetention === true && filled(draft, [scopes]).length > 0)
    throw badArgument("RestrictiveRetention", "Adaptive scopes don't support Preservation Lock.");
}

const policyOf = (object: StoredObject, { store }: CallContext): StoredObject | undefined =>
  object.parent === undefined ? undefined : store.find(noun, object.parent);

export const appRetentionComplianceRule: NounDeclaration = {
  noun: rule,
  parent: { noun, parameter: "Policy", distributesParent: true },
  naming: {
    scenario: "AppRetention",
    generate: (call) => (call.has("Name") ? undefined : call.store.newGuid()),
  },
  fields: { RetentionDurationDisplayHint: { initial: "Days" } },
  create(draft, call) {
    if (call.parent && call.store.children(rule, call.parent.guid).length > 0) throw oneRulePerPolicy(call.parent.name);
    checkDuration(draft);
  },
  update(draft, before, call) {
    checkDuration(draft);
    refuseWeakerRule(policyOf(before, call), before, draft);
  },
  remove: (object, call) => refuseRemovalOfLocked(policyOf(object, call)),
  show(view) {
    view.Mode ??= "Enforce";
    view.Disabled ??= false;
  },
};
