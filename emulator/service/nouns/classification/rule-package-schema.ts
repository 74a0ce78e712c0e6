import { isGuid } from "../../ids";
import { fold } from "../../json";
import { notConformant } from "./rule-package-faults";
import type { XmlElement } from "./xml-tree";

type ValueType = keyof typeof TYPES;

const inRange = (text: string, least: number, most: number): boolean =>
  /^\d+$/.test(text.trim()) && Number(text) >= least && Number(text) <= most;

/** Simple types of the published schema (docs/service/classification.md#schema). */
const TYPES = {
  guid: (text: string) => isGuid(text) && !text.includes("{"),
  short: (text: string) => inRange(text, 0, 65_535),
  probability: (text: string) => inRange(text, 1, 100),
  proximity: (text: string) => text === "unlimited" || inRange(text, 1, Number.MAX_SAFE_INTEGER),
  positive: (text: string) => inRange(text, 1, Number.MAX_SAFE_INTEGER),
  natural: (text: string) => inRange(text, 0, Number.MAX_SAFE_INTEGER),
  language: (text: string) => text === "" || /^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$/.test(text),
  boolean: (text: string) => /^(true|false|0|1)$/.test(text),
  matchStyle: (text: string) => /^(word|string)$/.test(text),
  text: (text: string) => text !== "",
};

/** One step of a sequence: any of the names, so many times. */
interface Step {
  readonly names: readonly string[];
  readonly least: number;
  readonly most: number;
}

interface ElementRule {
  readonly required?: Readonly<Record<string, ValueType>>;
  readonly optional?: Readonly<Record<string, ValueType>>;
  readonly sequence?: readonly Step[];
  /** Length of the text, blanks around it left out. */
  readonly text?: readonly [least: number, most: number];
}

const one = (name: string): Step => ({ names: [name], least: 1, most: 1 });
const some = (...names: string[]): Step => ({ names, least: 1, most: Infinity });
const any = (...names: string[]): Step => ({ names, least: 0, most: Infinity });
const maybe = (name: string): Step => ({ names: [name], least: 0, most: 1 });

/** Elements that the schema has got since: what is inside of them is left alone. */
const LATER = ["ExactMatch", "Filters", "Validators"];
const PROCESSORS = ["Regex", "Keyword", "Fingerprint", "ExtendedKeyword", "Filters", "Validators"];

const language: Readonly<Record<string, ValueType>> = { langcode: "language" };
const resourceText: ElementRule = { required: language, optional: { default: "boolean" } };

const RULES: Readonly<Record<string, ElementRule>> = {
  RulePackage: { sequence: [one("RulePack"), one("Rules")] },
  RulePack: {
    required: { id: "guid" },
    sequence: [one("Version"), one("Publisher"), one("Details"), maybe("Encryption")],
  },
  Publisher: { required: { id: "guid" } },
  Details: { required: { defaultLangCode: "language" }, sequence: [some("LocalizedDetails")] },
  LocalizedDetails: {
    required: language,
    sequence: [one("PublisherName"), one("Name"), one("Description")],
  },
  PublisherName: { text: [1, 256] },
  Rules: {
    sequence: [some("Entity", "Affinity", "Version", "ExactMatch"), any(...PROCESSORS), one("LocalizedStrings")],
  },
  Entity: {
    required: { id: "guid", patternsProximity: "proximity" },
    optional: { recommendedConfidence: "probability", relaxProximity: "boolean" },
    sequence: [some("Pattern"), any("Version")],
  },
  Affinity: {
    required: { id: "guid", evidencesProximity: "proximity", thresholdConfidenceLevel: "probability" },
    sequence: [some("Evidence"), any("Version")],
  },
  Pattern: {
    required: { confidenceLevel: "probability" },
    sequence: [one("IdMatch"), any("Match", "Any")],
  },
  Evidence: { required: { confidenceLevel: "probability" }, sequence: [some("Match", "Any")] },
  IdMatch: { required: { idRef: "text" } },
  Match: { required: { idRef: "text" }, optional: { minCount: "positive", uniqueResults: "boolean" } },
  Any: { optional: { minMatches: "natural", maxMatches: "natural" }, sequence: [some("Match", "Any")] },
  Regex: { required: { id: "text" } },
  Keyword: { required: { id: "text" }, sequence: [some("Group")] },
  Group: { optional: { matchStyle: "matchStyle" }, sequence: [some("Term")] },
  Term: { optional: { caseSensitive: "boolean" }, text: [1, 100] },
  Fingerprint: { required: { id: "text", threshold: "probability", shingleCount: "positive" } },
  ExtendedKeyword: { required: { id: "text" } },
  LocalizedStrings: { sequence: [some("Resource")] },
  Resource: { required: { idRef: "guid" }, sequence: [some("Name"), any("Description")] },
};

const packageVersion: ElementRule = {
  required: { major: "short", minor: "short", build: "short", revision: "short" },
};
const packageName: ElementRule = { text: [1, 64] };
const packageDescription: ElementRule = { text: [0, 256] };

/** Some names mean another thing in another place. */
function ruleOf(name: string, parent: string): ElementRule | undefined {
  if (name === "Version") return parent === "RulePack" ? packageVersion : { required: { minEngineVersion: "text" } };
  if (name === "Name") return parent === "Resource" ? resourceText : packageName;
  if (name === "Description") return parent === "Resource" ? resourceText : packageDescription;
  return RULES[name];
}

/** Refuses what the published schema does not allow, but for attributes that it does not know: the service adds some itself. */
export function refuseUnlessConformant(element: XmlElement, parent = ""): void {
  if (LATER.includes(element.name)) return;
  const rule = ruleOf(element.name, parent);
  if (!rule) return;
  checkAttributes(element, rule);
  if (rule.sequence) checkSequence(element, rule.sequence);
  if (rule.text) checkText(element, rule.text);
  for (const child of element.children) refuseUnlessConformant(child, element.name);
}

function checkAttributes({ name, attributes }: XmlElement, { required = {}, optional = {} }: ElementRule): void {
  for (const [attribute, type] of Object.entries({ ...required, ...optional })) {
    const value = attributes[attribute];
    if (value === undefined) {
      if (attribute in required) throw notConformant(`the element '${name}' needs the attribute '${attribute}'`);
    } else if (!TYPES[type](value))
      throw notConformant(`'${value}' isn't a valid value of '${attribute}' of the element '${name}'`);
  }
}

function checkSequence({ name, children }: XmlElement, sequence: readonly Step[]): void {
  let at = 0;
  for (const { names, least, most } of sequence) {
    let seen = 0;
    while (seen < most && names.includes(children[at]?.name ?? "")) {
      seen++;
      at++;
    }
    if (seen < least) throw notConformant(`the element '${name}' needs '${names.join("' or '")}' in its place`);
  }
  const left = children[at];
  if (left) throw notConformant(`the element '${left.name}' can't be there in '${name}'`);
}

function checkText({ name, text }: XmlElement, [least, most]: readonly [number, number]): void {
  const { length } = text.trim();
  if (length < least || length > most)
    throw notConformant(`the text of '${name}' must have ${least} to ${most} characters`);
}

/** What is there twice although it may be there once; case is no difference. */
export function repeated(texts: readonly string[]): string[] {
  const seen = new Set<string>();
  return texts.filter((text) => {
    const known = seen.has(fold(text));
    seen.add(fold(text));
    return known;
  });
}
