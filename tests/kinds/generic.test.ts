import assert from "node:assert/strict";
import fc from "fast-check";
import { allCmdlets } from "../../catalogue";
import { concreteKind, findKind, type Kind } from "../../provider/kinds";
import { sameLoosely } from "../../provider/kinds/generic/same";
import { withMap, withProperties } from "../../provider/kinds/generic/shape";
import { checkInputs } from "../../provider/lifecycle/check/inputs";
import { planCreate } from "../../provider/lifecycle/plan/plan";
import type { Plain, Properties } from "../../provider/values";

const OBJECT = findKind("Object") as Kind;
const nothing = () => undefined;

interface Documented {
  readonly noun: string;
  readonly name?: string;
  /** As the page's example writes them. */
  readonly parameters: { readonly [parameter: string]: Plain };
  readonly read?: { readonly [parameter: string]: Plain };
}

/** Examples of Microsoft's pages of cmdlets that have no resource (https://learn.microsoft.com/powershell/module/exchangepowershell). */
const EXAMPLES: readonly Documented[] = [
  { noun: "OrganizationSegment", name: "Engineering", parameters: { UserGroupFilter: "Department -eq 'Engineering'" } },
  {
    noun: "InformationBarrierPolicy",
    name: "Sales-Research",
    parameters: { AssignedSegment: "Sales", SegmentsBlocked: "Research", State: "Inactive" },
  },
  {
    noun: "InformationBarrierPolicy",
    name: "HR-All",
    parameters: { AssignedSegment: "HR", SegmentsAllowed: ["HR", "Sales"], State: "Inactive" },
  },
  {
    noun: "ComplianceSecurityFilter",
    parameters: {
      FilterName: "PreviewFilter",
      Users: ["user@contoso.com"],
      Filters: ["Site_Path -like 'https://x*'"],
      Action: "Preview",
    },
  },
  {
    noun: "ComplianceSecurityFilter",
    name: "DiscoveryFilter",
    parameters: { Users: "admin@contoso.com", Filters: "Mailbox_Department -eq 'HR'", Action: "All" },
  },
  { noun: "DeviceConfigurationPolicy", name: "Human Resources", parameters: { Enabled: true } },
  {
    noun: "DeviceConfigurationRule",
    parameters: {
      Policy: "Human Resources",
      TargetGroups: ["8a5a5bc9-12ef-4a6d-9ac8-5a0d9b9e6a3d"],
      AllowJailbroken: false,
    },
  },
  {
    noun: "RoleGroup",
    name: "Limited Recipients",
    parameters: { Roles: ["View-Only Recipients"], Members: ["Kim", "Martin"] },
  },
  {
    noun: "ServicePrincipal",
    parameters: {
      AppId: "71487acd-ec93-476d-bd0e-6c8b31831053",
      ObjectId: "6233fba6-0198-4277-892f-9275bf728bcc",
      DisplayName: "example",
    },
  },
  {
    noun: "TenantAllowBlockListItems",
    parameters: { ListType: "Url", Block: true, Entries: "~contoso.com" },
    read: { ListType: "Url" },
  },
  {
    noun: "TenantAllowBlockListItems",
    parameters: {
      ListType: "FileHash",
      Block: true,
      Entries: ["768a813668695ef2483b2bde7cf5d1b2", "3f7a"],
      NoExpiration: true,
    },
    read: { ListType: "FileHash" },
  },
  {
    noun: "TenantAllowBlockListSpoofItems",
    parameters: {
      Identity: "domain\\default",
      Action: "Allow",
      SendingInfrastructure: "contoso.com",
      SpoofedUser: "contoso.com",
      SpoofType: "External",
    },
  },
  {
    noun: "SupervisoryReviewPolicyV2",
    name: "EU Brokers",
    parameters: { Reviewers: ["laurap@fabrikam.com"], Comment: "c" },
  },
  {
    noun: "HoldCompliancePolicy",
    name: "Regulation 123",
    parameters: {
      ExchangeLocation: "Kitty Petersen",
      SharePointLocation: "https://contoso.sharepoint.com/sites/teams/finance",
    },
  },
  { noun: "ComplianceSearch", name: "Hold-Project X", parameters: { ExchangeLocation: "Finance Department" } },
  {
    noun: "FeatureConfiguration",
    name: "Collection policy",
    parameters: { FeatureScenario: "KnowYourData", Mode: "Enable", ScenarioConfig: '{"Activities":["UploadText"]}' },
    read: { FeatureScenario: "KnowYourData" },
  },
];

