import { TransportError } from "../../errors";
import { isList, isRecord, parseRecord, textsOf, type Plain, type WireObject } from "../../values";
import { readClixmlStreams, type ErrorRecord } from "../clixml";
import type { AnswerForm } from "./response-format";

/** Deeper than the service ever nests (it serializes 10 levels). */
const MAX_DEPTH = 64;
const FORBIDDEN_KEYS = new Set(["__proto__", "constructor", "prototype"]);

/** One page of an InvokeCommand response. */
export interface Page {
  readonly objects: readonly WireObject[];
  readonly warnings: readonly string[];
  readonly errors: readonly string[];
  readonly nextLink: string | undefined;
  /** `error` of the envelope, which a 2xx response may have too; an error record that came instead of objects has its form. */
  readonly error: unknown;
  /** The form of the objects; undefined where there are none. */
  readonly form: AnswerForm | undefined;
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

/** What the elements of `value` hold. */
interface Rows {
  readonly objects: readonly WireObject[];
  readonly warnings: readonly string[];
  readonly errors: readonly ErrorRecord[];
  readonly form: AnswerForm | undefined;
}

/**
 * Objects come each as an element, or as one CLIXML document with all of them (docs/service/admin-api.md#clixml): the element tells
 * which, whatever was asked for.
 */
function readRows(rows: readonly unknown[]): Rows {
  const objects: WireObject[] = [];
  const warnings: string[] = [];
  const errors: ErrorRecord[] = [];
  let form: AnswerForm | undefined;
  for (const row of rows) {
    if (!isRecord(row)) throw malformed("an element of the list is not an object");
    const document = documentIn(row);
    form = document === undefined ? (form ?? "json") : "clixml";
    if (document === undefined) {
      objects.push(cleanRecord(row, 0));
      continue;
    }
    const streams = readClixmlStreams(document);
    objects.push(...streams.output.flatMap(objectsIn));
    warnings.push(...streams.warnings);
    errors.push(...streams.errors);
  }
  return { objects, warnings, errors, form };
}

/** The module reads `_cliXml`, others saw `_clixml`. */
const DOCUMENT = /^_clixml$/i;

function documentIn(row: { readonly [key: string]: unknown }): string | undefined {
  const key = Object.keys(row).find((name) => DOCUMENT.test(name));
  if (key === undefined) return undefined;
  const document = row[key];
  if (document === null) return undefined;
  if (typeof document !== "string") throw malformed(`${key} is no text`);
  return document;
}

/** What the pipeline of a cmdlet holds: objects, or lists of them; it leaves out null. */
function objectsIn(value: Plain): readonly WireObject[] {
  if (value === null) return [];
  if (isList(value)) return value.flatMap(objectsIn);
  if (!isRecord(value)) throw malformed("an element of the list is not an object");
  return [value];
}

/** An error record in the form of the envelope's `error`. */
const envelopeOf = ({ text, type, isNotFound }: ErrorRecord): unknown => ({
  ...(isNotFound && { code: "NotFound" }),
  innererror: { message: text, ...(type !== undefined && { type }) },
});

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
  const { objects, form, ...streams } = readRows(rows);
  const nextLink = envelope["@odata.nextLink"];
  if (nextLink !== undefined && nextLink !== null && typeof nextLink !== "string")
    throw malformed("its next link is not a string");
  const [failure] = streams.errors;
  const failed = objects.length === 0 && failure !== undefined && (error === undefined || error === null);
  return {
    objects,
    warnings: [...textsOf(envelope["@adminapi.warnings"]), ...streams.warnings],
    errors: [...textsOf(envelope["@adminapi.errors"]), ...(failed ? [] : streams.errors.map(({ text }) => text))],
    nextLink: nextLink || undefined,
    error: failed ? envelopeOf(failure) : error,
    form,
  };
}
