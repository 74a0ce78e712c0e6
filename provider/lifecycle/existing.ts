import { ExistsError } from "../errors";
import { WireReader } from "../kinds";
import type { Properties } from "../values";
import { plainOf } from "../values";
import type { Observed, ResolveReference } from "./contract";
import { ambiguous } from "./gone";
import type { Whereabouts } from "./lists";
import { freshness, look, type Sight, writtenAt } from "./observe";
import { flagOf, type Operation, textOf } from "./operation";
import type { Entry } from "./roll";
import { isSingleton, readObject, sameValue } from "./state";

/** Who holds the place that a new object would take. */
export interface Holders {
  readonly living: Observed | undefined;
  /** A deleted object that still holds the name. */
  readonly tombstone: Entry | undefined;
  readonly sight: Sight;
}

/** Looks for the declared object by name, or, where the service makes the name, by parent and fixed properties. */
export async function findHolders(
  operation: Operation,
  desired: Properties,
  where: Whereabouts,
  resolve: ResolveReference,
): Promise<Holders> {
  const { session, kind, signal } = operation;
  const name = textOf(desired, "name");
  const stamps = [writtenAt(session, kind.noun, name), freshness(session, where.likely)].filter((s) => s !== undefined);
  const after = stamps.length > 0 ? Math.max(...stamps) : undefined;
  return holdersIn(operation, await look(session, kind, where.likely, { after, signal }), desired, resolve);
}

export function holdersIn({ kind }: Operation, sight: Sight, desired: Properties, resolve: ResolveReference): Holders {
  const name = textOf(desired, "name");
  const matches = isSingleton(kind)
    ? sight.entries
    : name !== undefined
      ? sight.byName(name)
      : sight.entries.filter((entry) => isTwin(kind, entry, desired, resolve));
  const living = matches.filter((entry) => !entry.tombstone);
  if (living.length > 1) throw ambiguous(kind, name ?? kind.noun);
  const [found] = living;
  return {
    living: found && readObject(kind, found.object),
    tombstone: matches.find((entry) => entry.tombstone),
    sight,
  };
}

/** All fixed references that the program declares are the same, and there is at least one. */
function isTwin(kind: Operation["kind"], entry: Entry, desired: Properties, resolve: ResolveReference): boolean {
  const fixed = kind.fields.filter(
    (field) => field.replaces && field.property !== "name" && field.type.type === "string",
  );
  const declared = fixed.flatMap((field) => {
    const value = desired[field.property];
    const plain = value === undefined ? undefined : plainOf(value);
    return plain === undefined ? [] : [{ field, plain }];
  });
  const same = declared.filter(({ field, plain }) => {
    const actual = field.read(new WireReader(entry.object));
    return actual !== undefined && sameValue(field, resolve)(plain, actual);
  });
  return declared.length > 0 && same.length === declared.length;
}

export const mayAdopt = ({ settings }: Operation, desired: Properties): boolean =>
  flagOf(desired, "adoptExisting") ?? settings.adoptExisting;

export function existsError({ title, kind }: Operation, living: Observed | undefined): ExistsError {
  const id = living?.id;
  return new ExistsError(`${title} exists already${id ? ` (${id})` : ""}, and this stack does not manage it.`, {
    code: "PURVIEW_EXISTS",
    noun: kind.noun,
    object: living?.name,
    advice:
      "To take it over, set `adoptExisting: true` on the resource (or `pulumi config set purview:adoptExisting true`); " +
      `with the plugin, \`pulumi import ${kind.token} <resource name> ${id ?? "<guid>"}\`. Otherwise choose another name.`,
  });
}

export function reservedError({ title, kind }: Operation, allowReplace: boolean): ExistsError {
  return new ExistsError(
    `${title}: the name still belongs to a deleted object that the service has not purged (policies up to a day, labels and rules about 30 days).`,
    {
      code: "PURVIEW_NAME_RESERVED",
      noun: kind.noun,
      advice: allowReplace
        ? "It was waited for until the deadline; run `pulumi up` again later, or choose another name."
        : "Choose another name, or wait and run `pulumi up` again; `allowReplace: true` waits until the deadline.",
    },
  );
}
