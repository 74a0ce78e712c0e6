import type { Kind } from "../../kinds";
import { containsSecret, isUnknown, type Value } from "../../values";
import type { Observed, PropertyChange } from "../types";

const LONGEST = 120;

/** One line per property that the tenant changed on its own; the form is part of the contract (docs/behavior.md#drift-lines). */
export function driftLines(
  kind: Kind,
  resource: string,
  changes: readonly PropertyChange[],
  observed: Observed,
): readonly string[] {
  const drifted = changes.filter((change) => change.cause === "drift");
  const properties = [...new Set(drifted.map((change) => change.property))];
  return properties.map((property) => {
    const values = bothSides(kind, drifted, property);
    return `drift: ${resource} (${kind.noun} "${observed.name}") ${property}: ${values}${by(observed)}`;
  });
}

/** `<actual> → <declared>` of one property; secrets masked, long values cut. */
export function bothSides(kind: Kind, changes: readonly PropertyChange[], property: string): string {
  const [first, ...more] = changes.filter((change) => change.property === property);
  return first ? sides([first, ...more], kind.field(property)?.secret ?? false) : "";
}

/** Both whole values where they are short; else what they have in common is left out, so that the difference is not cut off. */
function sides(changes: readonly [PropertyChange, ...PropertyChange[]], secretField: boolean): string {
  const [{ property, path, actual, desired, whole = { actual, desired } }] = changes;
  const secret = secretField || (whole.desired !== undefined && containsSecret(whole.desired));
  const full = [text(whole.actual, secret), text(whole.desired, secret)];
  const parts =
    path === property || full.every(({ length }) => length <= LONGEST)
      ? full
      : [differing(changes, "actual"), differing(changes, "desired")];
  return parts.map(cut).join(" → ");
}

/** `[…, "c"]` or `{…, "department": "HR"}`: the elements or members in which one side differs from the other. */
function differing(changes: readonly PropertyChange[], side: "actual" | "desired"): string {
  const isList = changes.every(({ path, property }) => path.slice(property.length).startsWith("["));
  const own = changes
    .filter((change) => change[side] !== undefined)
    .map((change) => {
      const value = text(change[side], false);
      return isList ? value : `${change.path.slice(change.property.length).replace(/^\./, "")}: ${value}`;
    });
  const inside = ["…", ...own].join(", ");
  return isList ? `[${inside}]` : `{${inside}}`;
}

function by({ whenChangedUtc, lastModifiedBy }: Observed): string {
  if (!whenChangedUtc && !lastModifiedBy) return "";
  return ` (last changed${whenChangedUtc ? ` ${whenChangedUtc}` : ""}${lastModifiedBy ? ` by ${lastModifiedBy}` : ""})`;
}

const cut = (line: string): string => (line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line);

function text(value: Value | undefined, secret: boolean): string {
  if (value === undefined || value === null) return "(none)";
  if (secret) return "[secret]";
  if (isUnknown(value)) return "(known after update)";
  return JSON.stringify(masked(value));
}

function masked(value: Value): unknown {
  if (isUnknown(value)) return "(known after update)";
  if (Array.isArray(value)) return (value as readonly Value[]).map(masked);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, masked(item as Value)]));
}

export const goneLine = (kind: Kind, resource: string, name: string, outcome: string): string =>
  `drift: ${resource} (${kind.noun} "${name}") is gone → ${outcome}`;
