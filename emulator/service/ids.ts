import { createHash } from "node:crypto";

const guidPattern = /^\{?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\}?$/i;

export const isGuid = (text: string): boolean => guidPattern.test(text);

/** A GUID that depends on nothing but the parts: the same seed and calls give the same objects. */
export function guidOf(...parts: readonly (string | number)[]): string {
  const hex = createHash("sha256").update(parts.join("\u0000")).digest("hex");
  const variant = ((parseInt(hex.charAt(16), 16) & 3) | 8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20, 32),
  ].join("-");
}

/** The id of a person or group that only its name is known of: there is no directory here. */
export const directoryId = (tenantId: string, name: string): string =>
  isGuid(name) ? name.toLowerCase() : guidOf("recipient", tenantId, name.toLowerCase());

/** A number from 0 to `below` - 1 that depends on nothing but the parts. */
export const pick = (below: number, ...parts: readonly (string | number)[]): number =>
  parseInt(createHash("sha256").update(parts.join("\u0000")).digest("hex").slice(0, 8), 16) % below;

const escapeDn = (name: string): string => name.replace(/([,+"\\<>;=])/g, "\\$1");

/** Distinguished name of an object in the tenant's configuration container (docs/service/reading.md#common). */
export const dnOf = (organization: string, name: string): string =>
  `CN=${escapeDn(name)},CN=Configuration,CN=${organization},OU=Microsoft Exchange Hosted Organizations,` +
  "DC=FFO,DC=extest,DC=microsoft,DC=com";

/** Canonical-name path: what `Identity` and `Id` read as (docs/service/reading.md#common). */
export const pathOf = (organization: string, name: string): string =>
  `FFO.extest.microsoft.com/Microsoft Exchange Hosted Organizations/${organization}/Configuration/${name}`;
