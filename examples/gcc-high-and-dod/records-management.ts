import * as pulumi from "@pulumi/pulumi";
import * as purview from "pulumi-purview";

export interface RecordsManagementArgs {
  readonly years: number;
  readonly mailboxes: readonly string[];
}

/** Labels and retention of one tenant: the provider in the options decides which. */
export class RecordsManagement extends pulumi.ComponentResource {
  constructor(name: string, args: RecordsManagementArgs, opts: pulumi.ComponentResourceOptions) {
    super("example:records:RecordsManagement", name, {}, opts);
    // A component hands only providers of its own package on to its children, so this one is named.
    const own: pulumi.CustomResourceOptions = { parent: this, ...(opts.provider && { provider: opts.provider }) };
    new purview.retentionlabels.ComplianceTag(
      `Contract (${name})`,
      {
        comment: "Kept for ten years after the label was applied",
        retentionAction: "Keep",
        retentionDuration: 3650,
        retentionType: "TaggedAgeInDays",
      },
      own,
    );
    const policy = new purview.retention.RetentionCompliancePolicy(
      `Records (${name})`,
      { exchangeLocation: [...args.mailboxes] },
      own,
    );
    new purview.retention.RetentionComplianceRule(
      `${args.years} years (${name})`,
      {
        policy,
        retentionDuration: args.years * 365,
        retentionComplianceAction: "Keep",
        expirationDateOption: "CreationAgeInDays",
      },
      own,
    );
    this.registerOutputs({});
  }
}
