import type { ObjectField, ObjectType, ValueType } from "../../define";

const text = (property: string, description: string): ObjectField => ({
  property,
  type: { type: "string" },
  description,
});

const guid = (property: string, description: string): ObjectField => ({
  property,
  type: { type: "string", format: "guid", parsed: true },
  description,
});

const required = (field: ObjectField): ObjectField => ({ ...field, required: true });

const texts: ValueType = { type: "map", of: { type: "string" } };

const KEYWORDS: ValueType = { type: "list", of: { type: "string" } };

/** What is looked for in content: exactly one of `regex`, `keywords`, `dictionary` and `builtIn`. */
const ELEMENT: ObjectType = {
  type: "object",
  name: "MatchElement",
  fields: [
    text("regex", "A regular expression, in the syntax of Boost.Regex."),
    { property: "keywords", type: KEYWORDS, description: "Any of these words or phrases, at most 50 characters each." },
    {
      property: "dictionary",
      type: { type: "string", format: "name", reference: { noun: "DlpKeywordDictionary", send: "id" } },
      description: "Any term of a keyword dictionary: the resource, its GUID or its name.",
    },
    text("builtIn", "A function or another element of Microsoft's, by its id, e.g. `Func_us_date`."),
    {
      property: "matchStyle",
      type: { type: "enum", values: ["word", "string"] },
      description: "Of `keywords`: whole words, or anywhere in the text (`string`). Default: `word`.",
    },
    { property: "caseSensitive", type: { type: "boolean" }, description: "Of `keywords`. Default: `false`." },
    {
      property: "minCount",
      type: { type: "integer" },
      description: "How often it must be found, at least. Not for a primary element. Default: 1.",
    },
    {
      property: "uniqueResults",
      type: { type: "boolean" },
      description: "Whether only different finds are counted. Not for a primary element. Default: `false`.",
    },
  ],
};

const ELEMENTS: ValueType = { type: "list", of: ELEMENT, ordered: true };

const GROUP: ObjectType = {
  type: "object",
  name: "MatchElementGroup",
  fields: [
    required({ property: "elements", type: ELEMENTS, description: "What is counted." }),
    {
      property: "minMatches",
      type: { type: "integer" },
      description: "How many of the elements must be found, at least. Default: 1; 0 with `maxMatches: 0`: none may be.",
    },
    {
      property: "maxMatches",
      type: { type: "integer" },
      description: "How many may be found, at most. Default: any number.",
    },
  ],
};

const PATTERN: ObjectType = {
  type: "object",
  name: "SensitiveInformationTypePattern",
  fields: [
    required({
      property: "confidence",
      type: { type: "integer" },
      description:
        "How sure a match is: 1 to 100, another number for each pattern of a type. Portals show 65 as low, 75 as medium, 85 as high.",
    }),
    text("regex", "The primary element as a regular expression; short for `primary: { regex }`."),
    {
      property: "keywords",
      type: KEYWORDS,
      description: "Any of these words must be near it; short for one more of `supporting`: `{ keywords }`.",
    },
    { property: "primary", type: ELEMENT, description: "What is found and counted." },
    { property: "supporting", type: ELEMENTS, description: "What must be near the primary element, each of them." },
    {
      property: "groups",
      type: { type: "list", of: GROUP, ordered: true },
      description: "Of each group, so many elements as it says must be near the primary element.",
    },
  ],
};

const SENSITIVE_INFORMATION_TYPE: ObjectType = {
  type: "object",
  name: "SensitiveInformationTypeDefinition",
  fields: [
    required(text("name", "Name of the type, unique in the package.")),
    guid(
      "id",
      "GUID of the type. Default: derived from the package's id and the name, so that it never changes by itself.",
    ),
    text("description", "What the type finds."),
    { property: "localizedNames", type: texts, description: "The name in other languages: language -> name." },
    { property: "localizedDescriptions", type: texts, description: "The description in other languages." },
    {
      property: "proximity",
      type: { type: "duration", word: "unlimited" },
      description:
        "Within how many characters around the primary element the others must be, or `unlimited`. Default: 300.",
    },
    {
      property: "recommendedConfidence",
      type: { type: "integer" },
      description:
        "The confidence that rules ask for unless they say otherwise, 1 to 100. Default: 75, or the highest of the patterns where that is lower.",
    },
    {
      property: "relaxProximity",
      type: { type: "boolean" },
      description: "Whether the others may be anywhere in the document.",
    },
    required({
      property: "patterns",
      type: { type: "list", of: PATTERN, ordered: true },
      description: "The ways to find the type, at least one.",
    }),
  ],
};

/** A rule package, declared instead of written as XML (docs/service/classification.md#rule-package-schema). */
export const RULE_PACKAGE: ObjectType = {
  type: "object",
  name: "RulePackage",
  fields: [
    required(text("name", "Name of the package, at most 64 characters.")),
    guid("id", "GUID of the package. Default: derived from publisher and name, so that it never changes by itself."),
    required(text("publisher", "Who publishes it, e.g. your organization's name.")),
    guid("publisherId", "GUID of the publisher. Default: derived from its name."),
    text("description", "What the package is for."),
    text("language", "Language of all names and descriptions. Default: `en-us`."),
    text(
      "version",
      "e.g. `1.2.0.0`. Raised by itself whenever the content changes; never compared. Default: `1.0.0.0`.",
    ),
    required({
      property: "sensitiveInformationTypes",
      type: { type: "list", of: SENSITIVE_INFORMATION_TYPE, ordered: true },
      description: "The types that it defines, at most 50.",
    }),
  ],
};
