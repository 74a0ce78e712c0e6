import { XMLParser } from "fast-xml-parser";
import type { Json } from "../../../contract";
import { badArgument } from "../../faults";
import { asList, isObject, type JsonObject } from "../../json";

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  parseTagValue: false,
  parseAttributeValue: false,
  removeNSPrefix: true,
});

/** Bytes of XML as scripts send them: UTF-16 with or without a mark, or UTF-8 (docs/service/classification.md#bytes). */
export function textOfBytes(data: Json): string {
  const bytes = Uint8Array.from(asList(data), Number);
  return new TextDecoder(isUtf16(bytes) ? "utf-16le" : "utf-8").decode(bytes);
}

const isUtf16 = (bytes: Uint8Array): boolean =>
  (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes.length > 1 && bytes[1] === 0 && bytes[0] !== 0);

export function parseXml(data: Json): { readonly xml: string; readonly root: JsonObject } {
  const xml = textOfBytes(data);
  if (/^<\?xml[^>]*encoding=["']utf-16/i.test(xml) && !isUtf16(Uint8Array.from(asList(data), Number)))
    throw badArgument("FileData", "There is no Unicode byte order mark. Cannot switch to Unicode.");
  try {
    return { xml, root: parser.parse(xml, true) as JsonObject };
  } catch (error) {
    throw badArgument("FileData", `The value isn't valid XML: ${(error as Error).message}.`);
  }
}

/** A child element, or an empty one. */
export const child = (node: Json | undefined, name: string): JsonObject => {
  const found = isObject(node) ? node[name] : undefined;
  const first = Array.isArray(found) ? found[0] : found;
  return isObject(first) ? first : {};
};

/** All children of that name, as elements. */
export const children = (node: Json | undefined, name: string): JsonObject[] =>
  asList(isObject(node) ? node[name] : undefined).map((each) => (isObject(each) ? each : { "#text": each }));

export const attribute = (node: JsonObject, name: string): string => String(node[`@${name}`] ?? "");

export const text = (node: Json | undefined): string =>
  isObject(node) ? String(node["#text"] ?? "") : String(node ?? "");
