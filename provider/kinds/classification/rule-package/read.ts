import { type Canonical, type CanonicalRecord, fromEntries } from "../../fields/canonical";
import { isGuid } from "../../fields/identifiers";
import { attributeOf, childOf, childrenOf, type XmlElement } from "../xml";
import { DEFAULT_LANGUAGE, packageIdOf, typeIdOf } from "./build";
import { packageFacts } from "./facts";
import { derivedGuid } from "../derived-guid";

type Entry = readonly [string, Canonical | undefined];

/** Without what is not there. */
const record = (entries: readonly Entry[]): CanonicalRecord =>
  fromEntries(entries.filter((entry): entry is readonly [string, Canonical] => entry[1] !== undefined));

const numberOf = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d+$/.test(text.trim()) ? Number(text) : undefined;

const flagOf = (text: string | undefined): true | undefined =>
  text?.trim().toLowerCase() === "true" ? true : undefined;

const normalized = (element: XmlElement | undefined): string | undefined =>
  element?.text.replace(/\s+/g, " ").trim() || undefined;

const unless = <T>(value: T, fallback: T): T | undefined => (value === fallback ? undefined : value);

/** A rule package as a program would declare it. What a declaration cannot say is left out. */
export function definitionOf(root: XmlElement): CanonicalRecord {
  const facts = packageFacts(root);
  const pack = childOf(root, "RulePack");
  const details = childOf(pack, "Details");
  const language = attributeOf(details, "defaultLangCode") ?? DEFAULT_LANGUAGE;
  const own = childrenOf(details, "LocalizedDetails").find((one) => attributeOf(one, "langcode") === language);
  const [name, publisher = ""] = [facts.name ?? "", facts.publisher];
  const publisherId = attributeOf(childOf(pack, "Publisher"), "id")?.toLowerCase();
  const derived = packageIdOf({ name, publisher });
  return record([
    ["name", name],
    ["id", unless(facts.id, derived)],
    ["publisher", publisher],
    ["publisherId", unless(publisherId, derivedGuid("publisher", publisher))],
    ["description", normalized(childOf(own, "Description"))],
    ["language", unless(language, DEFAULT_LANGUAGE)],
    ["sensitiveInformationTypes", typesOf(childOf(root, "Rules"), facts.id ?? derived ?? "", language)],
  ]);
}

function typesOf(rules: XmlElement | undefined, packageId: string, language: string): readonly CanonicalRecord[] {
  const processors = new Map(
    childrenOf(rules, "Regex", "Keyword").map((one) => [attributeOf(one, "id") ?? "", one] as const),
  );
  const resources = childrenOf(childOf(rules, "LocalizedStrings"), "Resource");
  return childrenOf(rules, "Entity").map((entity) => {
    const id = attributeOf(entity, "id")?.toLowerCase();
    const resource = resources.find((one) => attributeOf(one, "idRef")?.toLowerCase() === id);
    const patterns = childrenOf(entity, "Pattern");
    const confidence = numberOf(attributeOf(entity, "recommendedConfidence"));
    const highest = Math.max(...patterns.map((one) => numberOf(attributeOf(one, "confidenceLevel")) ?? 0));
    const texts = (tag: string) => textsOf(childrenOf(resource, tag), language);
    const [names, descriptions] = [texts("Name"), texts("Description")];
    const name = names.own ?? id ?? "";
    return record([
      ["name", name],
      ["id", unless(id, typeIdOf(packageId, { name }))],
      ["description", descriptions.own],
      ["localizedNames", names.others],
      ["localizedDescriptions", descriptions.others],
      ["proximity", unless(proximityOf(attributeOf(entity, "patternsProximity")), 300)],
      ["recommendedConfidence", unless(confidence, Math.min(75, highest))],
      ["relaxProximity", flagOf(attributeOf(entity, "relaxProximity"))],
      ["patterns", patterns.map((pattern) => patternOf(pattern, processors))],
    ]);
  });
}

const proximityOf = (text: string | undefined): Canonical | undefined => numberOf(text) ?? text?.trim().toLowerCase();

function textsOf(
  elements: readonly XmlElement[],
  language: string,
): { readonly own: string | undefined; readonly others: CanonicalRecord | undefined } {
  const isOwn = (one: XmlElement): boolean => attributeOf(one, "langcode")?.toLowerCase() === language.toLowerCase();
  const others = elements
    .filter((one) => !isOwn(one))
    .map((one): Entry => [attributeOf(one, "langcode") ?? "", normalized(one)]);
  return { own: normalized(elements.find(isOwn)), others: others.length > 0 ? record(others) : undefined };
}

type Processors = ReadonlyMap<string, XmlElement>;

function patternOf(pattern: XmlElement, processors: Processors): CanonicalRecord {
  const primary = elementOf(childOf(pattern, "IdMatch"), processors);
  const supporting = childrenOf(pattern, "Match").map((match) => elementOf(match, processors));
  const regex = Object.keys(primary).every((key) => key === "regex") ? primary["regex"] : undefined;
  // The first list of plain words has a short form, and only the first place for it.
  const [first] = supporting;
  const isPlain = first !== undefined && Object.keys(first).every((key) => key === "keywords");
  const others = isPlain ? supporting.slice(1) : supporting;
  const groups = childrenOf(pattern, "Any").map((any) => groupOf(any, processors));
  return record([
    ["confidence", numberOf(attributeOf(pattern, "confidenceLevel"))],
    ["regex", regex],
    ["primary", regex === undefined ? primary : undefined],
    ["keywords", isPlain ? first["keywords"] : undefined],
    ["supporting", others.length > 0 ? others : undefined],
    ["groups", groups.length > 0 ? groups : undefined],
  ]);
}

const groupOf = (any: XmlElement, processors: Processors): CanonicalRecord =>
  record([
    ["minMatches", unless(numberOf(attributeOf(any, "minMatches")), 1)],
    ["maxMatches", numberOf(attributeOf(any, "maxMatches"))],
    ["elements", childrenOf(any, "Match").map((match) => elementOf(match, processors))],
  ]);

function elementOf(match: XmlElement | undefined, processors: Processors): CanonicalRecord {
  const idRef = attributeOf(match, "idRef") ?? "";
  return record([
    ...processorOf(idRef, processors.get(idRef)),
    ["minCount", unless(numberOf(attributeOf(match, "minCount")), 1)],
    ["uniqueResults", flagOf(attributeOf(match, "uniqueResults"))],
  ]);
}

function processorOf(idRef: string, processor: XmlElement | undefined): readonly Entry[] {
  // A dictionary is referred to by its GUID, and so is nothing else that is defined elsewhere.
  if (!processor) return [isGuid(idRef) ? ["dictionary", idRef.toLowerCase()] : ["builtIn", idRef]];
  if (processor.tag === "Regex") return [["regex", processor.text]];
  const [group] = childrenOf(processor, "Group");
  const terms = childrenOf(group, "Term");
  return [
    ["keywords", terms.map(({ text }) => text)],
    ["matchStyle", unless(attributeOf(group, "matchStyle") ?? "word", "word")],
    [
      "caseSensitive",
      terms.length > 0 && terms.every((term) => flagOf(attributeOf(term, "caseSensitive"))) ? true : undefined,
    ],
  ];
}
