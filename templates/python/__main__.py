import pulumi
import pulumi_purview as purview

# A policy that covers nobody's mail yet: replace the address with one of your tenant.
policy = purview.retention.RetentionCompliancePolicy(
    "Pulumi first policy",
    comment="Managed by Pulumi",
    exchange_location=["someone@contoso.com"],
    enabled=False,
)

purview.retention.RetentionComplianceRule(
    "Pulumi first policy: one year",
    policy=policy.id,
    retention_duration=365,
    retention_compliance_action="Keep",
)

pulumi.export("policyId", policy.id)
