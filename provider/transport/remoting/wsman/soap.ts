import { XMLParser, XMLValidator } from "fast-xml-parser";
import { isList, isRecord } from "../../../values";
import { decodeReferences } from "../../clixml/escapes";
import { malformed } from "../malformed";

/** An element of an envelope, by its local name: servers choose their own prefixes. */
export interface SoapElement {
  readonly name: string;
  attribute(name: string): string | undefined;
  /** All text directly in it, without blanks around it. */
  readonly text: string;
  readonly children: readonly SoapElement[];
}

/** An envelope is flat: only faults nest some levels. */
const MAX_NESTED_TAGS = 64;
const TEXT = "#text";
const ATTRIBUTES = ":@";

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: "",
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  // Streams hold base64 alone, most of an envelope: taken as they are, ten times as fast.
  stopNodes: ["*.Stream"],
  maxNestedTags: MAX_NESTED_TAGS,
});

/**
 * The root of a document.
 * @throws TransportError PURVIEW_RESPONSE_MALFORMED, and nothing else, whatever the text is
 */
export function parseSoap(document: string): SoapElement {
  if (/<!DOCTYPE|<!ENTITY/i.test(document)) throw malformed("it has a DTD");
  const roots = nodesIn(parsed(document.replace(/^\s*\uFEFF?\s*/, ""))).filter((node) => nameOf(node) !== TEXT);
  const [root] = roots;
  if (!root || roots.length > 1) throw malformed("it is no SOAP envelope");
  return elementOf(root);
}

function parsed(document: string): unknown {
  try {
    // The parser takes tags that nobody closed: only the validator notices an answer that was cut off.
    const validity = XMLValidator.validate(document);
    if (validity !== true) throw malformed(`line ${validity.err.line} is no XML`);
    return parser.parse(document);
  } catch (error) {
    throw error instanceof Error && error.name === "TransportError" ? error : malformed("it is no XML", error);
  }
}

type Node = { readonly [key: string]: unknown };

const nodesIn = (nodes: unknown): readonly Node[] => (isList(nodes) ? nodes.filter(isRecord) : []);
const nameOf = (node: Node): string => Object.keys(node).find((key) => key !== ATTRIBUTES) ?? "";

function elementOf(node: Node): SoapElement {
  const name = nameOf(node);
  const content = nodesIn(node[name]);
  const given = node[ATTRIBUTES];
  const attributes = isRecord(given) ? given : {};
  const texts = content.flatMap((child) => (TEXT in child ? [String(child[TEXT])] : []));
  return {
    name,
    attribute: (wanted) =>
      Object.hasOwn(attributes, wanted) ? decodeReferences(String(attributes[wanted])) : undefined,
    text: decodeReferences(texts.join("")).trim(),
    children: content.filter((child) => nameOf(child) !== TEXT).map(elementOf),
  };
}

export const childOf = (element: SoapElement | undefined, name: string): SoapElement | undefined =>
  element?.children.find((child) => child.name === name);

/** All elements of that name below, in the order of the document. */
export function* within(element: SoapElement, name: string): Generator<SoapElement> {
  for (const child of element.children) {
    if (child.name === name) yield child;
    yield* within(child, name);
  }
}

export const firstWithin = (element: SoapElement, name: string): SoapElement | undefined =>
  within(element, name).next().value;
