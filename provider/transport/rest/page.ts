import { TransportError } from "../../errors";
import { isList, isRecord, parseRecord, textsOf, type Plain, type WireObject } from "../../values";

/** Deeper than the service ever nests (it serializes 10 levels). */
const MAX_DEPTH = 64;
const FORBIDDEN_KEYS = new Set(["__proto__", "constructor", "prototype"]);

/** One page of an InvokeCommand response. */
export interface Page {
  readonly objects: readonly WireObject[];
  readonly warnings: readonly string[];
  readonly errors: readonly string[];
  readonly nextLink: string | undefined;
  /** `error` of the envelope, which a 2xx response may have too. */
  readonly error: unknown;
}

const malformed = (what: string): TransportError =>
  new TransportError(`The response of the service is malformed: ${what}.`, { code: "PURVIEW_RESPONSE_MALFORMED" });

/** JSON of the service as plain values; annotation keys (`@`) are left out at every depth. */
export function clean(value: unknown, depth = 0): Plain {
  if (depth > MAX_DEPTH) throw malformed(`it is nested deeper than ${MAX_DEPTH} levels`);
  if (value === null || typeof value === "boolean" || typeof value === "number" || typeof value === "string")
    return value;
  if (isList(value)) return value.map((item) => clean(item, depth + 1));
  if (!isRecord(value)) throw malformed(`it holds a ${typeof value}`);
  return cleanRecord(value, depth);
}

function cleanRecord(value: { readonly [key: string]: unknown }, depth: number): WireObject {
  const kept: { [key: string]: Plain } = {};
  for (const key of Object.keys(value)) {
    if (FORBIDDEN_KEYS.has(key)) throw malformed(`it has a property named ${key}`);
    if (!key.includes("@")) kept[key] = clean(value[key], depth + 1);
  }
  return kept;
}

/**
 * Reads a 2xx body.
 * @param reads A cmdlet that reads must return a list; others may return none.
 * @throws TransportError when it is not in the format of this service: empty, truncated, of wrong types
 */
export function readPage(text: string, reads: boolean): Page {
  if (text.trim() === "")
    throw new TransportError("The service returned an empty response.", { code: "PURVIEW_RESPONSE_EMPTY" });
  const envelope = parseRecord(text);
  if (!envelope) throw malformed("it is not a JSON object, or was truncated");
  const { value, error } = envelope;
  const rows = value === undefined || value === null ? [] : value;
  if (error === undefined && reads && value !== rows) throw malformed("the list is missing");
  if (!isList(rows)) throw malformed("`value` is not a list");
  const objects = rows.map((row) => {
    if (!isRecord(row)) throw malformed("an element of the list is not an object");
    return cleanRecord(row, 0);
  });
  const nextLink = envelope["@odata.nextLink"];
  if (nextLink !== undefined && nextLink !== null && typeof nextLink !== "string")
    throw malformed("its next link is not a string");
  return {
    objects,
    warnings: textsOf(envelope["@adminapi.warnings"]),
    errors: textsOf(envelope["@adminapi.errors"]),
    nextLink: nextLink || undefined,
    error,
  };
}
