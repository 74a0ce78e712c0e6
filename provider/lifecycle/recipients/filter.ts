import { isAddress, isGuid, isUrl } from "../../kinds/fields/identifiers";

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const ALIAS = /^[\w!#$%&'*+\-/=?^`{|}~.]+$/;

/** OPATH that lets through whom a text names, by the properties that recipients may be filtered by. */
export function clausesFor(text: string): readonly string[] {
  const given = text.trim();
  const equal = (property: string): string => `${property} -eq ${quoted(given)}`;
  if (isGuid(given)) {
    const guid = quoted(given.replace(/[{}()]/g, ""));
    return ["Guid", "ExternalDirectoryObjectId", "ExchangeGuid"].map((property) => `${property} -eq ${guid}`);
  }
  if (isAddress(given)) {
    const address = given.replace(/^smtp:/i, "");
    return [`PrimarySmtpAddress -eq ${quoted(address)}`, `EmailAddresses -eq ${quoted(`smtp:${address}`)}`];
  }
  if (/^(?:x500:)?\/o=/i.test(given)) return [`LegacyExchangeDN -eq ${quoted(given.replace(/^x500:/i, ""))}`];
  if (/^CN=/i.test(given)) return [equal("DistinguishedName")];
  return [equal("DisplayName"), equal("Name"), ...(ALIAS.test(given) ? [equal("Alias")] : [])];
}

export const anyOf = (clauses: readonly string[]): string => clauses.join(" -or ");

/** Can the directory say anything of it? Sites it does not list, and `All` is nobody. */
export const isAskable = (text: string): boolean =>
  text.trim() !== "" && !isUrl(text.trim()) && !/^all$/i.test(text.trim());
