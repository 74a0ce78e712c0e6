import assert from "node:assert/strict";
import { dlpSensitiveInformationTypeRulePackage as kind } from "../../../provider/kinds/classification/dlp-sensitive-information-type-rule-package";
import { checkInputs } from "../../../provider/lifecycle/check/inputs";
import { diffProperties } from "../../../provider/lifecycle/diff/properties";
import { minimalInputs, readObject } from "../../../provider/lifecycle/object/state";
import { unexpressed } from "../../../provider/lifecycle/object/unexpressed";
import { planCreate, planDelete, planUpdate } from "../../../provider/lifecycle/plan/plan";
import { type Plain, type Properties, UNKNOWN, type WireObject } from "../../../provider/values";
import { asReturned, base64Utf16, HANDWRITTEN, sentText } from "./packages";

const resolve = () => undefined;
const ID = "dad86a92-ab18-43bb-ab35-96f7c594adaa";

/** As a tenant's list shows it: `Name` is blank, and there is no `Guid` (docs/service/classification.md#rule-package-read). */
const returned = (xml: string): WireObject => ({
  Identity: ID,
  Name: "",
  RuleCollectionName: "Staff numbers",
  LocalizedName: "Staff numbers",
  Description: "What our staff numbers look like.",
  Publisher: "Fabrikam & Sons",
  Version: "1.0.0.0",
  IsEncrypted: false,
  rulePackSize: 4096,
  ClassificationRuleCollectionXml: asReturned(xml),
  SerializedClassificationRuleCollection: base64Utf16(asReturned(xml)),
});

const changes = (desired: Properties, wire: WireObject, before: Properties = desired) =>
  diffProperties(kind, {
    declaredBefore: Object.keys(before),
    desired,
    recorded: before,
    actual: readObject(kind, wire),
    ignored: [],
    resolve,
  });

const sent = (desired: Properties, wire: WireObject): string => {
  const actual = readObject(kind, wire);
  const plan = planUpdate(kind, { id: ID, desired, actual, changes: changes(desired, wire), resolve });
  assert.deepEqual(
    plan.steps.map(({ call }) => [call.cmdlet, Object.keys(call.parameters)]),
    [["Set-DlpSensitiveInformationTypeRulePackage", ["FileData"]]],
  );
  return sentText(plan.steps[0]?.call.parameters["FileData"]);
};

const edited = HANDWRITTEN.replace("credit card", "debit card");

const STAFF: { readonly [property: string]: Plain } = {
  name: "Contoso types",
  publisher: "Contoso",
  sensitiveInformationTypes: [
    {
      name: "Contoso staff number",
      patterns: [
        { confidence: 85, regex: "\\bE-\\d{6}\\b", keywords: ["employee", "badge"] },
        { confidence: 65, regex: "\\bE-\\d{6}\\b" },
      ],
    },
  ],
};

