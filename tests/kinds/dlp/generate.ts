import fc from "fast-check";
import type { Plain } from "../../../provider/values";

type Values = { readonly [property: string]: fc.Arbitrary<Plain> };

/** Built-in types of every tenant. */
const TYPES = [
  "Credit Card Number",
  "ABA Routing Number",
  "IP Address",
  "50842eb7-edc8-4019-85dd-5a5c1f2bb085",
] as const;

const type = (name: string): fc.Arbitrary<Plain> =>
  fc.record(
    {
      name: fc.constant(name),
      mincount: fc.constantFrom<Plain>(1, 5, "3"),
      maxcount: fc.constantFrom<Plain>(-1, "Any", 9),
      confidencelevel: fc.constantFrom("Low", "High"),
    },
    { requiredKeys: ["name"], noNullPrototype: true },
  );

const types: fc.Arbitrary<readonly Plain[]> = fc
  .uniqueArray(fc.constantFrom(...TYPES.slice(0, 3)), { minLength: 1 })
  .chain((names) => fc.tuple(...names.map(type)));

const groups: fc.Arbitrary<Plain> = fc
  .tuple(fc.constantFrom("And", "Or"), fc.uniqueArray(fc.constantFrom("People", "Money"), { minLength: 1 }))
  .chain(([operator, names]) =>
    fc
      .tuple(
        ...names.map((name) =>
          fc.record({ name: fc.constant(name), operator: fc.constantFrom("And", "Or"), sensitivetypes: types }),
        ),
      )
      .map((all) => ({ operator, groups: all })),
  );

/** Types by themselves, or in groups. */
export const SENSITIVE: fc.Arbitrary<Plain> = fc.oneof(
  { weight: 3, arbitrary: types },
  { weight: 1, arbitrary: groups.map((group) => [group]) },
);

/** Conditions that DLP and auto-labeling have. */
const common: fc.Arbitrary<Plain> = fc.oneof(
  SENSITIVE.map((value) => ({ contentContainsSensitiveInformation: value })),
  fc.constantFrom("InOrganization", "NotInOrganization").map((accessScope) => ({ accessScope })),
  fc.constantFrom(["ann@contoso.com"], ["bob@contoso.com", "eve@contoso.com"]).map((sentTo) => ({ sentTo })),
);

const leaf: fc.Arbitrary<Plain> = fc.oneof(
  { weight: 3, arbitrary: common },
  fc.constantFrom(["a,b"], ["two words", "c"]).map((subjectContainsWords) => ({ subjectContainsWords })),
  fc.constant({ hasSenderOverride: true }),
);

const group = (part: fc.Arbitrary<Plain>): fc.Arbitrary<Plain> =>
  fc.record(
    {
      operator: fc.constantFrom("And", "Or"),
      conditions: fc.uniqueArray(part, { minLength: 1, maxLength: 3, selector: (value) => JSON.stringify(value) }),
    },
    { noNullPrototype: true },
  );

/** A tree, of a depth that people use. */
const treeOf = (part: fc.Arbitrary<Plain>): fc.Arbitrary<Plain> =>
  group(
    fc.oneof(
      { weight: 3, arbitrary: part },
      { weight: 1, arbitrary: group(part) },
      { weight: 1, arbitrary: fc.oneof(part, group(part)).map((not) => ({ not })) },
    ),
  );

export const TREE: fc.Arbitrary<Plain> = treeOf(leaf);

/** As another tool exports it. */
export const RULE_TEXT = JSON.stringify({
  Version: "1.0",
  Condition: {
    Operator: "And",
    SubConditions: [
      {
        ConditionName: "ContentContainsSensitiveInformation",
        Value: [
          {
            Groups: [
              {
                Name: "Default",
                Operator: "Or",
                Sensitivetypes: [
                  { Name: "Credit Card Number", Id: "50842eb7-edc8-4019-85dd-5a5c1f2bb085", Mincount: 1, Maxcount: -1 },
                ],
              },
            ],
            Operator: "And",
          },
        ],
      },
      {
        Operator: "Not",
        SubConditions: [{ ConditionName: "SentTo", Value: ["adele@contoso.com"] }],
      },
    ],
  },
});

const settings = (names: readonly string[], values: readonly string[]): fc.Arbitrary<Plain> =>
  fc
    .uniqueArray(fc.constantFrom(...names), { minLength: 1 })
    .chain((chosen) =>
      fc.tuple(...chosen.map((setting) => fc.constantFrom(...values).map((value) => ({ setting, value })))),
    );

const attributes: fc.Arbitrary<Plain> = fc.dictionary(
  fc.constantFrom("City", "Department"),
  fc.constantFrom("Redmond", "R&D", "o'brien"),
  { minKeys: 1, noNullPrototype: true },
);

