import type { CallContext } from "../../context";
import type { StoredObject } from "../../entry";
import { statusAt } from "../../distribution";
import { badArgument, refused } from "../../faults";
import { asText, type JsonObject } from "../../json";
import type { NounDeclaration, Reading } from "../../noun";
import { checkDeletedResources } from "./deleted-resources";
import { refuseRemovalOfLocked, refuseWeakening } from "./preservation-lock";
import {
  excludedLocations,
  filled,
  includedLocations,
  locationProperties,
  retentionLocationFields,
  scopeProperty,
  type PolicyKind,
} from "./retention-locations";

const noun = "RetentionCompliancePolicy";
const rule = "RetentionComplianceRule";

/** "`Workload` lists all workloads, not the real ones" (docs/service/retention.md#workload); these are the page's. */
export const everyWorkload = "Exchange, SharePoint, OneDriveForBusiness, Skype, ModernGroup";

/** Cloud-attachment policies take SharePoint, OneDrive and groups only (docs/service/retention.md#cloud-attachments). */
const cloudAttachmentLocations = ["SharePointLocation", "OneDriveLocation", "ModernGroupLocation"];

const kinds: readonly PolicyKind[] = ["classic", "teams", "adaptive"];

export const kindOf = (properties: Readonly<JsonObject>): PolicyKind => {
  const stored = properties.$kind;
  if (stored === "classic" || stored === "teams" || stored === "adaptive") return stored;
  return kinds.find((kind) => filled(properties, namesOf(kind)).length > 0) ?? "classic";
};

const namesOf = (kind: PolicyKind): string[] => [...includedLocations(kind), ...excludedLocations(kind)];

export const retentionCompliancePolicy: NounDeclaration = {
  noun,
  // Separate lists that every cmdlet has to select again (docs/service/retention.md#priority-cleanup).
  variants: ["PriorityCleanup"],
  actions: ["ForceBypassScopeCheck", "ForceStartSimulation", "SkipPriorityCleanupConfirmation"],
  fields: { ...retentionLocationFields(noun), Enabled: { initial: true }, RestrictiveRetention: { initial: false } },
  naming: { scenario: "Hold" },
  distributes: { afterRule: rule, workloads: workloadsOf },
  tombstoneMs: ({ policyTombstoneMs }) => policyTombstoneMs,

  create(draft, call) {
    draft.$kind = kindOf(draft);
    refuseMixture(draft);
    refuseNoLocation(draft);
    refuseCloudAttachments(draft);
    refuseLockedAdaptive(draft);
    // `Mode` is Test, AuditAndNotify or Enforce (docs/service/retention.md#workload); simulation is Test [inferred].
    draft.Mode = call.flag("IsSimulation") ? "Test" : "Enforce";
  },
  update(draft, before, call) {
    draft.$kind = kindOf(before.properties);
    refuseMixture(draft);
    refuseNoLocation(draft);
    refuseCloudAttachments(draft);
    refuseLockedAdaptive(draft);
    refuseWeakening(before, draft, kindOf(draft));
    checkDeletedResources(call);
    if (call.flag("StartSimulation")) draft.Mode = "Test";
    if (call.flag("EnforceSimulationPolicy")) draft.Mode = "Enforce";
  },
  remove: refuseRemovalOfLocked,
  lists: isListed,
  show(view, object, read) {
    const kind = kindOf(object.properties);
    view.TeamsPolicy = kind === "teams";
    view.IsAdaptivePolicy = kind === "adaptive";
    view.IsSimulation = view.Mode === "Test";
    view.Workload = everyWorkload;
    view.Type = noun;
    if (!read.detailed && !read.flag("DistributionDetail")) hideDetail(view);
    showRules(view, object, read);
  },
};

/**
 * Without -DistributionDetail "DistributionStatus and the *Location values are not accurate"
 * (docs/service/reading.md#locations-need-detail).
 */
function hideDetail(view: JsonObject): void {
  for (const name of locationProperties) view[name] = [];
  view.DistributionStatus = "Pending";
  view.DistributionResults = [];
}

/** "`RetentionRuleTypes`/`HasRules` need `-RetentionRuleTypes`" (docs/service/retention.md#read-switches). */
function showRules(view: JsonObject, object: StoredObject, read: Reading): void {
  const rules = read.detailed || read.flag("RetentionRuleTypes") ? read.store.children(rule, object.guid) : [];
  const typeOf = ({ properties }: StoredObject): string =>
    ["PublishComplianceTag", "ApplyComplianceTag"].find((name) => asText(properties[name]) !== "") ??
    (asText(properties.RetentionComplianceAction) || "Hold");
  view.HasRules = rules.length > 0;
  view.RetentionRuleTypes = [...new Set(rules.map(typeOf))];
}

function isListed(object: StoredObject, call: CallContext): boolean {
  const isTeams = kindOf(object.properties) === "teams";
  if (call.flag("TeamsPolicyOnly") && !isTeams) return false;
  if (call.flag("ExcludeTeamsPolicy") && isTeams) return false;
  const failed = object.distribution && statusAt(object.distribution, call.now) === "Error";
  return !call.flag("ErrorPolicyOnly") || failed === true;
}

/** Static or adaptive, Teams or not, cannot be changed later (docs/service/retention.md#three-forms). */
function refuseMixture(draft: Readonly<JsonObject>): void {
  const own = kindOf(draft);
  const foreign = kinds.filter((kind) => kind !== own).flatMap((kind) => filled(draft, namesOf(kind)));
  if (foreign.length > 0)
    throw refused(`${foreign.join(", ")} can't be used in a policy with ${includedLocations(own).join(", ")}.`);
}

function refuseNoLocation(draft: Readonly<JsonObject>): void {
  if (filled(draft, includedLocations(kindOf(draft))).length === 0)
    throw refused("A retention policy needs at least one location.");
}

function refuseCloudAttachments(draft: Readonly<JsonObject>): void {
  if (draft.RetainCloudAttachment !== true || kindOf(draft) === "adaptive") return;
  const others = filled(draft, includedLocations(kindOf(draft))).filter(
    (name) => !cloudAttachmentLocations.includes(name),
  );
  if (others.length > 0) throw badArgument("RetainCloudAttachment", `${others.join(", ")} can't be used with it.`);
}

/** "Adaptive policies did not support it" (docs/service/retention.md#lock-sets). */
function refuseLockedAdaptive(draft: Readonly<JsonObject>): void {
  if (draft.RestrictiveRetention === true && filled(draft, [scopeProperty]).length > 0)
    throw badArgument("RestrictiveRetention", "Adaptive scopes don't support Preservation Lock.");
}

function workloadsOf({ properties }: StoredObject): readonly string[] {
  const used = filled(properties, locationProperties).map((name) => name.replace(/Location(Exception)?$/, ""));
  return [...new Set(used)];
}
