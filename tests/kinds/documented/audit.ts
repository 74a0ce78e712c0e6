import type { Documented } from "./types";

/** Pages of audit retention. */
export const AUDIT: readonly Documented[] = [
  {
    from: "New-UnifiedAuditLogRetentionPolicy, 1",
    noun: "UnifiedAuditLogRetentionPolicy",
    declared: {
      name: "Microsoft Teams Audit Policy",
      description: "One year retention policy for all Microsoft Teams activities",
      recordTypes: ["MicrosoftTeams"],
      retentionDuration: "TwelveMonths",
      priority: 100,
    },
    cmdlet: "New-UnifiedAuditLogRetentionPolicy",
    parameters: {
      Name: "Microsoft Teams Audit Policy",
      Description: "One year retention policy for all Microsoft Teams activities",
      RecordTypes: ["MicrosoftTeams"],
      RetentionDuration: "TwelveMonths",
      Priority: 100,
    },
  },
  {
    from: "New-UnifiedAuditLogRetentionPolicy, 2",
    noun: "UnifiedAuditLogRetentionPolicy",
    declared: {
      name: "SearchQueryPerformed by app@sharepoint",
      description: "90 day retention policy for noisy SharePoint events",
      recordTypes: ["SharePoint"],
      operations: ["SearchQueryPerformed"],
      userIds: ["app@sharepoint"],
      retentionDuration: "ThreeMonths",
      priority: 10000,
    },
    cmdlet: "New-UnifiedAuditLogRetentionPolicy",
    parameters: {
      Name: "SearchQueryPerformed by app@sharepoint",
      Description: "90 day retention policy for noisy SharePoint events",
      RecordTypes: ["SharePoint"],
      Operations: ["SearchQueryPerformed"],
      UserIds: ["app@sharepoint"],
      RetentionDuration: "ThreeMonths",
      Priority: 10000,
    },
  },
  {
    from: "Set-UnifiedAuditLogRetentionPolicy, 1",
    noun: "UnifiedAuditLogRetentionPolicy",
    before: {
      name: "eDiscovery audit retention",
      recordTypes: ["Discovery"],
      retentionDuration: "ThreeMonths",
      priority: 101,
    },
    declared: {
      name: "eDiscovery audit retention",
      recordTypes: ["Discovery", "AeD"],
      userIds: ["admin@contoso.onmicrosoft.com"],
      retentionDuration: "SixMonths",
      priority: 101,
    },
    cmdlet: "Set-UnifiedAuditLogRetentionPolicy",
    parameters: {
      Identity: "eDiscovery audit retention",
      RecordTypes: ["Discovery", "AeD"],
      UserIds: ["admin@contoso.onmicrosoft.com"],
      RetentionDuration: "SixMonths",
      Priority: 101,
    },
  },
  {
    from: "Set-UnifiedAuditLogRetentionPolicy, 2",
    noun: "UnifiedAuditLogRetentionPolicy",
    before: {
      name: "SearchQueryPerformed 2",
      recordTypes: ["SharePoint"],
      operations: ["SearchQueryPerformed"],
      userIds: ["app@sharepoint"],
      retentionDuration: "ThreeMonths",
      priority: 9999,
    },
    declared: {
      name: "SearchQueryPerformed 2",
      recordTypes: ["SharePoint"],
      operations: ["SearchQueryPerformed", "FileAccessed"],
      retentionDuration: "SixMonths",
      priority: 9999,
    },
    cmdlet: "Set-UnifiedAuditLogRetentionPolicy",
    parameters: {
      Identity: "SearchQueryPerformed 2",
      Operations: ["SearchQueryPerformed", "FileAccessed"],
      UserIds: null,
      RetentionDuration: "SixMonths",
      Priority: 9999,
    },
  },
];