describe("a rule package as XML", () => {
  it("is the object whose GUID its RulePack has, by text, by a file's bytes and as Get returns it", () => {
    for (const fileData of [HANDWRITTEN, `\uFEFF${HANDWRITTEN}`, base64Utf16(HANDWRITTEN)])
      assert.equal(kind.declaredId?.({ fileData }), ID);
    assert.equal(kind.declaredId?.({ fileData: UNKNOWN }), undefined);
    const { id, guid, name } = readObject(kind, { ...returned(HANDWRITTEN), Identity: "Config\\Staff numbers" });
    assert.deepEqual([id, guid, name], [ID, ID, "Staff numbers"]);
    const { ClassificationRuleCollectionXml: _, ...onlyBytes } = returned(HANDWRITTEN);
    assert.equal(readObject(kind, onlyBytes).id, ID);
  });

  it("is sent as UTF-16 with a mark, and says so itself", () => {
    const [step] = planCreate(kind, { desired: { fileData: HANDWRITTEN.replace("UTF-16", "utf-8") }, resolve }).steps;
    const { Data } = step?.call.parameters["FileData"] as { readonly Data: readonly number[] };
    assert.deepEqual(Data.slice(0, 6), [0xff, 0xfe, 0x3c, 0, 0x3f, 0]);
    assert.match(sentText(step?.call.parameters["FileData"]), /^<\?xml version="1.0" encoding="utf-16"\?>/);
  });

  it("is equal to what the service makes of it: order, whitespace, comments, version and additions do not count", () => {
    assert.deepEqual(changes({ fileData: HANDWRITTEN }, returned(HANDWRITTEN)), []);
    const other = HANDWRITTEN.replace(
      /(<Keyword id="Keyword_badge">.*<\/Keyword>)\s*(<Keyword id="Keyword_other">.*<\/Keyword>)/,
      "$2$1",
    )
      .replace(
        "<Term>Identification</Term><Term>Fabrikam staff</Term>",
        "<Term>Fabrikam staff</Term><Term>Identification</Term>",
      )
      .replace('major="1"', 'major="7"')
      .replace(ID.toUpperCase(), ID);
    assert.notEqual(other, HANDWRITTEN);
    assert.deepEqual(changes({ fileData: other }, returned(HANDWRITTEN)), []);
  });

  for (const [what, from, to] of [
    ["a term", "credit card", "debit card"],
    ["the case of a term", "credit card", "Credit card"],
    ["an expression", "\\d{9}", "\\d{8}"],
    ["the confidence of a pattern", 'confidenceLevel="60"', 'confidenceLevel="65"'],
    ["the proximity", 'patternsProximity="300"', 'patternsProximity="100"'],
    ["a count", 'minCount="2"', 'minCount="3"'],
    ["a match style", 'matchStyle="string"', 'matchStyle="word"'],
    ["a name", ">Staff number<", ">Staff no.<"],
    ["the publisher", "Fabrikam &amp; Sons", "Fabrikam"],
  ] as const)
    it(`differs by ${what}, in either direction`, () => {
      const other = HANDWRITTEN.replace(from, to);
      assert.notEqual(other, HANDWRITTEN);
      for (const [desired, wire] of [
        [HANDWRITTEN, other],
        [other, HANDWRITTEN],
      ] as const)
        assert.deepEqual(
          changes({ fileData: desired }, returned(wire)).map(({ property, replaces }) => [property, replaces]),
          [["fileData", false]],
        );
    });

  it("differs by what it declares beyond the schema, and not by what the service adds", () => {
    const relaxed = HANDWRITTEN.replace("<Entity ", '<Entity relaxProximity="true" ');
    assert.equal(changes({ fileData: relaxed }, returned(HANDWRITTEN)).length, 1);
    const added = { ClassificationRuleCollectionXml: relaxed };
    assert.deepEqual(changes({ fileData: HANDWRITTEN }, added), []);
    assert.deepEqual(changes({ fileData: relaxed }, added), []);
  });

  it("is sent with the next version when its content changed, and with its own where that is higher", () => {
    assert.match(
      sent({ fileData: edited }, returned(HANDWRITTEN)),
      /<Version major="1" minor="0" build="0" revision="1"\/>/,
    );
    const own = edited.replace('major="1"', 'major="2"');
    assert.match(sent({ fileData: own }, returned(HANDWRITTEN)), /<Version (?=[^>]*major="2")(?=[^>]*revision="0")/);
    const full = HANDWRITTEN.replace('revision="0"', 'revision="65535"');
    assert.match(sent({ fileData: edited }, returned(full)), /build="1" revision="0"/);
  });

  it("is another object under another GUID, which is not replaced unless that is allowed", () => {
    const fileData = HANDWRITTEN.replace(/DAD86A92/, "DAD86A93");
    assert.deepEqual(
      changes({ fileData }, returned(HANDWRITTEN), { fileData: HANDWRITTEN }).map(({ replaces }) => replaces),
      [true],
    );
    assert.ok(kind.preventReplace);
  });

  it("is removed by its GUID", () => {
    const actual = readObject(kind, returned(HANDWRITTEN));
    const plan = planDelete(kind, { id: ID, recorded: { fileData: HANDWRITTEN }, actual, resolve });
    assert.deepEqual(
      plan.steps.map(({ call }) => call),
      [{ cmdlet: "Remove-DlpSensitiveInformationTypeRulePackage", parameters: { Identity: ID, Confirm: false } }],
    );
  });

  it("of Microsoft, and the one that holds fingerprints, cannot be changed", () => {
    const microsoft = HANDWRITTEN.replace(
      "DAD86A92-AB18-43BB-AB35-96F7C594ADAA",
      "00000000-0000-0000-0000-000000000000",
    );
    assert.ok(readObject(kind, { ...returned(microsoft), Identity: "" }).builtIn);
    assert.ok(readObject(kind, { RuleCollectionName: "Microsoft Rule Package" }).builtIn);
    assert.ok(
      !readObject(kind, { ...returned(HANDWRITTEN), RuleCollectionName: "Microsoft.SCCManaged.CustomRulePack" })
        .builtIn,
    );
  });

  it("is imported as a declaration where that says all, and as XML where it does not", () => {
    const plain = HANDWRITTEN.replace('<Term caseSensitive="true">ID</Term>', "<Term>badge</Term>");
    for (const [xml, property] of [
      [plain, "rulePackage"],
      [HANDWRITTEN, "fileData"],
    ] as const) {
      const wire = returned(xml);
      const inputs = minimalInputs(kind, readObject(kind, wire), resolve);
      assert.deepEqual(Object.keys(inputs), [property]);
      assert.deepEqual(checkInputs(kind, inputs, {}).failures, []);
      assert.deepEqual(changes(inputs, wire), []);
      assert.deepEqual(unexpressed(kind, { wire, inputs, resolve }), []);
    }
  });
});

