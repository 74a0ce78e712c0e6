import { isList, isRecord, type Plain } from "../../values";
import { BYTES } from "../fields/write";

const MARK = "\uFEFF";

const isBase64 = (text: string): boolean => text.length % 4 === 0 && /^[A-Za-z0-9+/]{4,}={0,2}$/.test(text);

/** Base64 of a file that starts with the mark of UTF-16 or UTF-8: no text of words looks like that. */
const isMarkedBase64 = (text: string): boolean => isBase64(text) && /^(\/\/4|\/v8|77u\/)/.test(text);

/** Bytes in the forms in which programs and Get hold them; undefined = it is text, or nothing. */
function bytesIn(value: Plain, isEncoded: (text: string) => boolean): Buffer | undefined {
  if (isList(value)) return value.every((item) => typeof item === "number") ? Buffer.from(value) : undefined;
  if (isRecord(value)) return value["Data"] === undefined ? undefined : bytesIn(value["Data"], isEncoded);
  if (typeof value !== "string") return undefined;
  const text = value.replace(/\s+/g, "");
  return isEncoded(text) ? Buffer.from(text, "base64") : undefined;
}

/** By the mark at the start, else by the zeros of UTF-16 among the first characters (docs/service/classification.md#bytes). */
function decode(bytes: Buffer): string {
  const [first, second] = bytes;
  if (first === 0xfe && second === 0xff)
    return Buffer.from(bytes.subarray(0, bytes.length & ~1))
      .swap16()
      .toString("utf16le");
  const isWide =
    (first === 0xff && second === 0xfe) || bytes.subarray(0, 64).some((byte, at) => at % 2 === 1 && byte === 0);
  return bytes.toString(isWide ? "utf16le" : "utf8");
}

function textIn(value: Plain, isEncoded: (text: string) => boolean): string | undefined {
  const bytes = bytesIn(value, isEncoded);
  const text = bytes ? decode(bytes) : typeof value === "string" ? value : undefined;
  return text?.startsWith(MARK) ? text.slice(MARK.length) : text;
}

/** The document in a file, without its byte order mark: as it stands, as base64 or as numbers. */
export const documentOf = (value: Plain): string | undefined => textIn(value, isBase64);

/** The same of a list of words, which by itself may look like base64. */
export const wordsOf = (value: Plain): string | undefined => textIn(value, isMarkedBase64);

const asBytes = (bytes: Buffer): Plain => ({ "@odata.type": BYTES, Data: [...bytes] });

/** As Microsoft's pages have such files saved: "Unicode", which is UTF-16 with a mark. */
export const utf16 = (text: string): Plain => asBytes(Buffer.from(MARK + text, "utf16le"));

export const utf8 = (text: string): Plain => asBytes(Buffer.from(text, "utf8"));

/** A file of any kind: base64, or the text that it holds. */
export const fileBytes = (value: Plain): Plain | undefined => {
  const bytes = bytesIn(value, isBase64) ?? (typeof value === "string" ? Buffer.from(value, "utf8") : undefined);
  return bytes && asBytes(bytes);
};
