import assert from "node:assert/strict";
import { findKind, type Kind } from "../../provider/kinds";
import { checkInputs } from "../../provider/lifecycle/check/inputs";
import { type Properties, secret, UNKNOWN } from "../../provider/values";

const kind = (noun: string): Kind => {
  const found = findKind(noun);
  assert.ok(found, noun);
  return found;
};
const checked = (noun: string, inputs: Properties) => checkInputs(kind(noun), { name: "a", ...inputs }, {});
const addresses = (count: number): string[] => Array.from({ length: count }, (_, i) => `person${i}@contoso.com`);
const sites = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => `https://contoso.sharepoint.com/sites/s${i}`);

interface Case {
  readonly title: string;
  readonly noun: string;
  readonly inputs: Properties;
  /** Of the one finding. */
  readonly property: string;
  readonly says: RegExp;
}

const WARNED: readonly Case[] = [
  {
    title: "more than 1,000 mailboxes by name",
    noun: "RetentionCompliancePolicy",
    inputs: { exchangeLocation: addresses(1001) },
    property: "exchangeLocation",
    says: /at most 1000 locations, not 1001.*retention-limits/,
  },
  {
    title: "more than 100 sites by name",
    noun: "RetentionCompliancePolicy",
    inputs: { sharePointLocation: sites(101) },
    property: "sharePointLocation",
    says: /at most 100 locations, not 101/,
  },
  {
    title: "more than 1,000 exceptions",
    noun: "RetentionCompliancePolicy",
    inputs: { teamsChatLocation: ["All"], teamsChatLocationException: addresses(1200) },
    property: "teamsChatLocationException",
    says: /at most 1000 locations, not 1200/,
  },
  {
    title: "more mailboxes in a hold than it takes",
    noun: "CaseHoldPolicy",
    inputs: { case: "c", exchangeLocation: addresses(1500) },
    property: "exchangeLocation",
    says: /at most 1000 locations.*edisc-limits/,
  },
  {
    title: "exceptions beside named locations",
    noun: "RetentionCompliancePolicy",
    inputs: { exchangeLocation: ["ann@contoso.com"], exchangeLocationException: ["bob@contoso.com"] },
    property: "exchangeLocationException",
    says: /counts only where exchangeLocation is \["All"\].*new-retentioncompliancepolicy/,
  },
  {
    title: "exceptions of an app policy from nothing",
    noun: "AppRetentionCompliancePolicy",
    inputs: {
      applications: ["User:MicrosoftTeams"],
      modernGroupLocation: ["All"],
      exchangeLocationException: ["bob@contoso.com"],
    },
    property: "exchangeLocationException",
    says: /counts only where exchangeLocation is/,
  },
  {
    title: "exceptions of a label policy beside named people",
    noun: "LabelPolicy",
    inputs: { labels: ["l"], exchangeLocation: ["ann@contoso.com"], exchangeLocationException: ["bob@contoso.com"] },
    property: "exchangeLocationException",
    says: /new-labelpolicy/,
  },
  {
    title: "a period of no days",
    noun: "RetentionComplianceRule",
    inputs: { policy: "p", retentionDuration: 0, retentionComplianceAction: "Keep" },
    property: "retentionDuration",
    says: /at least 1 day or "Unlimited", not 0 .*new-retentioncompliancerule/,
  },
  {
    title: "a label's period of no days",
    noun: "ComplianceTag",
    inputs: { retentionDuration: "0", retentionAction: "Keep", retentionType: "CreationAgeInDays" },
    property: "retentionDuration",
    says: /at least 1 day/,
  },
  {
    title: "a color by its name",
    noun: "Label",
    inputs: {
      displayName: "a",
      tooltip: "t",
      applyContentMarkingHeaderEnabled: true,
      applyContentMarkingHeaderText: "x",
      applyContentMarkingHeaderFontColor: "red",
    },
    property: "applyContentMarkingHeaderFontColor",
    says: /#RRGGBB.*"red".*new-label/,
  },
  {
    title: "a label's color of three digits",
    noun: "Label",
    inputs: { displayName: "a", tooltip: "t", advancedSettings: { Color: "#fff" } },
    property: "advancedSettings.Color",
    says: /#RRGGBB/,
  },
  {
    title: "an application that groups do not have",
    noun: "RetentionCompliancePolicy",
    inputs: { modernGroupLocation: ["All"], applications: ["Group:MicrosoftTeams"] },
    property: "applications[0]",
    says: /Exchange, SharePoint.*"MicrosoftTeams".*new-retentioncompliancepolicy/,
  },
];

