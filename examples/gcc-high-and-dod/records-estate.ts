import * as pulumi from "@pulumi/pulumi";
import * as purview from "pulumi-purview";

export interface RecordsEstateArgs {
  readonly years: number;
  readonly mailboxes: readonly string[];
}

/** One estate; which tenant it goes to is the affair of the provider that is given in the options. */
export class RecordsEstate extends pulumi.ComponentResource {
  constructor(name: string, args: RecordsEstateArgs, opts: pulumi.ComponentResourceOptions) {
    super("example:records:RecordsEstate", name, {}, opts);
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
