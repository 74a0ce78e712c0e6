import fc from "fast-check";
import type { Plain } from "../../provider/values";
import { targetsOf } from "../kinds/generate";

type Shape = fc.Arbitrary<Plain> | "none";

const json = (value: fc.Arbitrary<unknown>): fc.Arbitrary<Plain> => value.map((one) => JSON.stringify(one));
const listOf = (of: fc.Arbitrary<Plain>, maxLength = 3): fc.Arbitrary<Plain> => fc.array(of, { maxLength });

const TEXTS = fc.constantFrom("Secret", "Secret ", "Vertraulich", "\u200bGeheim", "", 'a "b"', "x, y");

const translation = fc
  .tuple(fc.constantFrom("default", "Default", "de-DE", "de-de", "fr-fr", "ja-JP", "qps-ploc"), TEXTS)
  .map(([Key, Value]) => ({ Key, Value }));
const locales = listOf(
  json(
    fc.record({
      localeKey: fc.constantFrom("displayName", "DisplayName", "tooltip", "Tooltip", "adminTooltip"),
      Settings: fc.array(translation, { maxLength: 4 }),
    }),
  ),
);

const setting = (key: string, ...values: readonly string[]): fc.Arbitrary<{ Key: string; Value: string }> =>
  fc.constantFrom(...values).map((Value) => ({ Key: key, Value }));
const action = (
  type: string,
  subType: string | null,
  ...settings: readonly fc.Arbitrary<{ Key: string; Value: string }>[]
): fc.Arbitrary<Plain> =>
  json(
    fc
      .tuple(...settings)
      .chain((all) => fc.shuffledSubarray(all))
      .map((Settings) => ({ Type: type, SubType: subType, Settings })),
  );

const DISABLED = setting("disabled", "true", "false", "True");
const RIGHTS = setting(
  "rightsdefinitions",
  '[{"Identity":"contoso.com","Rights":"VIEW,EDIT"},{"Identity":"Ann@contoso.com","Rights":"OWNER"}]',
  '[{"Identity":"AuthenticatedUsers","Rights":"VIEW"}]',
  "[]",
  "contoso.com:VIEW;ann@contoso.com:OWNER",
);
const labelActions = listOf(
  fc.oneof(
    action(
      "encrypt",
      null,
      setting("protectiontype", "template", "Template", "userdefined", "removeprotection"),
      setting("templateid", "7d1f9a60-3c58-4f86-8f2d-2f4f4be0c111"),
      setting("linkedtemplateid", "7d1f9a60-3c58-4f86-8f2d-2f4f4be0c111"),
      setting("aiptemplatescopes", '["All"]', '["a@contoso.com"]'),
      setting("offlineaccessdays", "8", "-1"),
      setting("contentexpiredondateindaysornever", "Never", "never", "30"),
      setting("promptuser", "true"),
      setting("donotforward", "true", "false"),
      RIGHTS,
      DISABLED,
    ),
    ...(["header", "footer"] as const).map((where) =>
      action(
        "applycontentmarking",
        where,
        setting("text", "Secret", "{Item.Label} $x ", ""),
        setting("fontsize", "8", "10"),
        setting("fontcolor", "#000000", "#FF0000", "red"),
        setting("alignment", "Left", "center"),
        setting("margin", "5", "15"),
        setting("placement", "Header"),
        DISABLED,
      ),
    ),
    action(
      "applywatermarking",
      null,
      setting("text", "Draft"),
      setting("layout", "Diagonal", "horizontal"),
      setting("fontsize", "1"),
      DISABLED,
    ),
    action(
      "protectgroup",
      null,
      setting("privacy", "Private", "public", "2"),
      setting("allowaccesstoguestusers", "true"),
      DISABLED,
    ),
    action(
      "protectsite",
      null,
      setting("allowlimitedaccess", "true"),
      setting("externalsharingcontroltype", "ExternalUserSharingOnly"),
      DISABLED,
    ),
    action(
      "protectteams",
      null,
      setting("allowmeetingchat", "0", "Enabled"),
      setting("lobbybypassscope", "1", "Everyone"),
      DISABLED,
    ),
    action("recommend", null, setting("policytip", "p")),
  ),
);

const condition = json(
  fc.constantFrom("And", "Or").map((operator) => ({
    And: [
      {
        [operator]: [
          {
            Key: "CCSI",
            Value: "50842eb7-edc8-4019-85dd-5a5c1f2bb085",
            Properties: null,
            Settings: [
              { Key: "mincount", Value: "1" },
              { Key: "maxcount", Value: "-1" },
              { Key: "rulepackage", Value: "00000000-0000-0000-0000-000000000000" },
              { Key: "name", Value: "Credit Card Number" },
              { Key: "autoapplytype", Value: "Recommend" },
            ],
          },
        ],
      },
    ],
  })),
);

const settings = listOf(
  fc.constantFrom(
    "[color, #40E0D0]",
    "[color, ]",
    "[isparent, False]",
    "[tooltip, Non-business data, for personal use only.]",
    "[displayname, Personal]",
    "[contenttype, File  Email]",
    "[mandatory, false]",
    "[powerbimandatory, true]",
    "[outlookdefaultlabel, None]",
    `[defaultlabelid, ${targetsOf("Label")[0]?.id ?? ""}]`,
    "[with, comma, in value]",
    "[customtext, {a} [b]]",
  ),
  5,
);

