/** Objects of a noun that Microsoft puts into a tenant: nothing but the name marks them. */
export interface BuiltInObjects {
  /** Compared without case. */
  readonly names?: readonly string[];
  readonly pattern?: RegExp;
  /** Administrators change them as they change their own; only a Remove is refused. */
  readonly editable?: true;
}

/** By noun. */
export const BUILT_IN: { readonly [noun: string]: BuiltInObjects | undefined } = {
  // 31 file plan entries, the same in every tenant (docs/service/file-plan.md#seeds).
  FilePlanPropertyAuthority: { names: ["Business", "Legal", "Regulatory"] },
  FilePlanPropertyCategory: {
    names: [
      "Accounts payable",
      "Accounts receivable",
      "Administration",
      "Compliance",
      "Contracting",
      "Financial statements",
      "Learning and development",
      "Payroll",
      "Planning",
      "Policies and procedures",
      "Procurement",
      "Recruiting and hiring",
      "Research and development",
    ],
  },
  FilePlanPropertyCitation: {
    names: [
      "Commodity Exchange Act",
      "Health Insurance Portability and Accountability Act of 1996",
      "OSHA Injury and Illness Recordkeeping and Reporting Requirements",
      "Sarbanes-Oxley Act of 2002",
      "Truth in Lending Act",
    ],
  },
  FilePlanPropertyDepartment: {
    names: [
      "Finance",
      "Human resources",
      "Information technology",
      "Legal",
      "Marketing",
      "Operations",
      "Procurement",
      "Products",
      "Sales",
      "Services",
    ],
  },
  // docs/service/retention-labels.md#built-in-event-types
  ComplianceRetentionEventType: {
    names: ["Employee activity", "Expiration or termination of contracts and agreements", "Product lifetime"],
  },
  // docs/service/sensitivity-labels.md#label-names
  Label: { pattern: /^defa4170-0d19-0005-[0-9a-f]{4}-bc88714345d2$/i, editable: true },
  // The policy that publishes the default labels (docs/service/sensitivity-labels.md#label-names).
  LabelPolicy: { names: ["Global sensitivity label policy"], editable: true },
};
