import type { Json } from "../../../contract";
import type { Store } from "../../context";
import { isGuid } from "../../ids";
import { fold } from "../../json";
import { badRegex, idTaken, notConformant, overLimit, unknownReference } from "./rule-package-faults";
import { refuseBadRegex } from "./regex-rules";
import { refuseUnlessConformant, repeated } from "./rule-package-schema";
import { parseXml } from "./xml";
import { childNamed, childrenNamed, descendants, namespaceOf, xmlRoot, type XmlElement } from "./xml-tree";

/** A type that a package defines. */
export interface PackageType {
  readonly guid: string;
  readonly name: string;
  readonly description: string;
  readonly confidence: number | null;
  /** By language. */
  readonly names: Readonly<Record<string, string>>;
}

export interface RulePackage {
  readonly guid: string;
  readonly name: string;
  readonly publisher: string;
  readonly description: string;
  /** Names in all languages. */
  readonly names: readonly string[];
  /** major.minor.build.revision */
  readonly version: readonly number[];
  readonly types: readonly PackageType[];
  readonly xml: string;
}

const NAMESPACES = ["http://schemas.microsoft.com/office/2011/mce", "http://schemas.microsoft.com/office/2018/edm"];
const TYPES = ["Entity", "Affinity", "ExactMatch"];
const PROCESSORS = ["Regex", "Keyword", "Fingerprint", "ExtendedKeyword"];

/** Limits of a type (docs/service/classification.md#limits). */
const LIMITS = { regex: 1024, term: 50, terms: 2048, regexes: 20 };

/** "The identity is inside the XML: New and Set take only FileData" (docs/service/classification.md#identity-in-xml). */
export function readRulePackage(data: Json, store: Store): RulePackage {
  const { xml } = parseXml(data);
  const root = xmlRoot(xml);
  if (root?.name !== "RulePackage") throw notConformant("the element 'RulePackage' is missing");
  if (!NAMESPACES.includes(namespaceOf(root))) throw notConformant(`the namespace must be ${NAMESPACES[0] ?? ""}`);
  refuseUnlessConformant(root);
  refuseBrokenKeys(root);
  refuseBrokenReferences(root, store);
  refuseOverLimits(root);
  for (const regex of descendants(root, "Regex")) refuseBadRegex(regex.attributes["id"] ?? "", regex.text);
  return summary(root, xml);
}

function summary(root: XmlElement, xml: string): RulePackage {
  const pack = childNamed(root, "RulePack");
  const details = childNamed(pack, "Details");
  const all = childrenNamed(details, "LocalizedDetails");
  const usual = fold(details?.attributes["defaultLangCode"] ?? "");
  const own = all.find(({ attributes }) => fold(attributes["langcode"] ?? "") === usual);
  const textOf = (name: string): string => childNamed(own, name)?.text.trim() ?? "";
  const version = childNamed(pack, "Version");
  return {
    guid: fold(pack?.attributes["id"] ?? ""),
    name: textOf("Name"),
    publisher: textOf("PublisherName"),
    description: textOf("Description"),
    names: all.map((each) => childNamed(each, "Name")?.text.trim() ?? ""),
    version: ["major", "minor", "build", "revision"].map((part) => Number(version?.attributes[part] ?? 0)),
    types: readTypes(root),
    xml,
  };
}

function readTypes(root: XmlElement): PackageType[] {
  const resources = descendants(root, "Resource");
  return descendants(root, ...TYPES).map(({ attributes }) => {
    const guid = fold(attributes["id"] ?? "");
    const resource = resources.find((each) => fold(each.attributes["idRef"] ?? "") === guid);
    const byDefault = (name: string): string => {
      const all = childrenNamed(resource, name);
      return (all.find((each) => each.attributes["default"] === "true") ?? all[0])?.text.trim() ?? "";
    };
    const names = childrenNamed(resource, "Name").map((each) => [each.attributes["langcode"] ?? "", each.text.trim()]);
    const confidence = attributes["recommendedConfidence"] ?? attributes["thresholdConfidenceLevel"];
    return {
      guid,
      name: byDefault("Name") || guid,
      description: byDefault("Description"),
      confidence: confidence === undefined ? null : Number(confidence),
      names: Object.fromEntries(names) as Record<string, string>,
    };
  });
}

