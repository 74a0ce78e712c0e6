import { malformed } from "./malformed";

const NAMED: ReadonlyMap<string, string> = new Map([
  ["lt", "<"],
  ["gt", ">"],
  ["amp", "&"],
  ["quot", '"'],
  ["apos", "'"],
]);

const LAST_CODE_POINT = 0x10ffff;

/**
 * XML's references, each once. Numbers of characters that XML forbids are taken: PowerShell writes them all the same
 * (docs/service/remoting.md#clixml). No other entity exists, since a document with a DTD is refused.
 */
export function decodeReferences(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#x([0-9a-f]{1,6});|#([0-9]{1,7});|([a-z]{2,4});)?/gi, (reference, hex, decimal, name) => {
    const known = NAMED.get(String(name));
    if (known !== undefined) return known;
    const code = hex !== undefined ? parseInt(String(hex), 16) : decimal !== undefined ? Number(decimal) : NaN;
    if (!(code <= LAST_CODE_POINT)) throw malformed(`it holds the unknown entity ${String(reference)}`);
    return String.fromCodePoint(code);
  });
}

/** `_x000A_` and the like, after XML's references: one UTF-16 code unit each, from left to right, once. */
export const decodeUnits = (text: string): string =>
  text.includes("_")
    ? text.replace(/_[xX]([0-9A-Fa-f]{4})_/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 16)))
    : text;

/**
 * The other way (docs/service/remoting.md#escaping): control characters, single surrogates and `_` before an `x`; also what XML
 * cannot hold at all, which PowerShell itself would write as a forbidden reference.
 */
export const encodeUnits = (text: string): string =>
  text.replace(
    /[\u0000-\u001f\u007f-\u009f\ud800-\udfff\ufffe\uffff]|_(?=[xX])/g,
    (unit) => `_x${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`,
  );
