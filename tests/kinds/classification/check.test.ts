import assert from "node:assert/strict";
import fc from "fast-check";
import { dlpSensitiveInformationTypeRulePackage as kind } from "../../../provider/kinds/classification/dlp-sensitive-information-type-rule-package";
import { checkInputs } from "../../../provider/lifecycle/check/inputs";
import { planCreate } from "../../../provider/lifecycle/plan/plan";
import type { Plain } from "../../../provider/values";
import { declaredPackage } from "./generate";
import { HANDWRITTEN, sentText } from "./packages";

type Fields = { readonly [property: string]: Plain };

const declared = (type: Fields, more: Fields = {}): Plain => ({
  name: "Contoso types",
  publisher: "Contoso",
  sensitiveInformationTypes: [{ name: "Staff number", patterns: [{ confidence: 85, regex: "\\d{6}" }], ...type }],
  ...more,
});

const pattern = (fields: Fields): Plain => declared({ patterns: [{ confidence: 85, regex: "\\d{6}", ...fields }] });

const failuresOf = (rulePackage: Plain): readonly string[] =>
  checkInputs(kind, { rulePackage }, {}).failures.map(({ property, reason }) => `${property} ${reason}`);

const TYPE = "rulePackage.sensitiveInformationTypes[0]";

describe("check of a declared rule package", () => {
  const faults: readonly (readonly [what: string, value: Plain, failure: string])[] = [
    [
      "a name of 65 characters",
      declared({}, { name: "n".repeat(65) }),
      "rulePackage.name must have at most 64 characters",
    ],
    ["a version of letters", declared({}, { version: "1.x" }), "rulePackage.version must be up to four numbers"],
    ["a GUID that is none", declared({}, { id: "mine" }), "rulePackage.id must be a GUID"],
    [
      "no types",
      declared({}, { sensitiveInformationTypes: [] }),
      "rulePackage.sensitiveInformationTypes must have at least one type",
    ],
    ["no patterns", declared({ patterns: [] }), `${TYPE}.patterns must have at least one pattern`],
    ["a proximity of 0", declared({ proximity: 0 }), `${TYPE}.proximity must be at least 1`],
    ["a confidence of 101", pattern({ confidence: 101 }), `${TYPE}.patterns[0].confidence must be from 1 to 100`],
    ["nothing to find", declared({ patterns: [{ confidence: 85 }] }), `${TYPE}.patterns[0] must have regex or primary`],
    [
      "two primary elements",
      pattern({ primary: { regex: "x" } }),
      `${TYPE}.patterns[0].primary must not be declared next to regex`,
    ],
    [
      "an element of two kinds",
      pattern({ supporting: [{ regex: "x", builtIn: "Func_us_date" }] }),
      `${TYPE}.patterns[0].supporting[0] must have exactly one of`,
    ],
    [
      "a catastrophic expression",
      pattern({ regex: "(a+)+" }),
      `${TYPE}.patterns[0].regex repeats the group (a+) without an upper limit`,
    ],
    [
      "a group that wants more than it has",
      pattern({ groups: [{ minMatches: 2, elements: [{ keywords: ["x"] }] }] }),
      `${TYPE}.patterns[0].groups[0].minMatches must be at most 1`,
    ],
    [
      "a group of which none may be found, by half",
      pattern({ groups: [{ maxMatches: 0, elements: [{ keywords: ["x"] }] }] }),
      `${TYPE}.patterns[0].groups[0].maxMatches must be at least minMatches (1)`,
    ],
    [
      "a count of a primary element",
      declared({ patterns: [{ confidence: 85, primary: { regex: "x", minCount: 2 } }] }),
      `${TYPE}.patterns[0].primary.minCount is not for a primary element`,
    ],
    [
      "a match style of an expression",
      pattern({ supporting: [{ regex: "x", matchStyle: "word" }] }),
      `${TYPE}.patterns[0].supporting[0].matchStyle is for keywords only`,
    ],
    [
      "a misspelled member",
      pattern({ keyword: ["x"] }),
      `${TYPE}.patterns[0].keyword is not known here (did you mean "keywords"?)`,
    ],
  ];
  for (const [what, value, failure] of faults)
    it(`finds ${what}, and says where`, () => {
      const found = failuresOf(value);
      assert.ok(
        found.some((one) => one.startsWith(failure.slice(0, -1))),
        found.join("\n"),
      );
    });

  it("finds two types of one name", () => {
    const type = { name: "A", patterns: [{ confidence: 85, regex: "x" }] };
    assert.deepEqual(failuresOf(declared({}, { sensitiveInformationTypes: [type, { ...type, name: "a" }] })), [
      `rulePackage.sensitiveInformationTypes[1].name is the same as that of ${TYPE}`,
    ]);
  });

  it("only warns about limits of a page", () => {
    const { failures, warnings } = checkInputs(kind, { rulePackage: pattern({ keywords: ["k".repeat(51)] }) }, {});
    assert.deepEqual(failures, []);
    assert.match(
      warnings[0]?.reason ?? "",
      /should have at most 50 characters, not 51; put longer ones into a DlpKeywordDictionary/,
    );
  });

  it("refuses XML next to the declaration", () => {
    const { failures } = checkInputs(kind, { rulePackage: declared({}), fileData: HANDWRITTEN }, {});
    assert.deepEqual(
      failures.map(({ property }) => property),
      ["rulePackage"],
    );
  });

  it("takes every valid declaration, and the XML that comes of it", () => {
    fc.assert(
      fc.property(declaredPackage, (rulePackage) => {
        assert.deepEqual(failuresOf(rulePackage), []);
        const plan = planCreate(kind, { desired: { rulePackage }, resolve: () => undefined });
        const fileData = sentText(plan.steps[0]?.call.parameters["FileData"]);
        assert.deepEqual(checkInputs(kind, { fileData }, {}).failures, []);
      }),
      { numRuns: 50 },
    );
  });
});

