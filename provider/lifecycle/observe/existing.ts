import { ExistsError } from "../../errors";
import { type Field, type Kind, type ValueType, WireReader } from "../../kinds";
import type { Canonical } from "../../kinds/fields/canonical";
import { isLocation } from "../../kinds/fields/elements";
import { withLocations } from "../../kinds/reference";
import { type Plain, plainOf, type Properties } from "../../values";
import { isSingleton, readObject, sameValue } from "../object/state";
import { flagOf, type Lookup, type Operation, textOf, titleIn } from "../operation/operation";
import type { Observed, ResolveReference } from "../types";
import { freshness, latest, type Listings, listObjects } from "./list";
import type { ListQueries } from "../operation/operation";
import { ambiguous } from "./locate";
import type { IndexedObject } from "./object-index";
import { askableOf, knownLocations, NOTHING } from "./known-locations";
import { resolverFor } from "./references";

/** What has the place that a new object would take. */
export interface Existing {
  readonly active: Observed | undefined;
  /** A deleted object that still has the name. */
  readonly tombstone: IndexedObject | undefined;
}

/** Looks for the declared object by its id where that is declared, by name, or, where the service makes the name, by parent and fixed properties. */
export async function findExisting(lookup: Lookup, desired: Properties, { preferred }: ListQueries): Promise<Existing> {
  const { session, kind, run } = lookup;
  const after = latest(run.writes.lastWrite(kind.noun, textOf(desired, "name")), freshness(session, preferred));
  return await existingIn(lookup, await listObjects(lookup, preferred, { after }), desired);
}

export async function existingIn(lookup: Lookup, listings: Listings, desired: Properties): Promise<Existing> {
  const { kind } = lookup;
  const name = textOf(desired, "name");
  const id = kind.declaredId?.(desired);
  // Of orders within others there is one for each of those.
  const matches =
    isSingleton(kind) && !kind.parent
      ? listings.entries
      : id !== undefined
        ? listings.byId(id)
        : name !== undefined
          ? listings.byName(name)
          : await sameInFixed(lookup, listings, desired);
  const [found, ...more] = matches.filter((entry) => !entry.tombstone);
  if (more.length > 0) throw ambiguous(kind, name ?? id ?? kind.noun);
  return {
    active: found && readObject(kind, found.object),
    tombstone: matches.find((entry) => entry.tombstone),
  };
}

/** Those of which every fixed reference that the program declares and the service returns is the same, at least one. */
async function sameInFixed(lookup: Lookup, listings: Listings, desired: Properties): Promise<readonly IndexedObject[]> {
  const { kind } = lookup;
  const fixed = kind.fields.flatMap((field) => {
    const value = field.property === "name" ? undefined : desired[field.property];
    const plain = value === undefined ? undefined : plainOf(value);
    return field.replaces && identifies(kind, field.type.type) && plain !== undefined ? [{ field, plain }] : [];
  });
  const returned = listings.entries.map((entry) => {
    const object = new WireReader(entry.object);
    return { entry, values: fixed.map(({ field }) => field.read(object)) };
  });
  // The service may name by name what the program names by GUID, and the other way round.
  const sources = returned.map(({ values }) =>
    Object.fromEntries(fixed.map(({ field }, i) => [field.property, values[i] ?? null])),
  );
  const resolve = await resolverFor(lookup, desired, ...sources);
  const isSame = (values: readonly (Canonical | undefined)[], resolve: ResolveReference): boolean => {
    const known = fixed.flatMap(({ field, plain }, i) => {
      const value = values[i];
      return value === undefined ? [] : [sameValue(field, resolve)(plain, value)];
    });
    return known.length > 0 && known.every(Boolean);
  };
  const same = returned.filter(({ values }) => isSame(values, resolve));
  if (same.length > 0) return same.map(({ entry }) => entry);
  const known = await knowMembers(lookup, resolve, { fixed, returned });
  return known === undefined ? [] : returned.filter(({ values }) => isSame(values, known)).map(({ entry }) => entry);
}

