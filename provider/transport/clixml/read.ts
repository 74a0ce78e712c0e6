import type { Plain } from "../../values";
import { malformed } from "./malformed";
import { ObjectReader } from "./objects";
import { parseXml } from "./xml";

/**
 * The values in a CLIXML document (docs/service/remoting.md#clixml): those in its `Objs`, or the one value that is its root.
 * Nested objects keep their properties, and what their `ToString()` says (`textFormOf`); where they have none, they are that
 * text. Numbers that a double cannot hold stay text; spans of time have the form that they have in JSON.
 * @throws TransportError PURVIEW_RESPONSE_MALFORMED, and nothing else, whatever the text is
 */
export function readClixml(document: string): readonly Plain[] {
  const root = parseXml(document);
  const reader = new ObjectReader();
  if (root.tag !== "Objs") return [reader.readElement(root)];
  if (root.text.trim() !== "") throw malformed("text stands between its objects");
  return root.children.map((node) => reader.read(node));
}
