const ACCENTED: Readonly<Record<string, string>> = { a: "á", e: "é", i: "í", o: "ó", u: "ú", n: "ñ", c: "ç" };

/** First language of `Accept-Language`; undefined for English, for any, and for none. */
export function foreignLanguage(header: string | undefined): string | undefined {
  const first = header?.split(",")[0]?.split(";")[0]?.trim().toLowerCase();
  return !first || first === "*" || first.startsWith("en") ? undefined : first;
}

/**
 * The service words its errors in the caller's language (docs/service/admin-api.md#headers). Nobody published the translations,
 * so this is a made-up one that no English pattern matches; names in quotes stay as they are.
 */
export const worded = (text: string, language: string | undefined): string =>
  language === undefined
    ? text
    : `[${language}] ${text
        .split(/('[^']*')/)
        .map((part) =>
          part.startsWith("'") ? part : part.replace(/[aeiounc]/g, (letter) => ACCENTED[letter] ?? letter),
        )
        .join("")}`;
