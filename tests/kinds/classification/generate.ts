import fc from "fast-check";
import type { Plain } from "../../../provider/values";

const xml = (name: string, regex: string, level: number): string =>
  `<RulePackage xmlns="http://schemas.microsoft.com/office/2011/mce"><RulePack id="0f0f0f0f-0000-4000-8000-00000000abcd">` +
  `<Version major="1" minor="0" build="0" revision="0"/><Publisher id="619dd8c3-7b80-4998-a312-4df0402bac04"/>` +
  `<Details defaultLangCode="en-us"><LocalizedDetails langcode="en-us"><PublisherName>Contoso</PublisherName>` +
  `<Name>${name}</Name><Description>d</Description></LocalizedDetails></Details></RulePack><Rules>` +
  `<Entity id="e1cc861e-3fe9-4a58-82df-4bd259eab378" patternsProximity="300" recommendedConfidence="75">` +
  `<Pattern confidenceLevel="${level}"><IdMatch idRef="r"/></Pattern></Entity><Regex id="r">${regex}</Regex>` +
  `<LocalizedStrings><Resource idRef="e1cc861e-3fe9-4a58-82df-4bd259eab378"><Name default="true" langcode="en-us">${name}` +
  `</Name></Resource></LocalizedStrings></Rules></RulePackage>`;

/** Packages of one GUID as XML. */
export const packageFile: fc.Arbitrary<Plain> = fc
  .tuple(
    fc.constantFrom("Größen", "A &amp; B"),
    fc.constantFrom("\\bE-\\d{6}\\b", "a&lt;b"),
    fc.constantFrom(65, 75, 85),
  )
  .map((parts) => xml(...parts));

const word = fc.constantFrom("employee", "Mitarbeiter", "a, b & <c>", 'say "no"', "R&D");
const keywords = fc.record(
  {
    keywords: fc.uniqueArray(word, { minLength: 1, maxLength: 3 }),
    matchStyle: fc.constantFrom("word", "string"),
    caseSensitive: fc.boolean(),
  },
  { requiredKeys: ["keywords"], noNullPrototype: true },
);
const regex = fc.constantFrom("\\bE-\\d{6}\\b", "[A-Z]{2}\\d{4}", "(?:^|(?<=\\s))X\\d{3}", "<&>");
const found: fc.Arbitrary<{ readonly [key: string]: Plain }> = fc.oneof(
  keywords,
  regex.map((one) => ({ regex: one })),
  fc.constantFrom("Func_us_date", "Func_credit_card").map((builtIn) => ({ builtIn })),
);
const supporting = fc
  .tuple(
    found,
    fc.record({ minCount: fc.integer({ min: 1, max: 3 }), uniqueResults: fc.boolean() }, { requiredKeys: [] }),
  )
  .map(([one, counts]): Plain => ({ ...one, ...counts }));
const group = fc
  .array(supporting, { minLength: 1, maxLength: 3 })
  .chain((elements) =>
    fc
      .integer({ min: 0, max: elements.length })
      .map((minMatches): Plain => ({ elements, minMatches, maxMatches: elements.length })),
  );
const pattern = fc
  .tuple(
    fc.oneof(
      regex.map((one): { readonly [key: string]: Plain } => ({ regex: one })),
      found.map((primary) => ({ primary })),
    ),
    fc.record(
      {
        keywords: fc.uniqueArray(word, { minLength: 1, maxLength: 3 }),
        supporting: fc.array(supporting, { minLength: 1, maxLength: 2 }),
        groups: fc.array(group, { minLength: 1, maxLength: 2 }),
      },
      { requiredKeys: [] },
    ),
  )
  .map(([main, rest]) => ({ ...main, ...rest }));

const patterns = fc
  .array(pattern, { minLength: 1, maxLength: 3 })
  .map((all) => all.map((one, index): Plain => ({ ...one, confidence: 65 + 10 * index })));

const type = fc.record(
  {
    patterns,
    description: fc.constantFrom("What it finds", "Größe"),
    proximity: fc.constantFrom(50, 300, "unlimited"),
    recommendedConfidence: fc.constantFrom(65, 85),
    localizedNames: fc.constantFrom({ "de-de": "Personalnummer" }, { "fr-fr": "Numéro" }),
  },
  { requiredKeys: ["patterns"], noNullPrototype: true },
);

/** Valid declarations of one package. */
export const declaredPackage: fc.Arbitrary<Plain> = fc.array(type, { minLength: 1, maxLength: 2 }).map((types) => ({
  name: "Contoso types",
  publisher: "Contoso",
  id: "0f0f0f0f-0000-4000-8000-00000000abcd",
  sensitiveInformationTypes: types.map((one, index) => ({ ...one, name: `Type ${index}` })) as Plain,
}));

/** Terms that survive a round trip. */
export const dictionaryTerms: fc.Arbitrary<readonly string[]> = fc.uniqueArray(
  fc.constantFrom("Aurora", "Borealis", "Größe", "two words", "o'brien", "R&D"),
  { minLength: 1, maxLength: 5 },
);

const columns = fc
  .uniqueArray(fc.constantFrom("PatientID", "MRN", "LastName", "DOB"), { minLength: 1, maxLength: 4 })
  .chain((names) =>
    fc.tuple(
      ...names.map((name, index) =>
        fc
          .record(
            { caseInsensitive: fc.boolean(), ignoredDelimiters: fc.constantFrom("-,/", "*") },
            { requiredKeys: [], noNullPrototype: true },
          )
          .map((more) => ({ name, ...more, searchable: index === 0 })),
      ),
    ),
  );

/** Schemas of one name. */
export const dataStore: fc.Arbitrary<Plain> = fc
  .tuple(columns, fc.constantFrom("Patients", "Patients of <all> clinics"))
  .map(([fields, description]): Plain => ({ name: "patients", description, fields }));

export const schemaFile: fc.Arbitrary<Plain> = fc
  .tuple(fc.constantFrom("PatientID", "MRN"), fc.boolean())
  .map(
    ([field, other]) =>
      `<EdmSchema xmlns="http://schemas.microsoft.com/office/2018/edm"><DataStore name="patients" description="d" version="1">` +
      `<Field name="${field}" searchable="true"/><Field name="Other" searchable="${other}"/></DataStore></EdmSchema>`,
  );