interface FixedValues {
  readonly fixed: readonly { readonly field: Field; readonly plain: Plain }[];
  readonly returned: readonly { readonly values: readonly (Canonical | undefined)[] }[];
}

/** Nobody is called as declared: the directory may know by what other name. Undefined = it is no question of names. */
async function knowMembers(
  { run: { recipients }, signal }: Lookup,
  resolve: ResolveReference,
  { fixed, returned }: FixedValues,
): Promise<ResolveReference | undefined> {
  const members = fixed.map(({ field }) => isLocation(field.type));
  if (!members.includes(true)) return undefined;
  const near = returned.filter(({ values }) =>
    fixed.every(({ field, plain }, i) => members[i] || sameValue(field, resolve)(plain, values[i] ?? null)),
  );
  const texts = near.flatMap(({ values }) =>
    values.filter((_, i) => members[i]).flatMap((value) => askableOf(value ?? null)),
  );
  if (texts.length === 0) return undefined;
  await recipients.lookUp(
    [...fixed.filter((_, i) => members[i]).flatMap(({ plain }) => askableOf(plain)), ...texts],
    signal,
  );
  const { directory } = recipients;
  return withLocations(resolve, knownLocations({ ...NOTHING, directory }));
}

/** Of a noun without a kind, whatever it needs and never changes tells its objects apart. */
const identifies = ({ special }: Kind, type: ValueType["type"]): boolean =>
  type === "string" || (special?.kind === "generic" && type !== "map" && type !== "any");

export const mayAdopt = ({ settings }: Operation, desired: Properties): boolean =>
  flagOf(desired, "adoptExisting") ?? settings.adoptExisting;

export function existsError(operation: Operation, existing: Observed | undefined): ExistsError {
  const id = existing?.id;
  // The engine creates first and deletes later where the program asks for that.
  const isReplaced = id !== undefined && operation.run.resources.isReplaced(id);
  const whose = isReplaced ? "it is what this resource replaces, and has the name" : "this stack does not manage it";
  return new ExistsError(`${titleIn(operation)} exists already${id ? ` (${id})` : ""}, and ${whose}.`, {
    code: "PURVIEW_EXISTS",
    noun: operation.kind.noun,
    object: existing?.name,
    advice: isReplaced
      ? "Leave out the resource option `deleteBeforeReplace: false`; where it is not set, run `pulumi up` again."
      : adoptAdvice(operation, id ?? "<guid>"),
  });
}

/** A generic object is imported by its noun, too. */
const importOf = ({ noun, special, token }: Kind, id: string): string =>
  special?.kind === "generic"
    ? `purview:index:Object <resource name> "${noun}/${id}"`
    : `${token} <resource name> ${id}`;

export const adoptAdvice = ({ kind }: Operation, id: string): string =>
  "To take it over, set `adoptExisting: true` on the resource (or `pulumi config set purview:adoptExisting true`); " +
  `with the plugin, \`pulumi import ${importOf(kind, id)}\`. If the resource was only renamed in the program, give it \`aliases: [{ name: "<old name>" }]\`. Otherwise choose another name.`;

/** The name belongs to a deleted object that a list shows. */
export const reservedByDeleted = (operation: Operation): ExistsError =>
  reservedError(operation, `the name still belongs to ${DELETED}`);

/** The service says that the name is taken, and no list shows by what. */
export const reservedByUnknown = (operation: Operation): ExistsError =>
  reservedError(
    operation,
    `the name is taken, and no list shows by what: ${DELETED}, or one of another kind with which it shares its names, as sensitivity labels and retention labels do`,
  );

const DELETED =
  "a deleted object that the service has not purged (policies up to a day, labels and rules about 30 days)";

const reservedError = (operation: Operation, reason: string): ExistsError =>
  new ExistsError(`${titleIn(operation)}: ${reason}.`, {
    code: "PURVIEW_NAME_RESERVED",
    noun: operation.kind.noun,
    advice:
      "Choose another name, or wait and run `pulumi up` again; with `allowReplace: true`, `up` waits until the deadline.",
  });
