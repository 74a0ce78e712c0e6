import assert from "node:assert/strict";
import { label } from "../../provider/kinds/sensitivity-labels/label";
import { WireReader } from "../../provider/kinds/wire-reader";
import { checkInputs } from "../../provider/lifecycle/check/inputs";
import { sameValue } from "../../provider/lifecycle/object/state";
import type { Plain, Properties, WireObject } from "../../provider/values";

const resolve = () => undefined;
const fieldOf = (property: string) => {
  const field = label.field(property);
  assert.ok(field);
  return field;
};
const locales = fieldOf("localeSettings");
const rights = fieldOf("encryptionRightsDefinitions");

const localeText = (localeKey: string, texts: Readonly<Record<string, string>>): string =>
  JSON.stringify({ localeKey, Settings: Object.entries(texts).map(([Key, Value]) => ({ Key, Value })) });
const declaredLocale = (localeKey: string, texts: Readonly<Record<string, string>>) => ({
  localeKey,
  settings: Object.entries(texts).map(([key, value]) => ({ key, value })),
});
const readLocales = (...texts: readonly string[]): Plain =>
  locales.read(new WireReader({ LocaleSettings: texts })) as Plain;
const sent = (wanted: readonly Plain[], ...existing: readonly string[]): readonly unknown[] => {
  const wire = locales.write?.(wanted, { resolve, act: "update", actual: readLocales(...existing) });
  assert.ok(Array.isArray(wire));
  return wire.map((text) => JSON.parse(String(text)) as unknown);
};

describe("the texts of a label in other languages", () => {
  it("are read without the language default, whose texts are the label's own", () => {
    const read = readLocales(
      localeText("displayName", { default: "Secret", "de-DE": "Geheim" }),
      localeText("tooltip", { default: "t" }),
    );
    assert.deepEqual(read, [declaredLocale("DisplayName", { "de-DE": "Geheim" })]);
  });

  it("send every language once, and an empty text for each that is gone", () => {
    assert.deepEqual(
      sent(
        [declaredLocale("DisplayName", { "de-DE": "Vertraulich", "fr-FR": "", default: "Secret" })],
        localeText("displayName", { default: "Secret", "de-de": "Geheim", "fr-fr": "Secret", "ja-JP": "秘密" }),
      ),
      [
        {
          localeKey: "DisplayName",
          Settings: [
            { Key: "de-DE", Value: "Vertraulich" },
            { Key: "fr-fr", Value: "" },
            { Key: "ja-JP", Value: "" },
          ],
        },
      ],
    );
  });

  for (const emptied of [[], [declaredLocale("Tooltip", {})], [declaredLocale("Tooltip", { "de-de": "" })]])
    it(`are cleared by ${JSON.stringify(emptied)}`, () => {
      assert.deepEqual(sent(emptied, localeText("tooltip", { "de-DE": "Nur für uns" })), [
        { localeKey: "Tooltip", Settings: [{ Key: "de-DE", Value: "" }] },
      ]);
    });

  it("are the same whatever the service holds under the language default", () => {
    const same = sameValue(locales, resolve);
    assert.ok(
      same(
        [declaredLocale("DisplayName", { default: "New" })],
        readLocales(localeText("displayName", { default: "Old" })),
      ),
    );
  });

  it("warn where a program says another text under the language default than the property does", () => {
    const { failures, warnings } = checkInputs(
      label,
      {
        name: "a",
        displayName: "Renamed",
        tooltip: "t",
        localeSettings: [
          declaredLocale("DisplayName", { "de-de": "x", default: "Secret" }),
          declaredLocale("Tooltip", { default: "t " }),
        ],
      },
      {},
    );
    assert.deepEqual(failures, []);
    assert.deepEqual(
      warnings.map(({ property }) => property),
      ["localeSettings[0].settings[1]"],
    );
    assert.match(warnings[0]?.reason ?? "", /displayName itself/);
  });
});

describe("rights of encryption", () => {
  const TEXT = "contoso.com:VIEW,EDIT;ann@contoso.com:OWNER";
  const FORMS: readonly (readonly [string, Plain])[] = [
    ["the cmdlets' text", "ann@contoso.com:OWNER; Contoso.com: edit, view"],
    [
      "the JSON text of Get-Label",
      '[{"Identity":"contoso.com","Rights":"VIEW,EDIT"},{"Identity":"ann@contoso.com","Rights":"OWNER"}]',
    ],
    [
      "a list of objects",
      [
        { identity: "contoso.com", rights: ["VIEW", "EDIT"] },
        { Identity: "ann@contoso.com", Rights: "OWNER" },
      ],
    ],
    ["an object by identity", { "contoso.com": "VIEW,EDIT", "ann@contoso.com": ["OWNER"] }],
    ["a list of texts", ["contoso.com:VIEW,EDIT", "ann@contoso.com:OWNER"]],
    ["an identity that is said twice", "contoso.com:VIEW;contoso.com:EDIT;ann@contoso.com:OWNER"],
  ];
  const checked = (value: Plain) =>
    checkInputs(
      label,
      {
        name: "a",
        displayName: "a",
        tooltip: "t",
        encryptionEnabled: true,
        encryptionProtectionType: "Template",
        encryptionRightsDefinitions: value,
      } satisfies Properties,
      {},
    );

  for (const [title, value] of FORMS)
    it(`may be declared as ${title}`, () => {
      assert.deepEqual(checked(value).failures, []);
      assert.deepEqual(checked(value).warnings, []);
      assert.ok(sameValue(rights, resolve)(value, TEXT), title);
      const wire = String(rights.write?.(value, { resolve, act: "create" }));
      assert.match(wire, /^[^:;]+:[A-Za-z,]+(;[^:;]+:[A-Za-z,]+)+$/);
      assert.ok(sameValue(rights, resolve)(wire, TEXT), wire);
    });

  it("are read from whatever Get returns as the text that New and Set take", () => {
    const wire: WireObject = {
      LabelActions: [
        JSON.stringify({
          Type: "encrypt",
          SubType: null,
          Settings: [{ Key: "rightsdefinitions", Value: FORMS[1]?.[1] }],
        }),
      ],
    };
    assert.equal(rights.read(new WireReader(wire)), TEXT);
  });

  for (const value of ["VIEW,EDIT", ":VIEW", "contoso.com:", [{ identity: "contoso.com" }], 5, '[{"Identity":"x"']) {
    it(`are refused before anything is sent where they are ${JSON.stringify(value)}`, () => {
      const { failures } = checked(value);
      assert.equal(failures.length, 1, JSON.stringify(failures));
      assert.match(failures[0]?.reason ?? "", /^must say who has which rights/);
    });
  }

  it("warn of a right that Microsoft's page does not list", () => {
    const { failures, warnings } = checked("contoso.com:VIEW,WINK");
    assert.deepEqual(failures, []);
    assert.match(warnings[0]?.reason ?? "", /not "WINK" \(stated by https:\/\/learn\.microsoft\.com/);
  });
});
