/**
 * Properties with ids of what a tenant has and no kind manages, by noun: another tenant answers `RmsTemplateNotFoundException`
 * (docs/service/sensitivity-labels.md#new-only).
 */
export const TENANT_IDS: { readonly [noun: string]: readonly string[] | undefined } = {
  Label: ["encryptionTemplateId"],
};
