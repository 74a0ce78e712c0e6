import type { Kind } from "./define";
import { retentionCompliancePolicy } from "./retention/retention-compliance-policy";
import { retentionComplianceRule } from "./retention/retention-compliance-rule";
import { complianceTag } from "./retention-labels/compliance-tag";

export type * from "./define";
export { defineKind } from "./define";
export { propertyName } from "./property-name";
export { WireReader } from "./wire-reader";

/** Every kind. */
export const kinds: readonly Kind[] = [retentionCompliancePolicy, retentionComplianceRule, complianceTag];

/** The kind of that noun (case ignored), or undefined. */
export const findKind = (noun: string): Kind | undefined =>
  kinds.find((kind) => kind.noun.toLowerCase() === noun.toLowerCase());
