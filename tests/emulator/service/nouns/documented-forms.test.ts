import assert from "node:assert/strict";
import type { Json } from "../../../../emulator/contract";
import { BoundTenant, table } from "./bound-tenant";

type Raw = { readonly [name: string]: Json };

/**
 * The forms in which the cmdlets' pages call these nouns, in our own words: each must be taken, one after the other, in
 * one tenant. Time passes between them.
 */
const taken: readonly (readonly [cmdlet: string, raw: Raw])[] = [
  ["New-Label", { Name: "Research", DisplayName: "Research only", Tooltip: "For researchers" }],
  ["New-Label", { Name: "Research-Heads", DisplayName: "Heads", Tooltip: "For heads", ParentId: "Research" }],
  [
    "Set-Label",
    { Identity: "Research", LocaleSettings: ['{"localeKey":"DisplayName","Settings":[{"Key":"de-de","Value":"F"}]}'] },
  ],
  [
    "Set-Label",
    { Identity: "Research", LocaleSettings: ['{"localeKey":"tooltip","Settings":[{"Key":"de-de","Value":""}]}'] },
  ],
  ["New-LabelPolicy", { Name: "Research policy", Labels: ["Research", "Research-Heads"] }],
  ["Set-LabelPolicy", { Identity: "Research policy", AdvancedSettings: table({ EnableCustomPermissions: "False" }) }],
  ["Get-LabelPolicy", { Identity: "Research policy" }],
  [
    "New-AutoSensitivityLabelPolicy",
    {
      Name: "Numbers",
      Comment: "c",
      SharePointLocation: ["https://a.b", "https://a.c"],
      OneDriveLocation: ["https://a.d"],
      Mode: "TestWithoutNotifications",
      ApplySensitivityLabel: "Research",
    },
  ],
  [
    "New-AutoSensitivityLabelRule",
    {
      Name: "Numbers rule",
      Policy: "Numbers",
      ContentContainsSensitiveInformation: table({ name: "Credit Card Number", mincount: "1" }),
      Workload: "SharePoint",
    },
  ],
  ["Set-AutoSensitivityLabelRule", { Identity: "Numbers rule", Comment: "changed" }],
  [
    "Set-AutoSensitivityLabelPolicy",
    { Identity: "Numbers", AddSharePointLocation: ["https://a.e"], AddOneDriveLocation: ["https://a.f"] },
  ],
  ["Get-AutoSensitivityLabelPolicy", { Identity: "Numbers", IncludeTestModeResults: true }],
  ["New-DlpCompliancePolicy", { Name: "Everything", SharePointLocation: "All" }],
  [
    "New-DlpCompliancePolicy",
    {
      Name: "Some sites",
      SharePointLocation: ["https://a.b"],
      OneDriveLocation: ["https://a.c", "https://a.d"],
      Mode: "Enable",
    },
  ],
  [
    "New-DlpCompliancePolicy",
    { Name: "Workspaces", PowerBIDlpLocation: "All", PowerBIDlpLocationException: ["w1", "w2"], Mode: "Enable" },
  ],
  [
    "New-DlpCompliancePolicy",
    {
      Name: "Assistant",
      Locations:
        '[{"Workload":"Applications","Location":"470f2276-e011-4e9d-a6ec-20768be3a4b0","Inclusions":[{Type:"Tenant",Identity:"All"}]}]',
      EnforcementPlanes: ["CopilotExperiences"],
    },
  ],
  [
    "Set-DlpCompliancePolicy",
    { Identity: "Some sites", AddSharePointLocation: ["https://a.x"], AddOneDriveLocation: ["https://a.y"] },
  ],
  ["Set-DlpCompliancePolicy", { Identity: "Everything", Mode: "Disable" }],
  [
    "New-DlpComplianceRule",
    {
      Name: "One type",
      Policy: "Everything",
      ContentContainsSensitiveInformation: table({ Name: "Credit Card Number" }),
      BlockAccess: true,
    },
  ],
  [
    "New-DlpComplianceRule",
    {
      Name: "Groups",
      Policy: "Some sites",
      ContentContainsSensitiveInformation: table({
        operator: "And",
        groups: [
          table({
            operator: "Or",
            name: "PII",
            sensitivetypes: [
              table({ name: "Credit Card Number", maxconfidence: 100, minconfidence: 75, mincount: 1, maxcount: -1 }),
            ],
          }),
        ],
      }),
    },
  ],
  [
    "New-DlpComplianceRule",
    {
      Name: "Prompts",
      Policy: "Assistant",
      AdvancedRule: JSON.stringify({
        Version: "1.0",
        Condition: {
          Operator: "And",
          SubConditions: [
            {
              ConditionName: "ContentContainsSensitiveInformation",
              Value: [
                {
                  groups: [
                    {
                      Operator: "Or",
                      name: "Default",
                      labels: [{ name: "e222b65a-b3a8-46ec-ae12-00c2c91b71c0", type: "Sensitivity" }],
                    },
                  ],
                },
              ],
            },
          ],
        },
      }),
      RestrictAccess: [table({ setting: "ExcludeContentProcessing", value: "Block" })],
    },
  ],
  ["Set-DlpComplianceRule", { Identity: "One type", AccessScope: "NotInOrganization", BlockAccess: true }],
  ["Get-DlpComplianceRule", { Policy: "Everything" }],
  ["Get-DlpCompliancePolicy", { Identity: "Everything", DistributionDetail: true }],
  ["New-ComplianceCase", { Name: "Litigation" }],
  ["New-ComplianceCase", { Name: "Premium", CaseType: "AdvancedEdiscovery", ExternalId: "A v. B" }],
  ["Get-ComplianceCase", { CaseType: "DSR", RoleGroup: "DSR Administrators" }],
  ["Set-ComplianceCase", { Identity: "Litigation", Description: "d", ExternalId: "e" }],
  ["Add-ComplianceCaseMember", { Case: "Litigation", Member: "kim@contoso.com" }],
  ["Update-ComplianceCaseMember", { Case: "Litigation", Members: ["lee@contoso.com", "ann@contoso.com"] }],
  ["Get-ComplianceCaseMember", { Case: "Litigation" }],
  [
    "New-CaseHoldPolicy",
    {
      Name: "Hold",
      Case: "Litigation",
      ExchangeLocation: ["Kim Lee", "Ann Bo"],
      SharePointLocation: "https://contoso.sharepoint.com/sites/f",
      PublicFolderLocation: "All",
    },
  ],
  ["New-CaseHoldRule", { Name: "Hold rule", Policy: "Hold", ContentMatchQuery: "filename:budget filetype:xlsx" }],
  [
    "Set-CaseHoldPolicy",
    { Identity: "Hold", AddExchangeLocation: "Bo Ray", RemovePublicFolderLocation: "All", Comment: "c" },
  ],
  ["Set-CaseHoldRule", { Identity: "Hold rule", Disabled: true }],
  ["Get-CaseHoldPolicy", { Case: "Litigation" }],
  [
    "New-UnifiedAuditLogRetentionPolicy",
    {
      Name: "Teams",
      Description: "d",
      RecordTypes: "MicrosoftTeams",
      RetentionDuration: "TwelveMonths",
      Priority: 100,
    },
  ],
  [
    "New-UnifiedAuditLogRetentionPolicy",
    {
      Name: "Noise",
      RecordTypes: "SharePoint",
      Operations: "SearchQueryPerformed",
      UserIds: "app@sharepoint",
      RetentionDuration: "ThreeMonths",
      Priority: 10_000,
    },
  ],
  [
    "Set-UnifiedAuditLogRetentionPolicy",
    {
      Identity: "Teams",
      RecordTypes: ["Discovery", "AeD"],
      UserIds: "a@contoso.com",
      RetentionDuration: "SixMonths",
      Priority: 100,
    },
  ],
  [
    "New-ProtectionAlert",
    {
      Name: "Searches",
      Category: "Others",
      NotifyUser: "a@contoso.com",
      ThreatType: "Activity",
      Operation: "SearchRemoved",
      AggregationType: "None",
    },
  ],
  [
    "Set-ProtectionAlert",
    {
      Identity: "Searches",
      NotifyUserOnFilterMatch: true,
      AggregationType: "SimpleAggregation",
      Threshold: 10,
      TimeWindow: 120,
    },
  ],
  ["Get-ProtectionAlert", { Identity: "Malware campaign detected after delivery" }],
  ["New-RoleGroup", { Name: "Limited", Roles: ["Mail Recipients", "Case Management"], Members: ["Kim", "Martin"] }],
  [
    "Update-RoleGroupMember",
    { Identity: "Organization Management", Members: table({ Add: ["Kim"], Remove: ["Lee"] }) },
  ],
  ["Remove-RoleGroup", { Identity: "Limited" }],
  ["Remove-ProtectionAlert", { Identity: "Searches" }],
  ["Remove-UnifiedAuditLogRetentionPolicy", { Identity: "Noise" }],
  ["Remove-CaseHoldRule", { Identity: "Hold rule" }],
  ["Remove-CaseHoldPolicy", { Identity: "Hold" }],
  ["Remove-ComplianceCaseMember", { Case: "Litigation", Member: "lee@contoso.com" }],
  ["Remove-ComplianceCase", { Identity: "Litigation" }],
  ["Remove-DlpComplianceRule", { Identity: "One type" }],
  ["Remove-DlpCompliancePolicy", { Identity: "Everything" }],
  ["Remove-AutoSensitivityLabelRule", { Identity: "Numbers rule" }],
  ["Remove-AutoSensitivityLabelPolicy", { Identity: "Numbers" }],
  ["Remove-LabelPolicy", { Identity: "Research policy" }],
  ["Remove-Label", { Identity: "Research-Heads" }],
  ["Set-PolicyConfig", { EnableLabelCoauth: true }],
];

