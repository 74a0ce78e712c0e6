import { createHash } from "node:crypto";
import type { CanonicalRecord } from "../../fields/canonical";
import { elementsIn, isCanonicalRecord, showOf } from "../../fields/canonical";
import type { ResolveReference } from "../../reference";
import { identifierKey } from "../../fields/identifiers";
import { derivedGuid } from "../derived-guid";
import { element, type XmlElement } from "../xml";

export const NAMESPACE = "http://schemas.microsoft.com/office/2011/mce";
const DEFAULT_PROXIMITY = 300;
const DEFAULT_CONFIDENCE = 75;
export const DEFAULT_LANGUAGE = "en-us";

const textIn = (record: CanonicalRecord, property: string): string | undefined => {
  const value = showOf(record[property] ?? null);
  return typeof value === "string" && value !== "" ? value : typeof value === "number" ? String(value) : undefined;
};

const numberIn = (record: CanonicalRecord, property: string): number | undefined => {
  const value = record[property];
  return typeof value === "number" ? value : undefined;
};

const flagIn = (record: CanonicalRecord, property: string): boolean | undefined => {
  const value = record[property];
  return typeof value === "boolean" ? value : undefined;
};

const recordsIn = (record: CanonicalRecord, property: string): readonly CanonicalRecord[] =>
  elementsIn(record[property] ?? null).filter(isCanonicalRecord);

const textsIn = (record: CanonicalRecord, property: string): readonly string[] =>
  elementsIn(record[property] ?? null).map((value) => String(showOf(value)));

const guidIn = (record: CanonicalRecord, property: string): string | undefined => {
  const text = textIn(record, property);
  return text === undefined ? undefined : identifierKey(text);
};

/** The GUID of a declared package; undefined = it has no name yet. */
export function packageIdOf(definition: CanonicalRecord): string | undefined {
  const [name, publisher] = [textIn(definition, "name"), textIn(definition, "publisher")];
  return guidIn(definition, "id") ?? (name && publisher ? derivedGuid("rule package", publisher, name) : undefined);
}

/** The GUID of one of its types. */
export const typeIdOf = (packageId: string, type: CanonicalRecord): string =>
  guidIn(type, "id") ?? derivedGuid("sensitive information type", packageId, textIn(type, "name") ?? "");

/** The XML of a declared rule package: always the same for the same declaration. */
export function buildPackage(definition: CanonicalRecord, resolve: ResolveReference): XmlElement {
  const id = packageIdOf(definition) ?? "";
  const language = textIn(definition, "language") ?? DEFAULT_LANGUAGE;
  const publisher = textIn(definition, "publisher") ?? "";
  const processors = new Processors(resolve);
  const types = recordsIn(definition, "sensitiveInformationTypes");
  const entities = types.map((type) => entityOf(type, typeIdOf(id, type), processors));
  const resources = types.map((type) => resourceOf(type, typeIdOf(id, type), language));
  return element("RulePackage", { xmlns: NAMESPACE }, [
    element("RulePack", { id }, [
      versionOf(textIn(definition, "version")),
      element("Publisher", { id: guidIn(definition, "publisherId") ?? derivedGuid("publisher", publisher) }),
      element("Details", { defaultLangCode: language }, [
        element("LocalizedDetails", { langcode: language }, [
          element("PublisherName", {}, publisher),
          element("Name", {}, textIn(definition, "name") ?? ""),
          element("Description", {}, textIn(definition, "description") ?? ""),
        ]),
      ]),
    ]),
    element("Rules", {}, [...entities, ...processors.elements(), element("LocalizedStrings", {}, resources)]),
  ]);
}

function versionOf(text = "1.0.0.0"): XmlElement {
  const [major = 1, minor = 0, build = 0, revision = 0] = text.split(".").map((part) => Number(part) || 0);
  return element("Version", { major, minor, build, revision });
}