const headers: fc.Arbitrary<Plain> = fc.dictionary(
  fc.constantFrom("X-Contoso", "X-DLP"),
  fc.constantFrom("checked", "a: b", "1,2"),
  { minKeys: 1, noNullPrototype: true },
);

const words: fc.Arbitrary<Plain> = fc.constantFrom(["one"], ["two words", "a,b"]);
const restrictions = settings(["Print", "CopyPaste"], ["Audit", "Block"]);

const TABLES = [
  "HeaderContainsWords",
  "HeaderMatchesPatterns",
  "RecipientADAttributeContainsWords",
  "RecipientADAttributeMatchesPatterns",
  "SenderADAttributeContainsWords",
  "SenderADAttributeMatchesPatterns",
].flatMap((name) => [name.charAt(0).toLowerCase() + name.slice(1), `exceptIf${name}`]);

const SIZES = ["documentSizeOver", "exceptIfDocumentSizeOver", "messageSizeOver", "exceptIfMessageSizeOver"];

export const DLP_RULE: Values = {
  advancedRule: fc.oneof(
    { weight: 3, arbitrary: TREE },
    { weight: 1, arbitrary: fc.constantFrom(RULE_TEXT, JSON.stringify(RULE_TEXT)) },
  ),
  contentContainsSensitiveInformation: SENSITIVE,
  exceptIfContentContainsSensitiveInformation: SENSITIVE,
  alertProperties: fc.constantFrom(
    { AggregationType: "SimpleAggregation", Threshold: "10" },
    { AggregationType: "None" },
  ),
  endpointDlpRestrictions: restrictions,
  endpointDlpBrowserRestrictions: restrictions,
  onPremisesScannerDlpRestrictions: restrictions,
  powerBIDlpRestrictions: restrictions,
  thirdPartyAppDlpRestrictions: restrictions,
  mipRestrictAccess: restrictions,
  restrictAccess: settings(["ExcludeContentProcessing", "UploadText"], ["Block", "Audit"]),
  setHeader: headers,
  removeHeader: fc.constantFrom(["X-Contoso"], ["X-DLP", "X-Other"]),
  ...Object.fromEntries(TABLES.map((name) => [name, attributes])),
  ...Object.fromEntries(SIZES.map((name) => [name, fc.constantFrom("10MB", "3KB")])),
  applyHtmlDisclaimer: fc.constantFrom("Wrap", "Ignore").map((FallbackAction) => ({
    Text: "<b>x</b>",
    Location: "Append",
    FallbackAction,
  })),
  addRecipients: fc.constantFrom({ CopyTo: "ann@contoso.com" }, { BlindCopyTo: "bob@contoso.com" }),
  moderate: fc.constantFrom({ ModerateMessageByManager: true }, { ModerateMessageByUser: "ann@contoso.com" }),
  modifySubject: fc.constantFrom("Replace", "Append").map((ReplaceStrategy) => ({
    Patterns: ["a+"],
    SubjectText: "b",
    ReplaceStrategy,
  })),
  contentPropertyContainsWords: fc.constantFrom(["Department:Sales,Legal"], ["Owner:Ann"]),
  exceptIfContentPropertyContainsWords: fc.constantFrom(["Department:Sales,Legal"], ["Owner:Ann"]),
  notifyPolicyTipCustomTextTranslations: fc.constantFrom(["de:Vorsicht, bitte"], ["fr:Attention", "de:Vorsicht"]),
  senderIPRanges: fc.constantFrom(["192.0.2.1"], ["192.0.2.0/24"]),
  exceptIfSenderIPRanges: fc.constantFrom(["192.0.2.1"], ["192.0.2.0/24"]),
  subjectContainsWords: words,
};

const scopes: fc.Arbitrary<Plain> = fc.uniqueArray(
  fc.constantFrom<Plain>(
    { type: "Group", identity: "fef0dead-5668-4bfb-9fc2-9879a47f9bdb" },
    { type: "Group", identity: "b4dc1e1d-8193-4525-b59c-6d6e0f1718d2" },
    { type: "IndividualResource", identity: "ann@contoso.com" },
  ),
  { minLength: 1 },
);

export const DLP_POLICY: Values = {
  oneDriveLocation: fc.constantFrom<Plain>(["All"], []),
  locations: fc
    .record({ inclusions: scopes }, { noNullPrototype: true })
    .map((scope) => [{ location: "470f2276-e011-4e9d-a6ec-20768be3a4b0", ...scope }]),
};

export const AUTO_LABELING_POLICY: Values = {
  // Over files Enable is a second step.
  mode: fc.constantFrom("Disable", "TestWithoutNotifications"),
  autoEnableAfter: fc.constantFrom("7.00:00:00", "2.00:00:00", "36:00:00"),
};

export const AUTO_LABELING_RULE: Values = {
  ...DLP_RULE,
  advancedRule: treeOf(common),
  workload: fc.constant("Exchange"),
};
