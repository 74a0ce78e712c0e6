/** Controls, format characters (zero-width, bidirectional), separators and every space that is not the ordinary one. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;

const escapeOf = (character: string): string =>
  Array.from(
    { length: character.length },
    (_, i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, "0")}`,
  ).join("");

/** A text as TypeScript source. What nobody could see in an editor is escaped, so that it is neither lost nor mistaken. */
export const literal = (text: string): string => JSON.stringify(text).replace(INVISIBLE, escapeOf);
