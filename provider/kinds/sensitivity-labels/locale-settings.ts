import type { FieldOverlay, ListType } from "../define";
import { showOf } from "../fields/canonical";
import { readAs } from "../fields/read";
import type { Plain } from "../../values";

const LOCALES: ListType = {
  type: "list",
  of: {
    type: "object",
    name: "LabelLocaleSetting",
    fields: [
      {
        property: "localeKey",
        type: { type: "enum", values: ["DisplayName", "Tooltip"], open: true },
        required: true,
        description: "What is translated: `DisplayName` or `Tooltip`.",
      },
      {
        property: "settings",
        type: {
          type: "list",
          of: {
            type: "object",
            name: "LabelTranslation",
            fields: [
              {
                property: "key",
                type: { type: "string", format: "name" },
                required: true,
                description: "Language, e.g. `de-de`.",
              },
              {
                property: "value",
                type: { type: "string" },
                required: true,
                description: "The text in that language.",
              },
            ],
          },
        },
        required: true,
        description: "The text by language.",
      },
    ],
  },
};

interface Locale {
  readonly localeKey?: string | undefined;
  readonly settings?: readonly { readonly key?: string | undefined; readonly value?: string | undefined }[];
}

const localesOf = (value: Plain): readonly Locale[] => (Array.isArray(value) ? (value as readonly Locale[]) : []);

const pathOf = (localeKey: string | undefined, language: string | undefined): string =>
  `${localeKey ?? ""}/${language ?? ""}`.toLowerCase();

const isDefault = (language: string | undefined): boolean => language?.toLowerCase() === "default";

/** `displayname/de-de` -> text. The service keeps the texts themselves there too, as the language `default`. */
function textsOf(value: Plain): ReadonlyMap<string, string> {
  const entries = localesOf(value).flatMap((locale) =>
    (locale.settings ?? []).map(
      ({ key, value: translated }) => [pathOf(locale.localeKey, key), translated ?? ""] as const,
    ),
  );
  return new Map(entries.filter(([, translated]) => translated !== ""));
}

const sameLocales = (a: Plain, b: Plain): boolean => {
  const [first, second] = [textsOf(a), textsOf(b)];
  const keys = new Set([...first.keys(), ...second.keys()]);
  return [...keys].every(
    (key) => first.get(key) === second.get(key) || (key.endsWith("/default") && first.has(key) !== second.has(key)),
  );
};

/**
 * JSON texts `{"localeKey","Settings":[{"Key","Value"}]}`; a language goes away by an empty value
 * (docs/service/sensitivity-labels.md#locale-settings).
 */
export const LOCALE_SETTINGS: FieldOverlay = {
  description: "Display name and tooltip in other languages.",
  example: [{ localeKey: "DisplayName", settings: [{ key: "de-de", value: "Vertraulich" }] }],
  type: LOCALES,
  read: (object) => {
    const wire = object.get("LocaleSettings");
    return wire === undefined ? undefined : readAs(LOCALES, wire);
  },
  same: (a, b) => sameLocales(showOf(a), showOf(b)),
  // A language is cleared by an empty text, so the list itself is never sent as null.
  clear: { to: "empty" },
  write: (value, { actual }) => {
    const locales = localesOf(showOf(value));
    const wanted = textsOf(showOf(value));
    return withRemoved(locales, goneFrom(localesOf(showOf(actual ?? [])), wanted)).map((locale) =>
      JSON.stringify({
        localeKey: locale.localeKey,
        Settings: (locale.settings ?? []).map(({ key, value: translated }) => ({ Key: key, Value: translated ?? "" })),
      }),
    );
  },
};

/** Languages that the service has and nobody wants, in the service's spelling, with empty texts. */
function goneFrom(existing: readonly Locale[], wanted: ReadonlyMap<string, string>): readonly Locale[] {
  return existing
    .map(({ localeKey, settings }) => ({
      localeKey,
      settings: (settings ?? [])
        .filter(({ key }) => !isDefault(key) && !wanted.has(pathOf(localeKey, key)))
        .map(({ key }) => ({ key, value: "" })),
    }))
    .filter(({ settings }) => settings.length > 0);
}

function withRemoved(locales: readonly Locale[], gone: readonly Locale[]): readonly Locale[] {
  const sameKey = (a: Locale, b: Locale): boolean => a.localeKey?.toLowerCase() === b.localeKey?.toLowerCase();
  const known = locales.map((locale) => ({
    ...locale,
    settings: [
      ...(locale.settings ?? []),
      ...gone.filter((other) => sameKey(other, locale)).flatMap(({ settings }) => settings ?? []),
    ],
  }));
  return [...known, ...gone.filter((other) => !locales.some((locale) => sameKey(other, locale)))];
}
