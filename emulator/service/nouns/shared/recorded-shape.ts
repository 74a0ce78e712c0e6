import { findCmdlet, type CatalogueParameter } from "../../../../catalogue";
import type { Json } from "../../../contract";
import type { Store } from "../../context";
import type { Reading } from "../../noun";
import { asText, type JsonObject } from "../../json";

const isEmpty = (value: Json | undefined): boolean =>
  value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);

/**
 * How a property with no value reads depends on the type of its parameter (docs/service/reading.md#nothing): a
 * `MultiValuedProperty` is an empty list, another list nothing; a text or a size is an empty text, a boolean false, anything else nothing.
 */
function emptyOf({ kind, list, type }: CatalogueParameter): Json {
  if (list) return /MultiValuedProperty/i.test(type) || kind === "unknown" ? [] : null;
  if (kind === "boolean") return false;
  return kind === "string" || kind === "byteSize" ? "" : null;
}

const known = new Map<string, ReadonlyMap<string, Json>>();

function emptiesOf(noun: string): ReadonlyMap<string, Json> {
  const made =
    known.get(noun) ?? new Map((findCmdlet(`New-${noun}`)?.params ?? []).map((each) => [each.name, emptyOf(each)]));
  known.set(noun, made);
  return made;
}

/** Empty values of an object as recorded ones have them; `lists` and `nothing` name those whose type the catalogue does not know. */
export function showEmpties(noun: string, view: JsonObject, exceptions: EmptyValues = {}): void {
  for (const [name, empty] of emptiesOf(noun))
    if (name in view && isEmpty(view[name]) && !exceptions.nothing?.includes(name)) view[name] = structuredClone(empty);
  for (const name of exceptions.lists ?? []) if (isEmpty(view[name])) view[name] = [];
  for (const name of exceptions.nothing ?? []) if (isEmpty(view[name])) view[name] = null;
}

export interface EmptyValues {
  readonly lists?: readonly string[];
  readonly nothing?: readonly string[];
}

/** A tenant that answers as recorded has these properties and no others; the control API has all. */
export function showOnly(view: JsonObject, recorded: readonly string[], { store, canonical }: Reading): void {
  if (!store.recorded || canonical) return;
  for (const name of Object.keys(view)) if (!recorded.includes(name)) delete view[name];
}

/** What every recorded policy, rule and alert carries besides (docs/service/reading.md#common). */
export function showDirectoryObject(view: JsonObject, store: Store, objectClass: string): void {
  const unit = `FFO.extest.microsoft.com/Microsoft Exchange Hosted Organizations/${store.organization}`;
  Object.assign(view, {
    ObjectCategory: null,
    ObjectClass: [objectClass],
    OrganizationalUnitRoot: unit,
    OrganizationId: `${unit} - ${unit}/Configuration`,
    OriginatingServer: "",
    ErrorMetadata: view.ErrorMetadata ?? null,
    ObjectState: asText(view.WhenChanged) === asText(view.WhenCreated) ? "New" : "Changed",
  });
}
