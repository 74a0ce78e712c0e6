import type { CallContext, Store } from "../../context";
import type { StoredObject } from "../../entry";
import { badArgument, objectExists, refused } from "../../faults";
import { isGuid } from "../../ids";
import { asText, fold, isObject, type JsonObject } from "../../json";
import type { NounDeclaration } from "../../noun";
import { attribute, child, children, parseXml, text } from "./xml";

const noun = "DlpSensitiveInformationTypeRulePackage";
export const typeNoun = "DlpSensitiveInformationType";

/** Packages that Microsoft brings along; the second holds document fingerprints (docs/service/classification.md#identity-in-xml). */
export const microsoftPackage = "00000000-0000-0000-0000-000000000000";
export const fingerprintPackage = "00000000-0000-0000-0001-000000000001";

const customPackages = 10;

interface RulePackage {
  readonly guid: string;
  readonly name: string;
  readonly publisher: string;
  /** major.minor.build.revision */
  readonly version: readonly number[];
  readonly types: readonly { readonly guid: string; readonly name: string; readonly description: string }[];
  readonly xml: string;
}

/** "The identity is inside the XML: New and Set take only FileData" (docs/service/classification.md#identity-in-xml). */
function readPackage(call: CallContext): RulePackage {
  const { xml, root } = parseXml(call.get("FileData") ?? null);
  const document = child(root, "RulePackage");
  const pack = child(document, "RulePack");
  const guid = fold(attribute(pack, "id"));
  if (!isGuid(guid)) throw badArgument("FileData", "The XML has no RulePack with an id.");
  const details = children(child(pack, "Details"), "LocalizedDetails");
  const own = details.find(
    (each) => fold(attribute(each, "langcode")) === fold(attribute(child(pack, "Details"), "defaultLangCode")),
  );
  const chosen = own ?? details[0] ?? {};
  const version = child(pack, "Version");
  return {
    guid,
    name: text(chosen.Name),
    publisher: text(chosen.PublisherName),
    version: ["major", "minor", "build", "revision"].map((part) => Number(attribute(version, part) || 0)),
    types: readTypes(child(document, "Rules")),
    xml,
  };
}

function readTypes(rules: JsonObject): RulePackage["types"] {
  const groups = [rules, ...children(rules, "Version")];
  const resources = children(child(rules, "LocalizedStrings"), "Resource");
  return groups
    .flatMap((group) => [...children(group, "Entity"), ...children(group, "Affinity")])
    .map((entity) => {
      const guid = fold(attribute(entity, "id"));
      const resource = resources.find((each) => fold(attribute(each, "idRef")) === guid) ?? {};
      const byDefault = (name: string): string => {
        const all = children(resource, name);
        return text(all.find((each) => attribute(each, "default") === "true") ?? all[0]);
      };
      return { guid, name: byDefault("Name") || guid, description: byDefault("Description") };
    });
}

export const rulePackage: NounDeclaration = {
  noun,
  family: "object",
  naming: {
    generate: (call) => readPackage(call).name || readPackage(call).guid,
    guid: (call) => readPackage(call).guid,
    unique: "none",
  },
  actions: ["MigrationId"],
  locate: (call) => (call.verb === "Set" ? readPackage(call).guid : call.text("Identity")),
  identity: ({ guid }) => guid,
  create(draft, call) {
    const pack = readPackage(call);
    if (call.store.find(noun, pack.guid)) throw objectExists(pack.guid);
    // "At most 10 custom packages" (docs/service/classification.md#rule-package).
    if (call.store.list(noun).filter(({ properties }) => properties.$builtIn !== true).length >= customPackages)
      throw refused(`More than ${customPackages} rule packages of your own aren't allowed.`);
    fill(draft, pack, call);
    for (const { guid, name } of pack.types)
      if (call.store.find(typeNoun, guid))
        throw refused(`The sensitive information type '${name}' (${guid}) already exists.`);
  },
  update(draft, before, call) {
    const pack = readPackage(call);
    // "Version must rise on update" (docs/service/classification.md#rule-package).
    if (compare(pack.version, versionOf(before)) <= 0)
      throw refused(`The version of the rule package has to be higher than ${asText(before.properties.Version)}.`);
    fill(draft, pack, call);
  },
  created: (object, call) => replaceTypes(object, call),
  updated: (object, _before, call) => replaceTypes(object, call),
  removed: (object, call) => dropTypes(object, call.store),
  seeds: () => [
    {
      name: "Microsoft Rule Package",
      guid: microsoftPackage,
      builtIn: true,
      properties: {
        RuleCollectionName: "Microsoft Rule Package",
        Publisher: "Microsoft Corporation",
        Version: "15.20.0.0",
      },
    },
  ],
  show(view, object) {
    view.LocalizedName = view.RuleCollectionName ?? object.name;
    delete view.FileData;
  },
};

function fill(draft: JsonObject, pack: RulePackage, { now }: CallContext): void {
  delete draft.FileData;
  Object.assign(draft, {
    $types: pack.types.map(({ guid, name, description }) => ({ guid, name, description })),
    RuleCollectionName: pack.name,
    Publisher: pack.publisher,
    Version: pack.version.join("."),
    // "The service adds attributes (last modified …)" (docs/service/classification.md#rule-package), so the text that comes back
    // is not the one that went in.
    ClassificationRuleCollectionXml: pack.xml.replace(
      /<RulePack\b/,
      `<RulePack lastModifiedTime="${new Date(now).toISOString()}"`,
    ),
  });
}

const versionOf = ({ properties }: StoredObject): number[] => asText(properties.Version).split(".").map(Number);

function compare(left: readonly number[], right: readonly number[]): number {
  for (let i = 0; i < 4; i++) if (left[i] !== right[i]) return (left[i] ?? 0) - (right[i] ?? 0);
  return 0;
}

/** The types that a package defines are objects of their own. */
function replaceTypes(object: StoredObject, { store, caller }: CallContext): void {
  dropTypes(object, store);
  const { $types, Publisher } = object.properties;
  for (const type of Array.isArray($types) ? $types : []) {
    if (!isObject(type)) continue;
    const properties = {
      Description: type.description ?? "",
      RulePackId: object.guid,
      Publisher: Publisher ?? "",
      Type: "Entity",
    };
    store.add(typeNoun, { name: asText(type.name), guid: asText(type.guid), properties }, caller.name);
  }
}

function dropTypes(object: StoredObject, store: Store): void {
  for (const type of store.list(typeNoun)) if (type.properties.RulePackId === object.guid) store.erase(type);
}