/** Keys and references of the published schema: ids once, every type with its names, languages once. */
function refuseBrokenKeys(root: XmlElement): void {
  const ids = descendants(root, ...TYPES).map(({ attributes }) => attributes["id"] ?? "");
  const processors = descendants(root, ...PROCESSORS).map(({ attributes }) => attributes["id"] ?? "");
  const resources = descendants(root, "Resource").map(({ attributes }) => attributes["idRef"] ?? "");
  const twice = [...repeated(ids), ...repeated(processors), ...repeated(resources)];
  if (twice.length > 0) throw idTaken(twice);
  const known = new Set(ids.map(fold));
  const named = new Set(resources.map(fold));
  const stray = resources.find((id) => !known.has(fold(id)));
  if (stray !== undefined) throw notConformant(`the Resource '${stray}' belongs to no type`);
  const nameless = ids.find((id) => !named.has(fold(id)));
  if (nameless !== undefined) throw notConformant(`the type '${nameless}' has no Resource with its name`);
  for (const each of descendants(root, "Resource"))
    for (const name of ["Name", "Description"])
      refuseTwice(childrenNamed(each, name).map(({ attributes }) => attributes["langcode"] ?? ""));
  const [details] = descendants(root, "Details");
  const languages = childrenNamed(details, "LocalizedDetails").map(({ attributes }) => attributes["langcode"] ?? "");
  refuseTwice(languages);
  if (!languages.map(fold).includes(fold(details?.attributes["defaultLangCode"] ?? "")))
    throw notConformant("defaultLangCode names no LocalizedDetails");
}

function refuseTwice(languages: readonly string[]): void {
  const [twice] = repeated(languages);
  if (twice !== undefined) throw notConformant(`the language '${twice}' is there twice`);
}

/** Functions are Microsoft's; a keyword dictionary is named by its id (docs/service/classification.md#keyword-dictionary). */
function refuseBrokenReferences(root: XmlElement, store: Store): void {
  const own = new Set(descendants(root, ...PROCESSORS).map(({ attributes }) => attributes["id"] ?? ""));
  const isKnown = (id: string): boolean =>
    own.has(id) || /^(Func|CEP)_/.test(id) || (isGuid(id) && store.find("DlpKeywordDictionary", id) !== undefined);
  const unknown = descendants(root, "IdMatch", "Match")
    .map(({ attributes }) => attributes["idRef"] ?? "")
    .filter((id) => !isKnown(id));
  if (unknown.length > 0) throw unknownReference([...new Set(unknown)]);
}

function refuseOverLimits(root: XmlElement): void {
  const regexes = new Set(descendants(root, "Regex").map(({ attributes }) => attributes["id"] ?? ""));
  for (const { attributes, text } of descendants(root, "Regex"))
    if (text.length > LIMITS.regex)
      throw badRegex(attributes["id"] ?? "", `it is longer than ${LIMITS.regex} characters`);
  for (const keyword of descendants(root, "Keyword")) {
    const terms = descendants(keyword, "Term");
    if (terms.length > LIMITS.terms) throw overLimit(`a keyword list has at most ${LIMITS.terms} terms`);
    if (terms.some(({ text }) => text.trim().length > LIMITS.term))
      throw overLimit(`a term has at most ${LIMITS.term} characters`);
  }
  for (const type of descendants(root, ...TYPES)) {
    const used = descendants(type, "IdMatch", "Match").map(({ attributes }) => attributes["idRef"] ?? "");
    if (new Set(used.filter((id) => regexes.has(id))).size > LIMITS.regexes)
      throw overLimit(`a type has at most ${LIMITS.regexes} regular expressions`);
  }
}