describe("check of a rule package as XML", () => {
  const failures = (fileData: string): string =>
    checkInputs(kind, { fileData }, {})
      .failures.map(({ reason }) => reason)
      .join("\n");

  it("takes what the schema takes", () => {
    assert.equal(failures(HANDWRITTEN), "");
  });

  for (const [what, xml, reason] of [
    ["no XML", "Staff numbers", /must be the XML of a rule package: it does not start with an element/],
    [
      "an element that is not closed",
      HANDWRITTEN.replace("</Rules>", ""),
      /must be the XML of a rule package: line \d+/,
    ],
    ["a document type", `<!DOCTYPE a>${HANDWRITTEN.replace(/^<\?xml.*\?>/, "")}`, /document type declaration/],
    ["another document", "<EdmSchema/>", /must be a rule package/],
    ["an id that is no GUID", HANDWRITTEN.replace("DAD86A92-", "x"), /GUID as id of its RulePack/],
    [
      "a type without a name",
      HANDWRITTEN.replace(/<Resource[\s\S]*<\/Resource>/, ""),
      /must have a Resource with the name of the type e1cc861e/,
    ],
    [
      "a name without a type",
      HANDWRITTEN.replace('Entity id="E1CC861E', 'Entity id="E1CC861F'),
      /has a Resource for e1cc861e/,
    ],
    [
      "a confidence of 0",
      HANDWRITTEN.replace('confidenceLevel="60"', 'confidenceLevel="0"'),
      /confidenceLevel from 1 to 100/,
    ],
    [
      "a pattern that finds nothing",
      HANDWRITTEN.replace('<IdMatch idRef="Regex_staff"/></Pattern>', "</Pattern>"),
      /exactly one IdMatch/,
    ],
    [
      "two elements of one id",
      HANDWRITTEN.replace('Keyword_badge">', 'Keyword_staff">'),
      /two elements with the id "Keyword_staff"/,
    ],
  ] as const)
    it(`finds ${what}`, () => {
      assert.match(failures(xml), reason);
    });

  it("only warns about an expression that the service refuses today: a tenant's package may be older", () => {
    const fileData = HANDWRITTEN.replace("(\\d{9})", "(\\d+)");
    const { failures: found, warnings } = checkInputs(kind, { fileData }, {});
    assert.deepEqual(found, []);
    assert.match(warnings[0]?.reason ?? "", /Regex "Regex_staff" has \\d\+ in the group/);
  });
});
