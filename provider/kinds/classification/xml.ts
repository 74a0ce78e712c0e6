import type * as FastXmlParser from "fast-xml-parser";
import { isList, isRecord } from "../../values";

/** An element with what it holds; comments and processing instructions are not kept. */
export interface XmlElement {
  readonly tag: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** All text directly in it. */
  readonly text: string;
}

/** The text is not a document; the message says why, without a place in the code. */
export class XmlError extends Error {
  override readonly name = "XmlError";
}

const TEXT = "#text";
const ATTRIBUTES = ":@";
const MAX_NESTED_TAGS = 64;

// eslint-disable-next-line @typescript-eslint/no-require-imports -- few programs declare XML
const library = (): typeof FastXmlParser => require("fast-xml-parser") as typeof FastXmlParser;

export const element = (
  tag: string,
  attributes: { readonly [name: string]: string | number | boolean | undefined } = {},
  content: readonly XmlElement[] | string = [],
): XmlElement => ({
  tag,
  attributes: new Map(
    Object.entries(attributes).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)] as const],
    ),
  ),
  children: typeof content === "string" ? [] : content,
  text: typeof content === "string" ? content : "",
});

/**
 * The root element.
 * @throws XmlError
 */
export function parseXml(document: string): XmlElement {
  const text = document.replace(/^\uFEFF/, "").trimStart();
  if (!text.startsWith("<")) throw new XmlError("it does not start with an element");
  // A document type could define entities that grow without bound; none of these files has one.
  if (/<!DOCTYPE/i.test(text)) throw new XmlError("it has a document type declaration");
  const { XMLParser, XMLValidator } = library();
  const validity = XMLValidator.validate(text);
  if (validity !== true) throw new XmlError(`line ${validity.err.line}: ${validity.err.msg}`);
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: "",
    parseTagValue: false,
    parseAttributeValue: false,
    trimValues: false,
    processEntities: { enabled: true, maxTotalExpansions: 1_000_000, maxExpandedLength: 100_000_000 },
    htmlEntities: true,
    ignoreDeclaration: true,
    ignorePiTags: true,
    removeNSPrefix: true,
    jPath: false,
    maxNestedTags: MAX_NESTED_TAGS,
  });
  const roots = nodesOf(parsed(() => parser.parse(text) as unknown)).filter((node) => !(TEXT in node));
  const [root] = roots;
  if (!root || roots.length > 1) throw new XmlError("it has no single root element");
  return elementOf(root);
}

function parsed(parse: () => unknown): unknown {
  try {
    return parse();
  } catch (error) {
    throw new XmlError(error instanceof Error ? error.message : String(error));
  }
}

type XmlNode = { readonly [key: string]: unknown };

const nodesOf = (nodes: unknown): readonly XmlNode[] => (isList(nodes) ? nodes.filter(isRecord) : []);

function elementOf(node: XmlNode): XmlElement {
  const tag = Object.keys(node).find((key) => key !== ATTRIBUTES) ?? "";
  const content = nodesOf(node[tag]);
  const attributes = node[ATTRIBUTES];
  return {
    tag,
    attributes: new Map(
      Object.entries(isRecord(attributes) ? attributes : {}).map(([name, value]) => [name, String(value)]),
    ),
    children: content.filter((child) => !(TEXT in child)).map(elementOf),
    text: content.flatMap((child) => (TEXT in child ? [String(child[TEXT])] : [])).join(""),
  };
}

/** The document with the declaration of its encoding, indented. Whitespace around the children of an element is not kept. */
export function writeXml(root: XmlElement, encoding: "utf-16" | "utf-8"): string {
  const { XMLBuilder } = library();
  const builder = new XMLBuilder({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: "",
    processEntities: true,
    format: true,
    suppressEmptyNode: true,
    suppressBooleanAttributes: false,
  });
  const body = (builder.build([nodeOf(root)]) as string).trim();
  return `<?xml version="1.0" encoding="${encoding}"?>\n${body}\n`;
}

/** A document that somebody wrote, with the encoding in which it is sent. */
export const inEncoding = (document: string, encoding: "utf-16" | "utf-8"): string =>
  document.replace(/^(\s*<\?xml\b[^>]*?\bencoding\s*=\s*)(["'])[^"']*\2/, `$1$2${encoding}$2`);

const nodeOf = ({ tag, attributes, children, text }: XmlElement): XmlNode => ({
  [tag]: children.length > 0 ? children.map(nodeOf) : text === "" ? [] : [{ [TEXT]: text }],
  ...(attributes.size > 0 && { [ATTRIBUTES]: Object.fromEntries(attributes) }),
});

export const childrenOf = (parent: XmlElement | undefined, ...tags: readonly string[]): readonly XmlElement[] =>
  parent?.children.filter(({ tag }) => tags.includes(tag)) ?? [];

export const childOf = (parent: XmlElement | undefined, tag: string): XmlElement | undefined =>
  parent?.children.find((child) => child.tag === tag);

export const attributeOf = (of: XmlElement | undefined, name: string): string | undefined => of?.attributes.get(name);

/** Every element of these tags, at any depth. */
export const descendantsOf = (parent: XmlElement, ...tags: readonly string[]): readonly XmlElement[] =>
  parent.children.flatMap((child) => [...(tags.includes(child.tag) ? [child] : []), ...descendantsOf(child, ...tags)]);
