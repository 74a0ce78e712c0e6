import type { Json } from "../contract";
import type { FieldPlan } from "./fields";
import type { ObjectState, StoredObject } from "./entry";
import { dnOf, guidOf, pathOf } from "./ids";
import { asList, type JsonObject } from "./json";
import type { NounDeclaration, Reading } from "./noun";
import { resultsAt, statusAt } from "./distribution";

/** Property names of the store's own use; reads never show them. */
export const isPrivate = (property: string): boolean => property.startsWith("$");

/** `2026-07-15T19:45:06.0000000+00:00`; the `…UTC` copies end in `Z` (docs/service/admin-api.md#read-dates). */
const wireDate = (at: number, zone: string): string => new Date(at).toISOString().replace(/Z$/, `0000${zone}`);

/** The same, in UTC. */
export const viewDate = (at: number): string => wireDate(at, "Z");

/** What a Get returns of one object: the common header (docs/service/reading.md#common), every property, and the noun's last word. */
export function viewOf(object: StoredObject, declaration: NounDeclaration, plan: FieldPlan, read: Reading): JsonObject {
  const view: JsonObject = { Name: object.name, ...header(object, declaration, read) };
  // A noun that is named by another parameter shows that one too (`FilterName`).
  if (plan.nameParameter) view[plan.nameParameter] ??= object.name;
  for (const { name, list, initial, rule } of plan.fields) {
    const stored = object.properties[name] ?? initial;
    // Some rules take their ImmutableId from outside; left out, it is the header's.
    if (stored === null && name in view) continue;
    const show = (value: Json): Json => (rule.show && value !== null ? rule.show(value, read) : value);
    view[name] = list ? asList(stored).map(show) : show(stored);
  }
  for (const [name, value] of Object.entries(object.properties))
    if (!(name in view) && !isPrivate(name)) view[name] = value;
  const { parent } = declaration;
  if (parent && object.parent) view[parent.property ?? parent.parameter] ??= object.parent;
  if (object.distribution) {
    view.DistributionStatus = statusAt(object.distribution, read.now);
    // Not hidden where the detail is: `Success` next to a status of Pending (docs/service/distribution.md#status).
    view.DistributionSyncStatus = statusAt(object.distribution, read.now);
    view.DistributionResults = [...resultsAt(object.distribution, read.now)];
    Object.assign(view, policyTimes(object));
  }
  if (declaration.tombstoneMs) view.Mode ??= "Enforce";
  declaration.show?.(view, object, read);
  // A removed object keeps answering, with this Mode, until it is purged (docs/service/cmdlets.md#tombstones).
  if (object.purgeAt !== undefined) view.Mode = "PendingDeletion";
  return structuredClone(view);
}

/** Further properties that lists of policies are seen to have in exports of real tenants. */
const policyTimes = (object: StoredObject): JsonObject => ({
  CreationTimeUtc: wireDate(object.createdAt, "Z"),
  ModificationTimeUtc: wireDate(object.changedAt, "Z"),
  LastStatusUpdateTime: wireDate(
    object.distribution?.kind === "started" ? object.distribution.doneAt : object.changedAt,
    "Z",
  ),
});

function header(object: StoredObject, declaration: NounDeclaration, { store }: Reading): JsonObject {
  const identity = declaration.identity?.(object, store) ?? pathOf(store.organization, object.name);
  return {
    Guid: object.guid,
    ExchangeObjectId: object.guid,
    ImmutableId: object.guid,
    Identity: identity,
    Id: identity,
    DistinguishedName: dnOf(store.organization, object.name),
    WhenCreated: wireDate(object.createdAt, "+00:00"),
    WhenCreatedUTC: wireDate(object.createdAt, "Z"),
    WhenChanged: wireDate(object.changedAt, "+00:00"),
    WhenChangedUTC: wireDate(object.changedAt, "Z"),
    CreatedBy: object.createdBy,
    LastModifiedBy: object.changedBy,
    ReadOnly: object.properties.$builtIn === true,
    ExternalIdentity: "",
    ObjectVersion: guidOf(object.guid, object.changedAt),
    ExchangeVersion: "0.20 (15.0.0.0)",
    IsValid: true,
    ObjectState: "Unchanged",
  };
}

/** Every way to name an object: GUID, name, DN, Id (docs/service/cmdlets.md#identity-forms), and the noun's own. */
export const keysOfObject =
  (declaration: NounDeclaration, organization: string) =>
  (guid: string, { name, properties }: ObjectState): readonly string[] => [
    guid,
    name,
    dnOf(organization, name),
    pathOf(organization, name),
    ...(declaration.aliases?.(guid, properties) ?? []),
  ];

/** Properties of a wire object that are the header's or computed: the control API can't set them. */
export const headerProperties: ReadonlySet<string> = new Set([
  "Guid",
  "ExchangeObjectId",
  "ImmutableId",
  "Identity",
  "Id",
  "DistinguishedName",
  "WhenCreated",
  "WhenCreatedUTC",
  "WhenChanged",
  "WhenChangedUTC",
  "CreatedBy",
  "LastModifiedBy",
  "ObjectVersion",
  "ExchangeVersion",
  "IsValid",
  "ObjectState",
  "CreationTimeUtc",
  "ModificationTimeUtc",
  "LastStatusUpdateTime",
  "ExternalIdentity",
  "DistributionSyncStatus",
]);
