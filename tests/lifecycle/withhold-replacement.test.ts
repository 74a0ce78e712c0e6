import { strict as assert } from "node:assert";
import type { Recorded } from "../../provider/lifecycle/types";
import type { Properties } from "../../provider/values";
import { diff, kind, nextProcess, recordedOf, world } from "./fake/world";

const TAG = kind("ComplianceTag");
const label = (name: string): Properties => ({
  name,
  retentionAction: "Keep",
  retentionDuration: 365,
  retentionType: "CreationAgeInDays",
});

/** Two labels whose action, which is fixed, changed behind our back. */
async function drifted() {
  const w = world();
  const made = await Promise.all(
    ["One", "Two"].map(async (name) => {
      const desired = label(name);
      const recorded = recordedOf(await w.lifecycle.create(TAG, { desired }), desired);
      w.session.service.patch("ComplianceTag", name, { RetentionAction: "Delete" });
      return { name, desired, recorded };
    }),
  );
  const [one, two] = made;
  assert.ok(one && two);
  return { next: nextProcess(w), one, two };
}

describe("a property that only a replacement could change back", () => {
  it("is drift with its refusal and cure, for every resource of the stack", async () => {
    const { next, one, two } = await drifted();
    for (const { name, desired, recorded } of [one, two]) {
      const result = await diff(next, TAG, recorded, desired);
      const line = new RegExp(`^drift: ${name} \\(ComplianceTag "${name}"\\) retentionAction: "Delete" → "Keep" \\(`);
      assert.match(result.driftLines[0] ?? "", line);
      assert.match(
        result.warnings.join(),
        /`up` will stop at this: .*retentionAction: "Delete" → "Keep"\. .*ignoreChanges.*allowReplace: true.*\[PURVIEW_REPLACE\]/,
      );
      assert.deepEqual(
        result.changes.map(({ property, replaces }) => [property, replaces]),
        [["retentionAction", false]],
      );
    }
  });

  it("ends the up in the same words, and nothing is sent", async () => {
    const { next, one } = await drifted();
    await assert.rejects(next.lifecycle.update(TAG, { ...one, ignored: [] }), {
      code: "PURVIEW_REPLACE",
      message: /changed outside of this stack.*retentionAction.*allowReplace: true/,
    });
    assert.deepEqual(next.session.service.calls("Set-"), []);
  });

  it("is reported as drift before the program's own mistake ends the preview", async () => {
    const { next, one } = await drifted();
    const asked = { ...one.desired, retentionType: "ModificationAgeInDays" };
    await assert.rejects(diff(next, TAG, one.recorded, asked), { code: "PURVIEW_REPLACE" });
    assert.match(next.notes.warnings.join(), /drift: One .* retentionAction: "Delete" → "Keep"/);
  });

  it("is known as drift also after a refresh has put the tenant's value into state", async () => {
    const { next, one } = await drifted();
    const { desired } = one;
    const found = await next.lifecycle.read(TAG, { id: one.recorded.id, recorded: one.recorded });
    assert.equal(found?.inputs["retentionAction"], "Delete");
    const recorded: Recorded = { ...found, declared: Object.keys(found.inputs) };
    const asked = { recorded, desired, ignored: [], against: "recorded" } as const;
    assert.match((await next.lifecycle.diff(TAG, asked)).warnings.join(), /PURVIEW_REPLACE/);
    await assert.rejects(next.lifecycle.update(TAG, { recorded, desired, ignored: [] }), { code: "PURVIEW_REPLACE" });
    await assert.rejects(nextProcess(next).lifecycle.diff(TAG, asked), { code: "PURVIEW_REPLACE" });
  });

  it("is replaced where the program allows it", async () => {
    const { next, one } = await drifted();
    const result = await diff(next, TAG, one.recorded, { ...one.desired, allowReplace: true });
    assert.deepEqual(
      result.changes.map(({ property, replaces }) => [property, replaces]),
      [["retentionAction", true]],
    );
    assert.equal(result.deleteBeforeReplace, true);
  });
});
