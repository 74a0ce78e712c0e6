import type { CheckRule, FieldOverlay, ListType } from "../define";
import { type Canonical, showOf } from "../fields/canonical";
import { readAs } from "../fields/read";
import { isList, isRecord, type Plain, reveal } from "../../values";
import type { WireReader } from "../wire-reader";

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

/** The language under which the service repeats `DisplayName` and `Tooltip`: those two are the only place to say them. */
const isDefault = (language: string): boolean => language.toLowerCase() === "default";

interface Translation {
  readonly language: string;
  readonly text: string;
}

/** What is translated, in the first spelling of its key, and its texts by folded language. */
interface Translated {
  readonly localeKey: string;
  readonly texts: Map<string, Translation>;
}

type Locales = ReadonlyMap<string, Translated>;

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

const recordsIn = (value: unknown): readonly { readonly [key: string]: unknown }[] =>
  isList(value) ? value.filter((item) => isRecord(item)) : [];

/** Keys and languages in any case are one; of what is said twice the last counts. */
function localesOf(value: Plain): Locales {
  const locales = new Map<string, Translated>();
  for (const locale of recordsIn(value)) {
    const localeKey = textOf(locale["localeKey"]);
    const known = locales.get(localeKey.toLowerCase()) ?? { localeKey, texts: new Map<string, Translation>() };
    locales.set(localeKey.toLowerCase(), known);
    for (const setting of recordsIn(locale["settings"])) {
      const language = textOf(setting["key"]);
      const spelled = known.texts.get(language.toLowerCase())?.language ?? language;
      known.texts.set(language.toLowerCase(), { language: spelled, text: textOf(setting["value"]) });
    }
  }
  return locales;
}

/** `displayname/de-de` -> text, of every language but `default`; an empty text is none. */
function translations(value: Plain): ReadonlyMap<string, string> {
  const entries = [...localesOf(value)].flatMap(([key, { texts }]) =>
    [...texts].map(([language, { text }]) => [language, `${key}/${language}`, text] as const),
  );
  return new Map(
    entries.filter(([language, , text]) => text !== "" && !isDefault(language)).map(([, path, text]) => [path, text]),
  );
}

const sameLocales = (a: Plain, b: Plain): boolean => {
  const [first, second] = [translations(a), translations(b)];
  return first.size === second.size && [...first].every(([path, text]) => second.get(path) === text);
};

const returnedLocales = (object: WireReader): Canonical | undefined => {
  const wire = object.get("LocaleSettings");
  return wire === undefined ? undefined : readAs(LOCALES, wire);
};

/** Without the language `default` and without what says nothing. */
function managedLocales(value: Plain): Plain {
  return [...localesOf(value).values()].flatMap(({ localeKey, texts }) => {
    const settings = [...texts.values()]
      .filter(({ language, text }) => text !== "" && !isDefault(language))
      .map(({ language, text }) => ({ key: language, value: text }));
    return settings.length === 0 ? [] : [{ localeKey, settings }];
  });
}

/**
 * JSON texts `{"localeKey","Settings":[{"Key","Value"}]}`; a language goes away by an empty value
 * (docs/service/sensitivity-labels.md#locale-settings).
 */
export const LOCALE_SETTINGS: FieldOverlay = {
  description:
    "Display name and tooltip in other languages. What the language `default` says are `displayName` and `tooltip` themselves.",
  example: [{ localeKey: "DisplayName", settings: [{ key: "de-de", value: "Vertraulich" }] }],
  type: LOCALES,
  read: (object) => {
    const returned = returnedLocales(object);
    return returned === undefined ? undefined : managedLocales(showOf(returned));
  },
  same: (a, b) => sameLocales(showOf(a), showOf(b)),
  // A language is cleared by an empty text, so the list itself is never sent as null.
  clear: { to: "empty" },
  write: (value, { actual }) => wireOf(localesOf(showOf(value)), localesOf(showOf(actual ?? []))),
};

/** Every wanted text once, and an empty one for each language that the service has and nobody wants, in the service's spelling. */
function wireOf(wanted: Locales, existing: Locales): readonly string[] {
  return [...new Set([...wanted.keys(), ...existing.keys()])].flatMap((key) => {
    const own = [...(wanted.get(key)?.texts.values() ?? [])].filter(({ text }) => text !== "");
    const kept = new Set(own.map(({ language }) => language.toLowerCase()));
    const gone = [...(existing.get(key)?.texts.values() ?? [])]
      .filter(({ language, text }) => text !== "" && !kept.has(language.toLowerCase()))
      .map(({ language }) => ({ language, text: "" }));
    const texts = [...own, ...gone].filter(({ language }) => !isDefault(language));
    if (texts.length === 0) return [];
    const Settings = texts.map(({ language, text }) => ({ Key: language, Value: text }));
    return [JSON.stringify({ localeKey: (wanted.get(key) ?? existing.get(key))?.localeKey ?? key, Settings })];
  });
}

/** `localeKey` in lower case -> the property that says it. */
const SAID_BY: { readonly [localeKey: string]: "displayName" | "tooltip" | undefined } = {
  displayname: "displayName",
  tooltip: "tooltip",
};

const sayTheSame = (a: string, b: string): boolean => a.trim() === b.trim();

/** A text under the language `default` that is not the label's own one: it counts for nothing, and people must know. */
export const saidTwice: CheckRule = ({ localeSettings = null, ...inputs }) =>
  recordsIn(reveal(localeSettings)).flatMap((locale, i) => {
    const property = SAID_BY[textOf(locale["localeKey"]).toLowerCase()];
    const own = property === undefined ? "" : textOf(reveal(inputs[property] ?? null));
    return recordsIn(locale["settings"]).flatMap(({ key, value }, j) =>
      own === "" || !isDefault(textOf(key)) || typeof value !== "string" || sayTheSame(value, own)
        ? []
        : [
            {
              property: `localeSettings[${i}].settings[${j}]`,
              reason: `counts for nothing: the language default is ${property ?? ""} itself, which says another text; leave it out`,
              stated: true as const,
            },
          ],
    );
  });

/** Texts of the language `default` that are not what the label itself says. */
export function unexpressedLocales(object: WireReader): readonly string[] {
  return [...localesOf(showOf(returnedLocales(object) ?? []))].flatMap(([key, { localeKey, texts }]) => {
    const text = texts.get("default")?.text ?? "";
    const own = object.text(localeKey) ?? "";
    return text === "" || (SAID_BY[key] !== undefined && sayTheSame(text, own))
      ? []
      : [`LocaleSettings: ${localeKey} default`];
  });
}
