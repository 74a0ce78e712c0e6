import type { CallContext } from "../../context";
import type { StoredObject } from "../../entry";
import { badArgument, labelIsPublished, refused } from "../../faults";
import { asList, asText, same, type JsonObject } from "../../json";
import type { NounDeclaration } from "../../noun";
import { acceptFilePlan } from "./file-plan-property";
import { immutableIdOf, withImmutableId } from "./immutable-id";
import { acceptReviewStages } from "./multi-stage-review";
import { checkDuration } from "../retention/duration";

const noun = "ComplianceTag";

/** Retention labels and the retention tags of Exchange share one space of names (docs/service/cmdlets.md#shared-names). */
export const labelNames = "label and retention-tag names";

export const complianceTag: NounDeclaration = {
  noun,
  variants: ["PriorityCleanup"],
  shownAs: { FilePlanMetadata: "FilePlanProperty" },
  naming: { scenario: "ComplianceTag", space: labelNames },
  // "Removed labels stay with Mode=PendingDeletion (about 30 days) and keep their names reserved" (docs/service/cmdlets.md#reserved-names).
  tombstoneMs: ({ ruleTombstoneMs }) => ruleTombstoneMs,
  fields: {
    IsRecordLabel: { initial: false },
    IsRecordUnlockedAsDefault: { initial: false },
    Regulatory: { initial: false },
    EventType: { accept: (value, { store }) => store.require("ComplianceRetentionEventType", asText(value)).name },
    FilePlanProperty: { accept: acceptFilePlan },
    MultiStageReviewProperty: { accept: acceptReviewStages },
  },

  aliases: (guid, properties) => [immutableIdOf({ guid, properties })],

  create(draft, call) {
    refuseWithoutStorage(call);
    if (call.store.recorded) Object.assign(draft, withImmutableId(call.store.newGuid()));
    checkDuration(draft);
    checkEvent(draft);
    // A regulatory record is a record [D]; the parameter itself has no description.
    if (draft.Regulatory === true) draft.IsRecordLabel = true;
  },
  update(draft, before) {
    checkDuration(draft);
    checkEvent(draft);
    // "The period may change, except where it counts from labeling" (docs/service/retention-labels.md#period).
    if (
      before.properties.RetentionType === "TaggedAgeInDays" &&
      !same(draft.RetentionDuration, before.properties.RetentionDuration)
    )
      throw badArgument("RetentionDuration", "The period of a label that counts from labeling can't be changed.");
  },
  remove: refuseRemoval,
  show(view, object) {
    view.ImmutableId = immutableIdOf(object);
    // Written as FilePlanProperty, read as FilePlanMetadata: one JSON text with a Settings list
    // (docs/service/retention-labels.md#file-plan-property).
    view.FilePlanMetadata = view.FilePlanProperty ?? null;
    delete view.FilePlanProperty;
    view.HasRetentionAction = asText(view.RetentionAction) !== "";
    view.Workload = "Exchange, SharePoint, OneDriveForBusiness, Skype, ModernGroup";
    view.Disabled ??= false;
  },
};

/** Labels need label storage, once per tenant (docs/service/retention-labels.md#storage). Class and text inferred. */
function refuseWithoutStorage({ store }: CallContext): void {
  if (store.list("ComplianceTagStorage").length === 0)
    throw refused("Retention label storage isn't enabled in this organization. Run Enable-ComplianceTagStorage first.");
}

/** "EventAgeInDays … goes with an event type" (docs/service/retention-labels.md#types). */
function checkEvent(draft: Readonly<JsonObject>): void {
  if (draft.RetentionType === "EventAgeInDays" && asText(draft.EventType) === "")
    throw badArgument("EventType", "A label whose period starts with an event needs an event type.");
}

/** Labels in a policy, regulatory and event-based ones cannot be deleted (docs/service/retention-labels.md#records). */
function refuseRemoval(label: StoredObject, { store }: CallContext): void {
  const rules = store.list("RetentionComplianceRule").filter(({ properties }) => properties.$label === label.guid);
  if (rules.length > 0) {
    const policies = rules.map(({ parent, variant, name }) =>
      parent === undefined ? name : (store.find("RetentionCompliancePolicy", parent, { variant })?.name ?? name),
    );
    throw labelIsPublished(label.name, [...new Set(policies)]);
  }
  if (label.properties.Regulatory === true)
    throw refused(`The label '${label.name}' marks regulatory records and can't be deleted.`);
  if (asList(label.properties.EventType).length > 0)
    throw refused(`The label '${label.name}' is based on an event type and can't be deleted.`);
}
