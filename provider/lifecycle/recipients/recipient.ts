import { identifierKey, isAddress, isCertain, isGuid, isNil } from "../../kinds/fields/identifiers";
import { isList, isRecord, textFormOf, type Plain, type WireObject } from "../../values";

/** Somebody, or a group, as `Get-Recipient`, `Get-User` or `Get-Group` returned it (docs/service/reading.md#resolve-recipients). */
export interface Recipient {
  /** Comparable forms of what names it alone: ids, addresses, distinguished names. */
  readonly keys: readonly string[];
  /** Comparable forms of its names, which others may have as well. */
  readonly names: readonly string[];
  readonly displayName: string;
  readonly id: string | undefined;
  /** The primary address. */
  readonly address: string | undefined;
  /** A distribution or security group: its members have mailboxes of their own, it has none. */
  readonly isDistributionGroup: boolean;
  /** Undefined = nobody said. */
  readonly hasMailbox: boolean | undefined;
  /** What `Get-Group` lists as its members; undefined = not listed. */
  readonly members: readonly string[] | undefined;
}

const IDS = [
  "Guid",
  "ExternalDirectoryObjectId",
  "ExchangeObjectId",
  "ExchangeGuid",
  "ImmutableId",
  "ObjectId",
  "ArchiveGuid",
] as const;
const ADDRESSES = [
  "PrimarySmtpAddress",
  "WindowsEmailAddress",
  "EmailAddresses",
  "UserPrincipalName",
  "WindowsLiveID",
  "MicrosoftOnlineServicesID",
] as const;
const PATHS = ["DistinguishedName", "LegacyExchangeDN", "Identity", "Id"] as const;
const NAMES = ["DisplayName", "Name", "Alias"] as const;

/** Of values that arrive as objects (an address, a member) what stands for them. */
const IN_OBJECTS = ["SmtpAddress", "Address", "AddressString", "DistinguishedName", "Name", "DisplayName"] as const;

function textsIn(value: Plain | undefined): readonly string[] {
  if (typeof value === "string") return value.trim() === "" ? [] : [value.trim()];
  if (isList(value)) return value.flatMap(textsIn);
  if (!isRecord(value)) return [];
  const whole = textFormOf(value);
  if (whole !== undefined && whole !== "") return [whole];
  const texts = IN_OBJECTS.map((name) => value[name]).find((text) => typeof text === "string" && text !== "");
  return typeof texts === "string" ? [texts] : [];
}

export function readRecipient(object: WireObject): Recipient {
  const byName = new Map(Object.entries(object).map(([name, value]) => [name.toLowerCase(), value]));
  const get = (...names: readonly string[]): readonly string[] =>
    names.flatMap((name) => textsIn(byName.get(name.toLowerCase())));
  const ids = [...get(...IDS), ...get("Identity", "Id", "Name")].filter((text) => isGuid(text) && !isNil(text));
  const addresses = get(...ADDRESSES).filter((text) => !/^(?!smtp:|x500:)[a-z0-9]+:/i.test(text));
  const [primary] = [...get("PrimarySmtpAddress"), ...get("WindowsEmailAddress")].filter(isAddress);
  const names = get(...NAMES).filter((text) => !isCertain(text));
  const [type] = [...get("RecipientTypeDetails"), ...get("RecipientType")];
  return {
    keys: distinctKeys([...ids, ...addresses, ...get(...PATHS)].filter(isCertainForm)),
    names: distinctKeys(names),
    displayName: get("DisplayName", "Name")[0] ?? primary ?? ids[0] ?? "",
    id: ids[0] && identifierKey(ids[0]),
    address: primary,
    isDistributionGroup: type !== undefined && /(distribution|security|nonuniversal)group$|^roomlist$/i.test(type),
    hasMailbox: type === undefined ? undefined : /mailbox$/i.test(type),
    members: byName.has("members") ? textsIn(byName.get("members")) : undefined,
  };
}

const isCertainForm = (text: string): boolean => isCertain(text.replace(/^smtp:/i, ""));

const distinctKeys = (texts: readonly string[]): readonly string[] => [...new Set(texts.map(identifierKey))];

/** In words that distinguish it from another of the same name. */
export const labelOf = ({ displayName, address, id }: Recipient): string => {
  const sure = [address, id].filter((text) => text !== undefined && text !== displayName);
  return sure.length === 0 ? JSON.stringify(displayName) : `${JSON.stringify(displayName)} (${sure.join(", ")})`;
};
