import * as purview from "pulumi-purview";

// The file plan: words that the labels below refer to.
const legal = new purview.fileplan.FilePlanPropertyDepartment("Legal department");
const commercial = new purview.fileplan.FilePlanPropertyCategory("Commercial");
const agreements = new purview.fileplan.FilePlanPropertySubCategory("Agreements", { parentId: commercial });
const taxCode = new purview.fileplan.FilePlanPropertyCitation("Tax code 147", {
  citationUrl: "https://example.com/tax-code/147",
  citationJurisdiction: "Germany",
});
const fileNumber = new purview.fileplan.FilePlanPropertyReferenceId("RM-2026-001");
const tradeLaw = new purview.fileplan.FilePlanPropertyAuthority("Trade law");

// Contracts: kept ten years after the label was applied, then two people review them one after the other.
const contract = new purview.retentionlabels.ComplianceTag("Commercial contract", {
  comment: "Contracts with customers and suppliers",
  notes: "Owner: records management",
  retentionAction: "KeepAndDelete",
  retentionDuration: 3650,
  retentionType: "TaggedAgeInDays",
  isRecordLabel: true,
  multiStageReviewProperty: [
    { stageName: "Legal", reviewers: ["legal@contoso.com"] },
    { stageName: "Records", reviewers: ["records@contoso.com", "archive@contoso.com"] },
  ],
  filePlanProperty: {
    department: legal,
    category: commercial,
    subCategory: agreements,
    citation: taxCode,
    referenceId: fileNumber,
    authority: tradeLaw,
  },
});

// Personnel files: the period begins when somebody leaves. The service never deletes a label that is based on events, so a destroy
// leaves both behind.
const leaving = new purview.retentionlabels.ComplianceRetentionEventType(
  "Employee leaves",
  { comment: "Raised by the personnel system" },
  { retainOnDelete: true },
);
const personnel = new purview.retentionlabels.ComplianceTag(
  "Personnel file",
  {
    retentionAction: "KeepAndDelete",
    retentionDuration: 1825,
    retentionType: "EventAgeInDays",
    eventType: leaving,
  },
  { retainOnDelete: true },
);

// Two labels that people choose from, in every mailbox and site.
const published = new purview.retention.RetentionCompliancePolicy("Labels for everybody", {
  exchangeLocation: ["All"],
  sharePointLocation: ["All"],
});
for (const [name, label] of Object.entries({ contract, personnel })) {
  new purview.retention.RetentionComplianceRule(`Publish ${name}`, { policy: published, publishComplianceTag: label });
}

// One that the service applies by itself.
const automatic = new purview.retention.RetentionCompliancePolicy("Contracts found by their words", {
  sharePointLocation: ["https://contoso.sharepoint.com/sites/sales"],
});
new purview.retention.RetentionComplianceRule("Apply contract", {
  policy: automatic,
  applyComplianceTag: contract,
  contentMatchQuery: '"master agreement" OR "framework contract"',
});

// Whoever works in finance, now or later: chat included.
const finance = new purview.adaptivescopes.AdaptiveScope("Finance people", {
  locationType: "User",
  filterConditions: {
    conjunction: "And",
    conditions: [{ name: "Department", operator: "Equals", value: "Finance" }],
  },
});
const financeMail = new purview.retention.RetentionCompliancePolicy("Finance, wherever they go", {
  adaptiveScopeLocation: [finance],
  applications: ["User:Exchange"],
});
new purview.retention.RetentionComplianceRule("Finance: seven years", {
  policy: financeMail,
  retentionDuration: 2555,
  retentionComplianceAction: "Keep",
  expirationDateOption: "CreationAgeInDays",
});
