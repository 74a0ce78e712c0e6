import assert from "node:assert/strict";
import { parseLoose } from "../../../emulator/service/loose-json";
import { tenant } from "./harness";

const site = "https://contoso.sharepoint.com/sites/teams/finance";

/** The example commands of the reference pages, in an order in which one prepares the next. */
const examples: readonly (readonly [cmdlet: string, parameters: { readonly [name: string]: never }])[] = (
  [
    [
      "New-RetentionCompliancePolicy",
      {
        Name: "Regulation 123 Compliance",
        ExchangeLocation: ["Kitty Petersen", "Scott Nakamura"],
        SharePointLocation: site,
      },
    ],
    ["Get-RetentionCompliancePolicy", {}],
    ["Get-RetentionCompliancePolicy", { Identity: "Regulation 123 Compliance", DistributionDetail: true }],
    [
      "New-RetentionCompliancePolicy",
      {
        Name: "Marketing Department",
        Enabled: true,
        SharePointLocation: "https://contoso.sharepoint.com",
        RetainCloudAttachment: true,
        Comment: "Regulatory compliance for Marketing Dept.",
      },
    ],
    ["New-RetentionCompliancePolicy", { Name: "Internal Company Policy", ExchangeLocation: "All" }],
    [
      "New-RetentionCompliancePolicy",
      { Name: "Second Company Policy", ExchangeLocation: "All", PublicFolderLocation: "All" },
    ],
    [
      "New-RetentionComplianceRule",
      {
        Name: "InternalCompanyRule",
        Policy: "Internal Company Policy",
        RetentionDuration: "Unlimited",
        RetentionComplianceAction: "Keep",
      },
    ],
    [
      "New-RetentionComplianceRule",
      {
        Name: "SeptOneYear",
        Policy: "Second Company Policy",
        RetentionDuration: 365,
        RetentionComplianceAction: "KeepAndDelete",
        ExpirationDateOption: "ModificationAgeInDays",
      },
    ],
    [
      "Set-RetentionComplianceRule",
      { Identity: "InternalCompanyRule", RetentionDuration: 180, RetentionDurationDisplayHint: "Days" },
    ],
    [
      "Set-RetentionCompliancePolicy",
      {
        Identity: "Second Company Policy",
        AddSharePointLocation: site,
        RemovePublicFolderLocation: "All",
        Comment: "Added new counsel, 9/9/14",
      },
    ],
    [
      "New-RetentionCompliancePolicy",
      {
        Name: "Sales Policy",
        ModernGroupLocation: ["USSales@contoso.onmicrosoft.com", "Other@contoso.onmicrosoft.com"],
      },
    ],
    [
      "Set-RetentionCompliancePolicy",
      {
        Identity: "Sales Policy",
        RemoveModernGroupLocation: "USSales@contoso.onmicrosoft.com",
        DeletedResources:
          "[{\n     'EmailAddress': 'USSales@contoso.onmicrosoft.com',\n     'SiteId': '9b2a8116-b9ec-4e2c-bf31-7eaa83697c4b'\n}]",
      },
    ],
    ["New-RetentionCompliancePolicy", { Name: "Teams Chat Retention Policy", TeamsChatLocation: "All" }],
    [
      "Set-RetentionCompliancePolicy",
      {
        Identity: "Teams Chat Retention Policy",
        AddTeamsChatLocationException: ["SalesUser1@contoso.onmicrosoft.com", "SalesUser2@contoso.onmicrosoft.com"],
        DeletedResources:
          "[{ 'EmailAddress': 'SalesUser1@contoso.onmicrosoft.com' }, { 'EmailAddress': 'SalesUser2@contoso.onmicrosoft.com' }]",
      },
    ],
    ["Remove-RetentionCompliancePolicy", { Identity: "Regulation 123 Compliance" }],
    [
      "New-ComplianceTag",
      { Name: "HR Content", RetentionAction: "Keep", RetentionDuration: 1825, RetentionType: "ModificationAgeInDays" },
    ],
    [
      "Set-ComplianceTag",
      { Identity: "HR Content", RetentionDuration: 2555, Comment: "Retain HR content for 7 years" },
    ],
    ["Remove-ComplianceTag", { Identity: "HR Content" }],
    [
      "New-AdaptiveScope",
      {
        Name: "Project X",
        LocationType: "User",
        FilterConditions: {
          "@odata.type": "#Exchange.GenericHashTable",
          Conditions: [
            {
              "@odata.type": "#Exchange.GenericHashTable",
              Conditions: [
                {
                  "@odata.type": "#Exchange.GenericHashTable",
                  Value: "US",
                  Operator: "Equals",
                  Name: "CountryOrRegion",
                },
                {
                  "@odata.type": "#Exchange.GenericHashTable",
                  Value: "Canada",
                  Operator: "Equals",
                  Name: "CountryOrRegion",
                },
              ],
              Conjunction: "Or",
            },
            { "@odata.type": "#Exchange.GenericHashTable", Value: "Finance", Operator: "Equals", Name: "Department" },
          ],
          Conjunction: "And",
        },
      },
    ],
    [
      "Set-AdaptiveScope",
      {
        Identity: "Project X",
        FilterConditions: {
          "@odata.type": "#Exchange.GenericHashTable",
          Conditions: {
            "@odata.type": "#Exchange.GenericHashTable",
            Value: "Redmond",
            Operator: "Equals",
            Name: "City",
          },
          Conjunction: "And",
        },
      },
    ],
    [
      "New-AppRetentionCompliancePolicy",
      {
        Name: "Regulation 567 Compliance",
        Applications: ["User:MicrosoftTeams", "Group:MicrosoftTeams"],
        ExchangeLocation: ["Jennifer Petersen", "Kitty Nakamura"],
      },
    ],
    [
      "Set-AppRetentionCompliancePolicy",
      {
        Identity: "Regulation 567 Compliance",
        Applications: ["User:MicrosoftTeams", "Group:MicrosoftTeams,VivaEngage"],
        AddExchangeLocation: "Scott Smith",
        Comment: "Added new counsel, 9/9/21",
      },
    ],
    [
      "New-HoldCompliancePolicy",
      {
        Name: "Regulation 123 Compliance",
        ExchangeLocation: ["Kitty Petersen", "Scott Nakamura"],
        SharePointLocation: site,
      },
    ],
    ["Enable-ComplianceTagStorage", {}],
    ["Get-ComplianceTagStorage", {}],
  ] as const
).map(([cmdlet, parameters]) => [cmdlet, parameters as never]);

