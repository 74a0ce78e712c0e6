import type { Json } from "../contract";
import { isDateName, isDateText, isGuidName, isGuidText, isInt32 } from "./property-types";

type Row = { readonly [property: string]: Json };

/** What follows from a property's name; looked at once for a whole list. */
interface NameFacts {
  readonly wanted: boolean;
  readonly guid: boolean;
  readonly date: boolean;
}

/**
 * Applies `$select` and puts the sibling annotations of docs/service/admin-api.md#values before their property. For one answer: a
 * list of a thousand objects has the same hundred names a thousand times.
 */
export function annotator(select: ReadonlySet<string> | undefined): (row: Row) => { [property: string]: Json } {
  const facts = new Map<string, NameFacts>();
  const factsOf = (name: string): NameFacts => {
    let known = facts.get(name);
    if (!known) {
      known = {
        wanted: !select || select.has(name.toLowerCase()),
        guid: isGuidName(name),
        date: isDateName(name),
      };
      facts.set(name, known);
    }
    return known;
  };
  return (row) => {
    const annotated: { [property: string]: Json } = {};
    for (const name in row) {
      const known = factsOf(name);
      if (known.wanted) annotate(annotated, name, row[name] as Json, known);
    }
    return annotated;
  };
}

function annotate(into: { [property: string]: Json }, name: string, value: Json, { guid, date }: NameFacts): void {
  if (typeof value === "number") {
    into[`${name}@data.type`] = numberType(value);
  } else if (typeof value === "string") {
    if (guid && isGuidText(value)) {
      into[`${name}@data.type`] = "System.Guid";
      into[`${name}@odata.type`] = "#Guid";
    } else if (date && isDateText(value)) {
      into[`${name}@data.type`] = "System.DateTime";
      into[name] = dateText(name, value);
      return;
    }
  } else if (Array.isArray(value)) {
    const objects = value.some((element) => element !== null && typeof element === "object");
    into[`${name}@odata.type`] = objects ? "#Collection(Exchange.GenericHashTable)" : "#Collection(String)";
  } else if (value !== null && typeof value === "object") {
    into[`${name}@odata.type`] = "#Exchange.GenericHashTable";
  }
  into[name] = value;
}

function numberType(value: number): string {
  if (!Number.isInteger(value)) return "System.Double";
  return isInt32(value) ? "System.Int32" : "System.Int64";
}

/** Seven digits of a second; `Z` for the `…UTC` properties, `+00:00` for the others. */
function dateText(name: string, value: string): string {
  const iso = new Date(value).toISOString();
  return `${iso.slice(0, 23)}0000${name.endsWith("UTC") ? "Z" : "+00:00"}`;
}

/** `$select=A,B`, case ignored; undefined when all is wanted. */
export function selectedBy(query: URLSearchParams): ReadonlySet<string> | undefined {
  const names = (query.get("$select") ?? "")
    .split(",")
    .map((name) => name.trim().toLowerCase())
    .filter(Boolean);
  return names.length && !names.includes("*") ? new Set(names) : undefined;
}
