import { GUID_DIGITS, textFormOf, type Plain } from "../../values";
import type { StringFormat } from "../value-type";
import { type Canonical, type CanonicalRecord, Identified, isCanonicalRecord, isIdentified, showOf } from "./canonical";

const GUID = new RegExp(`^[{(]?(${GUID_DIGITS})[)}]?$`, "i");
const ADDRESS = /^[^\s@/,;]+@[^\s@/,;]+$/;
const URL_FORM = /^https?:\/\//i;

/** Properties of a returned element that name it, best first for showing; `DisplayName` is not unique. */
const IDENTIFIERS = [
  "PrimarySmtpAddress",
  "SmtpAddress",
  "EmailAddress",
  "Address",
  "SiteUrl",
  "Url",
  "Name",
  "ImmutableIdentity",
  "ExternalDirectoryObjectId",
  "ObjectId",
  "Guid",
  "Id",
  "Identity",
  "DistinguishedName",
] as const;

export const isGuid = (text: string): boolean => GUID.test(text);
export const isAddress = (text: string): boolean => ADDRESS.test(text);
export const isUrl = (text: string): boolean => URL_FORM.test(text);
const isDistinguishedName = (text: string): boolean => /^CN=.+,\s*(?:CN|OU|DC|O)=/i.test(text);
/** The directory's old form, which still stands for former addresses: `/o=ExchangeLabs/ou=…/cn=…`, with `X500:` before it or not. */
const isLegacyName = (text: string): boolean => /^(?:x500:)?\/o=[^/]+\/.*cn=/i.test(text);

/** Names one thing alone, as a mere display name does not. */
export const isCertain = (text: string): boolean =>
  isAddress(text) || isGuid(text) || isUrl(text) || isDistinguishedName(text) || isLegacyName(text);

const decoded = (text: string): string => {
  try {
    return decodeURI(text);
  } catch {
    return text;
  }
};

/** The form in which two spellings of one identifier are equal. */
export function identifierKey(text: string): string {
  const trimmed = text.trim();
  const guid = GUID.exec(trimmed)?.[1];
  if (guid) return guid.toLowerCase();
  if (isUrl(trimmed)) return decoded(trimmed).normalize("NFC").toLowerCase().replace(/\/+$/, "");
  return trimmed
    .replace(/^(?:smtp|x500):/i, "")
    .normalize("NFC")
    .toLowerCase();
}

/** The GUID of all zeros: how .NET says "none". */
export const isNil = (text: string): boolean => identifierKey(text) === "00000000-0000-0000-0000-000000000000";

/** `guid,name`: how some Get cmdlets return a reference. */
function guidAndName(text: string): readonly [string, string] | undefined {
  const comma = text.indexOf(",");
  const [guid, name] = [text.slice(0, comma).trim(), text.slice(comma + 1).trim()];
  return comma > 0 && isGuid(guid) && name !== "" ? [guid, name] : undefined;
}

/** The name in a path below the tenant's configuration, or in a distinguished name: how Get may return a reference. */
function nameIn(text: string): string | undefined {
  const common = /^CN=((?:[^,\\]|\\.)+),\s*(?:CN|OU|DC)=/i.exec(text)?.[1]?.replace(/\\(.)/g, "$1");
  return common ?? /^[^/]+(?:\/[^/]+)*?\/Configuration\/(.+)$/i.exec(text)?.[1];
}

/** `CN=<guid>`: what some objects have for an identity (docs/service/reading.md#cn-guid). */
const guidOfCommonName = (text: string): string | undefined => {
  const common = /^\s*CN=(.+)$/i.exec(text)?.[1];
  return common !== undefined && isGuid(common.trim()) ? identifierKey(common) : undefined;
};

/** A reference as Get returned it: a path or distinguished name shows as the name in it, `CN=<guid>` as the GUID. */
export function readReference(wire: Plain, format: StringFormat): Canonical {
  const text = textFormOf(wire);
  return text === undefined || text === ""
    ? referenceIn(wire, format)
    : both(referenceIn(wire, format), referenceIn(text, format));
}

/** An object, and what it is called as a whole: both name the one thing. */
function both(object: Canonical, text: Canonical): Canonical {
  if (!isIdentified(object)) return text;
  if (object.keys.length === 0) return text;
  return new Identified(object.show, object.remove, [...new Set([...object.keys, ...keysOf(text)])]);
}

function referenceIn(wire: Plain, format: StringFormat): Canonical {
  const value = readIdentified(wire, format);
  if (typeof value !== "string") return value;
  const guid = guidOfCommonName(value);
  if (guid !== undefined) return guid;
  const name = nameIn(value);
  if (name === undefined) return value;
  return new Identified(name, value, [...new Set([...identifierKeys(value), identifierKey(name)])]);
}

