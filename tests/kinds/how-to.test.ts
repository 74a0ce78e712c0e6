import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import type { Kind } from "../../provider/kinds";
import * as define from "../../provider/kinds/define";
import * as example from "../../provider/kinds/example";
import { checkInputs } from "../../provider/lifecycle/check/inputs";
import { planCreate, planUpdate } from "../../provider/lifecycle/plan/plan";
import { diffProperties } from "../../provider/lifecycle/diff/properties";
import { readObject } from "../../provider/lifecycle/object/state";

const page = readFileSync(join(__dirname, "../../docs/adding-a-kind.md"), "utf8");
const code = /```ts\n([\s\S]*?)```/.exec(page)?.[1] ?? "";

/** The file of the how-to, run as it stands there. */
function kindOfThePage(): Kind {
  const { outputText } = ts.transpileModule(code, { compilerOptions: { module: ts.ModuleKind.CommonJS } });
  const rooms: Record<string, unknown> = { "../define": define, "../example": example };
  const exported: Record<string, Kind> = {};
  new Function("require", "exports", outputText)((path: string) => rooms[path], exported);
  return exported["organizationSegment"] as Kind;
}

describe("the how-to for a new kind", () => {
  const resolve = (): undefined => undefined;

  it("is a file of at most 40 lines", () => {
    const lines = code.split("\n").filter((line) => line.trim() !== "").length;
    assert.ok(lines > 5 && lines <= 40, String(lines));
  });

  it("needs no word for pairs that only Set's parameters show, and for modes that come back under another name", () => {
    const kind = define.defineKind({ noun: "AutoSensitivityLabelPolicy", summary: "A trial." });
    assert.deepEqual(kind.field("powerBILocation")?.update, {
      kind: "delta",
      add: "AddPowerBILocation",
      remove: "RemovePowerBILocation",
    });
    assert.equal(kind.field("addPowerBILocation"), undefined);
    assert.equal(readObject(kind, { Name: "p", Mode: "Enforce" }).properties["mode"], "Enable");
  });

  it("gives a kind that checks, creates, compares and changes", () => {
    const kind = kindOfThePage();
    assert.equal(kind.token, "purview:informationbarriers:OrganizationSegment");
    const missing = checkInputs(kind, {}, { logicalName: "research" }).failures;
    assert.deepEqual(missing, [{ property: "userGroupFilter", reason: "is required" }]);
    const desired = { name: "research", userGroupFilter: "Department -eq 'Research'" };
    assert.deepEqual(planCreate(kind, { desired, resolve }).steps[0]?.call, {
      cmdlet: "New-OrganizationSegment",
      parameters: { Name: "research", UserGroupFilter: "Department -eq 'Research'" },
    });
    const id = "11111111-2222-4333-8444-555555555555";
    const actual = readObject(kind, { Name: "Research", Guid: id, UserGroupFilter: "other" });
    const input = { declaredBefore: [], desired, actual, ignored: [], resolve };
    const changes = diffProperties(kind, input);
    assert.deepEqual(
      changes.map((change) => change.path),
      ["userGroupFilter"],
    );
    assert.deepEqual(planUpdate(kind, { id, desired, actual, changes, resolve }).steps[0]?.call, {
      cmdlet: "Set-OrganizationSegment",
      parameters: { Identity: id, UserGroupFilter: "Department -eq 'Research'" },
    });
  });
});
