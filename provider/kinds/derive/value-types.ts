import { type CatalogueParameter, findCmdlet, findParameter } from "../../../catalogue";
import type { MergedParameter } from "./parameters";
import type { Reference, StringFormat, StringType, ValueType } from "../value-type";

/** The value type of a parameter, from everything that New and Set say of it. */
export function deriveType(merged: MergedParameter, reference: string | undefined, noun: string): ValueType {
  const main = merged.create ?? merged.update;
  if (!main) return { type: "list", of: { type: "string", format: "location" } };
  const both = [merged.create, merged.update].filter((p) => p !== undefined);
  // Where New and Set differ, the page of one is wrong (families.json `typeDiffers`): the list form is the wider one.
  const list = both.some((parameter) => parameter.list) || merged.pair !== undefined;
  const multi = both.some((parameter) => (parameter as { multi?: boolean }).multi === true);
  const target = reference === undefined ? undefined : { noun: reference, send: sendForm(merged, noun) };
  const item = itemType(main, both, target, list);
  if (!list && !multi) return item;
  const limit = main.limits?.["maxItems"];
  return {
    type: "list",
    of: item,
    ...(both.some((p) => p.allAlone) && { allAlone: true }),
    ...(limit !== undefined && { maxItems: limit }),
  };
}

/** The GUID where the documented forms list it (on any of the noun's cmdlets), else the name (design 3). */
function sendForm({ name, create, update, pair }: MergedParameter, noun: string): Reference["send"] {
  const get = findCmdlet(`Get-${noun}`);
  const set = findCmdlet(`Set-${noun}`);
  const on = [create, update, get && findParameter(get, name), set && pair && findParameter(set, pair.add)];
  return on.some((parameter) => parameter?.idForms?.includes("guid")) ? "id" : "name";
}

function itemType(
  main: CatalogueParameter,
  both: readonly CatalogueParameter[],
  reference: Reference | undefined,
  list: boolean,
): ValueType {
  switch (main.kind) {
    case "boolean":
    case "switch":
      return { type: "boolean" };
    case "integer":
      return { type: "integer", min: main.limits?.["min"], max: main.limits?.["max"] };
    case "integerOrUnlimited":
      return list ? stringType(main, reference, list) : { type: "duration", word: "Unlimited" };
    case "enum":
      return enumType(both);
    case "datetime":
    case "dateTime":
      return { type: "datetime" };
    case "hashtable":
      return { type: "map", of: { type: "any" } };
    case "any":
    case "unknown":
      // A list of locations whose type nobody documents is told and taken as others are.
      return list && /Location(Exception)?$/.test(main.name) ? stringType(main, reference, list) : { type: "any" };
    case "guid":
      return { type: "string", format: "guid" };
    case "emailAddress":
      return { type: "string", format: "address" };
    default:
      return stringType(main, reference, list);
  }
}

function enumType(both: readonly CatalogueParameter[]): ValueType {
  const listed = both.flatMap((p) => [...(p.values ?? []), ...(p.valuesDocumented ?? [])]);
  const values = [...new Set(listed)];
  return values.length === 0
    ? { type: "string", format: "name" }
    : { type: "enum", values, ...(both.some((p) => p.valuesOpen) && { open: true }) };
}

function stringType(main: CatalogueParameter, reference: Reference | undefined, list: boolean): StringType {
  const format = formatOf(main, list);
  const maxLength = main.limits?.[list ? "itemMaxLength" : "maxLength"];
  return {
    type: "string",
    ...(format !== "text" && { format }),
    ...(maxLength !== undefined && { maxLength }),
    ...(main.acceptsAll && !main.valuesOpen && main.values?.length && { only: main.values }),
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