/** All keys of one string: itself, the halves of `guid,name`, the last part of a path or distinguished name. */
export function identifierKeys(text: string): readonly string[] {
  const keys = [identifierKey(text)];
  keys.push(...(guidAndName(text) ?? []).map(identifierKey));
  if (!isUrl(text)) {
    const common = /^CN=((?:[^,\\]|\\.)+)/i.exec(text)?.[1];
    if (common) keys.push(identifierKey(common.replace(/\\(.)/g, "$1")));
    const last = /[^/]\/([^/]+)$/.exec(text)?.[1];
    if (last) keys.push(identifierKey(last));
  }
  return keys;
}

export const keysOf = (value: Canonical): readonly string[] =>
  isIdentified(value) ? value.keys : typeof value === "string" ? identifierKeys(value) : [JSON.stringify(value)];

/** What an element may be found by: its GUID where it carries one, its text as it stands, then every form of it. */
export const lookupKeys = (value: Canonical): readonly string[] => {
  const [text, keys] = [showOf(value), keysOf(value)];
  return typeof text === "string" && !isGuid(text) ? [...keys.filter(isGuid), text, ...keys] : keys;
};

/** What the service's Remove list takes for this element; undefined = it cannot be identified for certain. */
export function removalOf(value: Canonical): string | undefined {
  if (typeof value === "string") return value === "" ? undefined : value;
  return isIdentified(value) ? (value.remove ?? undefined) : undefined;
}

/** An element of a location or reference list: a string stays one; an object keeps all its identifiers. */
export function readIdentified(wire: Plain, format: StringFormat): Canonical {
  const pair = typeof wire === "string" ? guidAndName(wire) : undefined;
  if (pair) return new Identified(pair[1], pair[0], pair.map(identifierKey));
  const object = typeof wire === "string" ? objectIn(wire) : wire;
  return isCanonicalRecord(object) ? identified(object, format) : wire;
}

function identified(object: CanonicalRecord, format: StringFormat): Canonical {
  const byName = new Map(Object.entries(object).map(([key, value]) => [key.toLowerCase(), value]));
  const textOf = (key: string): string | undefined => {
    const value = byName.get(key.toLowerCase());
    const text = textFormOf(value) ?? value;
    return typeof text === "string" && text !== "" ? text : undefined;
  };
  const certain = IDENTIFIERS.map(textOf).filter((text) => text !== undefined);
  const whole = textFormOf(object) || undefined;
  const display = textOf("DisplayName") ?? whole;
  // What carries nothing that names it is what it is called.
  if (certain.length === 0 && whole !== undefined && textOf("DisplayName") === undefined)
    return readIdentified(whole, format);
  const preferred = certain.find(format === "url" ? isUrl : isAddress) ?? certain.find((text) => !isGuid(text));
  const all = display === undefined ? certain : [...certain, display];
  if (all.some((text) => text.toLowerCase() === "all")) return "All";
  return new Identified(preferred ?? certain[0] ?? display ?? "", removable(certain, display, format), [
    ...new Set(all.flatMap(identifierKeys)),
  ]);
}

/**
 * The identifier that a Remove list finds the element by, best first. Many a `Name` is only the display name
 * (docs/service/reading.md#locations-as-text), by which the service may find nothing or another: it is the last resort, and a
 * mere `DisplayName` is none.
 */
function removable(certain: readonly string[], display: string | undefined, format: StringFormat): string | null {
  const ranks: readonly ((text: string) => boolean)[] = [
    format === "url" ? isUrl : isAddress,
    (text) => isUrl(text) || isAddress(text),
    (text) => isGuid(text) && !isNil(text),
    isDistinguishedName,
    (text) => !isNil(text) && (display === undefined || identifierKey(text) !== identifierKey(display)),
    (text) => !isNil(text),
  ];
  const best = ranks.map((fits) => certain.find(fits)).find((text) => text !== undefined);
  return best ?? null;
}

/** `{"Name": …}` in a string, or PowerShell's `@{Name=…; DisplayName=…}`: nested objects arrive as their string form. */
function objectIn(text: string): Plain {
  const trimmed = text.trim();
  if (trimmed.startsWith("{") && trimmed.endsWith("}") && !isGuid(trimmed)) {
    try {
      return JSON.parse(trimmed) as Plain;
    } catch {
      return text;
    }
  }
  if (!trimmed.startsWith("@{") || !trimmed.endsWith("}")) return text;
  const parts = trimmed.slice(2, -1).split(/;\s*(?=[A-Za-z]+=)/);
  const entries = parts.map((part) => [part.slice(0, part.indexOf("=")), part.slice(part.indexOf("=") + 1)] as const);
  return Object.fromEntries(entries.filter(([key]) => key !== ""));
}
