import type { CheckRule, State } from "../../define";
import { type Canonical, type CanonicalRecord, isCanonicalRecord, showOf } from "../../fields/canonical";
import type { ResolveReference } from "../../reference";
import type { WireReader } from "../../wire-reader";
import { containsUnknown, isUnknown, plainOf, reveal, type Plain, type Properties } from "../../../values";
import { documentOf, utf16 } from "../bytes";
import { inEncoding, parseXml, writeXml, XmlError, type XmlElement } from "../xml";
import { buildPackage, NAMESPACE, packageIdOf } from "./build";
import { samePackage } from "./canonical";
import { checkDefinition } from "./check-definition";
import { checkPackageXml } from "./check-xml";
import { RULE_PACKAGE } from "./definition";
import { newerVersion, packageFacts, textWithVersion, withVersion } from "./facts";
import { definitionOf } from "./read";

/** Where Get returns the document: as text, else as bytes (docs/service/classification.md#rule-package-read). */
export const packageTextOf = (object: WireReader): string | undefined =>
  object.text("ClassificationRuleCollectionXml") ??
  documentOf(object.get("SerializedClassificationRuleCollection") ?? null);

/** What a function says of the package that Get returned; undefined = it returned none. */
export function packageOfObject<T>(object: WireReader, say: (root: XmlElement) => T): T | undefined {
  const root = parsed(packageTextOf(object));
  return root && say(root);
}

function parsed(text: string | undefined): XmlElement | undefined {
  if (text === undefined) return undefined;
  const known = cache.get(text);
  if (known !== undefined) return known ?? undefined;
  const root = tryParse(text) ?? null;
  if (cache.size >= CACHED) cache.clear();
  cache.set(text, root);
  return root ?? undefined;
}

/** A package is compared several times in a run, and reading it takes long. */
const CACHED = 32;
const cache = new Map<string, XmlElement | null>();

function tryParse(text: string): XmlElement | undefined {
  try {
    return parseXml(text);
  } catch (error) {
    if (error instanceof XmlError) return undefined;
    throw error;
  }
}

/** Declarations that were read from a document, with all that the document says. */
const sources = new WeakMap<CanonicalRecord, XmlElement>();

const nothing: ResolveReference = () => undefined;

/** The package that a value of either property stands for. */
function packageOf(value: Canonical, resolve: ResolveReference): XmlElement | undefined {
  if (isCanonicalRecord(value)) return sources.get(value) ?? buildPackage(value, resolve);
  return parsed(documentOf(showOf(value)));
}

const same = (a: Canonical, b: Canonical, resolve: ResolveReference): boolean => {
  const [first, second] = [packageOf(a, resolve), packageOf(b, resolve)];
  if (first && second) return samePackage(first, second);
  return first === second && JSON.stringify(showOf(a)) === JSON.stringify(showOf(b));
};

const write: NonNullable<State["write"]> = (value, { resolve, actual }): Plain => {
  const root = packageOf(value, resolve);
  if (!root) return showOf(value);
  const present = actual === undefined ? undefined : packageOf(actual, resolve);
  const version = present && newerVersion(root, present);
  return utf16(inEncoding(ownText(value, version) ?? built(root, version), "utf-16"));
};

/** What somebody wrote goes as it stands; only its version may be another one. */
function ownText(value: Canonical, version: readonly number[] | undefined): string | undefined {
  const text = isCanonicalRecord(value) ? undefined : documentOf(showOf(value));
  if (text === undefined || version === undefined) return text;
  const changed = textWithVersion(text, version);
  const root = parsed(changed);
  return root && packageFacts(root).version.join() === version.join() ? changed : undefined;
}

const built = (root: XmlElement, version: readonly number[] | undefined): string => {
  const named = { ...root, attributes: new Map([["xmlns", NAMESPACE], ...root.attributes]) };
  return writeXml(version ? withVersion(named, version) : named, "utf-16");
};

