import fc from "fast-check";
import { dataStore, declaredPackage, dictionaryTerms, packageFile, schemaFile } from "./classification/generate";
import { endpointSettings, groupLists } from "./policy-config/generate";
import type { Overrides } from "./generate";
import { targetsOf } from "./generate";
import type { Plain } from "../../provider/values";
import { AUTO_LABELING_POLICY, AUTO_LABELING_RULE, DLP_POLICY, DLP_RULE, SENSITIVE } from "./dlp/generate";

const translations = fc
  .uniqueArray(fc.constantFrom("de-de", "fr-fr", "pt-br"), { minLength: 1, maxLength: 3 })
  .chain((languages) =>
    fc.tuple(
      ...languages.map((key) => fc.constantFrom("Öffentlich", "a: [b], c", "Größe").map((value) => ({ key, value }))),
    ),
  );

const locales: fc.Arbitrary<Plain> = fc
  .uniqueArray(fc.constantFrom("DisplayName", "Tooltip"), { minLength: 1 })
  .chain((keys) => fc.tuple(...keys.map((localeKey) => translations.map((settings) => ({ localeKey, settings })))));

const rights: fc.Arbitrary<Plain> = fc
  .uniqueArray(fc.constantFrom("contoso.com", "ann@contoso.com", "AuthenticatedUsers"), { minLength: 1 })
  .chain((who) =>
    fc.tuple(...who.map((identity) => fc.constantFrom("VIEW", "VIEW,EDIT", "OWNER").map((r) => `${identity}:${r}`))),
  )
  .map((parts) => parts.join(";"));

const settings: fc.Arbitrary<Plain> = fc.record(
  {
    color: fc.constantFrom("#40e0d0", "#FF0000"),
    SMimeSign: fc.boolean(),
    DefaultSubLabelId: fc.constantFrom(...targetsOf("Label").flatMap(({ id, name }) => [id, name])),
    "with space": fc.constantFrom("value, with comma", "[brackets]"),
  },
  { requiredKeys: ["color"], noNullPrototype: true },
);

const color: fc.Arbitrary<Plain> = fc.constantFrom("#000000", "#40e0d0", "#FF0000");

const leaf = fc.record(
  {
    name: fc.constantFrom("City", "Department"),
    operator: fc.constantFrom("Equals", "NotEquals", "StartsWith"),
    value: fc.constantFrom("Redmond", "R&D", "o'brien"),
  },
  { noNullPrototype: true },
);
const group = (part: fc.Arbitrary<Plain>): fc.Arbitrary<Plain> =>
  fc.record(
    {
      conditions: fc.uniqueArray(part, { minLength: 1, maxLength: 3, selector: (value) => JSON.stringify(value) }),
      conjunction: fc.constantFrom("And", "Or"),
    },
    { noNullPrototype: true },
  );
const filter = group(
  fc.oneof(
    { weight: 3, arbitrary: leaf as fc.Arbitrary<Plain> },
    { weight: 1, arbitrary: group(leaf as fc.Arbitrary<Plain>) },
  ),
);

const classified: fc.Arbitrary<Plain> = fc.constantFrom("Credit Card Number", "IP Address").chain((name) =>
  fc.constantFrom("1", "5").map((mincount) => ({
    Key: "CCSI",
    Value: "50842eb7-edc8-4019-85dd-5a5c1f2bb085",
    Properties: null,
    Settings: [
      { Key: "name", Value: name },
      { Key: "mincount", Value: mincount },
    ],
  })),
);
const tree: fc.Arbitrary<Plain> = fc
  .tuple(fc.constantFrom("And", "Or"), fc.array(classified, { minLength: 1, maxLength: 2 }))
  .map(([operator, parts]) => ({ And: [{ [operator]: parts }] }));
/** As a tree, as a list of trees, as the JSON text of one. */
const conditions = fc.oneof(
  tree,
  tree.map((one) => [one]),
  tree.map((one) => JSON.stringify(one)),
);

/** Values that the generic generators cannot know, by noun and property. */
export const OVERRIDES: Overrides = {
  // The emulator's binder knows the members that the current page lists.
  ProtectionAlert: { category: fc.constantFrom("AccessGovernance", "DataGovernance", "Others", "ThreatManagement") },
  PolicyConfig: { endpointDlpGlobalSettings: endpointSettings, ...groupLists },
  DlpKeywordDictionary: { keywords: dictionaryTerms, fileData: dictionaryTerms.map((terms) => terms.join("\n")) },
  DlpEdmSchema: { dataStore, fileData: schemaFile },
  DlpSensitiveInformationType: {
    fileData: fc.constantFrom("An empty form", Buffer.from("PK\u0003").toString("base64")),
  },
  DlpSensitiveInformationTypeRulePackage: { fileData: packageFile, rulePackage: declaredPackage },
  AdaptiveScope: { filterConditions: filter },
  Label: {
    ...Object.fromEntries(["Header", "Footer"].map((part) => [`applyContentMarking${part}FontColor`, color])),
    applyWaterMarkingFontColor: color,
    localeSettings: locales,
    encryptionRightsDefinitions: rights,
    advancedSettings: settings,
    conditions,
  },
  LabelPolicy: { advancedSettings: settings },
  RetentionCompliancePolicy: {
    applications: fc.constantFrom(["Group:Exchange"], ["Group:SharePoint"], ["Group:Exchange,SharePoint"]),
  },
  AppRetentionCompliancePolicy: {
    applications: fc.constantFrom(
      ["User:MicrosoftTeams"],
      ["User:Yammer", "Group:Yammer"],
      ["User:Exchange,OneDriveForBusiness"],
    ),
  },
  RetentionComplianceRule: { contentContainsSensitiveInformation: SENSITIVE },
  AppRetentionComplianceRule: { contentContainsSensitiveInformation: SENSITIVE },
  DlpCompliancePolicy: DLP_POLICY,
  DlpComplianceRule: DLP_RULE,
  AutoSensitivityLabelPolicy: AUTO_LABELING_POLICY,
  AutoSensitivityLabelRule: AUTO_LABELING_RULE,
};
