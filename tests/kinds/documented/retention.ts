import type { Documented } from "./types";

const SITE = "https://contoso.sharepoint.com/sites/teams/finance";
const SALES = "USSales@contoso.onmicrosoft.com";
const USERS = ["SalesUser1@contoso.onmicrosoft.com", "SalesUser2@contoso.onmicrosoft.com"];

/** Pages of retention policies and rules. */
export const RETENTION: readonly Documented[] = [
  {
    from: "New-RetentionCompliancePolicy, 1",
    noun: "RetentionCompliancePolicy",
    declared: {
      name: "Regulation 123 Compliance",
      exchangeLocation: ["Kitty Petersen", "Scott Nakamura"],
      sharePointLocation: [SITE],
    },
    cmdlet: "New-RetentionCompliancePolicy",
    parameters: {
      Name: "Regulation 123 Compliance",
      ExchangeLocation: ["Kitty Petersen", "Scott Nakamura"],
      SharePointLocation: [SITE],
    },
  },
  {
    from: "New-RetentionCompliancePolicy, 2",
    noun: "RetentionCompliancePolicy",
    declared: {
      name: "Marketing Department",
      enabled: true,
      sharePointLocation: ["https://contoso.sharepoint.com"],
      retainCloudAttachment: true,
      comment: "Regulatory compliance for Marketing Dept.",
    },
    cmdlet: "New-RetentionCompliancePolicy",
    parameters: {
      Name: "Marketing Department",
      Enabled: true,
      SharePointLocation: ["https://contoso.sharepoint.com"],
      RetainCloudAttachment: true,
      Comment: "Regulatory compliance for Marketing Dept.",
    },
  },
  {
    from: "Set-RetentionCompliancePolicy, 1",
    noun: "RetentionCompliancePolicy",
    before: { name: "Regulation 124 Compliance", exchangeLocation: ["Scott Nakamura"], publicFolderLocation: ["All"] },
    declared: {
      name: "Regulation 124 Compliance",
      exchangeLocation: ["Scott Nakamura", "Kitty Petersen"],
      sharePointLocation: [SITE],
      comment: "Added new counsel, 9/9/14",
    },
    cmdlet: "Set-RetentionCompliancePolicy",
    parameters: {
      Identity: "Regulation 124 Compliance",
      AddExchangeLocation: ["Kitty Petersen"],
      AddSharePointLocation: [SITE],
      RemovePublicFolderLocation: ["All"],
      Comment: "Added new counsel, 9/9/14",
    },
  },
  {
    from: "Set-RetentionCompliancePolicy, 2",
    noun: "RetentionCompliancePolicy",
    before: { name: "Sales Policy", modernGroupLocation: [SALES, "Other@contoso.onmicrosoft.com"] },
    declared: {
      name: "Sales Policy",
      modernGroupLocation: ["Other@contoso.onmicrosoft.com"],
      deletedResources: [{ emailAddress: SALES, siteId: "9b2a8116-b9ec-4e2c-bf31-7eaa83697c4b" }],
    },
    cmdlet: "Set-RetentionCompliancePolicy",
    parameters: {
      Identity: "Sales Policy",
      RemoveModernGroupLocation: [SALES],
      DeletedResources: [{ EmailAddress: SALES, SiteId: "9b2a8116-b9ec-4e2c-bf31-7eaa83697c4b" }],
    },
  },
  {
    from: "Set-RetentionCompliancePolicy, 3",
    noun: "RetentionCompliancePolicy",
    before: { name: "Tenant Level Policy", modernGroupLocation: ["All"] },
    declared: {
      name: "Tenant Level Policy",
      modernGroupLocation: ["All"],
      modernGroupLocationException: [SALES],
      deletedResources: [{ emailAddress: SALES, siteId: "8b2a8345-b9ec-3b6a-bf31-6eaa83697c4b" }],
    },
    cmdlet: "Set-RetentionCompliancePolicy",
    parameters: {
      Identity: "Tenant Level Policy",
      AddModernGroupLocationException: [SALES],
      DeletedResources: [{ EmailAddress: SALES, SiteId: "8b2a8345-b9ec-3b6a-bf31-6eaa83697c4b" }],
    },
  },
  {
    from: "Set-RetentionCompliancePolicy, 4",
    noun: "RetentionCompliancePolicy",
    before: { name: "Sales Policy 2", modernGroupLocation: [SALES, "Other@contoso.onmicrosoft.com"] },
    declared: {
      name: "Sales Policy 2",
      modernGroupLocation: ["Other@contoso.onmicrosoft.com"],
      deletedResources: [
        { emailAddress: SALES, siteId: "9b2a8116-b9ec-4e2c-bf31-7eaa83697c4b" },
        { emailAddress: SALES, siteId: "4afb7116-b9ec-4b2c-bf31-4abb83697c4b" },
      ],
    },
    cmdlet: "Set-RetentionCompliancePolicy",
    parameters: {
      Identity: "Sales Policy 2",
      RemoveModernGroupLocation: [SALES],
      DeletedResources: [
        { EmailAddress: SALES, SiteId: "9b2a8116-b9ec-4e2c-bf31-7eaa83697c4b" },
        { EmailAddress: SALES, SiteId: "4afb7116-b9ec-4b2c-bf31-4abb83697c4b" },
      ],
    },
  },
  {
    from: "Set-RetentionCompliancePolicy, 5 and 6",
    noun: "RetentionCompliancePolicy",
    before: { name: "Teams Chat Retention Policy", teamsChatLocation: ["All"] },
    declared: {
      name: "Teams Chat Retention Policy",
      teamsChatLocation: ["All"],
      teamsChatLocationException: USERS,
      deletedResources: USERS.map((emailAddress) => ({ emailAddress })),
    },
    cmdlet: "Set-RetentionCompliancePolicy",
    parameters: {
      Identity: "Teams Chat Retention Policy",
      AddTeamsChatLocationException: USERS,
      DeletedResources: USERS.map((EmailAddress) => ({ EmailAddress })),
    },
  },
  {
    from: "New-RetentionComplianceRule, 1",
    noun: "RetentionComplianceRule",
    declared: {
      name: "InternalCompanyRule",
      policy: "Internal Company Policy",
      retentionDuration: "Unlimited",
      retentionComplianceAction: "Keep",
    },
    cmdlet: "New-RetentionComplianceRule",
    parameters: {
      Name: "InternalCompanyRule",
      Policy: "Internal Company Policy",
      RetentionDuration: "Unlimited",
      RetentionComplianceAction: "Keep",
    },
  },
  {
    from: "New-RetentionComplianceRule, 2",
    noun: "RetentionComplianceRule",
    declared: {
      name: "SeptOneYear",
      policy: "Second Company Policy",
      retentionDuration: 365,
      retentionComplianceAction: "KeepAndDelete",
      expirationDateOption: "ModificationAgeInDays",
    },
    cmdlet: "New-RetentionComplianceRule",
    parameters: {
      Name: "SeptOneYear",
      Policy: "Second Company Policy",
      RetentionDuration: 365,
      RetentionComplianceAction: "KeepAndDelete",
      ExpirationDateOption: "ModificationAgeInDays",
    },
  },
  {
    from: "Set-RetentionComplianceRule, 1",
    noun: "RetentionComplianceRule",
    before: {
      name: "Internal Company Rule",
      policy: "Third Company Policy",
      retentionDuration: 365,
      retentionDurationDisplayHint: "Years",
    },
    declared: {
      name: "Internal Company Rule",
      policy: "Third Company Policy",
      retentionDuration: 180,
      retentionDurationDisplayHint: "Days",
    },
    cmdlet: "Set-RetentionComplianceRule",
    parameters: { Identity: "Internal Company Rule", RetentionDuration: 180, RetentionDurationDisplayHint: "Days" },
  },
  {
    from: "New-AppRetentionCompliancePolicy, 1",
    noun: "AppRetentionCompliancePolicy",
    declared: {
      name: "Regulation 567 Compliance",
      applications: ["User:MicrosoftTeams", "Group:MicrosoftTeams"],
      exchangeLocation: ["Jennifer Petersen", "Kitty Nakamura"],
    },
    cmdlet: "New-AppRetentionCompliancePolicy",
    parameters: {
      Name: "Regulation 567 Compliance",
      Applications: ["User:MicrosoftTeams", "Group:MicrosoftTeams"],
      ExchangeLocation: ["Jennifer Petersen", "Kitty Nakamura"],
    },
  },
  {
    from: "Set-AppRetentionCompliancePolicy, 1",
    noun: "AppRetentionCompliancePolicy",
    before: {
      name: "Regulation 563 Marketing",
      applications: ["User:MicrosoftTeams"],
      exchangeLocation: ["Jennifer Petersen"],
    },
    declared: {
      name: "Regulation 563 Marketing",
      applications: ["User:MicrosoftTeams", "Group:MicrosoftTeams,VivaEngage"],
      exchangeLocation: ["Jennifer Petersen", "Scott Smith"],
      comment: "Added new counsel, 9/9/21",
    },
    cmdlet: "Set-AppRetentionCompliancePolicy",
    parameters: {
      Identity: "Regulation 563 Marketing",
      Applications: ["User:MicrosoftTeams", "Group:MicrosoftTeams,VivaEngage"],
      AddExchangeLocation: ["Scott Smith"],
      Comment: "Added new counsel, 9/9/21",
    },
  },
  {
    from: "Set-AppRetentionCompliancePolicy, 2 and 3",
    noun: "AppRetentionCompliancePolicy",
    before: {
      name: "Teams Private Channel Retention Policy",
      applications: ["User:MicrosoftTeams"],
      exchangeLocation: ["All"],
    },
    declared: {
      name: "Teams Private Channel Retention Policy",
      applications: ["User:MicrosoftTeams"],
      exchangeLocation: ["All"],
      exchangeLocationException: USERS,
      deletedResources: USERS.map((emailAddress) => ({ emailAddress })),
    },
    cmdlet: "Set-AppRetentionCompliancePolicy",
    parameters: {
      Identity: "Teams Private Channel Retention Policy",
      AddExchangeLocationException: USERS,
      DeletedResources: USERS.map((EmailAddress) => ({ EmailAddress })),
    },
  },
  {
    from: "New-AppRetentionComplianceRule, 1",
    noun: "AppRetentionComplianceRule",
    declared: { name: "RetUnlimited", policy: "Regulation 568", retentionDuration: "Unlimited" },
    cmdlet: "New-AppRetentionComplianceRule",
    parameters: { Name: "RetUnlimited", Policy: "Regulation 568", RetentionDuration: "Unlimited" },
  },
  {
    from: "Set-AppRetentionComplianceRule, 1",
    noun: "AppRetentionComplianceRule",
    before: {
      name: "563 Marketing Rule",
      policy: "Regulation 569",
      retentionDuration: 90,
      retentionDurationDisplayHint: "Months",
    },
    declared: {
      name: "563 Marketing Rule",
      policy: "Regulation 569",
      retentionDuration: 180,
      retentionDurationDisplayHint: "Days",
    },
    cmdlet: "Set-AppRetentionComplianceRule",
    parameters: { Identity: "563 Marketing Rule", RetentionDuration: 180, RetentionDurationDisplayHint: "Days" },
  },
];
