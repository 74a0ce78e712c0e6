import { defineKind } from "../define";
import { example, ref } from "../example";
import { identifierKey } from "../fields/identifiers";
import { GUID_PROPERTIES } from "../wire-reader";
import { packageFacts } from "./rule-package/facts";
import { checkPackage, declaredPackageId, lesserOf, PACKAGE_STATES, packageOfObject } from "./rule-package/properties";

/** Microsoft's own package, and the one in which the service keeps document fingerprints (docs/service/classification.md#identity-in-xml). */
const SERVICE_PACKAGES = new Set(["00000000-0000-0000-0000-000000000000", "00000000-0000-0000-0001-000000000001"]);

/** docs/service/classification.md#identity-in-xml, docs/service/classification.md#rule-package. */
export const dlpSensitiveInformationTypeRulePackage = defineKind({
  noun: "DlpSensitiveInformationTypeRulePackage",
  summary: "Sensitive information types of your own, that find content by patterns.",
  notes: [
    "Declare `rulePackage`, or the same as XML in `fileData`.",
    "A tenant takes 10 packages of its own, with up to 50 types each.",
    "Types that portals make are in a package named `Microsoft.SCCManaged.CustomRulePack`.",
    "Rules and labels refer to a type by its name or its GUID. GUIDs that the declaration does not name are derived from publisher and names, so that they are the same in every tenant.",
    "A package can be removed only while nothing uses its types.",
  ],
  examples: [
    example("Employee numbers near words that belong to them", {
      "project-names": ["DlpKeywordDictionary", { keywords: ["Aurora", "Borealis"] }],
      "contoso-types": [
        "DlpSensitiveInformationTypeRulePackage",
        {
          rulePackage: {
            name: "Contoso types",
            publisher: "Contoso",
            sensitiveInformationTypes: [
              {
                name: "Contoso employee number",
                patterns: [
                  { confidence: 85, regex: "\\bE-\\d{6}\\b", keywords: ["employee", "badge"] },
                  { confidence: 65, regex: "\\bE-\\d{6}\\b" },
                ],
              },
              {
                name: "Contoso project",
                patterns: [{ confidence: 75, primary: { dictionary: ref("project-names") } }],
              },
            ],
          },
        },
      ],
    }),
  ],
  identity: {
    kind: "guid",
    from: GUID_PROPERTIES,
    read: (object) => packageOfObject(object, (root) => packageFacts(root).id),
  },
  repeated: [
    "SerializedClassificationRuleCollection",
    "ClassificationRuleCollectionXml",
    "RuleCollectionName",
    "LocalizedName",
    "Description",
    "Publisher",
    "Version",
    "IsEncrypted",
    "IsFingerprintRuleCollection",
    "IsAIPoweredRuleCollection",
    "IsExportable",
    "rulePackSize",
  ],
  names: ["RuleCollectionName", "LocalizedName", "Name"],
  declaredId: declaredPackageId,
  lesser: lesserOf,
  fields: {
    FileData: { exclude: "declared as `fileData` or `rulePackage`" },
    MigrationId: { exclude: "an action without a state" },
  },
  states: PACKAGE_STATES,
  rules: [checkPackage],
  isBuiltIn: (object) =>
    SERVICE_PACKAGES.has(
      identifierKey(packageOfObject(object, (root) => packageFacts(root).id) ?? object.guid() ?? ""),
    ) || /^microsoft rule pack(age)?$/i.test(object.text("RuleCollectionName", "Name") ?? ""),
  preventReplace: "rules and labels that use its types lose them",
  permissions: { roleGroups: ["Compliance Administrator", "Organization Management"] },
});