function entityOf(type: CanonicalRecord, id: string, processors: Processors): XmlElement {
  const patterns = recordsIn(type, "patterns");
  const highest = Math.max(...patterns.map((pattern) => numberIn(pattern, "confidence") ?? 0));
  return element(
    "Entity",
    {
      id,
      patternsProximity: textIn(type, "proximity") ?? DEFAULT_PROXIMITY,
      recommendedConfidence: numberIn(type, "recommendedConfidence") ?? Math.min(DEFAULT_CONFIDENCE, highest),
      relaxProximity: flagIn(type, "relaxProximity"),
    },
    patterns.map((pattern) => patternOf(pattern, processors)),
  );
}

function patternOf(pattern: CanonicalRecord, processors: Processors): XmlElement {
  const { primary, supporting, groups } = partsOf(pattern);
  return element("Pattern", { confidenceLevel: numberIn(pattern, "confidence") }, [
    element("IdMatch", { idRef: processors.idOf(primary) }),
    ...supporting.map((one) => matchOf(one, processors)),
    ...groups.map((group) =>
      element(
        "Any",
        { minMatches: numberIn(group, "minMatches") ?? 1, maxMatches: numberIn(group, "maxMatches") },
        recordsIn(group, "elements").map((one) => matchOf(one, processors)),
      ),
    ),
  ]);
}

export interface PatternParts {
  readonly primary: CanonicalRecord;
  readonly supporting: readonly CanonicalRecord[];
  readonly groups: readonly CanonicalRecord[];
}

/** A pattern without its short forms. */
export function partsOf(pattern: CanonicalRecord): PatternParts {
  const { regex, primary, keywords } = pattern;
  const own = isCanonicalRecord(primary) ? primary : regex === undefined || regex === null ? {} : { regex };
  const nearby = keywords === undefined || keywords === null ? [] : [{ keywords }];
  return {
    primary: own,
    supporting: [...nearby, ...recordsIn(pattern, "supporting")],
    groups: recordsIn(pattern, "groups"),
  };
}

const matchOf = (one: CanonicalRecord, processors: Processors): XmlElement =>
  element("Match", {
    idRef: processors.idOf(one),
    minCount: numberIn(one, "minCount"),
    uniqueResults: flagIn(one, "uniqueResults"),
  });

/** What patterns refer to: equal elements are defined once. */
class Processors {
  readonly #byId = new Map<string, XmlElement>();

  constructor(private readonly resolve: ResolveReference) {}

  idOf(one: CanonicalRecord): string {
    const dictionary = textIn(one, "dictionary");
    if (dictionary !== undefined) return this.resolve("DlpKeywordDictionary", dictionary)?.id ?? dictionary;
    return textIn(one, "builtIn") ?? this.#define(one);
  }

  elements(): readonly XmlElement[] {
    return [...this.#byId.values()];
  }

  #define(one: CanonicalRecord): string {
    const regex = textIn(one, "regex");
    const tag = regex === undefined ? "Keyword" : "Regex";
    const content = regex ?? [groupOf(one)];
    const hash = createHash("sha256").update(JSON.stringify(content, replaceMaps)).digest("hex").slice(0, 12);
    const id = `${tag}_${hash}`;
    this.#byId.set(id, element(tag, { id }, content));
    return id;
  }
}

const replaceMaps = (_: string, value: unknown): unknown => (value instanceof Map ? [...value] : value);

const groupOf = (one: CanonicalRecord): XmlElement =>
  element(
    "Group",
    { matchStyle: textIn(one, "matchStyle") ?? "word" },
    textsIn(one, "keywords").map((term) =>
      element("Term", { caseSensitive: flagIn(one, "caseSensitive") === true ? true : undefined }, term),
    ),
  );

function resourceOf(type: CanonicalRecord, id: string, language: string): XmlElement {
  const localized = (tag: string, property: string): readonly XmlElement[] => {
    const texts = type[property];
    return Object.entries(isCanonicalRecord(texts) ? texts : {}).map(([langcode, value]) =>
      element(tag, { default: false, langcode }, String(showOf(value))),
    );
  };
  const description = textIn(type, "description");
  return element("Resource", { idRef: id }, [
    element("Name", { default: true, langcode: language }, textIn(type, "name") ?? ""),
    ...localized("Name", "localizedNames"),
    ...(description === undefined ? [] : [element("Description", { default: true, langcode: language }, description)]),
    ...localized("Description", "localizedDescriptions"),
  ]);
}
