import { isGuid } from "../../fields/identifiers";
import { attributeOf, childOf, childrenOf, type XmlElement } from "../xml";

/** What an element says where it has no such attribute (docs/service/classification.md#rule-package-schema). */
const DEFAULTS: { readonly [tag: string]: { readonly [attribute: string]: string } } = {
  Match: { minCount: "1", uniqueResults: "false" },
  Any: { minMatches: "1" },
  Group: { matchStyle: "word" },
  Term: { caseSensitive: "false" },
  Name: { default: "false" },
  Description: { default: "false" },
};

/** Attributes of the schema. */
const KNOWN = new Set(
  "id idRef langcode defaultLangCode default patternsProximity recommendedConfidence workload confidenceLevel minCount uniqueResults minMatches maxMatches matchStyle caseSensitive evidencesProximity thresholdConfidenceLevel minEngineVersion threshold shingleCount description".split(
    " ",
  ),
);

/** The parser drops namespaces; the service writes the time. */
const MEANINGLESS = new Set(["xmlns", "lastModifiedTime"]);

/** Elements of the rules that others refer to: their ids mean nothing but themselves. */
const PROCESSORS = ["Regex", "Keyword", "Fingerprint", "ExtendedKeyword"] as const;

type Extra = ReadonlySet<string>;

const keyOf = (tag: string, attribute: string): string => `${tag} ${attribute}`;

/** Attributes beyond the schema that elements of the document have. */
function extraIn(root: XmlElement): Extra {
  const found = new Set<string>();
  const visit = ({ tag, attributes, children }: XmlElement): void => {
    for (const name of attributes.keys()) if (!KNOWN.has(name) && !MEANINGLESS.has(name)) found.add(keyOf(tag, name));
    children.forEach(visit);
  };
  visit(root);
  return found;
}

const isOff = (value: string): boolean => /^false$/i.test(value.trim());

/**
 * Does the second rule package mean what the first says? The order of elements, their ids within the package, whitespace, comments, the
 * version and attributes that only the second has do not count: the service adds some.
 */
export function samePackage(declared: XmlElement, other: XmlElement): boolean {
  const extra = extraIn(declared);
  return canonicalPackage(declared, extra) === canonicalPackage(other, extra);
}

function canonicalPackage(root: XmlElement, extra: Extra): string {
  const rules = childOf(root, "Rules");
  const processors = new Map(
    childrenOf(rules, ...PROCESSORS).map((processor) => [
      attributeOf(processor, "id") ?? "",
      canonical(withoutId(processor), extra, new Map()),
    ]),
  );
  return canonical(root, extra, processors);
}

const withoutId = (element: XmlElement): XmlElement => ({
  ...element,
  attributes: new Map([...element.attributes].filter(([name]) => name !== "id")),
});

type Processors = ReadonlyMap<string, string>;

function canonical(element: XmlElement, extra: Extra, processors: Processors): string {
  const { tag, children } = element;
  const parts = children
    .filter((child) => !isVersionOfPackage(tag, child))
    .filter((child) => !(tag === "Rules" && PROCESSORS.some((processor) => processor === child.tag)))
    .map((child) => canonical(child, extra, processors))
    .filter((part) => part !== EMPTY_DESCRIPTION)
    .sort();
  // Definitions that nothing refers to are content too.
  const own = tag === "Rules" ? [...processors.values()].sort() : [];
  return JSON.stringify([tag, attributesOf(element, extra, processors), textOf(element), parts, [...new Set(own)]]);
}

const EMPTY_DESCRIPTION = JSON.stringify(["Description", [], "", [], []]);

/** `Version` of the package, and not the one that groups rules for newer engines. */
const isVersionOfPackage = (tag: string, child: XmlElement): boolean => tag === "RulePack" && child.tag === "Version";

function attributesOf({ tag, attributes }: XmlElement, extra: Extra, processors: Processors): readonly string[] {
  const defaults = DEFAULTS[tag] ?? {};
  return [...attributes]
    .filter(([name, value]) =>
      KNOWN.has(name) ? defaults[name] !== lower(value) : extra.has(keyOf(tag, name)) && !isOff(value),
    )
    .map(
      ([name, value]) =>
        `${name}=${name === "idRef" ? (processors.get(value) ?? lower(value)) : attributeKey(name, value)}`,
    )
    .sort();
}

const lower = (value: string): string => value.trim().toLowerCase();

const attributeKey = (name: string, value: string): string =>
  name === "description" ? value.trim() : isGuid(value.trim()) || name !== "id" ? lower(value) : value.trim();

/** Names and descriptions are normalized by the schema; expressions and terms count as they stand. */
function textOf({ tag, text, children }: XmlElement): string {
  if (children.length > 0) return "";
  const own = text.replace(/\r\n?/g, "\n").normalize("NFC");
  return tag === "Regex" || tag === "Term" ? own : own.replace(/\s+/g, " ").trim();
}
