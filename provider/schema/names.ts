/** `exchangeLocation` -> `ExchangeLocation`. */
export const pascal = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** `RetentionCompliancePolicy` -> `retention-compliance-policy`; a run of capitals is one word (`RegulatoryComplianceUI`). */
export const kebab = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1-$2")
    .toLowerCase();

/** Type of the same resource in the dynamic host. */
export const dynamicType = (noun: string): string => `pulumi-nodejs:dynamic/purview:${noun}`;

/** As Pulumi's Python generator names properties: `oneDriveLocation` -> `one_drive_location`, `policyRBACScopes` -> `policy_rbac_scopes`. */
export const snake = (name: string): string =>
  name
    // The plural of an abbreviation is one word: `modelIDs` -> `model_ids`.
    .replace(/([A-Z]{2,})s(?=[A-Z]|$)/g, (_, run: string) => `${run.charAt(0)}${run.slice(1).toLowerCase()}s`)
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1_$2")
    .toLowerCase();