describe("a declared rule package", () => {
  const id = String(kind.declaredId?.({ rulePackage: STAFF }));
  const built = (rulePackage: Plain): string =>
    sentText(planCreate(kind, { desired: { rulePackage }, resolve }).steps[0]?.call.parameters["FileData"]);

  it("has the same GUIDs every time, and others under other names", () => {
    assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.equal(kind.declaredId?.({ rulePackage: { ...STAFF, sensitiveInformationTypes: [] } }), id);
    assert.notEqual(kind.declaredId?.({ rulePackage: { ...STAFF, publisher: "Fabrikam" } }), id);
    assert.equal(built(STAFF), built(STAFF));
  });

  it("keeps the GUIDs that it names", () => {
    const xml = built({ ...STAFF, id: "{0AD86A92-AB18-43BB-AB35-96F7C594ADAB}" });
    assert.match(xml, /<RulePack id="0ad86a92-ab18-43bb-ab35-96f7c594adab">/);
  });

  it("is known to a preview that does not know all of it yet", () => {
    const dictionary = { confidence: 75, primary: { dictionary: UNKNOWN } };
    const rulePackage = { ...STAFF, sensitiveInformationTypes: [{ name: "Project", patterns: [dictionary] }] };
    assert.equal(kind.declaredId?.({ rulePackage }), id);
    assert.deepEqual(checkInputs(kind, { rulePackage }, {}).failures, []);
  });

  it("becomes XML that the documented schema takes", () => {
    const fileData = built(STAFF);
    const checked = checkInputs(kind, { fileData }, {});
    assert.deepEqual([checked.failures, checked.warnings], [[], []]);
    assert.match(fileData, /<Entity id="[0-9a-f-]{36}" patternsProximity="300" recommendedConfidence="75">/);
    assert.equal(fileData.match(/<Regex /g)?.length, 1);
  });

  it("is equal to the same package as XML, so that one can take the place of the other", () => {
    const wire = { ClassificationRuleCollectionXml: asReturned(built(STAFF)) };
    assert.deepEqual(changes({ rulePackage: STAFF }, wire), []);
    assert.deepEqual(changes({ fileData: built(STAFF) }, wire, { rulePackage: STAFF }), []);
  });

  it("names what somebody changed in the portal, and repairs it with the next version", () => {
    const wire = { ClassificationRuleCollectionXml: asReturned(built(STAFF).replace("badge", "pass")) };
    assert.deepEqual(
      changes({ rulePackage: STAFF }, wire).map(({ path, replaces }) => [path.split(/[.[]/)[0], replaces]),
      [["rulePackage", false]],
    );
    assert.match(sent({ rulePackage: STAFF }, wire), /badge[\s\S]*|revision="1"/);
  });

  it("refers to a dictionary by its GUID, whatever names it", () => {
    const dictionary = "11111111-2222-4333-8444-555555555555";
    const types = [{ name: "Project", patterns: [{ confidence: 75, primary: { dictionary: "Projects" } }] }];
    const find = (noun: string, name: string) =>
      noun === "DlpKeywordDictionary" && name === "Projects" ? { id: dictionary, name } : undefined;
    const plan = planCreate(kind, {
      desired: { rulePackage: { ...STAFF, sensitiveInformationTypes: types } },
      resolve: find,
    });
    assert.match(sentText(plan.steps[0]?.call.parameters["FileData"]), new RegExp(`<IdMatch idRef="${dictionary}"/>`));
  });
});
