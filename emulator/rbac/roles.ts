/**
 * What a role of Security & Compliance allows, by area of the service. The role names are the service's own; which
 * cmdlets belong to a role is published only in prose, so the areas are inferred from the roles' descriptions.
 */
export interface Role {
  readonly name: string;
  /** Areas where every cmdlet is there. */
  readonly manages: readonly string[];
  /** Areas where only reading cmdlets are there. */
  readonly reads: readonly string[];
}

const RETENTION = ["retention", "retention-labels", "retention-legacy", "file-plan"];
const PROTECTION = ["sensitivity-labels", "auto-labelling"];
const DLP = ["dlp", "classification", "collection-policies", "on-demand-classification"];

const role = (name: string, manages: readonly string[], reads: readonly string[] = []): Role => ({
  name,
  manages,
  reads,
});
const viewOnly = (name: string, reads: readonly string[]): Role => role(name, [], reads);

export const ROLES: readonly Role[] = [
  role("Audit Logs", ["audit"]),
  viewOnly("View-Only Audit Logs", ["audit"]),
  role("Case Management", ["ediscovery", "compliance-boundaries"], ["content-search"]),
  viewOnly("View-Only Case", ["ediscovery", "content-search"]),
  role("Communication", ["ediscovery"]),
  role("Communication Compliance Admin", ["communication-compliance"]),
  role("Communication Compliance Analysis", [], ["communication-compliance"]),
  role("Communication Compliance Investigation", [], ["communication-compliance"]),
  role("Communication Compliance Viewer", [], ["communication-compliance"]),
  role("Compliance Administrator", ["audit", "other"], ["role-groups", "ediscovery"]),
  role("Compliance Search", ["content-search"], ["ediscovery"]),
  role("Custodian", ["ediscovery"]),
  role("Data Classification Content Viewer", [], ["classification", "dlp"]),
  role("Data Classification List Viewer", [], ["classification", "dlp"]),
  role("Data Investigation Management", ["ediscovery", "content-search"]),
  role("Device Management", ["devices"]),
  viewOnly("View-Only Device Management", ["devices"]),
  role("Disposition Management", [], ["retention-labels", "file-plan"]),
  role("DLP Compliance Management", [...DLP, ...PROTECTION]),
  viewOnly("View-Only DLP Compliance Management", [...DLP, ...PROTECTION]),
  role("Exact Data Match Upload Admin", [], ["classification"]),
  role("Export", [], ["content-search"]),
  role("Hold", ["ediscovery", "retention-legacy"]),
  role("IB Compliance Management", ["information-barriers"]),
  viewOnly("View-Only IB Compliance Management", ["information-barriers"]),
  role("Information Protection Admin", [...DLP, ...PROTECTION]),
  role("Information Protection Analyst", [], [...DLP, ...PROTECTION]),
  role("Information Protection Investigator", [], [...DLP, ...PROTECTION]),
  role("Information Protection Reader", [], [...DLP, ...PROTECTION]),
  role("Insider Risk Management Admin", ["insider-risk"]),
  role("Insider Risk Management Analysis", [], ["insider-risk"]),
  role("Insider Risk Management Investigation", [], ["insider-risk"]),
  role("Manage Alerts", ["alerts"]),
  viewOnly("View-Only Manage Alerts", ["alerts"]),
  role("Manage Review Set Tags", [], ["ediscovery"]),
  role("Organization Configuration", ["audit", "other"]),
  role("Preview", [], ["content-search"]),
  role("Priority Cleanup Admin", ["retention", "retention-labels"]),
  role("Privacy Management Admin", ["privacy"]),
  role("Quarantine", ["quarantine"]),
  role("RecordManagement", RETENTION),
  viewOnly("View-Only Record Management", RETENTION),
  role("Retention Management", RETENTION),
  viewOnly("View-Only Retention Management", RETENTION),
  role("Review", [], ["ediscovery"]),
  role("RMS Decrypt", [], ["content-search"]),
  role("Role Management", ["role-groups"]),
  role("Scope Manager", ["adaptive-scopes"]),
  viewOnly("View-Only Scope", ["adaptive-scopes"]),
  role("Search And Purge", ["content-search"]),
  role("Security Administrator", ["threat", "alerts", "quarantine"], ["role-groups"]),
  viewOnly("Security Reader", ["threat", "alerts", "quarantine", "role-groups", "tenant-allow-block"]),
  role("Sensitivity Label Administrator", PROTECTION),
  viewOnly("Sensitivity Label Reader", PROTECTION),
  viewOnly("Service Assurance View", []),
  role("Supervisory Review Administrator", ["communication-compliance"]),
  role("Tenant AllowBlockList Manager", ["tenant-allow-block"]),
  viewOnly("View-Only Recipients", ["other", "role-groups"]),
];