const labelSpellings = fc
  .constantFrom(...targetsOf("Label"))
  .chain(({ id, name }) => fc.constantFrom<Plain>(id, name, name.replaceAll(" ", "-"), id.toUpperCase()));

const leaf = fc.record({
  Name: fc.constantFrom("City", "Department", "CustomAttribute1", "SiteUrl"),
  Operator: fc.constantFrom("Equals", "NotEquals", "StartsWith", "contains"),
  Value: fc.constantFrom("Redmond", "", " x ", "R&D"),
});
const group = (parts: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.record(
    { Conjunction: fc.constantFrom("And", "Or", "and"), Conditions: fc.array(parts, { minLength: 1, maxLength: 3 }) },
    { requiredKeys: ["Conditions"] },
  );
const filter = json(
  fc.oneof(
    leaf,
    group(leaf),
    group(fc.oneof(leaf, group(leaf))),
    fc.record({ Conditions: leaf, Conjunction: fc.constant("And") }),
  ),
) as fc.Arbitrary<Plain>;

const filePlan = json(
  fc
    .subarray(["Authority", "Category", "SubCategory", "Subcategory", "Citation", "Department", "ReferenceId"])
    .map((parts) => ({
      Settings: parts.map((part) => ({
        Key: `FilePlanProperty${part}`,
        Value: targetsOf(`FilePlanProperty${part === "Subcategory" ? "SubCategory" : part}`)[0]?.name ?? null,
      })),
    })),
);

const stages = json(
  fc
    .array(
      fc.record({
        StageName: fc.constantFrom("One", "Two ", ""),
        Reviewers: fc.subarray(["a@contoso.com", "b@contoso.com"]),
      }),
      { maxLength: 3 },
    )
    .map((MultiStageReviewSettings) => ({ MultiStageReviewSettings })),
);

const sensitive = fc.oneof(
  fc.constant<Plain>([]),
  fc.constant<Plain>([
    {
      name: "Credit Card Number",
      id: "50842eb7-edc8-4019-85dd-5a5c1f2bb085",
      mincount: "1",
      maxcount: "-1",
      confidencelevel: "High",
    },
  ]),
  fc.constant<Plain>([
    {
      groups: [{ name: "Default", operator: "Or", sensitivetypes: [{ name: "IP Address", mincount: "3" }] }],
      operator: "And",
    },
  ]),
);

const label = fc
  .constantFrom(...targetsOf("ComplianceTag"))
  .chain(({ id, name }) => fc.constantFrom<Plain>(`${id},${name}`, id, name));

const applications = fc.constantFrom<Plain>(
  "Users:M365Copilot",
  ["Users:M365Copilot"],
  ["User:MicrosoftTeams", "User:Yammer"],
  ["User:Exchange,OneDriveForBusiness", "Group:VivaEngage"],
  "User:Exchange,OneDriveForBusiness,Group:Exchange",
  [],
);

/** Get's form of what New and Set take in another one, by noun and parameter; `+Name` = a property that no parameter has. */
export const SHAPES: { readonly [noun: string]: { readonly [parameter: string]: Shape } | undefined } = {
  Label: {
    LocaleSettings: locales,
    "+LabelActions": labelActions,
    "+Settings": settings,
    AdvancedSettings: "none",
    Conditions: fc.oneof(listOf(condition, 1), fc.constant<Plain>("")),
    ContentType: fc.constantFrom<Plain>("None", "File, Email", "Site, UnifiedGroup", "", "File"),
    EncryptionRightsDefinitions: "none",
    ParentId: fc.constantFrom<Plain>(null, "", "00000000-0000-0000-0000-000000000000"),
    Priority: "none",
  },
  LabelPolicy: {
    "+Settings": settings,
    AdvancedSettings: "none",
    Labels: listOf(labelSpellings),
    Locations: fc.constantFrom<Plain>("[]", null),
  },
  AdaptiveScope: { FilterConditions: filter },
  ComplianceTag: {
    FilePlanProperty: "none",
    "+FilePlanMetadata": fc.oneof(filePlan, fc.constant<Plain>(null)),
    MultiStageReviewProperty: fc.oneof(stages, fc.constant<Plain>(null)),
  },
  ComplianceCase: { Close: "none", "+Status": fc.constantFrom<Plain>("Active", "Closed", "Closing") },
  RetentionCompliancePolicy: {
    Applications: fc.constantFrom<Plain>([], ["Group:Exchange"], "Group:Exchange,SharePoint"),
  },
  AppRetentionCompliancePolicy: { Applications: applications },
  RetentionComplianceRule: {
    ContentContainsSensitiveInformation: sensitive,
    ApplyComplianceTag: label,
    PublishComplianceTag: label,
  },
  AppRetentionComplianceRule: {
    ContentContainsSensitiveInformation: sensitive,
    ApplyComplianceTag: label,
    PublishComplianceTag: label,
  },
};
