import * as purview from "pulumi-purview";

// A policy that covers nobody's mail yet: replace the address with one of your tenant.
const policy = new purview.retention.RetentionCompliancePolicy("Pulumi first policy", {
  comment: "Managed by Pulumi",
  exchangeLocation: ["someone@contoso.com"],
  enabled: false,
});

new purview.retention.RetentionComplianceRule("Pulumi first policy: one year", {
  policy: policy.id,
  retentionDuration: 365,
  retentionComplianceAction: "Keep",
});

export const policyId = policy.id;
