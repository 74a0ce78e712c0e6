import type { CallContext } from "../../context";
import { badArgument, refused } from "../../faults";
import { guidOf } from "../../ids";
import { asList, asText, fold, isObject, type JsonObject } from "../../json";
import type { NounDeclaration } from "../../noun";
import { levelOf } from "../dlp/sensitive-type";
import { showOnly } from "../shared/recorded-shape";
import { BUILT_IN_TYPES, OTHER_NAMES } from "./built-in-types";
import { typeInUse } from "./rule-package-faults";
import { fingerprintPackage, microsoftPackage, typeNoun } from "./rule-package";
import { usersOf } from "./type-users";

/** New is for document fingerprints only; pattern types come with a rule package (docs/service/classification.md#fingerprints). */
export const sensitiveInformationType: NounDeclaration = {
  noun: typeNoun,
  family: "object",
  naming: { renames: (call) => !call.has("Locale") },
  identity: ({ guid }) => guid,
  aliases: (guid, { AllLocalizedNames }) => [
    ...(OTHER_NAMES[guid] ?? []),
    ...(isObject(AllLocalizedNames) ? Object.values(AllLocalizedNames).map(asText) : []),
  ],
  create(draft, call) {
    // Without fingerprints New asks for them, file data or not (docs/service/classification.md#fingerprints).
    if (asList(draft.Fingerprints).length === 0)
      throw badArgument("Fingerprints", "A new sensitive information type is made from document fingerprints.");
    const language = fold(call.text("Locale")) || "en-us";
    Object.assign(draft, {
      $language: language,
      AllLocalizedNames: { [language]: call.text("Name") },
      AllLocalizedDescriptions: { [language]: call.text("Description") },
      RulePackId: fingerprintPackage,
      Type: "Fingerprint",
      Publisher: "Tenant",
    });
  },
  update(draft, before, call) {
    if (before.properties.Type === "Entity")
      throw refused(`'${before.name}' is defined by a rule package; change it there.`);
    if (call.has("Locale")) draft.Description = before.properties.Description ?? null;
    translate(draft, call);
  },
  remove({ name, guid, properties }, { store }) {
    if (properties.Type === "Entity")
      throw refused(`'${name}' is defined by a rule package and can't be removed by itself.`);
    const users = usersOf(store, guid);
    if (users.length > 0) throw typeInUse(name, users);
  },
  seeds: () =>
    BUILT_IN_TYPES.map(([name, guid, RecommendedConfidence]) => ({
      name,
      guid,
      builtIn: true,
      properties: {
        RulePackId: microsoftPackage,
        Publisher: "Microsoft Corporation",
        Type: "Entity",
        RecommendedConfidence,
      },
    })),
  show(view, object, read) {
    const { properties } = object;
    const confidence = properties.RecommendedConfidence ?? null;
    for (const name of ["FileData", "Locale"]) delete view[name];
    Object.assign(view, {
      Id: object.guid,
      FingerPrints: asList(properties.Fingerprints),
      Fingerprints: asList(properties.Fingerprints),
      AllLocalizedNames: properties.AllLocalizedNames ?? {},
      AllLocalizedDescriptions: properties.AllLocalizedDescriptions ?? {},
      Capability: "All",
      Classifier: "Content",
      Clonable: properties.Type === "Entity",
      DefaultCulture: asText(properties.$language) || "en-us",
      DlpSensitiveInformationTypeRuleCollection: properties.RulePackId ?? null,
      FormalName: object.name,
      IsOutOfBox: properties.$builtIn === true,
      LocalizedName: object.name,
      RecommendedConfidenceLevel: confidence === null ? null : levelOf(Number(confidence)),
      State: "Published",
    });
    if (read.store.recorded && !read.canonical) delete view.FingerPrints;
    showOnly(view, RECORDED, read);
  },
};

/** What a recorded type has: no `Guid`; its id is `Id` and `Identity` (docs/service/classification.md#recorded-properties). */
const RECORDED = [
  ...["Identity", "Name", "Description", "Id", "Clonable", "RecommendedConfidence", "RecommendedConfidenceLevel"],
  ...["Publisher", "Type", "Classifier", "IsOutOfBox", "Fingerprints", "DlpSensitiveInformationTypeRuleCollection"],
  ...["RulePackId", "WhenChanged", "FormalName", "State", "Capability", "LocalizedName", "AllLocalizedNames"],
  ...["AllLocalizedDescriptions", "DefaultCulture", "ThresholdConfig", "IsExact", "ObjectState"],
];

/** With a locale, name and description are those of that language; null takes them away (Set's page, examples 1 and 2). */
function translate(draft: JsonObject, call: CallContext): void {
  draft.Locale = null;
  if (!call.has("Locale")) return;
  const language = fold(call.text("Locale"));
  const change = (property: string, parameter: string): void => {
    const present = isObject(draft[property]) ? draft[property] : {};
    if (!call.has(parameter)) return;
    const { [language]: _, ...others } = present;
    draft[property] = call.get(parameter) === null ? others : { ...others, [language]: call.text(parameter) };
  };
  if (call.has("Name") && call.get("Name") === null && language === draft.$language)
    throw refused("The default translation can't be removed before another is the default.");
  change("AllLocalizedNames", "Name");
  change("AllLocalizedDescriptions", "Description");
}

/** A fingerprint exists only in the session that created it (docs/service/classification.md#fingerprints): nothing is kept. */
export const fingerprint: NounDeclaration = {
  noun: "DlpFingerprint",
  verbs: {
    New: (call: CallContext) => ({
      value: [
        {
          Description: call.text("Description"),
          Value: guidOf("fingerprint", call.store.tenantId, asList(call.get("FileData")).join(",")),
          IsExact: call.get("IsExact") ?? false,
        },
      ],
      warnings: call.warnings,
    }),
  },
};
