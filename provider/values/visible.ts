/** Controls, format characters (zero-width, bidirectional), separators and every space that is not the ordinary one. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;

/** `\u200b` for each UTF-16 unit. */
export const codeUnits = (text: string): string =>
  Array.from({ length: text.length }, (_, i) => `\\u${text.charCodeAt(i).toString(16).padStart(4, "0")}`).join("");

/** A text with what nobody could see as JSON escapes. */
export const visible = (text: string): string => text.replace(INVISIBLE, codeUnits);
