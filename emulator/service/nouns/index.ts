import type { NounDeclaration } from "../noun";
import { complianceTag } from "./retention/compliance-tag";
import { complianceTagStorage } from "./retention/compliance-tag-storage";
import { retentionCompliancePolicy } from "./retention/retention-compliance-policy";
import { retentionComplianceRule } from "./retention/retention-compliance-rule";

/** Every noun that behaves in its own way; the rest is what the catalogue says. */
export const declarations: readonly NounDeclaration[] = [
  retentionCompliancePolicy,
  retentionComplianceRule,
  complianceTag,
  complianceTagStorage,
];
