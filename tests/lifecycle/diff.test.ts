import { strict as assert } from "node:assert";
import type { Recorded } from "../../provider/lifecycle/types";
import { type Properties, UNKNOWN } from "../../provider/values";
import { POLICY, RULE, mail, world, nextProcess, recordedOf, diff, retention } from "./fake/world";

describe("diff", () => {
  it("is empty after a create, and costs one list", async () => {
    const w = world();
    const written = await w.lifecycle.create(POLICY, { desired: mail });
    const next = nextProcess(w);
    const before = w.session.service.journal.length;
    const result = await diff(next, POLICY, recordedOf(written, mail), mail);
    assert.deepEqual(result.changes, []);
    assert.equal(w.session.service.journal.length - before, 1);
  });

  it("takes a policy that waits for its first rule, or whose state was saved before it had one, for settled", async () => {
    const w = world();
    const written = await w.lifecycle.create(POLICY, { desired: mail });
    assert.equal(written.outputs["distributionStatus"], "Pending");
    const recorded = recordedOf(written, mail);
    for (const against of ["live", "recorded"] as const) {
      const { changes, resume } = await w.lifecycle.diff(POLICY, { recorded, desired: mail, ignored: [], against });
      assert.deepEqual({ changes, resume }, { changes: [], resume: false }, against);
    }
  });

  it("has an update resume a distribution that failed, unless the policy is at rest", async () => {
    const w = world();
    const { id, outputs } = await w.lifecycle.create(POLICY, { desired: mail });
    const resumes = async (more: Properties): Promise<boolean> => {
      const recorded = recordedOf({ id, outputs: { ...outputs, ...more, distributionStatus: "Error" } }, mail);
      const desired = { ...mail, ...more };
      const result = await w.lifecycle.diff(POLICY, { recorded, desired, ignored: [], against: "recorded" });
      assert.deepEqual(result.changes, []);
      return result.resume;
    };
    assert.equal(await resumes({}), true);
    assert.equal(await resumes({ enabled: false }), false);
  });

  it("names a drifted property, who changed it, and never writes", async () => {
    const w = world();
    const written = await w.lifecycle.create(POLICY, { desired: mail });
    w.session.service.patch("RetentionCompliancePolicy", "Mail 7y", { Comment: "tampered" });
    const result = await diff(nextProcess(w), POLICY, recordedOf(written, mail), mail);
    assert.deepEqual(
      result.changes.map(({ property, cause }) => [property, cause]),
      [["comment", "drift"]],
    );
    assert.match(
      result.driftLines[0] ?? "",
      /^drift: Mail 7y \(RetentionCompliancePolicy "Mail 7y"\) comment: "tampered" → "seven years" \(last changed .* by admin\)$/,
    );
    assert.equal(w.session.service.calls("Set-").length, 0);
  });

  it("calls an object gone only after two lists that lie apart", async () => {
    const w = world();
    const written = await w.lifecycle.create(POLICY, { desired: mail });
    w.session.service.drop("RetentionCompliancePolicy", "Mail 7y");
    const next = nextProcess(w);
    const before = w.session.service.journal.length;
    const begun = w.session.clock.now();
    const result = await diff(next, POLICY, recordedOf(written, mail), mail);
    assert.ok(result.gone);
    assert.ok(w.session.clock.now() - begun >= 5_000);
    const lists = w.session.service.journal
      .slice(before)
      .map(({ parameters }) => parameters["PriorityCleanup"] === true);
    assert.deepEqual(lists.sort(), [false, false, true, true]);
  });

  it("says that somebody recreated the object under another GUID", async () => {
    const w = world();
    const written = await w.lifecycle.create(POLICY, { desired: mail });
    w.session.service.drop("RetentionCompliancePolicy", "Mail 7y");
    w.session.service.put("RetentionCompliancePolicy", { Name: "Mail 7y", ExchangeLocation: ["All"] });
    const next = nextProcess(w);
    const result = await diff(next, POLICY, recordedOf(written, mail), mail);
    assert.match(
      result.driftLines.join(),
      /it is recreated. Somebody recreated it.*PURVIEW_EXISTS unless.*adoptExisting/,
    );
    await next.lifecycle.check(POLICY, { news: mail });
    assert.deepEqual(next.notes.warnings, [], "it is told once");
    const adopting = { ...mail, adoptExisting: true };
    const adopted = await diff(nextProcess(w), POLICY, recordedOf(written, mail), adopting);
    assert.match(adopted.driftLines.join(), /another is adopted. Somebody recreated it.*take it over/);
  });

  it("never takes a lost read right for a deletion", async () => {
    const w = world();
    const written = await w.lifecycle.create(POLICY, { desired: mail });
    w.session.service.drop("RetentionCompliancePolicy", "Mail 7y");
    const next = nextProcess(w);
    next.session.forbidden.add("Get-RetentionCompliancePolicy");
    await assert.rejects(diff(next, POLICY, recordedOf(written, mail), mail), { code: "PURVIEW_PERMISSION" });
  });

  it("refuses what belongs to another tenant before anything is sent", async () => {
    const w = world();
    const recorded: Recorded = { id: "x", outputs: { tenantId: "other", name: "Mail 7y" }, declared: [] };
    await assert.rejects(diff(w, POLICY, recorded, mail), { code: "PURVIEW_TENANT_MISMATCH" });
    await assert.rejects(w.lifecycle.delete(POLICY, { recorded }), { code: "PURVIEW_TENANT_MISMATCH" });
    const there = world({ drift: "refresh", tenantId: "22222222-2222-4222-8222-222222222222" });
    const theirs = { ...recorded, outputs: { tenantId: "11111111-1111-4111-8111-111111111111", name: "Mail 7y" } };
    const request = { recorded: theirs, desired: mail, ignored: [], against: "recorded" } as const;
    await assert.rejects(there.lifecycle.diff(POLICY, request), { code: "PURVIEW_TENANT_MISMATCH" });
    assert.equal(there.session.service.journal.length, 0);
    assert.equal(w.session.service.journal.length, 0);
  });

  it("refuses a replacement of an existing policy unless the program allows it", async () => {
    const w = world();
    const written = await w.lifecycle.create(POLICY, { desired: mail });
    const renamed = { ...mail, name: "Other" };
    await assert.rejects(diff(w, POLICY, recordedOf(written, mail), renamed), { code: "PURVIEW_REPLACE" });
    const allowed = await diff(w, POLICY, recordedOf(written, mail), { ...renamed, allowReplace: true });
    assert.ok(allowed.changes.some((change) => change.property === "name" && change.replaces));
    assert.equal(allowed.deleteBeforeReplace, true);
  });

  it("lets a rule be replaced whose policy is gone, since it retains nothing any more", async () => {
    const w = world();
    const policy = await w.lifecycle.create(POLICY, { desired: mail });
    const inputs = retention(policy.id);
    const rule = await w.lifecycle.create(RULE, { desired: inputs });
    const unknownParent = { ...inputs, policy: UNKNOWN };
    await assert.rejects(diff(w, RULE, recordedOf(rule, inputs), unknownParent), { code: "PURVIEW_REPLACE" });
    w.session.service.drop("RetentionCompliancePolicy", "Mail 7y");
    const next = nextProcess(w);
    assert.ok((await diff(next, POLICY, recordedOf(policy, mail), mail)).gone);
    const result = await diff(next, RULE, recordedOf(rule, inputs), unknownParent);
    assert.ok(result.changes.some((change) => change.property === "policy" && change.replaces));
  });

  it("warns of a missing write right", async () => {
    const w = world();
    const written = await w.lifecycle.create(POLICY, { desired: mail });
    w.session.forbidden.add("Set-RetentionCompliancePolicy");
    const result = await diff(w, POLICY, recordedOf(written, mail), { ...mail, comment: "new" });
    assert.match(result.warnings.join(), /may not run Set-RetentionCompliancePolicy/);
  });
});
