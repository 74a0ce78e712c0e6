import { strict as assert } from "node:assert";
import { AuthError, NotFoundError } from "../../provider/errors";
import { type Properties } from "../../provider/values";
import { FakeSession } from "./fake/session";
import { kind, POLICY, RULE, mail, world, nextProcess, recordedOf, diff, retention } from "./fake/world";

describe("update and delete", () => {
  it("says, where refresh or destroy cannot sign in, that they run on the settings of the last update", async () => {
    const w = world();
    const written = await w.lifecycle.create(POLICY, { desired: mail });
    const next = nextProcess(w);
    const refused = new AuthError("The secret is wrong.", { code: "PURVIEW_AUTH_CREDENTIAL", advice: "Check it." });
    Object.assign(next.session, { facts: () => Promise.reject(refused), list: () => Promise.reject(refused) });
    const recorded = recordedOf(written, mail);
    const expected = { code: "PURVIEW_AUTH_CREDENTIAL", name: "AuthError", message: /Check it\. .*--run-program/ };
    await assert.rejects(next.lifecycle.delete(POLICY, { recorded }), expected);
    await assert.rejects(next.lifecycle.read(POLICY, { id: written.id, recorded }), expected);
    await assert.rejects(diff(next, POLICY, recorded, mail), { message: "The secret is wrong. Check it." });
  });

  it("keeps what the renamed resource has adopted, when the engine deletes the old one after it", async () => {
    const w = world();
    const written = await w.lifecycle.create(POLICY, { desired: mail });
    const next = nextProcess(w, { adoptExisting: true });
    const adopted = await next.lifecycle.create(POLICY, { desired: mail, logicalName: "new name" });
    assert.equal(adopted.id, written.id);
    await next.lifecycle.delete(POLICY, { recorded: recordedOf(written, mail) });
    assert.equal(w.session.service.calls("Remove-").length, 0);
    const later = nextProcess(next);
    await later.lifecycle.delete(POLICY, { recorded: recordedOf(adopted, mail) });
    assert.equal(w.session.service.calls("Remove-").length, 1);
  });

  it("repairs drift with one Set and proves it through replication lag", async () => {
    const w = world();
    const written = await w.lifecycle.create(POLICY, { desired: mail });
    w.session.service.patch("RetentionCompliancePolicy", "Mail 7y", { Comment: "tampered" });
    w.session.service.lagMs = 4_000;
    const next = nextProcess(w);
    await next.lifecycle.update(POLICY, { recorded: recordedOf(written, mail), desired: mail, ignored: [] });
    assert.equal(w.session.service.calls("Set-").length, 1);
    assert.equal(w.session.service.one("RetentionCompliancePolicy", "Mail 7y")["Comment"], "seven years");
  });

  it("waits for minutes where the list shows the change before ours as the last one: it shows the past", async () => {
    const w = world();
    const written = await w.lifecycle.create(POLICY, { desired: mail });
    w.session.service.lagMs = 120_000;
    const desired = { ...mail, comment: "eight" };
    const updated = await nextProcess(w).lifecycle.update(POLICY, {
      recorded: recordedOf(written, mail),
      desired,
      ignored: [],
    });
    assert.equal(updated.outputs["comment"], "eight");
    assert.equal(w.session.service.calls("Set-").length, 1);
  });

  it("judges by when a list was asked for, however long its answer takes", async () => {
    const w = world();
    const written = await w.lifecycle.create(POLICY, { desired: mail });
    w.session.service.patch("RetentionCompliancePolicy", "Mail 7y", { Comment: "tampered" });
    w.session.service.lagMs = 20_000;
    const next = nextProcess(w);
    next.session.latencyMs = 45_000;
    const recorded = recordedOf(written, mail);
    const updated = await next.lifecycle.update(POLICY, { recorded, desired: mail, ignored: [] });
    assert.equal(updated.outputs["comment"], mail["comment"]);
    assert.equal(w.session.service.calls("Set-").length, 1);
  });

  it("waits for a policy whose rule names it by name, pair or path", async () => {
    for (const told of ["{guid}", "{{guid}}", "mail 7Y", "{guid},Mail 7y", "CN=Mail 7y,CN=Configuration,DC=FFO"]) {
      const w = world();
      const { service, clock } = w.session;
      const policy = await w.lifecycle.create(POLICY, { desired: mail });
      await w.lifecycle.create(RULE, { desired: retention(policy.id) });
      const Policy = told.replace("{guid}", policy.id);
      const run = service.run.bind(service);
      service.run = (call) =>
        call.cmdlet === "Get-RetentionComplianceRule" ? run(call).map((row) => ({ ...row, Policy })) : run(call);
      service.deployMs = 60_000;
      const next = nextProcess(w);
      const begun = clock.now();
      const desired = { ...mail, comment: "other" };
      await next.lifecycle.update(POLICY, { recorded: recordedOf(policy, mail), desired, ignored: [] });
      assert.ok(clock.now() - begun >= 60_000, `did not wait: ${Policy}`);
    }
  });

  it("distributes one changed hold policy at a time, while others that do not change wait for nobody", async () => {
    const w = world();
    const made = [];
    for (const name of ["A", "B"]) {
      const inputs = { ...mail, name };
      const policy = await w.lifecycle.create(POLICY, { desired: inputs });
      await w.lifecycle.create(RULE, { desired: { ...retention(policy.id), name: `${name} rule` } });
      made.push({ inputs, recorded: recordedOf(policy, inputs) });
    }
    w.session.service.deployMs = 30_000;
    const begun = w.session.clock.now();
    await Promise.all(
      made.map(({ inputs, recorded }) =>
        w.lifecycle.update(POLICY, { recorded, desired: { ...inputs, comment: "new" }, ignored: [] }),
      ),
    );
    assert.ok(w.session.clock.now() - begun >= 60_000);
  });

  it("sends nothing when nothing differs", async () => {
    const w = world();
    const written = await w.lifecycle.create(POLICY, { desired: mail });
    await w.lifecycle.update(POLICY, { recorded: recordedOf(written, mail), desired: mail, ignored: [] });
    assert.equal(w.session.service.calls("Set-").length, 0);
  });

  it("ends in an error that names the property which the service keeps", async () => {
    const w = world();
    const written = await w.lifecycle.create(POLICY, { desired: mail });
    w.session.service.ignores.add("Comment");
    const desired = { ...mail, comment: "eight" };
    await assert.rejects(w.lifecycle.update(POLICY, { recorded: recordedOf(written, mail), desired, ignored: [] }), {
      code: "PURVIEW_NOT_VERIFIED",
      message: /comment reads back as "seven years" instead of "eight"/,
    });
  });

  it("misses a setting that was taken back and that the service keeps", async () => {
    const w = world();
    const label: Properties = { name: "L", displayName: "L", tooltip: "T", advancedSettings: { color: "#40e0d0" } };
    const { Guid: id } = w.session.service.put("Label", {
      ...{ Name: "L", DisplayName: "L", Tooltip: "T" },
      Settings: ["[color, #40e0d0]", "[tooltip, T]"],
    });
    w.session.service.ignores.add("AdvancedSettings");
    const written = { id: String(id), outputs: { ...label, tenantId: "11111111-1111-4111-8111-111111111111" } };
    const { advancedSettings: _, ...desired } = label;
    await assert.rejects(
      w.lifecycle.update(kind("Label"), { recorded: recordedOf(written, label), desired, ignored: [] }),
      { code: "PURVIEW_NOT_VERIFIED", message: /advancedSettings/ },
    );
  });

  it("looks before it repeats a Set whose answer was lost", async () => {
    const w = world();
    const written = await w.lifecycle.create(POLICY, { desired: mail });
    w.session.lost.set("Set-RetentionCompliancePolicy", 1);
    const desired = { ...mail, comment: "eight" };
    await w.lifecycle.update(POLICY, { recorded: recordedOf(written, mail), desired, ignored: [] });
    assert.equal(w.session.service.calls("Set-").length, 1);
  });

  it("deletes once, and again without complaint", async () => {
    const w = world();
    w.session.service.tombstones = true;
    const written = await w.lifecycle.create(POLICY, { desired: mail });
    const recorded = recordedOf(written, mail);
    await w.lifecycle.delete(POLICY, { recorded });
    await w.lifecycle.delete(POLICY, { recorded });
    assert.equal(w.session.service.calls("Remove-").length, 1);
  });

  it('takes "already in pending deletion state" for a success', async () => {
    const w = world();
    const written = await w.lifecycle.create(POLICY, { desired: mail });
    const service = w.session.service;
    const run = service.run.bind(service);
    service.run = (call) => {
      if (call.cmdlet.startsWith("Remove-"))
        service.patch("RetentionCompliancePolicy", "Mail 7y", { Mode: "PendingDeletion" });
      return run(call);
    };
    await w.lifecycle.delete(POLICY, { recorded: recordedOf(written, mail) });
  });

  it("fails where the service does not know what its list still shows, and succeeds where the list lacks it soon", async () => {
    for (const stays of [true, false]) {
      const w = world();
      const { service } = w.session;
      const written = await w.lifecycle.create(POLICY, { desired: mail });
      service.refuse = ({ cmdlet }) => {
        if (!cmdlet.startsWith("Remove-")) return undefined;
        if (!stays) service.drop("RetentionCompliancePolicy", "Mail 7y");
        return new NotFoundError("There is no rule matching identity.", { code: "PURVIEW_NOT_FOUND" });
      };
      const removal = w.lifecycle.delete(POLICY, { recorded: recordedOf(written, mail) });
      if (stays) await assert.rejects(removal, { code: "PURVIEW_NOT_REMOVED", message: /lists still show it/ });
      else await removal;
    }
  });

  it("does not remove an object that came back after it had been called gone", async () => {
    const w = world();
    const written = await w.lifecycle.create(POLICY, { desired: mail });
    const stored = w.session.service.one("RetentionCompliancePolicy", "Mail 7y");
    w.session.service.drop("RetentionCompliancePolicy", "Mail 7y");
    const next = nextProcess(w);
    assert.ok((await diff(next, POLICY, recordedOf(written, mail), mail)).gone);
    w.session.service.put("RetentionCompliancePolicy", stored);
    next.session.list = FakeSession.prototype.list.bind(nextProcess(w).session);
    await assert.rejects(next.lifecycle.delete(POLICY, { recorded: recordedOf(written, mail) }), {
      code: "PURVIEW_STILL_EXISTS",
    });
  });

  it("stops waiting when it is cancelled, and says what to do", async () => {
    const w = world();
    w.session.service.deployMs = 3_600_000;
    const policy = await w.lifecycle.create(POLICY, { desired: mail });
    const controller = new AbortController();
    const rule = w.lifecycle.create(RULE, { desired: retention(policy.id), signal: controller.signal });
    await w.session.clock.sleep(10_000);
    controller.abort();
    await assert.rejects(rule, { code: "PURVIEW_CANCELLED", message: /pulumi up/ });
  });
});