/** What the pages call for other environments, or leave out, is refused. */
const refused: readonly (readonly [cmdlet: string, raw: Raw])[] = [
  ["Add-RoleGroupMember", { Identity: "Organization Management", Member: "a", BypassSecurityGroupManagerCheck: true }],
  ["Get-RoleGroup", { ReadFromDomainController: true }],
  ["Set-RoleGroup", { Identity: "Organization Management", ManagedBy: ["David"] }],
  ["New-RoleGroup", { Name: "x", CustomRecipientWriteScope: "y" }],
  ["New-Label", { Name: "x", DisplayName: "y" }],
  ["Set-DlpCompliancePolicy", { Identity: "Workspaces", AddPowerBILocation: ["w"] }],
  ["Set-UnifiedAuditLogRetentionPolicy", { Name: "Teams", RetentionDuration: "SixMonths", Priority: 1 }],
];

describe("the documented forms of calls", () => {
  it("are taken one after the other", () => {
    const tenant = new BoundTenant();
    for (const [cmdlet, raw] of taken)
      try {
        tenant.done(cmdlet, raw);
      } catch (error) {
        assert.fail(`${cmdlet} ${JSON.stringify(raw)}: ${String(error)}`);
      }
  });

  it("of other environments are refused by the binder", () => {
    const tenant = new BoundTenant();
    for (const [cmdlet, raw] of refused) assert.equal(tenant.fault(cmdlet, raw), "ParameterBindingException", cmdlet);
  });
});
