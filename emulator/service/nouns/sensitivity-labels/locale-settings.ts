import type { Json } from "../../../contract";
import { badArgument } from "../../faults";
import { asList, asText, fold, isObject, member } from "../../json";
import { parseJson } from "../shared/json-text";

/** Localised names and tooltips: locale key → language → text; keys are one whatever their case. */
type Locales = Map<string, Map<string, string>>;

const canonicalKeys: Readonly<Record<string, string>> = { displayname: "displayName", tooltip: "tooltip" };

/**
 * Merges the elements that a call gives into what is there: "to remove a language, enter an empty value for that
 * language" (Set-Label, `LocaleSettings`).
 */
export function mergeLocales(present: Json | undefined, given: Json | undefined): string[] {
  const locales = read(asList(present).map(asText));
  for (const [key, languages] of read(asList(given).map(asText)))
    for (const [language, text] of languages) put(locales, key, language, text);
  return write(locales);
}

/** As Get returns them: the label's own texts lead, under the language `default` [inferred]. */
export function shownLocales(stored: Json | undefined, displayName: string, tooltip: string): string[] {
  const locales: Locales = new Map([
    ["displayname", new Map([["default", displayName]])],
    ["tooltip", new Map([["default", tooltip]])],
  ]);
  for (const [key, languages] of read(asList(stored).map(asText)))
    for (const [language, text] of languages) if (fold(language) !== "default") put(locales, key, language, text);
  return write(locales);
}

function put(locales: Locales, key: string, language: string, text: string): void {
  const languages = locales.get(key) ?? new Map<string, string>();
  const known = [...languages.keys()].find((each) => fold(each) === fold(language)) ?? language;
  if (text === "") languages.delete(known);
  else languages.set(known, text);
  locales.set(key, languages);
}

function read(texts: readonly string[]): Locales {
  const locales: Locales = new Map();
  for (const text of texts.filter(Boolean))
    for (const entry of asList(parseJson("LocaleSettings", text))) {
      const key = isObject(entry) ? fold(asText(member(entry, "localeKey"))) : "";
      // The page names DisplayName and Tooltip; other keys are seen in use (Microsoft365DSC's examples).
      if (!isObject(entry) || key === "") throw badArgument("LocaleSettings", "An element needs a localeKey.");
      const languages = locales.get(key) ?? new Map<string, string>();
      for (const setting of asList(member(entry, "Settings")))
        if (isObject(setting)) languages.set(asText(member(setting, "Key")), asText(member(setting, "Value")));
      locales.set(key, languages);
    }
  return locales;
}

const write = (locales: Locales): string[] =>
  [...locales]
    .filter(([, languages]) => languages.size > 0)
    .map(([key, languages]) =>
      JSON.stringify({
        localeKey: canonicalKeys[key] ?? key,
        Settings: [...languages].map(([Key, Value]) => ({ Key, Value })),
      }),
    );
