import { type CatalogueParameter, closedValues, findCmdlet, findParameter, rangeOf } from "../../../catalogue";
import type { MergedParameter } from "./parameters";
import type { EnumType, ListType, Reference, StringFormat, StringType, ValueType } from "../value-type";

/** What is known of one parameter: its entry on New (else on Set), and both entries. */
interface Facts {
  readonly main: CatalogueParameter;
  readonly both: readonly CatalogueParameter[];
  readonly list: boolean;
  readonly reference: Reference | undefined;
}

/** The value type of a parameter, from everything that New and Set say of it. */
export function deriveType(merged: MergedParameter, reference: string | undefined, noun: string): ValueType {
  const main = merged.create ?? merged.update;
  if (!main) return { type: "list", of: { type: "string", format: "location" } };
  const both = [merged.create, merged.update].filter((p) => p !== undefined);
  // Where New and Set differ, the page of one is wrong (`typeDiffers` in the catalogue): the list form is the wider one.
  const list = both.some((parameter) => parameter.list) || merged.pair !== undefined;
  const target = reference === undefined ? undefined : { noun: reference, send: sendForm(merged, noun) };
  const of = itemType({ main, both, list, reference: target });
  return list || both.some((parameter) => parameter.multi) ? { type: "list", of, ...statedOfList(main, both) } : of;
}

function statedOfList(main: CatalogueParameter, both: readonly CatalogueParameter[]): Pick<ListType, "stated"> {
  const single = both.some((p) => p.list && p.flags?.includes("singleValueOnly"));
  const maxItems = single ? 1 : main.limits?.maxItems;
  const allAlone = both.some((p) => p.allAlone);
  if (maxItems === undefined && !allAlone) return {};
  return { stated: { ...(maxItems !== undefined && { maxItems }), ...(allAlone && { allAlone }) } };
}

/** The GUID where the documented forms list it (on any of the noun's cmdlets), else the name (docs/behavior.md#references). */
function sendForm({ name, create, update, pair }: MergedParameter, noun: string): Reference["send"] {
  const get = findCmdlet(`Get-${noun}`);
  const set = findCmdlet(`Set-${noun}`);
  const on = [create, update, get && findParameter(get, name), set && pair && findParameter(set, pair.add)];
  return on.some((parameter) => parameter?.idForms?.includes("guid")) ? "id" : "name";
}

function itemType(facts: Facts): ValueType {
  const { main, list } = facts;
  switch (main.kind) {
    case "boolean":
    case "switch":
      return { type: "boolean" };
    case "integer":
      return { type: "integer", ...(main.limits && { stated: rangeOf(main.limits) }) };
    case "integerOrUnlimited":
      return list ? stringType(facts) : { type: "duration", word: "Unlimited" };
    case "enum":
      return enumType(facts);
    case "datetime":
    case "dateTime":
      return { type: "datetime" };
    case "hashtable":
      return { type: "map", of: { type: "any" } };
    case "any":
    case "unknown":
      // A list of locations whose type nobody documents is returned and taken as others are.
      return list && /Location(Exception)?$/.test(main.name) ? stringType(facts) : { type: "any" };
    case "guid":
      return { type: "string", format: "guid", parsed: true };
    case "emailAddress":
      return { type: "string", format: "address", parsed: true };
    case "culture":
      return { type: "string", format: "culture", parsed: true };
    case "string":
    case "id":
    case "bytes":
    case "byteSize":
    case "timespan":
    case "credential":
    case "secureString":
      return stringType(facts);
  }
}

/** The members of a .NET enumeration: all that New or Set name. */
function enumType({ both }: Facts): ValueType {
  const named = (key: EnumKey): readonly string[] => [...new Set(both.flatMap((parameter) => parameter[key] ?? []))];
  const documented = named("valuesDocumented");
  const values = [...new Set([...named("values"), ...documented])];
  if (values.length === 0) return { type: "string", format: "name" };
  const reserved = named("valuesReserved").filter((value) => !values.includes(value));
  // What New takes and Set's page calls unsupported is as good as any other value.
  const unsupported = both.every((p) => p.valuesUnsupported) ? named("valuesUnsupported") : [];
  const stated = (documented.length > 0 ? documented : values).filter((value) => !unsupported.includes(value));
  return {
    type: "enum",
    values,
    ...(reserved.length > 0 && { reserved }),
    ...(stated.length < values.length && { stated: { values: stated } }),
    ...(both.some((p) => p.valuesOpen) && { open: true }),
  } satisfies EnumType;
}

type EnumKey = "values" | "valuesDocumented" | "valuesReserved" | "valuesUnsupported";

function stringType({ main, list, reference }: Facts): StringType {
  const format = formatOf(main, list);
  const maxLength = list ? main.limits?.itemMaxLength : main.limits?.maxLength;
  const values = closedValues(main);
  return {
    type: "string",
    ...(format !== "text" && { format }),
    ...((maxLength !== undefined || values) && {
      stated: { ...(maxLength !== undefined && { maxLength }), ...(values && { values }) },
    }),
    ...(format === "text" && main.valuesOpen && main.values?.length && { words: main.values }),
    ...(reference && { reference }),
  };
}

function formatOf(parameter: CatalogueParameter, list: boolean): StringFormat {
  const forms = parameter.idForms ?? [];
  if (forms.length === 1 && forms[0] === "url") return "url";
  if (list && (/Location(Exception)?$/.test(parameter.name) || forms.includes("emailAddress"))) return "location";
  if (forms.includes("entraObjectId") && forms.length === 1) return "guid";
  if (forms.includes("primarySmtpAddress")) return "location";
  return parameter.kind === "id" || forms.length > 0 ? "name" : "text";
}
