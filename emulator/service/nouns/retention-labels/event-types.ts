import type { CallContext } from "../../context";
import type { StoredObject } from "../../entry";
import { refused } from "../../faults";
import { asList, asText, fold } from "../../json";
import type { NounDeclaration } from "../../noun";

const microsoftTypes = [
  ["Employee activity", "Processes related to hiring, performance and termination of an employee."],
  ["Expiration or termination of contracts and agreements", "Expiration or termination of executed contracts."],
  ["Product lifetime", "The end of the production of a product."],
] as const;

/** Labels that start to count when an event of the type happens. */
const labelsOf = (type: Pick<StoredObject, "name">, { store }: Pick<CallContext, "store">): StoredObject[] =>
  store.list("ComplianceTag").filter(({ properties }) => fold(asText(properties.EventType)) === fold(type.name));

/** Removed in two steps, the second with -ForceDeletion (docs/service/retention-labels.md#event-types): until then it is a tombstone. */
export const complianceRetentionEventType: NounDeclaration = {
  noun: "ComplianceRetentionEventType",
  naming: { scenario: "ComplianceRetentionEventType" },
  tombstoneMs: ({ ruleTombstoneMs }) => ruleTombstoneMs,
  // ReadOnly is false in recorded tenants, so only their names distinguish them (docs/service/retention-labels.md#built-in-event-types).
  seeds: (_store, { answers }) =>
    answers === "recorded" ? microsoftTypes.map(([name, Comment]) => ({ name, properties: { Comment } })) : [],
  // In use: inferred from "the last goes with an event type" (docs/service/retention-labels.md#types).
  remove(type, call) {
    if (labelsOf(type, call).length > 0) throw refused(`The event type '${type.name}' is used by retention labels.`);
  },
  show(view, object, read) {
    // "If you don't use this switch, the ComplianceTag property always appears empty" (the page).
    view.ComplianceTag = read.flag("LoadTag") ? labelsOf(object, read).map(({ name }) => name) : [];
  },
};

/** An event happens once: it can't be changed or removed (docs/service/retention-labels.md#events). */
export const complianceRetentionEvent: NounDeclaration = {
  noun: "ComplianceRetentionEvent",
  naming: { scenario: "ComplianceRetentionEvent" },
  family: "policy",
  actions: ["PreviewOnly"],
  distributes: {},
  fields: {
    EventType: { accept: (value, { store }) => store.require("ComplianceRetentionEventType", asText(value)).guid },
    EventTags: { accept: (value, { store }) => store.require("ComplianceTag", asText(value)).guid },
  },
  create(draft) {
    draft.EventDateTime ??= null;
    draft.EventStatus = "Processing";
  },
  lists(event, call) {
    const at = Date.parse(asText(event.properties.EventDateTime)) || event.createdAt;
    const from = Date.parse(call.text("BeginDateTime"));
    const to = Date.parse(call.text("EndDateTime"));
    return !(at < from) && !(at > to);
  },
  show(view, { distribution }, { now }) {
    const done = distribution?.kind === "started" && now >= distribution.doneAt;
    view.EventStatus = done ? "Success" : "Processing";
    view.EventTags = asList(view.EventTags);
  },
};
