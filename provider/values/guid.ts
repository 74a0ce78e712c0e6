/** The digits of a GUID, for patterns that stand around it; to be matched ignoring case. */
export const GUID_DIGITS = "[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}";
const WHOLE = new RegExp(`^${GUID_DIGITS}$`, "i");
const ANYWHERE = new RegExp(GUID_DIGITS, "i");

/** Bare, without braces around it. */
export const isBareGuid = (text: string): boolean => WHOLE.test(text);

/** The first GUID in a text, in lower case. */
export const guidIn = (text: string): string | undefined => ANYWHERE.exec(text)?.[0].toLowerCase();

/** Different for certain: a GUID and a domain or name may mean the same. */
export const areOtherGuids = (one: string, other: string): boolean =>
  isBareGuid(one) && isBareGuid(other) && one.toLowerCase() !== other.toLowerCase();
