import { XMLParser, XMLValidator } from "fast-xml-parser";
import { isList, isRecord } from "../../values";
import { decodeReferences } from "./escapes";
import { malformed } from "./malformed";

export interface XmlElement {
  readonly tag: string;
  /** Names and values in turn. */
  readonly attributes: readonly string[];
  /** All text directly in it. */
  readonly text: string;
  readonly children: readonly XmlElement[];
}

export function attributeOf({ attributes }: XmlElement, name: string): string | undefined {
  for (let at = 0; at < attributes.length; at += 2) if (attributes[at] === name) return attributes[at + 1];
  return undefined;
}

/** A page of a thousand policies with two hundred locations each. */
const MAX_TAGS = 4_000_000;
/** The longest are those with a property's name. */
const MAX_TAG_LENGTH = 8192;
/** PowerShell cuts objects at 50 levels, and writes up to four tags for each. */
const MAX_NESTED_TAGS = 256;

const TEXT = "#text";
const ATTRIBUTES = ":@";
const DECLARATION = /^\uFEFF?\s*<\?xml\s[^<>]*\?>/;

const OPTIONS = {
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: "",
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: false,
  ignoreDeclaration: true,
  jPath: false,
  maxNestedTags: MAX_NESTED_TAGS,
  // Elements become objects of their own below; no name of theirs is a property of one.
  onDangerousProperty: (name: string) => name,
};

/** An element as the parser has it: under its tag its content, under `:@` its attributes. */
type Node = { readonly [key: string]: unknown };

/**
 * The elements directly in a root of that tag, each parsed when it is asked for, so that a large list is never there as a whole tree; a
 * root of another tag is itself the only one. XML without DTDs, comments, CDATA sections and processing instructions, none of which
 * PowerShell writes: whatever is something else is refused.
 * @throws TransportError PURVIEW_RESPONSE_MALFORMED
 */
export function* elementsIn(document: string, root: string): Generator<XmlElement> {
  const body = document.replace(DECLARATION, "").trim();
  assertBounded(body);
  assertWellFormed(body);
  // What a stop node holds stays text, which becomes a document of its own.
  const [outer] = parse(body, [`${root}.*`]);
  if (!outer) throw malformed("it is no XML document");
  if (tagOf(outer) !== root) return yield elementOf(outer);
  const inner = new XMLParser(OPTIONS);
  for (const node of contentOf(outer)) {
    const text = textIn(node);
    if (text === undefined) yield* whole(node, inner);
    else if (text.trim() !== "") throw malformed("text stands between its objects");
  }
}

/** The element around a stop node's text. */
function* whole(node: Node, parser: XMLParser): Generator<XmlElement> {
  const [content] = contentOf(node);
  const tag = tagOf(node);
  const [parsed] = nodesIn(attempt(() => parser.parse(`<${tag}>${(content && textIn(content)) ?? ""}</${tag}>`)));
  if (!parsed) throw malformed("it is no XML document");
  yield { ...elementOf(parsed), attributes: attributesOf(node) };
}

/** What makes a parser slow or greedy is refused before one sees it. */
function assertBounded(document: string): void {
  let tags = 0;
  for (let start = document.indexOf("<"); start >= 0; start = document.indexOf("<", start + 1)) {
    const next = document[start + 1];
    if (next === "!" || next === "?")
      throw malformed("it holds a DTD, a comment, a CDATA section or a processing instruction");
    const end = document.indexOf(">", start);
    if (end < 0) throw malformed("it was cut off");
    if (end - start > MAX_TAG_LENGTH) throw malformed(`it holds a tag of more than ${MAX_TAG_LENGTH} characters`);
    if (++tags > MAX_TAGS) throw malformed(`it holds more than ${MAX_TAGS} tags`);
  }
}

/** The parser takes tags that nobody closed: only the validator notices an answer that was cut off. */
function assertWellFormed(document: string): void {
  const validity = attempt(() => XMLValidator.validate(document));
  if (validity !== true) throw malformed("its tags do not match, or it was cut off");
}

const parse = (document: string, stopNodes: string[]): readonly Node[] =>
  nodesIn(attempt((): unknown => new XMLParser({ ...OPTIONS, stopNodes }).parse(document)));

function attempt<T>(task: () => T): T {
  try {
    return task();
  } catch (error) {
    throw malformed("it is no XML, or nested too deeply", error);
  }
}

const nodesIn = (nodes: unknown): readonly Node[] => (isList(nodes) ? nodes.filter(isRecord) : []);

function tagOf(node: Node): string {
  for (const key in node) if (key !== ATTRIBUTES) return key;
  throw malformed("it is no XML document");
}

const contentOf = (node: Node): readonly Node[] => nodesIn(node[tagOf(node)]);

const textIn = (node: Node): string | undefined => {
  const text = node[TEXT];
  return text === undefined ? undefined : String(text);
};

function attributesOf(node: Node): readonly string[] {
  const given = node[ATTRIBUTES];
  if (!isRecord(given)) return [];
  return Object.entries(given).flatMap(([name, value]) => [name, decodeReferences(String(value))]);
}

function elementOf(node: Node): XmlElement {
  let text = "";
  const children: XmlElement[] = [];
  for (const child of contentOf(node)) {
    const own = textIn(child);
    if (own === undefined) children.push(elementOf(child));
    else text += own;
  }
  return { tag: tagOf(node), attributes: attributesOf(node), text: decodeReferences(text), children };
}
