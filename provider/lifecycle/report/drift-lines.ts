import type { Kind } from "../../kinds";
import type { ValueType } from "../../kinds/value-type";
import { containsSecret, isUnknown, type Value, visible } from "../../values";
import type { Observed, PropertyChange } from "../types";
import { differingTexts, distinct, isShort, quoted, type Sides } from "./difference";
import { readableInstant } from "./instants";

/** So many elements or members of a long list or object are named. */
const MOST = 3;
/** Names longer than this are cut, so that the values come before the end of a terminal's line. */
const LONGEST_NAME = 60;

const NONE = "(none)";
const NOT_KNOWN = "(known after update)";
const SECRET = "[secret]";

/** An object that somebody changed, and what the service tells of who and when. */
export type Changed = Pick<Observed, "name" | "whenChangedUtc" | "lastModifiedBy">;

/** One line per property that the tenant changed on its own; the form is part of the contract (docs/behavior.md#drift-lines). */
export function driftLines(
  kind: Kind,
  resource: string,
  changes: readonly PropertyChange[],
  object: Changed,
): readonly string[] {
  const drifted = changes.filter((change) => change.cause === "drift");
  const properties = [...new Set(drifted.map((change) => change.property))];
  return properties.map(
    (property) =>
      `drift: ${subject(kind, resource, object.name)} ${property}: ${bothSides(kind, drifted, property)}${by(object)}`,
  );
}

/** `<resource> (<Noun> "<object>")`. */
const subject = (kind: Kind, resource: string, name: string): string =>
  `${visible(cut(resource))} (${kind.noun} "${visible(cut(name))}")`;

const cut = (name: string): string =>
  [...name].length > LONGEST_NAME ? `${[...name].slice(0, LONGEST_NAME - 1).join("")}…` : name;

/** `<actual> → <declared>` of one property: secrets masked, of long values what differs. */
export function bothSides(kind: Kind, changes: readonly PropertyChange[], property: string): string {
  const [first, ...more] = changes.filter((change) => change.property === property);
  if (!first) return "";
  const field = kind.field(property);
  return sides([first, ...more], { type: field?.type ?? { type: "any" }, secret: field?.secret ?? false }).join(" → ");
}

interface Shown {
  readonly type: ValueType;
  /** The whole property is secret. */
  readonly secret: boolean;
}

function sides(changes: readonly [PropertyChange, ...PropertyChange[]], { type, secret }: Shown): Sides {
  const [{ property, path, actual, desired, whole = { actual, desired } }] = changes;
  const marked = [whole.actual, whole.desired].some((value) => value !== undefined && containsSecret(value));
  if (secret || marked) return [maskOf(whole.actual), maskOf(whole.desired)];
  const full: Sides = [text(whole.actual, type), text(whole.desired, type)];
  if (path === property || full.every(isShort)) return pair(whole.actual, whole.desired, type);
  const parts = changes
    .slice(0, MOST)
    .map((change) => ({ change, shown: pair(change.actual, change.desired, partType(type)) }));
  const isList = changes.every((change) => rest(change).startsWith("["));
  const side = (at: 0 | 1, has: "actual" | "desired"): string => {
    const own = parts
      .filter(({ change }) => change[has] !== undefined)
      .map(({ change, shown }) => (isList ? shown[at] : `${rest(change).replace(/^\./, "")}: ${shown[at]}`));
    const others = changes.slice(MOST).filter((change) => change[has] !== undefined).length;
    const inside = ["…", ...own, ...(others > 0 ? [`and ${others} more`] : [])].join(", ");
    return isList ? `[${inside}]` : `{${inside}}`;
  };
  return distinct([side(0, "actual"), side(1, "desired")]);
}

const rest = ({ path, property }: PropertyChange): string => path.slice(property.length);

const partType = (type: ValueType): ValueType =>
  type.type === "list" || type.type === "map" ? type.of : { type: "any" };

const maskOf = (value: Value | undefined): string => (value === undefined || value === null ? NONE : SECRET);

/** Two values, each by what it has that the other has not. */
function pair(actual: Value | undefined, declared: Value | undefined, type: ValueType): Sides {
  if (typeof actual === "string" && typeof declared === "string" && type.type !== "datetime")
    return differingTexts(actual, declared);
  return differingTexts(text(actual, type), text(declared, type), (part) => part);
}

function text(value: Value | undefined, type: ValueType): string {
  if (value === undefined || value === null) return NONE;
  if (isUnknown(value)) return NOT_KNOWN;
  if (typeof value === "string") return quoted(type.type === "datetime" ? readableInstant(value) : value);
  return visible(JSON.stringify(known(value)));
}

/** With words in place of what is not known yet. */
function known(value: Value): unknown {
  if (isUnknown(value)) return NOT_KNOWN;
  if (Array.isArray(value)) return (value as readonly Value[]).map(known);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, known(item as Value)]));
}

function by({ whenChangedUtc, lastModifiedBy }: Changed): string {
  if (!whenChangedUtc && !lastModifiedBy) return "";
  const when = whenChangedUtc ? ` ${readableInstant(whenChangedUtc)}` : "";
  return ` (last changed${when}${lastModifiedBy ? ` by ${visible(lastModifiedBy)}` : ""})`;
}

export const goneLine = (kind: Kind, resource: string, name: string, outcome: string): string =>
  `drift: ${subject(kind, resource, name)} is gone → ${outcome}`;
