import type { Json } from "../contract";

type Row = { readonly [property: string]: Json };

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Properties that are `System.Guid` in .NET; others that happen to hold a GUID (a name, an identity) are strings. */
const GUID_NAME = /(^|[a-z])Guid$|ObjectId$|^(ImmutableId|ObjectVersion|Policy|ParentPolicyId|MasterIdentity)$/;
const DATE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;
const INT32 = 2 ** 31;

/** `$select` names and the sibling annotations of admin-api.md 4.2: those of a property stand before it. */
export function annotateRow(row: Row, select: ReadonlySet<string> | undefined): { [property: string]: Json } {
  const entries = Object.entries(row)
    .filter(([name]) => !select || select.has(name.toLowerCase()))
    .flatMap(([name, value]) => annotateProperty(name, value));
  return Object.fromEntries(entries);
}

function annotateProperty(name: string, value: Json): [string, Json][] {
  const marks = (dataType?: string, odataType?: string): [string, Json][] => [
    ...(dataType ? ([[`${name}@data.type`, dataType]] as [string, Json][]) : []),
    ...(odataType ? ([[`${name}@odata.type`, odataType]] as [string, Json][]) : []),
  ];
  if (typeof value === "number") {
    if (!Number.isInteger(value)) return [...marks("System.Double"), [name, value]];
    return [...marks(Math.abs(value) < INT32 ? "System.Int32" : "System.Int64"), [name, value]];
  }
  if (typeof value === "string") {
    if (GUID.test(value) && GUID_NAME.test(name)) return [...marks("System.Guid", "#Guid"), [name, value]];
    if (DATE.test(value) && isDateName(name)) return [...marks("System.DateTime"), [name, dateText(name, value)]];
    return [[name, value]];
  }
  if (Array.isArray(value)) {
    const objects = value.some((element) => element !== null && typeof element === "object");
    return [
      ...marks(undefined, objects ? "#Collection(Exchange.GenericHashTable)" : "#Collection(String)"),
      [name, value],
    ];
  }
  if (value !== null && typeof value === "object")
    return [...marks(undefined, "#Exchange.GenericHashTable"), [name, value]];
  return [[name, value]];
}

const isDateName = (name: string): boolean => /^When|Date|Time|UTC$/.test(name);

/** Seven digits of a second; `Z` for the `…UTC` properties, `+00:00` for the others. */
function dateText(name: string, value: string): string {
  const [seconds = ""] = new Date(value).toISOString().split(".");
  const milliseconds = new Date(value).toISOString().slice(20, 23);
  return `${seconds}.${milliseconds}0000${name.endsWith("UTC") ? "Z" : "+00:00"}`;
}

/** `$select=A,B`, case ignored; undefined when all is wanted. */
export function selectedBy(query: URLSearchParams): ReadonlySet<string> | undefined {
  const names = (query.get("$select") ?? "")
    .split(",")
    .map((name) => name.trim().toLowerCase())
    .filter(Boolean);
  return names.length && !names.includes("*") ? new Set(names) : undefined;
}
