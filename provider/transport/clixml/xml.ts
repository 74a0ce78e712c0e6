import { XMLParser, XMLValidator } from "fast-xml-parser";
import { isList, isRecord } from "../../values";
import { decodeReferences } from "./escapes";
import { malformed } from "./malformed";

export interface XmlElement {
  readonly tag: string;
  readonly attributes: ReadonlyMap<string, string>;
  /** All text directly in it. */
  readonly text: string;
  readonly children: readonly XmlNode[];
}

/** An element that nobody has looked at yet. */
export type XmlNode = { readonly [key: string]: unknown };

/** A page of a thousand policies with two hundred locations each. */
const MAX_TAGS = 4_000_000;
/** The longest are those with a property's name. */
const MAX_TAG_LENGTH = 8192;
/** PowerShell cuts objects at 50 levels, and writes up to four tags for each. */
const MAX_NESTED_TAGS = 256;

const TEXT = "#text";
const ATTRIBUTES = ":@";

/** The root element of a document. */
export function parseXml(document: string): XmlElement {
  assertBounded(document);
  const roots = nodesOf(parsed(document)).filter((node) => !isBlank(node));
  const [root] = roots;
  if (!root || roots.length > 1) throw malformed("it is no XML document");
  return elementOf(root);
}

/** What makes a parser slow or greedy is refused before one sees it. PowerShell writes no DTD, comment or CDATA section. */
function assertBounded(document: string): void {
  let tags = 0;
  for (let start = document.indexOf("<"); start >= 0; start = document.indexOf("<", start + 1)) {
    if (document.startsWith("<!", start)) throw malformed("it holds a DTD, a comment or a CDATA section");
    const end = document.indexOf(">", start);
    if (end < 0) throw malformed("it was cut off");
    if (end - start > MAX_TAG_LENGTH) throw malformed(`it holds a tag of more than ${MAX_TAG_LENGTH} characters`);
    if (++tags > MAX_TAGS) throw malformed(`it holds more than ${MAX_TAGS} tags`);
  }
}

function parsed(document: string): unknown {
  try {
    // The parser takes tags that nobody closed: only the validator notices an answer that was cut off.
    const validity = XMLValidator.validate(document);
    if (validity !== true) throw malformed(`line ${validity.err.line} is no XML`);
    return parser().parse(document);
  } catch (error) {
    throw error instanceof Error && error.name === "TransportError" ? error : malformed("it is no XML", error);
  }
}

const parser = (): XMLParser =>
  new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: "",
    parseTagValue: false,
    parseAttributeValue: false,
    trimValues: false,
    processEntities: false,
    ignoreDeclaration: true,
    ignorePiTags: true,
    jPath: false,
    maxNestedTags: MAX_NESTED_TAGS,
  });

const nodesOf = (nodes: unknown): readonly XmlNode[] => (isList(nodes) ? nodes.filter(isRecord) : []);

const textIn = (node: XmlNode): string | undefined => {
  const text = node[TEXT];
  return text === undefined ? undefined : String(text);
};

const isBlank = (node: XmlNode): boolean => textIn(node)?.trim().replace("\uFEFF", "") === "";

export function elementOf(node: XmlNode): XmlElement {
  const tag = Object.keys(node).find((key) => key !== ATTRIBUTES);
  if (tag === undefined || tag === TEXT) throw malformed("text stands where an element is expected");
  const content = nodesOf(node[tag]);
  const given = node[ATTRIBUTES];
  const attributes = Object.entries(isRecord(given) ? given : {});
  return {
    tag,
    attributes: new Map(attributes.map(([name, value]) => [name, decodeReferences(String(value))])),
    text: decodeReferences(content.map((child) => textIn(child) ?? "").join("")),
    children: content.filter((child) => textIn(child) === undefined),
  };
}