const listed = (value: Plain | undefined): Plain => (Array.isArray(value) ? value : [value ?? null]);

describe("a documented example as a generic object", () => {
  for (const [at, { noun, name, parameters, read }] of EXAMPLES.entries())
    it(`${at + 1}: New-${noun} goes as the page writes it`, () => {
      const inputs: Properties = { noun, ...(name && { name }), parameters, ...(read && { readParameters: read }) };
      const kind = concreteKind(OBJECT, inputs);
      const checked = checkInputs(kind, withProperties(kind, inputs), { logicalName: "unused" });
      assert.deepEqual(checked.failures, []);
      const { steps, refused } = planCreate(kind, { desired: checked.inputs, resolve: nothing });
      assert.equal(refused, undefined);
      assert.deepEqual(
        steps.map(({ call }) => call.cmdlet),
        [`New-${noun}`],
      );
      const naming = noun === "ComplianceSecurityFilter" ? "FilterName" : "Name";
      const wanted = { ...(name !== undefined && { [naming]: name }), ...parameters };
      const sent = steps[0]?.call.parameters ?? {};
      assert.deepEqual(Object.keys(sent).sort(), Object.keys(wanted).sort());
      // PowerShell makes a list of one value itself.
      for (const [parameter, value] of Object.entries(wanted))
        assert.deepEqual(listed(sent[parameter]), listed(value), parameter);
      assert.deepEqual(withMap(kind, checked.inputs, parameters)["parameters"], parameters);
    });
});

describe("every noun of the catalogue", () => {
  const nouns = [...new Set(allCmdlets().map(({ noun }) => noun))];

  it("is a kind, or is refused with the reason, before anything is sent", () => {
    for (const noun of nouns) {
      const kind = concreteKind(OBJECT, { noun, parameters: {} });
      const { failures } = checkInputs(kind, { noun }, { logicalName: "x" });
      const isRefused = failures.some(({ property }) => property === "noun" || property === "readParameters");
      assert.ok(isRefused || kind.cmdlets.create !== undefined || kind.cmdlets.update !== undefined, noun);
      assert.equal(new Set(kind.fields.map(({ property }) => property)).size, kind.fields.length, noun);
    }
  });
});

describe("values of an unknown form", () => {
  const SAME: readonly (readonly [Plain, Plain])[] = [
    ["a", ["a"]],
    [["a"], "a"],
    [
      ["a", "b"],
      ["b", "a"],
    ],
    [5, "5"],
    [true, "True"],
    [null, ""],
    [[], null],
    ['{"b":[1],"a":{"c":2}}', { a: { c: "2", added: 1 }, b: ["1"] }],
    [{ a: 1 }, '{"A":1,"added":true}'],
    ["Case Management", "FFO.contoso.com/Microsoft Exchange Hosted Organizations/x/Configuration/Case Management"],
    ["two\r\nlines", "two\nlines"],
  ];
  for (const [declared, returned] of SAME)
    it(`mean the same: ${JSON.stringify(declared)} and ${JSON.stringify(returned)}`, () =>
      assert.ok(sameLoosely(declared, returned)));

  const OTHER: readonly (readonly [Plain, Plain])[] = [
    ["a", "A"],
    ["a", ["a", "b"]],
    [5, "6"],
    ["x", null],
    [{ a: 1 }, { a: 2, b: 1 }],
    [{ a: 1 }, { b: 1 }],
    ["Case", "x.com/Configuration/Case Management"],
    ["c", "https://contoso.com/b/c"],
  ];
  for (const [declared, returned] of OTHER)
    it(`mean something else: ${JSON.stringify(declared)} and ${JSON.stringify(returned)}`, () =>
      assert.ok(!sameLoosely(declared, returned)));

  it("mean the same as themselves, whatever they are", () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => sameLoosely(value as Plain, value as Plain)));
  });
});
