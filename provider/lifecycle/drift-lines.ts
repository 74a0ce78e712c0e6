import type { Kind } from "../kinds";
import { isSecret, isUnknown, type Value } from "../values";
import type { Observed, PropertyChange } from "./contract";

const LONGEST = 120;

/** One line per property that the tenant changed on its own; the form is part of the contract (design 3, Drift lines). */
export function driftLines(
  kind: Kind,
  resource: string,
  changes: readonly PropertyChange[],
  observed: Observed,
): readonly string[] {
  const drifted = changes.filter((change) => change.cause === "drift");
  const properties = [...new Set(drifted.map((change) => change.property))];
  return properties.map((property) => {
    const secret = kind.field(property)?.secret ?? false;
    const pairs = drifted.filter((change) => change.property === property).map((change) => pair(change, secret));
    return `drift: ${resource} (${kind.noun} "${observed.name}") ${pairs.join(", ")}${by(observed)}`;
  });
}

const pair = ({ path, actual, desired }: PropertyChange, secret: boolean): string =>
  `${path}: ${show(actual, secret)} → ${show(desired, secret)}`;

function by({ whenChangedUtc, lastModifiedBy }: Observed): string {
  if (!whenChangedUtc && !lastModifiedBy) return "";
  return ` (last changed${whenChangedUtc ? ` ${whenChangedUtc}` : ""}${lastModifiedBy ? ` by ${lastModifiedBy}` : ""})`;
}

function show(value: Value | undefined, secret: boolean): string {
  if (value === undefined || value === null) return "(none)";
  if (secret || isSecret(value)) return "[secret]";
  if (isUnknown(value)) return "(known after update)";
  const text = JSON.stringify(masked(value));
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

function masked(value: Value): unknown {
  if (isSecret(value)) return "[secret]";
  if (isUnknown(value)) return "(known after update)";
  if (Array.isArray(value)) return (value as readonly Value[]).map(masked);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, masked(item as Value)]));
}

export const goneLine = (kind: Kind, resource: string, name: string, message: string): string =>
  `drift: ${resource} (${kind.noun} "${name}") is gone → it is made anew. ${message}`;
