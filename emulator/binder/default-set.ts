/**
 * The documentation does not say which parameter set is the default one. The service's generated module does
 * (`CmdletBinding(DefaultParameterSetName)`): almost always the set named Identity or Default; the others are here.
 * For the tenant allow/block list, which that module lacks, examples without any expiry or a page's "(Default)" say so.
 */
const SPOKEN: Readonly<Record<string, string>> = {
  "Get-AdaptiveScopeMembers": "Identity",
  "Get-InformationBarrierPolicy": "InformationBarrierDefault",
  "Get-OrganizationSegment": "OrganizationSegmentsDefault",
  "Get-QuarantineMessage": "Summary",
  "Get-TenantAllowBlockListItems": "Expiration",
  "Install-UnifiedCompliancePrerequisite": "Initialize",
  "New-TenantAllowBlockListItems": "Expiration",
  "Release-QuarantineMessage": "IdentityOnly",
  "Set-InformationBarrierPolicy": "InformationBarrierDefault",
  "Set-TenantAllowBlockListItems": "Ids",
};

/** The set taken when several remain possible; undefined = none, so that such a call is ambiguous. */
export function defaultSetOf(cmdlet: string, sets: readonly string[]): string | undefined {
  const candidates = [SPOKEN[cmdlet], "Default", "Identity"];
  return candidates.find((name) => name !== undefined && sets.includes(name));
}
