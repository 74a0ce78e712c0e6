import type { Json } from "../../contract";
import { cannotConvert, ConversionError } from "./conversion-error";

type JsonObject = { [key: string]: Json };

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const HASHTABLE_TAG = "#exchange.generichashtable";
const DELTA_TAG = "#exchange.stringfielddeltaupdatedata";
const BYTES_TAG = "#exchange.bytearraytype";

/** The value of `@odata.type`, lower case; empty when the object carries none. */
export function tagOf(value: JsonObject): string {
  const tag = value["@odata.type"];
  return typeof tag === "string" ? tag.toLowerCase() : "";
}

/** Without annotations, all the way down. */
export function untagged(value: Json): Json {
  if (Array.isArray(value)) return value.map(untagged);
  if (!isObject(value)) return value;
  const plain = Object.entries(value).filter(([key]) => !key.includes("@"));
  return Object.fromEntries(plain.map(([key, inner]) => [key, untagged(inner)]));
}

/**
 * Over REST a table has to say that it is one (docs/service/admin-api.md#hashtables): without its tag the service has a JObject
 * in hand.
 */
const notATable = (value: Json, type: string): ConversionError =>
  new ConversionError(
    `Cannot convert the "${JSON.stringify(value)}" value of type "Newtonsoft.Json.Linq.JObject" to type "${type}".`,
  );

/** `inTaggedList`: the elements of a list are typed by the list (or, as seen, not at all). */
export function toHashtable(value: Json, inTaggedList: boolean): Json {
  if (isObject(value) && (inTaggedList || tagOf(value) === HASHTABLE_TAG)) return untagged(value);
  if (isObject(value)) throw notATable(value, "Microsoft.Exchange.Configuration.Tasks.PswsHashtable");
  throw cannotConvert(value, "System.Collections.Hashtable");
}

const isDeltaTag = (tag: string): boolean => tag === HASHTABLE_TAG || tag === DELTA_TAG;

const addsOrRemoves = (plain: JsonObject): boolean =>
  Object.keys(plain).every((key) => ["add", "remove"].includes(key.toLowerCase()));

export const isDelta = (value: JsonObject): boolean =>
  isDeltaTag(tagOf(value)) && addsOrRemoves(untagged(value) as JsonObject);

/** What to add to and remove from a multi-valued property; keys in any case, one value or several each. */
export function toDelta(value: JsonObject): Json {
  if (!isDeltaTag(tagOf(value))) throw notATable(value, "Microsoft.Exchange.Data.MultiValuedProperty`1[System.String]");
  const plain = untagged(value) as JsonObject;
  if (!addsOrRemoves(plain)) return plain;
  return Object.fromEntries(
    Object.entries(plain).map(([key, items]) => [key.toLowerCase(), Array.isArray(items) ? items : [items]]),
  );
}

/** `{"@odata.type":"#Exchange.ByteArrayType","Data":[…]}`, or undefined when it is none. */
export function taggedBytes(value: JsonObject): Json[] | undefined {
  const data = value["Data"];
  return tagOf(value) === BYTES_TAG && Array.isArray(data) ? data : undefined;
}
