import { isList, isRecord, type Plain } from "../../values";
import { type Canonical, isEmpty, showOf } from "../fields/canonical";
import { parsedJson } from "../fields/read";

/**
 * Do a declared value and a returned one of an unknown form mean the same? One value is a list of one, numbers and truth values are
 * their texts, JSON in a text is what it says, tables are compared by what both sides have (the service adds members), and a path is
 * its last part where the program has that alone (roles).
 */
export function sameLoosely(declared: Canonical, returned: Canonical): boolean {
  const [wanted, shown] = [plainOf(declared), plainOf(returned)];
  if (isEmpty(wanted) || isEmpty(shown)) return isEmpty(wanted) && isEmpty(shown);
  if (isList(wanted) || isList(shown)) return sameElements(listOf(wanted), listOf(shown));
  if (isRecord(wanted) && isRecord(shown)) return sameMembers(wanted, shown);
  if (isRecord(wanted) || isRecord(shown)) return false;
  return sameText(wanted, shown);
}

const plainOf = (value: Canonical): Plain => {
  const parsed = parsedJson(showOf(value));
  return isList(parsed) || isRecord(parsed) ? parsed : showOf(value);
};

const listOf = (value: Plain): readonly Plain[] => (isList(value) ? value : [value]);

/** In any order: which lists have one is not known. */
const sameElements = (wanted: readonly Plain[], shown: readonly Plain[]): boolean =>
  wanted.every((item) => shown.some((other) => sameLoosely(item, other))) &&
  shown.every((item) => wanted.some((other) => sameLoosely(other, item)));

type PlainRecord = { readonly [key: string]: Plain };

function sameMembers(wanted: PlainRecord, shown: PlainRecord): boolean {
  const byKey = new Map(Object.entries(shown).map(([key, value]) => [key.toLowerCase(), value]));
  const shared = Object.entries(wanted).flatMap(([key, value]): (readonly [Plain, Plain])[] => {
    const other = byKey.get(key.toLowerCase());
    return other === undefined || key.includes("@odata") ? [] : [[value, other]];
  });
  return shared.length > 0 && shared.every(([value, other]) => sameLoosely(value, other));
}

function sameText(wanted: Plain, shown: Plain): boolean {
  if (typeof wanted !== "string" || typeof shown !== "string")
    return String(wanted).trim().toLowerCase() === String(shown).trim().toLowerCase();
  const [one, other] = [wanted, shown].map((text) => text.replace(/\r\n?/g, "\n").trim());
  return one === other || lastPart(shown) === wanted.toLowerCase();
}

/** `contoso.com/…/Configuration/Case Management` → `case management`. */
const lastPart = (text: string): string | undefined =>
  /^[^/\s]+\.[^/\s]+\/(?:[^/]+\/)*([^/]+)$/.exec(text)?.[1]?.toLowerCase();
