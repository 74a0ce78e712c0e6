import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { findKind } from "../../provider/kinds";
import { BUILT_IN } from "../../provider/kinds/built-in/table";
import { judge } from "../../provider/lifecycle/guard/judge";
import { readObject } from "../../provider/lifecycle/object/state";
import type { WireObject } from "../../provider/values";

const GUID = "11111111-2222-4333-8444-555555555555";

const observed = (noun: string, object: WireObject) => {
  const kind = findKind(noun);
  assert.ok(kind, noun);
  return readObject(kind, { Guid: GUID, Identity: `CN=${GUID}`, ...object });
};

describe("built-in objects", () => {
  it("are the 31 file plan entries and 3 event types that every tenant has", () => {
    const count = (prefix: string): number =>
      Object.entries(BUILT_IN)
        .filter(([noun]) => noun.startsWith(prefix))
        .reduce((sum, [, objects]) => sum + (objects?.names?.length ?? 0), 0);
    assert.equal(count("FilePlanProperty"), 31);
    assert.equal(count("ComplianceRetentionEventType"), 3);
  });

  it("belong to nouns that have a kind", () => {
    for (const noun of Object.keys(BUILT_IN)) assert.ok(findKind(noun), noun);
  });

  const cases: readonly (readonly [noun: string, name: string, builtIn: boolean])[] = [
    ["FilePlanPropertyDepartment", "human RESOURCES", true],
    ["FilePlanPropertyDepartment", "Human resources (EMEA)", false],
    ["FilePlanPropertyCategory", "Human resources", false],
    ["FilePlanPropertyCitation", "Truth in lending Act", true],
    ["ComplianceRetentionEventType", "Product lifetime", true],
    ["ComplianceRetentionEventType", "Product lifetime 2", false],
    ["Label", "defa4170-0d19-0005-000a-bc88714345d2", true],
    ["Label", "defa4170-0d19-0005-000a-bc88714345d3", false],
    ["Label", "Public", false],
    ["LabelPolicy", "Global sensitivity label policy", true],
    ["LabelPolicy", "Global sensitivity label policy (test)", false],
  ];
  for (const [noun, name, builtIn] of cases)
    it(`${builtIn ? "include" : "do not include"} the ${noun} "${name}"`, () => {
      assert.equal(observed(noun, { Name: name, DisplayName: name }).builtIn, builtIn);
    });

  it("include every recorded object of Microsoft's", function () {
    const corpus = join(__dirname, "../../../shared/corpus");
    if (!existsSync(corpus)) {
      console.log("        (skipped: the recorded objects are not here)");
      this.skip();
    }
    for (const noun of Object.keys(BUILT_IN).filter((one) => !one.startsWith("Label"))) {
      const recorded = JSON.parse(readFileSync(join(corpus, `${noun}.json`), "utf8")) as { object: WireObject }[];
      for (const { object } of recorded) assert.ok(observed(noun, object).builtIn, `${noun} ${String(object["Name"])}`);
    }
  });

  it("are never removed", () => {
    for (const [noun, name] of cases.filter(([, , builtIn]) => builtIn)) {
      const actual = observed(noun, { Name: name });
      const call = { cmdlet: `Remove-${noun}`, parameters: { Identity: name } };
      assert.equal(judge([call], { noun, accepted: [], actual }).refused?.code, "PURVIEW_BUILT_IN", noun);
    }
  });

  it("are not changed, except labels and label policies, which administrators adapt", () => {
    for (const [noun, name] of cases.filter(([, , builtIn]) => builtIn)) {
      const actual = observed(noun, { Name: name });
      const call = { cmdlet: `Set-${noun}`, parameters: { Identity: name, Comment: "ours" } };
      const code = judge([call], { noun, accepted: [], actual }).refused?.code;
      assert.equal(code, noun.startsWith("Label") ? undefined : "PURVIEW_BUILT_IN", noun);
    }
  });
});
