import { ExistsError } from "../../errors";
import { WireReader } from "../../kinds";
import type { Canonical } from "../../kinds/fields/canonical";
import { plainOf, type Properties } from "../../values";
import type { Observed } from "../types";
import { ambiguous } from "./locate";
import type { Whereabouts } from "./list-queries";
import { memoryOf } from "../operation/run-state";
import { freshness, look, type Sight, writtenAt } from "./list";
import { flagOf, type Operation, textOf, titleIn } from "../operation/operation";
import { resolverFor } from "./references";
import type { Entry } from "./object-index";
import { isSingleton, readObject, sameValue } from "../object/state";

/** Who holds the place that a new object would take. */
export interface Holders {
  readonly living: Observed | undefined;
  /** A deleted object that still holds the name. */
  readonly tombstone: Entry | undefined;
  readonly sight: Sight;
}

/** Looks for the declared object by name, or, where the service makes the name, by parent and fixed properties. */
export async function findHolders(operation: Operation, desired: Properties, where: Whereabouts): Promise<Holders> {
  const { session, kind, signal } = operation;
  const name = textOf(desired, "name");
  const stamps = [writtenAt(session, kind.noun, name), freshness(session, where.likely)].filter((s) => s !== undefined);
  const after = stamps.length > 0 ? Math.max(...stamps) : undefined;
  return await holdersIn(operation, await look(session, kind, where.likely, { after, signal }), desired);
}

export async function holdersIn(operation: Operation, sight: Sight, desired: Properties): Promise<Holders> {
  const { kind } = operation;
  const name = textOf(desired, "name");
  const matches = isSingleton(kind)
    ? sight.entries
    : name !== undefined
      ? sight.byName(name)
      : await twinsIn(operation, sight, desired);
  const living = matches.filter((entry) => !entry.tombstone);
  if (living.length > 1) throw ambiguous(kind, name ?? kind.noun);
  const [found] = living;
  return {
    living: found && readObject(kind, found.object),
    tombstone: matches.find((entry) => entry.tombstone),
    sight,
  };
}

/** Those of which every fixed reference that the program declares and the service tells is the same, at least one. */
async function twinsIn(
  { session, kind, signal }: Operation,
  sight: Sight,
  desired: Properties,
): Promise<readonly Entry[]> {
  const fixed = kind.fields.flatMap((field) => {
    const value = field.property === "name" ? undefined : desired[field.property];
    const plain = value === undefined ? undefined : plainOf(value);
    return field.replaces && field.type.type === "string" && plain !== undefined ? [{ field, plain }] : [];
  });
  const told = sight.entries.map((entry) => {
    const object = new WireReader(entry.object);
    return { entry, values: fixed.map(({ field }) => field.read(object)) };
  });
  // The service may name by name what the program names by GUID, and the other way round.
  const sources = told.map(({ values }) =>
    Object.fromEntries(fixed.map(({ field }, i) => [field.property, values[i] ?? null])),
  );
  const resolve = await resolverFor(session, kind, [desired, ...sources], signal);
  const isTwin = (values: readonly (Canonical | undefined)[]): boolean => {
    const known = fixed.flatMap(({ field, plain }, i) => {
      const value = values[i];
      return value === undefined ? [] : [sameValue(field, resolve)(plain, value)];
    });
    return known.length > 0 && known.every(Boolean);
  };
  return told.filter(({ values }) => isTwin(values)).map(({ entry }) => entry);
}

export const mayAdopt = ({ settings }: Operation, desired: Properties): boolean =>
  flagOf(desired, "adoptExisting") ?? settings.adoptExisting;

export function existsError(operation: Operation, living: Observed | undefined): ExistsError {
  const id = living?.id;
  const held = [...memoryOf(operation.session).held.values()];
  // The engine creates first and deletes later where the program asks for that.
  const isReplaced = id !== undefined && held.some((one) => one.judged && one.id === id);
  const whose = isReplaced ? "it is what this resource replaces, and holds the name" : "this stack does not manage it";
  return new ExistsError(`${titleIn(operation)} exists already${id ? ` (${id})` : ""}, and ${whose}.`, {
    code: "PURVIEW_EXISTS",
    noun: operation.kind.noun,
    object: living?.name,
    advice: isReplaced
      ? "Leave out the resource option `deleteBeforeReplace: false`; where it is not set, run `pulumi up` again."
      : adoptAdvice(operation, id ?? "<guid>"),
  });
}

export const adoptAdvice = ({ kind }: Operation, id: string): string =>
  "To take it over, set `adoptExisting: true` on the resource (or `pulumi config set purview:adoptExisting true`); " +
  `with the plugin, \`pulumi import ${kind.token} <resource name> ${id}\`. If the resource was only renamed in the program, give it \`aliases: [{ name: "<old name>" }]\`. Otherwise choose another name.`;

/** `seen`: a list shows the deleted object; else only the service's refusal says that the name is taken. */
export function reservedError(operation: Operation, allowReplace: boolean, seen: boolean): ExistsError {
  const deleted =
    "a deleted object that the service has not purged (policies up to a day, labels and rules about 30 days)";
  const whose = seen
    ? `the name still belongs to ${deleted}`
    : `the name is taken, and no list shows by what: ${deleted}, or one of another kind with which it shares its names, as sensitivity labels and retention labels do`;
  return new ExistsError(`${titleIn(operation)}: ${whose}.`, {
    code: "PURVIEW_NAME_RESERVED",
    noun: operation.kind.noun,
    advice: allowReplace
      ? "It was waited for until the deadline; run `pulumi up` again later, or choose another name."
      : "Choose another name, or wait and run `pulumi up` again; `allowReplace: true` waits until the deadline.",
  });
}