describe("what only Microsoft's pages exclude", () => {
  for (const { title, noun, inputs, property, says } of WARNED) {
    it(`is a warning that names the page: ${title}`, () => {
      const { failures, warnings } = checked(noun, inputs);
      assert.deepEqual(failures, []);
      assert.deepEqual(
        warnings.map((warning) => warning.property),
        [property],
      );
      assert.match(warnings[0]?.reason ?? "", says);
      assert.match(
        warnings[0]?.reason ?? "",
        /stated by https:\/\/learn\.microsoft\.com\/.*; the service may accept it/,
      );
    });

    it(`is not mentioned where the service has it already: ${title}`, () => {
      const olds = { name: "a", ...inputs };
      assert.deepEqual(checkInputs(kind(noun), olds, { olds }).warnings, []);
    });
  }

  const QUIET: readonly (readonly [title: string, noun: string, inputs: Properties])[] = [
    ["1,000 mailboxes", "RetentionCompliancePolicy", { exchangeLocation: addresses(1000) }],
    [
      "exceptions next to All, in any case",
      "RetentionCompliancePolicy",
      { exchangeLocation: ["all"], exchangeLocationException: ["bob@contoso.com"] },
    ],
    [
      "locations that are not known yet",
      "RetentionCompliancePolicy",
      { exchangeLocation: UNKNOWN, exchangeLocationException: ["bob@contoso.com"] },
    ],
    [
      "a secret All",
      "RetentionCompliancePolicy",
      { exchangeLocation: secret(["All"]), exchangeLocationException: [secret("bob@contoso.com")] },
    ],
    [
      "a period of one day",
      "RetentionComplianceRule",
      { policy: "p", retentionDuration: 1, retentionComplianceAction: "Keep" },
    ],
    [
      "an app of tomorrow",
      "AppRetentionCompliancePolicy",
      { applications: ["User:NextYearsCopilot"], exchangeLocation: ["All"] },
    ],
    [
      "Get's plural",
      "AppRetentionCompliancePolicy",
      { applications: ["Users:M365Copilot"], exchangeLocation: ["All"] },
    ],
  ];
  for (const [title, noun, inputs] of QUIET)
    it(`is not found where there is none: ${title}`, () => {
      const { failures, warnings } = checked(noun, inputs);
      assert.deepEqual([failures, warnings], [[], []]);
    });
});

describe("applications of a retention policy", () => {
  for (const text of ["MicrosoftTeams", "Team:MicrosoftTeams", "User:", "User: ,Exchange", "User:A;B", "User:A:B"])
    it(`are refused in any form but User:App[,App] and Group:App[,App]: ${text}`, () => {
      const { failures } = checked("AppRetentionCompliancePolicy", { applications: [text], exchangeLocation: ["All"] });
      assert.deepEqual(
        failures.map(({ property }) => property),
        ["applications[0]"],
      );
      assert.match(failures[0]?.reason ?? "", /must be of the form User:App\[,App\] or Group:App\[,App\]/);
    });

  it("are sent as New takes them, also where they stand as Get returns them", () => {
    const field = kind("AppRetentionCompliancePolicy").field("applications");
    const context = { resolve: () => undefined, act: "create" } as const;
    assert.deepEqual(field?.write?.(["Users:M365Copilot", "groups: VivaEngage"], context), [
      "User:M365Copilot",
      "Group:VivaEngage",
    ]);
  });
});
