import type { RuleFinding } from "../../define";
import { isBareGuid } from "../../../values";
import { attributeOf, childOf, childrenOf, descendantsOf, type XmlElement } from "../xml";
import { packageFacts } from "./facts";
import { regexFaults } from "./regex-rules";

type Findings = readonly RuleFinding[];

const FILE = "fileData";
/** UTF-16, in bytes: what Microsoft's page recommends; services have taken more (docs/service/classification.md#rule-package-limits). */
const MAX_BYTES = 770 * 1024;
const MAX_NAME = 64;

const fault = (reason: string): RuleFinding => ({ property: FILE, reason });
const stated = (reason: string): RuleFinding => ({ property: FILE, reason, stated: true });

/** What is wrong with a rule package by the documented schema (docs/service/classification.md#rule-package-schema). */
export function checkPackageXml(root: XmlElement, text: string): Findings {
  const pack = childOf(root, "RulePack");
  const rules = childOf(root, "Rules");
  if (root.tag !== "RulePackage" || !pack || !rules)
    return [fault("must be a rule package: a RulePackage element with RulePack and Rules")];
  return [
    ...checkPack(root, pack),
    ...checkIds(rules),
    ...checkResources(rules),
    ...checkEntities(rules),
    ...descendantsOf(rules, "Regex").flatMap((regex) =>
      // Packages that a tenant has may be older than a rule.
      regexFaults(regex.text.trim()).map(({ reason }) => stated(`Regex "${attributeOf(regex, "id") ?? ""}" ${reason}`)),
    ),
    ...(2 * text.length > MAX_BYTES
      ? [stated(`should have at most 770 KB as UTF-16, not ${Math.ceil((2 * text.length) / 1024)} KB`)]
      : []),
  ];
}

function checkPack(root: XmlElement, pack: XmlElement): Findings {
  const { id, name } = packageFacts(root);
  const details = childOf(pack, "Details");
  const languages = childrenOf(details, "LocalizedDetails").map((one) => attributeOf(one, "langcode")?.toLowerCase());
  const language = attributeOf(details, "defaultLangCode")?.toLowerCase();
  return [
    ...(id === undefined ? [fault("must have a GUID as id of its RulePack")] : []),
    ...(childOf(pack, "Version") ? [] : [fault("must have a Version in its RulePack")]),
    ...(childOf(pack, "Publisher") ? [] : [fault("must have a Publisher in its RulePack")]),
    ...(languages.includes(language)
      ? []
      : [fault("must have LocalizedDetails in the language that Details names as defaultLangCode")]),
    ...(name !== undefined && name.length > MAX_NAME
      ? [fault(`must have a name of at most ${MAX_NAME} characters, not ${name.length}`)]
      : []),
  ];
}

/** Rules directly in `Rules`, or grouped for newer engines. */
const typesIn = (rules: XmlElement): readonly XmlElement[] =>
  [rules, ...childrenOf(rules, "Version")].flatMap((group) => childrenOf(group, "Entity", "Affinity"));

function checkIds(rules: XmlElement): Findings {
  const types = typesIn(rules);
  const processors = childrenOf(rules, "Regex", "Keyword", "Fingerprint");
  const ids = types.map((type) => attributeOf(type, "id")?.trim() ?? "");
  return [
    ...(types.length === 0 ? [fault("must have at least one Entity or Affinity")] : []),
    ...ids
      .filter((id) => !isBareGuid(id))
      .map((id) => fault(`must have a GUID as id of every Entity and Affinity, not "${id}"`)),
    ...twice(ids.map((id) => id.toLowerCase())).map((id) => fault(`has two types with the id ${id}`)),
    ...twice(processors.map((one) => attributeOf(one, "id") ?? "")).map((id) =>
      fault(`has two elements with the id "${id}"`),
    ),
  ];
}

const twice = (values: readonly string[]): readonly string[] => [
  ...new Set(values.filter((value, at) => values.indexOf(value) !== at)),
];

function checkResources(rules: XmlElement): Findings {
  const strings = childOf(rules, "LocalizedStrings");
  if (!strings) return [fault("must have LocalizedStrings in its Rules, with a name for every type")];
  const named = childrenOf(strings, "Resource").map((one) => attributeOf(one, "idRef")?.trim().toLowerCase() ?? "");
  const ids = typesIn(rules).map((type) => attributeOf(type, "id")?.trim().toLowerCase() ?? "");
  return [
    ...ids
      .filter((id) => !named.includes(id))
      .map((id) => fault(`must have a Resource with the name of the type ${id}`)),
    ...named.filter((id) => !ids.includes(id)).map((id) => fault(`has a Resource for ${id}, which is no type of it`)),
    ...twice(named).map((id) => fault(`has two Resources for ${id}`)),
  ];
}

function checkEntities(rules: XmlElement): Findings {
  return typesIn(rules)
    .filter(({ tag }) => tag === "Entity")
    .flatMap((entity) => {
      const id = attributeOf(entity, "id") ?? "";
      const patterns = descendantsOf(entity, "Pattern");
      const levels = patterns.map((pattern) => attributeOf(pattern, "confidenceLevel"));
      return [
        ...(patterns.length === 0 ? [fault(`must have a Pattern in Entity ${id}`)] : []),
        ...(patterns.every((pattern) => childrenOf(pattern, "IdMatch").length === 1)
          ? []
          : [fault(`must have exactly one IdMatch in every Pattern of Entity ${id}`)]),
        ...levels
          .filter((level) => !isPercentage(level))
          .map((level) =>
            fault(`must have a confidenceLevel from 1 to 100 in every Pattern of Entity ${id}, not "${level ?? ""}"`),
          ),
        ...(isProximity(attributeOf(entity, "patternsProximity"))
          ? []
          : [fault(`must have a patternsProximity (1 and more, or unlimited) in Entity ${id}`)]),
        ...(attributeOf(entity, "recommendedConfidence") === undefined
          ? [
              stated(
                `should have a recommendedConfidence in Entity ${id}: without one, policies that use it cannot be saved`,
              ),
            ]
          : []),
      ];
    });
}

const isPercentage = (text: string | undefined): boolean =>
  text !== undefined && /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= 100;

const isProximity = (text: string | undefined): boolean =>
  text !== undefined && (/^unlimited$/i.test(text.trim()) || (/^\d+$/.test(text.trim()) && Number(text) >= 1));