describe("emulator: the examples of the reference pages", () => {
  it("are all accepted", () => {
    const t = tenant();
    for (const [cmdlet, parameters] of examples) {
      assert.doesNotThrow(() => t.call(cmdlet, parameters), `${cmdlet} ${JSON.stringify(parameters)}`);
      t.settle();
    }
  });
});

describe("emulator: JSON in text", () => {
  it("is read as strictly written JSON is, and with single quotes, bare words and trailing commas", () => {
    const strict = { a: [1, true, null, "x, y: 'z'"], "b c": { d: '\u00e9"' } };
    assert.deepEqual(parseLoose(JSON.stringify(strict)), strict);
    assert.deepEqual(parseLoose("{'a': 'it\\'s', b: [me@x.org, -2.5,],}"), { a: "it's", b: ["me@x.org", -2.5] });
    assert.deepEqual(parseLoose("[]"), []);
    for (const broken of ["", "{", "[1 2]", '{"a" 1}', "{1}", "[,]", '{"a":1} x', "'open"])
      assert.equal(parseLoose(broken), undefined, broken);
  });

  it("is refused when it is nested beyond all reason, and sets no prototype", () => {
    assert.equal(parseLoose("[".repeat(50_000) + "]".repeat(50_000)), undefined);
    assert.equal(parseLoose('{"a":'.repeat(50_000)), undefined);
    const odd = parseLoose("{'__proto__': {'polluted': true}}") as { polluted?: boolean };
    assert.deepEqual([Object.keys(odd), odd.polluted], [["__proto__"], undefined]);
  });
});
