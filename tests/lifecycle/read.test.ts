import { strict as assert } from "node:assert";
import { NotFoundError } from "../../provider/errors";
import { diff, kind, POLICY, mail, type World, world, nextProcess, recordedOf } from "./fake/world";

describe("read", () => {
  it("returns what was declared as it is now", async () => {
    const w = world();
    const written = await w.lifecycle.create(POLICY, { desired: mail });
    w.session.service.patch("RetentionCompliancePolicy", "Mail 7y", { Comment: "tampered" });
    const found = await nextProcess(w).lifecycle.read(POLICY, { id: written.id, recorded: recordedOf(written, mail) });
    assert.deepEqual(found?.inputs, { ...mail, comment: "tampered" });
  });

  it("imports by exact name, any case, with inputs that check accepts", async () => {
    const w = world();
    await w.lifecycle.create(POLICY, { desired: mail });
    const next = nextProcess(w);
    const found = await next.lifecycle.read(POLICY, { id: "MAIL 7Y" });
    assert.ok(found);
    assert.deepEqual(found.inputs["exchangeLocation"], ["All"]);
    assert.equal((await next.lifecycle.read(POLICY, { id: `{${found.id.toUpperCase()}}` }))?.id, found.id);
    const { failures } = await next.lifecycle.check(POLICY, { news: found.inputs, olds: found.inputs });
    assert.deepEqual(failures, []);
  });

  it("imports what the service fills in with the name only where it says something else", async () => {
    const w = world();
    for (const DisplayName of ["Legal department", "D1"]) {
      const { Guid } = w.session.service.put("FilePlanPropertyDepartment", { Name: "D1", DisplayName });
      const found = await nextProcess(w).lifecycle.read(kind("FilePlanPropertyDepartment"), { id: String(Guid) });
      assert.deepEqual(found?.inputs, { name: "D1", ...(DisplayName !== "D1" && { displayName: DisplayName }) });
    }
  });

  it("remembers who changed it and when, so that a comparison with the refreshed state says so as one with the tenant does", async () => {
    const w = world();
    const written = await w.lifecycle.create(POLICY, { desired: mail });
    w.session.service.patch("RetentionCompliancePolicy", "Mail 7y", { Comment: "tampered" });
    const { lifecycle } = nextProcess(w);
    const recorded = recordedOf(written, mail);
    const found = await lifecycle.read(POLICY, { id: written.id, recorded });
    assert.ok(found);
    const refreshed = { ...recorded, outputs: found.outputs, inputs: found.inputs };
    const asked = { recorded: refreshed, desired: mail, ignored: [], logicalName: "mail" };
    const line =
      'drift: mail (RetentionCompliancePolicy "Mail 7y") comment: "tampered" → "seven years" (last changed 2026-01-01T00:00:00Z by admin)';
    assert.deepEqual((await lifecycle.diff(POLICY, { ...asked, against: "recorded" })).driftLines, [line]);
    assert.deepEqual((await lifecycle.diff(POLICY, { ...asked, against: "live" })).driftLines, [line]);
    const ignored = await lifecycle.diff(POLICY, { ...asked, ignored: ["comment"], against: "recorded" });
    assert.deepEqual(ignored.driftLines, []);
    // Another process has refreshed nothing: what differs there, nobody knows the cause of.
    const { driftLines } = await nextProcess(w).lifecycle.diff(POLICY, { ...asked, against: "recorded" });
    assert.deepEqual(driftLines, []);
  });

  it("warns on import of what no property stands for, and never on refresh", async () => {
    const w = world();
    const { Guid } = w.session.service.put("ComplianceTag", {
      Name: "Offer",
      ShredderModel: "Q\u200b7",
      RetentionAction: "Keep",
    });
    const TAG = kind("ComplianceTag");
    const { lifecycle, notes } = nextProcess(w);
    const imported = await lifecycle.read(TAG, { id: String(Guid) });
    assert.ok(imported);
    assert.match(notes.warnings.join(), /no property stands for it, .*: ShredderModel\./);
    notes.warnings.length = 0;
    const recorded = { id: imported.id, outputs: imported.outputs, inputs: imported.inputs, declared: ["name"] };
    await lifecycle.read(TAG, { id: imported.id, recorded });
    assert.deepEqual(notes.warnings, []);
  });

  it("answers nothing for what is certainly gone", async () => {
    const w = world();
    const written = await w.lifecycle.create(POLICY, { desired: mail });
    w.session.service.drop("RetentionCompliancePolicy", "Mail 7y");
    assert.equal(
      await nextProcess(w).lifecycle.read(POLICY, { id: written.id, recorded: recordedOf(written, mail) }),
      undefined,
    );
  });
});

describe("what is below something that somebody deleted", () => {
  const RULE_OF_HOLD = kind("CaseHoldRule");
  const inputs = { name: "R", policy: "22222222-2222-4222-8222-222222222222" };
  const outputs = { ...inputs, tenantId: "11111111-1111-4111-8111-111111111111" };
  const recorded = { id: "33333333-3333-4333-8333-333333333333", outputs, declared: ["policy"], inputs };

  /** The service does not know the hold when it is asked for the rules below it. */
  const without = (): World => {
    const at = world();
    const { service } = at.session;
    service.refuse = ({ cmdlet }) =>
      cmdlet === "Get-CaseHoldRule"
        ? new NotFoundError("There is no policy matching identity.", { code: "PURVIEW_NOT_FOUND" })
        : undefined;
    return at;
  };

  it("is gone too: previews, refreshes and deletes go on", async () => {
    const at = without();
    assert.ok((await diff(at, RULE_OF_HOLD, recorded, inputs)).gone);
    assert.equal(await nextProcess(at).lifecycle.read(RULE_OF_HOLD, { id: recorded.id, recorded }), undefined);
    await nextProcess(at).lifecycle.delete(RULE_OF_HOLD, { recorded });
    assert.equal(at.session.service.calls("Remove-").length, 0);
  });

  it("is not gone while the hold is listed", async () => {
    const at = without();
    at.session.service.put("CaseHoldPolicy", { Name: "H", Guid: inputs.policy });
    await assert.rejects(diff(at, RULE_OF_HOLD, recorded, inputs), { code: "PURVIEW_NOT_FOUND" });
  });
});
