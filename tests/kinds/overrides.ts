import fc from "fast-check";
import type { Overrides } from "./generate";
import { targetsOf } from "./generate";
import type { Plain } from "../../provider/values";

const translations = fc
  .uniqueArray(fc.constantFrom("de-de", "fr-fr", "pt-br"), { minLength: 1, maxLength: 3 })
  .chain((languages) =>
    fc.tuple(
      ...languages.map((key) => fc.constantFrom("Öffentlich", "a: [b], c", "Größe").map((value) => ({ key, value }))),
    ),
  );

const locales: fc.Arbitrary<Plain> = fc
  .uniqueArray(fc.constantFrom("DisplayName", "Tooltip"), { minLength: 1 })
  .chain((keys) => fc.tuple(...keys.map((localeKey) => translations.map((settings) => ({ localeKey, settings })))));

const rights: fc.Arbitrary<Plain> = fc
  .uniqueArray(fc.constantFrom("contoso.com", "ann@contoso.com", "AuthenticatedUsers"), { minLength: 1 })
  .chain((who) =>
    fc.tuple(...who.map((identity) => fc.constantFrom("VIEW", "VIEW,EDIT", "OWNER").map((r) => `${identity}:${r}`))),
  )
  .map((parts) => parts.join(";"));

const settings: fc.Arbitrary<Plain> = fc.record(
  {
    color: fc.constantFrom("#40e0d0", "#FF0000"),
    SMimeSign: fc.boolean(),
    DefaultSubLabelId: fc.constantFrom(...targetsOf("Label").flatMap(({ id, name }) => [id, name])),
    "with space": fc.constantFrom("value, with comma", "[brackets]"),
  },
  { requiredKeys: ["color"], noNullPrototype: true },
);

/** Values that the generic generators cannot know, by noun and property. */
export const OVERRIDES: Overrides = {
  Label: { localeSettings: locales, encryptionRightsDefinitions: rights, advancedSettings: settings },
  LabelPolicy: { advancedSettings: settings },
};
