import * as purview from "pulumi-purview";

// Mail and sites of the finance department: kept for seven years, then deleted.
const finance = new purview.retention.RetentionCompliancePolicy("Finance records", {
  comment: "Kept for seven years (tax law)",
  exchangeLocation: ["finance@contoso.com", "payroll@contoso.com"],
  sharePointLocation: ["https://contoso.sharepoint.com/sites/finance"],
});

new purview.retention.RetentionComplianceRule("Finance records: seven years", {
  policy: finance.id,
  retentionDuration: 2555,
  retentionDurationDisplayHint: "Years",
  retentionComplianceAction: "KeepAndDelete",
  expirationDateOption: "CreationAgeInDays",
});

// A label that people may put on contracts themselves, offered in every mailbox and site.
const contract = new purview.retentionlabels.ComplianceTag("Contract", {
  comment: "Kept for ten years after the label was applied",
  retentionAction: "Keep",
  retentionDuration: 3650,
  retentionType: "TaggedAgeInDays",
});

const labels = new purview.retention.RetentionCompliancePolicy("Labels for everybody", {
  exchangeLocation: ["All"],
  sharePointLocation: ["All"],
});

// The service names the rules that publish a label, so this one has no name of its own.
new purview.retention.RetentionComplianceRule("Publish the contract label", {
  policy: labels.id,
  publishComplianceTag: contract.id,
});

export const financePolicyId = finance.id;
