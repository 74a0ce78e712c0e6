import type { FieldOverlay, ListType } from "../define";
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
  readonly localeKey?: string;
  readonly settings?: readonly { readonly key?: string; readonly value?: string }[];
}

const localesOf = (value: Plain): readonly Locale[] => (Array.isArray(value) ? (value as readonly Locale[]) : []);

/** `displayname/de-de` -> text. The service keeps the texts themselves there too, as the language `default`. */
function textsOf(value: Plain): ReadonlyMap<string, string> {
  const entries = localesOf(value).flatMap((locale) =>
    (locale.settings ?? []).map(
      ({ key, value: translated }) =>
        [`${locale.localeKey ?? ""}/${key ?? ""}`.toLowerCase(), translated ?? ""] as const,
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

/** JSON texts `{"localeKey","Settings":[{"Key","Value"}]}`; a language goes away by an empty value (semantics.md). */
export const LOCALE_SETTINGS: FieldOverlay = {
  description: "Display name and tooltip in other languages.",
  example: [{ localeKey: "DisplayName", settings: [{ key: "de-de", value: "Vertraulich" }] }],
  type: LOCALES,
  read: (object) => {
    const wire = object.get("LocaleSettings");
    return wire === undefined ? undefined : readAs(LOCALES, wire);
  },
  same: sameLocales,
  write: (value, { actual }) => {
    const wanted = textsOf(value);
    const gone = [...textsOf(actual ?? []).keys()].filter((key) => !wanted.has(key) && !key.endsWith("/default"));
    return withRemoved(localesOf(value), gone).map((locale) =>
      JSON.stringify({
        localeKey: locale.localeKey,
        Settings: (locale.settings ?? []).map(({ key, value: translated }) => ({ Key: key, Value: translated ?? "" })),
      }),
    );
  },
};

function withRemoved(locales: readonly Locale[], gone: readonly string[]): readonly Locale[] {
  const removed = gone.map((path) => path.split("/") as [string, string]);
  const known = locales.map((locale) => ({
    ...locale,
    settings: [
      ...(locale.settings ?? []),
      ...removed.filter(([name]) => name === locale.localeKey?.toLowerCase()).map(([, key]) => ({ key, value: "" })),
    ],
  }));
  const others = removed.filter(([name]) => !locales.some((locale) => locale.localeKey?.toLowerCase() === name));
  const names = [...new Set(others.map(([name]) => name))];
  const fresh = names.map((localeKey) => ({
    localeKey,
    settings: others.filter(([name]) => name === localeKey).map(([, key]) => ({ key, value: "" })),
  }));
  return [...known, ...fresh];
}