const STATE = {
  parameter: "FileData",
  create: "FileData",
  update: { kind: "whole", parameter: "FileData" },
  same,
  write,
} as const;

/** `FileData` as it is, or declared: both are the same bytes to the cmdlet. */
export const PACKAGE_STATES: readonly State[] = [
  {
    ...STATE,
    property: "fileData",
    type: { type: "string", format: "xml" },
    description:
      "The rule package as XML: the text, or the file's bytes as base64. The GUID of the object is that of its `RulePack`. Sent as UTF-16, with a version that the service takes as newer; compared by meaning, whatever version, order and additions the service returns.",
    clear: { to: "replacedBy", property: "rulePackage" },
    read: packageTextOf,
  },
  {
    ...STATE,
    property: "rulePackage",
    type: RULE_PACKAGE,
    description: "The rule package, declared; in place of `fileData`.",
    example: {
      name: "Contoso numbers",
      publisher: "Contoso",
      sensitiveInformationTypes: [
        { name: "Employee number", patterns: [{ confidence: 85, regex: "\\bE-\\d{6}\\b", keywords: ["employee"] }] },
      ],
    },
    clear: { to: "replacedBy", property: "fileData" },
    read: (object) => {
      const text = packageTextOf(object);
      const root = parsed(text);
      // What is no package cannot be shown as one.
      if (!root) return text === undefined ? undefined : null;
      const definition = definitionOf(root);
      sources.set(definition, root);
      return definition;
    },
  },
];

/** The property that says less: import leaves it out. */
export const lesserOf = ({ rulePackage }: CanonicalRecord): readonly string[] => {
  const source = isCanonicalRecord(rulePackage) ? sources.get(rulePackage) : undefined;
  if (!source || !isCanonicalRecord(rulePackage)) return ["rulePackage"];
  const isWhole =
    samePackage(buildPackage(rulePackage, nothing), source) &&
    checkDefinition(showOf(rulePackage), "rulePackage").every(({ stated }) => stated);
  return [isWhole ? "fileData" : "rulePackage"];
};

/** The GUID of the package that a program declares; undefined = not known yet, or none. */
export function declaredPackageId({ fileData, rulePackage }: Properties): string | undefined {
  const known = (value: Properties[string] | undefined): Plain | undefined =>
    value === undefined ? undefined : plainOf(value);
  const root = parsed(documentOf(known(fileData) ?? null));
  if (root) return packageFacts(root).id;
  const definition = rulePackage === undefined ? null : reveal(rulePackage);
  return isCanonicalRecord(definition) ? packageIdOf(knownParts(definition as Properties)) : undefined;
}

/** Of a declaration that is known in part only, what identifies it. */
const knownParts = (definition: Properties): CanonicalRecord =>
  Object.fromEntries(
    ["id", "name", "publisher"].flatMap((name) => {
      const value = definition[name];
      const plain = value === undefined || containsUnknown(value) ? undefined : plainOf(value);
      return plain === undefined ? [] : [[name, plain]];
    }),
  );

export const checkPackage: CheckRule = ({ fileData, rulePackage }) => {
  const [file, definition] = [fileData ?? null, rulePackage ?? null];
  if (file !== null && definition !== null && !isUnknown(reveal(file)) && !isUnknown(reveal(definition)))
    return [{ property: "rulePackage", reason: "must not be declared next to fileData: both are the package" }];
  // That one of them is needed, the parameter set says.
  if (definition !== null) return checkDefinition(reveal(definition), "rulePackage");
  const plain = plainOf(file);
  return plain === undefined ? [] : checkFile(plain);
};

function checkFile(plain: Plain): ReturnType<CheckRule> {
  const text = documentOf(plain);
  if (text === undefined) return [];
  try {
    return checkPackageXml(parseXml(text), text);
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    return [{ property: "fileData", reason: `must be the XML of a rule package: ${error.message}` }];
  }
}
