import * as pulumi from "@pulumi/pulumi";
import * as purview from "pulumi-purview";

export interface RecordsEstateArgs {
  readonly years: number;
  readonly mailboxes: readonly string[];
}

/** One estate; which tenant it goes to is the provider's affair. */
export class RecordsEstate extends pulumi.ComponentResource {
  readonly policyId: pulumi.Output<string>;

  constructor(name: string, args: RecordsEstateArgs, opts: pulumi.ComponentResourceOptions) {
    super("example:records:RecordsEstate", name, {}, opts);
    const parent = { parent: this };
    const policy = new purview.retention.RetentionCompliancePolicy(
      `${name} records`,
      { name: "Records", exchangeLocation: [...args.mailboxes] },
      parent,
    );
    new purview.retention.RetentionComplianceRule(
      `${name} rule`,
      {
        name: `Records: ${args.years} years`,
        policy,
        retentionDuration: args.years * 365,
        retentionComplianceAction: "Keep",
        expirationDateOption: "CreationAgeInDays",
      },
      parent,
    );
    this.policyId = policy.id;
    this.registerOutputs({ policyId: this.policyId });
  }
}
