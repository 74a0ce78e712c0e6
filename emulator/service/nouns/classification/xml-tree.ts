import { XMLParser } from "fast-xml-parser";

/** An element with its children in their order, which a schema with sequences needs. */
export interface XmlElement {
  /** Without its prefix. */
  readonly name: string;
  readonly prefix: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

const ATTRIBUTES = ":@";
const TEXT = "#text";
const PREFIX = "@";

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: PREFIX,
  parseTagValue: false,
  parseAttributeValue: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  trimValues: false,
});

const isTable = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The elements of a document that is well formed: its root, unless it has none. */
export function xmlRoot(xml: string): XmlElement | undefined {
  const nodes: unknown = parser.parse(xml);
  return elementsOf(nodes)[0];
}

function elementsOf(nodes: unknown): XmlElement[] {
  if (!Array.isArray(nodes)) return [];
  return nodes.filter(isTable).flatMap((node) => {
    const name = Object.keys(node).find((key) => key !== ATTRIBUTES && key !== TEXT && !key.startsWith("#"));
    return name === undefined ? [] : [elementOf(name, node)];
  });
}

function elementOf(name: string, node: Readonly<Record<string, unknown>>): XmlElement {
  const inner = node[name];
  const attributes = isTable(node[ATTRIBUTES]) ? node[ATTRIBUTES] : {};
  const colon = name.indexOf(":");
  return {
    name: name.slice(colon + 1),
    prefix: name.slice(0, Math.max(colon, 0)),
    attributes: Object.fromEntries(
      Object.entries(attributes).map(([key, value]) => [key.slice(PREFIX.length), String(value)]),
    ),
    children: elementsOf(inner),
    text: (Array.isArray(inner) ? inner : [])
      .filter(isTable)
      .map((child) => (TEXT in child ? String(child[TEXT]) : ""))
      .join(""),
  };
}

/** What the element's prefix, or its lack of one, stands for. */
export const namespaceOf = ({ prefix, attributes }: XmlElement): string =>
  attributes[prefix === "" ? "xmlns" : `xmlns:${prefix}`] ?? "";

/** All elements of a name below one, itself included. */
export function descendants(element: XmlElement, ...names: readonly string[]): XmlElement[] {
  const own = names.includes(element.name) ? [element] : [];
  return [...own, ...element.children.flatMap((child) => descendants(child, ...names))];
}

export const childNamed = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  element?.children.find((child) => child.name === name);

export const childrenNamed = (element: XmlElement | undefined, name: string): readonly XmlElement[] =>
  element?.children.filter((child) => child.name === name) ?? [];
