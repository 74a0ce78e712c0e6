import type { CallContext } from "../../context";
import type { StoredObject } from "../../entry";
import { badArgument, refused } from "../../faults";
import { asList, asText, fold, type JsonObject } from "../../json";
import type { NounDeclaration } from "../../noun";

const noun = "UnifiedAuditLogRetentionPolicy";
const maximum = 50;
const halfAnHour = 30 * 60_000;

export const unifiedAuditLogRetentionPolicy: NounDeclaration = {
  noun,
  naming: { scenario: "AuditRetention" },
  // Read back with a GUID for its Identity (docs/service/audit.md#identity).
  identity: ({ guid }) => guid,
  // "Removal takes up to 30 minutes" (docs/service/audit.md#removal).
  tombstoneMs: ({ policyTombstoneMs }) => Math.min(policyTombstoneMs, halfAnHour),

  create(draft, call) {
    if (call.store.list(noun).length >= maximum)
      throw refused(`There can't be more than ${maximum} audit log retention policies.`);
    check(draft);
    refuseTakenPriority(draft, call);
  },
  update(draft, before, call) {
    check(draft);
    refuseTakenPriority(draft, call, before.guid);
  },
  lists: (object, call) =>
    holds(object, "Operations", call, "Operation") &&
    holds(object, "RecordTypes", call, "RecordType") &&
    holds(object, "UserIds", call, "UserId") &&
    holds(object, "RetentionDuration", call, "RetentionDuration"),
  show(view) {
    view.Enabled = true;
    view.Workload = "Exchange, SharePoint, OneDriveForBusiness";
  },
};

function check(draft: Readonly<JsonObject>): void {
  const recordTypes = asList(draft.RecordTypes).length;
  if (asList(draft.Operations).length > 0 && recordTypes !== 1)
    throw badArgument("Operations", "It needs exactly one value of RecordTypes.");
}

/** "No two policies can have the same priority value" (New's page). */
function refuseTakenPriority(draft: Readonly<JsonObject>, { store }: CallContext, self?: string): void {
  const holder = store
    .list(noun)
    .find(({ guid, properties }) => guid !== self && properties.Priority === draft.Priority);
  if (holder) throw badArgument("Priority", `The priority ${asText(draft.Priority)} is taken by '${holder.name}'.`);
}

function holds({ properties }: StoredObject, property: string, call: CallContext, filter: string): boolean {
  const wanted = fold(call.text(filter));
  return wanted === "" || asList(properties[property]).some((value) => fold(asText(value)) === wanted);
}
