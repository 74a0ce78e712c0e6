import type { Json } from "../../../contract";
import type { Store } from "../../context";
import { badArgument } from "../../faults";
import { asList, asText, fold, isObject, member, type JsonObject } from "../../json";
import { parseLoose } from "../../loose-json";
import type { FieldRule } from "../../noun";

/** How one of the tables is written, and what its rows are called by (docs/service/dlp.md#policy-config). */
interface TableForm {
  /** Keys in the service's spelling; others stay as they are written. */
  readonly keys: readonly string[];
  /** What names a row. Without it the row is refused. */
  readonly name: string;
  /** What the service fills in where it is missing. */
  readonly id?: string;
  /** Values are text, whatever they were sent as. */
  readonly asText?: true;
  /** The rows are inside of one table, under `groups`. */
  readonly inGroups?: true;
}

const groups: TableForm = { keys: ["groupName", "groupId"], name: "groupName", id: "groupId", inGroups: true };
const named: TableForm = { keys: ["Id", "Name", "Description"], name: "Name", id: "Id" };

export const TABLES: Readonly<Record<string, TableForm>> = {
  DlpAppGroups: { ...named, keys: [...named.keys, "Apps"] },
  DlpExtensionGroups: named,
  DlpNetworkShareGroups: { ...groups, keys: [...groups.keys, "networkPaths"] },
  DlpPrinterGroups: { ...groups, keys: [...groups.keys, "printers"] },
  DlpRemovableMediaGroups: { ...groups, keys: [...groups.keys, "removableMedia"] },
  EndpointDlpGlobalSettings: { keys: ["Setting", "Value", "Executable"], name: "Setting", asText: true },
  SiteGroups: { ...named, keys: [...named.keys, "Addresses"] },
};

/** Older spellings of parameters, and what Get shows next to each table. */
export const copyOf = (table: string): string => `${table}Psws`;

/** Rows as they are kept, of a list or of one table with `groups` in it. */
export const tableField = (property: string, form: TableForm): FieldRule => ({
  accept: (value, { store }) =>
    form.inGroups ? acceptGroups(property, value, store) : acceptRow(property, value, store),
  import: (value) => importTable(value),
});

function importTable(value: Json): Json {
  const parsed = typeof value === "string" ? parseLoose(value) : undefined;
  return parsed ?? value;
}

/** One table whose `groups` are the rows. */
function acceptGroups(property: string, value: Json, store: Store): Json {
  const rows = isObject(value) ? member(value, "groups") : undefined;
  if (rows === undefined) throw badArgument(property, "A table with groups is expected.");
  const accepted = asList(rows).map((row) => acceptRow(property, row, store));
  return { groups: accepted };
}

function acceptRow(property: string, value: Json, store: Store): JsonObject {
  const form = TABLES[property];
  if (!form || !isObject(value)) throw badArgument(property, "A table of names and values is expected.");
  const entries = Object.entries(value).map(([key, inner]): [string, Json] => {
    const known = form.keys.find((one) => fold(one) === fold(key)) ?? key;
    return [known, form.asText ? settingText(inner) : inner];
  });
  const row = Object.fromEntries(entries);
  if (asText(row[form.name]) === "") throw badArgument(property, `A table without ${form.name}.`);
  const missing = form.id !== undefined && asText(row[form.id]) === "";
  return missing ? { ...row, [form.id ?? ""]: store.newGuid() } : row;
}

/** Booleans in small letters, tables as JSON. */
const settingText = (value: Json): Json =>
  typeof value === "object" && value !== null ? JSON.stringify(value) : value === null ? null : String(value);

/** The rows of a table as it is kept. */
export function rowsOf(stored: Json | undefined): readonly JsonObject[] {
  const [first] = asList(stored);
  const inner = isObject(first) ? member(first, "groups") : undefined;
  return asList(inner ?? stored).filter(isObject);
}

/** Groups are told apart by their names (docs/service/dlp.md#policy-config). */
export function refuseTwins(draft: Readonly<JsonObject>): void {
  for (const [property, { name, id }] of Object.entries(TABLES)) {
    if (id === undefined) continue;
    for (const key of [name, id]) {
      const values = rowsOf(draft[property]).map((row) => fold(asText(row[key])));
      const twin = values.find((value, at) => values.indexOf(value) !== at);
      if (twin !== undefined) throw badArgument(property, `Two groups have the ${key} '${twin}'.`);
    }
  }
}

/** One JSON text; nothing where there is none. */
export function tableText(property: string, stored: Json | undefined): string | null {
  if (typeof stored === "string") return stored;
  const rows = rowsOf(stored);
  if (rows.length === 0) return null;
  return JSON.stringify(TABLES[property]?.inGroups ? { groups: [...rows] } : [...rows]);
}
