import { strict as assert } from "node:assert";
import type { Properties } from "../../provider/values";
import { kind, POLICY, RULE, mail, world, nextProcess, recordedOf, diff, retention } from "./fake/world";

describe("create", () => {
  it("makes a policy with one New and ends at the read-back, since a policy without a rule never distributes", async () => {
    const w = world();
    w.session.service.lagMs = 4_000;
    const written = await w.lifecycle.create(POLICY, { desired: mail });
    assert.equal(w.session.service.calls("New-").length, 1);
    assert.equal(w.session.service.calls("Set-").length, 0);
    assert.equal(written.unfinished, undefined);
    assert.equal(written.outputs["tenantId"], "11111111-1111-4111-8111-111111111111");
    assert.deepEqual(written.outputs["exchangeLocation"], ["All"]);
  });

  it("waits in the rule for the policy's distribution, with progress", async () => {
    const w = world();
    w.session.service.deployMs = 60_000;
    const policy = await w.lifecycle.create(POLICY, { desired: mail });
    const begun = w.session.clock.now();
    const rule = await w.lifecycle.create(RULE, { desired: retention(policy.id) });
    assert.equal(rule.unfinished, undefined);
    assert.ok(w.session.clock.now() - begun >= 60_000);
    assert.ok(w.notes.progresses.some((line) => /distribution of "Mail 7y" is Pending/.test(line)));
  });

  it("waits in the location of a hold for the hold's distribution, once a rule puts it into effect", async () => {
    for (const [rules, waits] of [
      [[], false],
      [[{ Name: "rule" }], true],
    ] as const) {
      const w = world();
      const { service, clock } = w.session;
      service.deployMs = 60_000;
      const { Guid: policy = "" } = service.put("CaseHoldPolicy", { Name: "hold", ExchangeLocation: [] });
      for (const rule of rules) service.put("CaseHoldRule", { ...rule, Policy: policy });
      const begun = clock.now();
      const location = kind("CaseHoldPolicyLocation");
      await w.lifecycle.create(location, { desired: { policy, exchangeLocation: "ann@contoso.com" } });
      assert.equal(clock.now() - begun >= 60_000, waits);
      assert.deepEqual(w.notes.warnings, []);
    }
  });

  it("refuses an object of that name with PURVIEW_EXISTS and the lines that cure it", async () => {
    const w = world();
    w.session.service.put("RetentionCompliancePolicy", { Name: "mail 7Y", ExchangeLocation: ["All"] });
    await assert.rejects(w.lifecycle.create(POLICY, { desired: mail }), {
      code: "PURVIEW_EXISTS",
      message: /adoptExisting: true.*pulumi import purview:retention:RetentionCompliancePolicy/,
    });
    assert.equal(w.session.service.calls("New-").length, 0);
  });

  it("adopts with adoptExisting and changes only what differs", async () => {
    const w = world();
    const there = w.session.service.put("RetentionCompliancePolicy", { Name: "Mail 7y", ExchangeLocation: ["All"] });
    const written = await w.lifecycle.create(POLICY, { desired: { ...mail, adoptExisting: true } });
    assert.equal(written.id, there["Guid"]);
    assert.deepEqual(
      w.session.service.calls("Set-").map(({ parameters }) => parameters["Comment"]),
      ["seven years"],
    );
  });

  it("finds its object in the list when New answers with nothing, or without a GUID", async () => {
    for (const answer of [[], [{ Name: "Mail 7y" }]]) {
      const w = world();
      const { service } = w.session;
      service.lagMs = 30_000;
      const run = service.run.bind(service);
      service.run = (call) => (call.cmdlet.startsWith("New-") ? (run(call), answer) : run(call));
      const written = await w.lifecycle.create(POLICY, { desired: mail });
      assert.equal(written.id, service.one("RetentionCompliancePolicy", "Mail 7y")["Guid"]);
      assert.equal(service.calls("New-").length, 1);
    }
  });

  it("finds a rule that the service named, when New answers with nothing and Get names the policy by name", async () => {
    const w = world();
    const { service } = w.session;
    const run = service.run.bind(service);
    service.run = (call) => {
      const rows = run(call);
      if (call.cmdlet === "New-RetentionComplianceRule") return [];
      return call.cmdlet === "Get-RetentionComplianceRule" ? rows.map((row) => ({ ...row, Policy: "Mail 7y" })) : rows;
    };
    const policy = await w.lifecycle.create(POLICY, { desired: mail });
    const desired = { policy: policy.id, applyComplianceTag: "Contract" };
    service.put("ComplianceTag", { Name: "Contract" });
    const rule = await w.lifecycle.create(RULE, { desired });
    assert.equal(rule.unfinished, undefined);
    assert.deepEqual((await diff(nextProcess(w), RULE, recordedOf(rule, desired), desired)).changes, []);
  });

  it("takes over its own object when the answer to New was lost, and makes no twin", async () => {
    const w = world();
    w.session.service.lagMs = 3_000;
    w.session.lost.set("New-RetentionCompliancePolicy", 1);
    const written = await w.lifecycle.create(POLICY, { desired: mail });
    assert.equal(written.unfinished, undefined);
    assert.deepEqual(w.session.service.names("RetentionCompliancePolicy"), ["Mail 7y"]);
    assert.equal(w.session.service.calls("New-").length, 1);
  });

  it("sends New again when it never arrived", async () => {
    const w = world();
    w.session.lostBefore.set("New-RetentionCompliancePolicy", 1);
    await w.lifecycle.create(POLICY, { desired: mail });
    assert.deepEqual(w.session.service.names("RetentionCompliancePolicy"), ["Mail 7y"]);
  });

  it("reports a property that the service silently dropped, and keeps the id", async () => {
    const w = world();
    w.session.service.ignores.add("Comment");
    const written = await w.lifecycle.create(POLICY, { desired: mail });
    assert.match(written.unfinished?.reasons[0] ?? "", /comment reads back as .* instead of "seven years"/);
    assert.match(written.id, /^0{8}-/);
  });

  it("ends as a success with a warning when distribution is pending at the deadline", async () => {
    const w = world({ settleTimeoutMs: 30_000 });
    w.session.service.deployMs = 3_600_000;
    const policy = await w.lifecycle.create(POLICY, { desired: mail });
    w.session.service.deployMs = 3_600_000;
    await w.session.clock.sleep(3_600_000);
    const rule = await w.lifecycle.create(RULE, { desired: retention(policy.id) });
    assert.equal(rule.unfinished, undefined);
    assert.ok(w.notes.warnings.some((line) => /still Pending/.test(line)));
  });

  it("saves as unfinished when distribution fails; an update with an empty plan retries it once", async () => {
    const w = world();
    w.session.service.deployEnd = "Error";
    const policy = await w.lifecycle.create(POLICY, { desired: mail });
    const desired = retention(policy.id);
    const rule = await w.lifecycle.create(RULE, { desired });
    assert.match(rule.unfinished?.reasons[0] ?? "", /could not distribute/);
    const again = nextProcess(w);
    const resumed = await again.lifecycle.update(RULE, { recorded: recordedOf(rule, desired), desired, ignored: [] });
    assert.equal(resumed.unfinished, undefined);
    assert.equal(w.session.service.calls("Set-").filter((call) => call.parameters["RetryDistribution"]).length, 1);
  });

  it("waits for a policy that the same program makes under a literal name", async () => {
    const w = world();
    const rule = w.lifecycle.create(RULE, { desired: retention("Mail 7y") });
    await w.session.clock.sleep(2_000);
    const policy = await w.lifecycle.create(POLICY, { desired: mail });
    const written = await rule;
    assert.equal(w.session.service.one("RetentionComplianceRule", "Mail 7y rule")["Policy"], policy.id);
    assert.equal(written.outputs["policy"], "Mail 7y");
  });

  it("ends with the property's name when nobody makes the policy that a rule names", async () => {
    const w = world({ organization: "contoso.onmicrosoft.com" });
    await assert.rejects(w.lifecycle.create(RULE, { desired: retention("Nobody") }), {
      code: "PURVIEW_REFERENCE",
      message: /in tenant contoso\.onmicrosoft\.com: policy refers to RetentionCompliancePolicy "Nobody"/,
    });
    assert.equal(w.session.service.calls("New-").length, 0);
  });

  it("waits no longer for a name that nobody declares than the settle timeout allows", async () => {
    const w = world({ settleTimeoutMs: 2_000 });
    const begun = w.session.clock.now();
    await assert.rejects(w.lifecycle.create(RULE, { desired: retention("Nobody") }), { code: "PURVIEW_REFERENCE" });
    assert.ok(w.session.clock.now() - begun <= 3_000, `${w.session.clock.now() - begun} ms`);
  });

  it("does not wait for what failed", async () => {
    const w = world();
    w.session.service.put("RetentionCompliancePolicy", { Name: "Mail 7y", Mode: "PendingDeletion" });
    await assert.rejects(w.lifecycle.create(POLICY, { desired: mail }), { code: "PURVIEW_NAME_RESERVED" });
    const begun = w.session.clock.now();
    await assert.rejects(w.lifecycle.create(RULE, { desired: retention("Mail 7y") }), { code: "PURVIEW_REFERENCE" });
    assert.ok(w.session.clock.now() - begun <= 1_000, `${w.session.clock.now() - begun} ms`);
  });

  it("says who waited for a policy that is deployed for too long, how long, and what to do", async () => {
    const w = world();
    w.session.service.deployMs = 60_000;
    const { id } = await w.lifecycle.create(POLICY, { desired: mail });
    await assert.rejects(w.lifecycle.create(RULE, { desired: retention(id), timeoutMs: 5_000 }), {
      code: "PURVIEW_DEPLOYING",
      message: /^RetentionComplianceRule ".*" in tenant .*after \d+ s.*Run `pulumi up` again later.*customTimeouts/,
    });
  });

  it("tries again while the policy is being deployed", async () => {
    const w = world();
    w.session.service.deployMs = 20_000;
    const policy = await w.lifecycle.create(POLICY, { desired: mail });
    const rule = await w.lifecycle.create(RULE, { desired: retention(policy.id) });
    assert.ok(w.session.service.calls("New-RetentionComplianceRule").length >= 2);
    assert.equal(rule.unfinished, undefined);
  });

  it("sends nothing without the right to write, and names the role group", async () => {
    const w = world();
    w.session.forbidden.add("New-RetentionCompliancePolicy");
    await assert.rejects(w.lifecycle.create(POLICY, { desired: mail }), {
      code: "PURVIEW_PERMISSION",
      message: /New-RetentionCompliancePolicy.*"Compliance Administrator"/,
    });
    assert.equal(w.session.service.calls("New-").length, 0);
  });

  it("shares read-backs: a hundred policies need a hundred News and a few lists", async () => {
    const w = world();
    const parallel = 20;
    const names = Array.from({ length: 100 }, (_, index) => `P${index}`);
    for (let at = 0; at < names.length; at += parallel) {
      await Promise.all(
        names.slice(at, at + parallel).map((name) => w.lifecycle.create(POLICY, { desired: { ...mail, name } })),
      );
    }
    assert.equal(w.session.service.calls("New-").length, 100);
    const lists = w.session.service.calls("Get-").length;
    assert.ok(lists <= 2 * Math.ceil(100 / parallel) + 1, `${lists} lists`);
  });

  it("says so when the object in the way is what the resource replaces: `deleteBeforeReplace: false`", async () => {
    const scope = kind("AdaptiveScope");
    const own = world();
    const users = { name: "Finance", locationType: "User", rawQuery: "Department eq 'Finance'" };
    const recorded = recordedOf(await own.lifecycle.create(scope, { desired: users }), users);
    const sites = { ...users, locationType: "Site" };
    const next = nextProcess(own);
    await diff(next, scope, recorded, sites);
    await assert.rejects(
      next.lifecycle.create(scope, { desired: sites }),
      /it is what this resource replaces.*Leave out/,
    );
    await assert.rejects(nextProcess(own).lifecycle.create(scope, { desired: sites }), /does not manage it/);
  });

  it("reports a name that a deleted object still has", async () => {
    const w = world();
    w.session.service.put("RetentionCompliancePolicy", { Name: "Mail 7y", Mode: "PendingDeletion" });
    await assert.rejects(w.lifecycle.create(POLICY, { desired: mail }), { code: "PURVIEW_NAME_RESERVED" });
    const placesOf = async (news: Properties): Promise<readonly string[]> => {
      const { failures } = await w.lifecycle.check(POLICY, { news, logicalName: "Mail 7y" });
      return failures.map(({ property }) => property);
    };
    assert.deepEqual(await placesOf(mail), ["name"]);
    const { name: _, ...unnamed } = mail;
    assert.deepEqual(await placesOf(unnamed), [""], "a name that the program does not declare has no place in it");
  });

  it("reports that something unseen has its name, where the service says so and no list shows it", async () => {
    const w = world();
    const { service } = w.session;
    const run = service.run.bind(service);
    service.run = (call) =>
      call.cmdlet.startsWith("Get-") ? run(call).filter(({ Mode }) => Mode !== "hidden") : run(call);
    service.put("Label", { Name: "Public", Mode: "hidden" });
    const desired = { name: "Public", displayName: "Public", tooltip: "t" };
    await assert.rejects(w.lifecycle.create(kind("Label"), { desired }), (error: Error) => {
      assert.match(
        error.message,
        /no list shows by what: a deleted object .* sensitivity labels and retention labels do/,
      );
      return (error as { code?: string }).code === "PURVIEW_NAME_RESERVED";
    });
  });

  it("waits for its own reserved name when the program allows a replacement", async () => {
    const w = world();
    w.session.service.put("RetentionCompliancePolicy", { Name: "Mail 7y", Mode: "PendingDeletion" });
    const born = w.lifecycle.create(POLICY, { desired: { ...mail, allowReplace: true } });
    await w.session.clock.sleep(60_000);
    w.session.service.drop("RetentionCompliancePolicy", "Mail 7y");
    assert.equal((await born).unfinished, undefined);
  });
});

describe("a location that the service returns without what the program calls it", () => {
  const guid = "41111111-2222-4333-8444-555555555555";

  it("ends the create in what to declare, and is no difference once that is declared", async () => {
    const w = world();
    const { service } = w.session;
    const told = [{ DisplayName: "Payroll", Name: "Payroll", ImmutableIdentity: guid }];
    const run = service.run.bind(service);
    service.run = (call) =>
      run(call).map((object) => ("ExchangeLocation" in object ? { ...object, ExchangeLocation: told } : object));
    const desired = { ...mail, exchangeLocation: ["pay@contoso.com"] };
    const written = await w.lifecycle.create(POLICY, { desired });
    const [reason = ""] = written.unfinished?.reasons ?? [];
    assert.match(
      reason,
      /"Payroll" \(41111111-\S+\) may or may not be "pay@contoso\.com"\. Use the value that Get returns \("41111111-/,
    );
    const recorded = recordedOf(written, desired);
    const first = await diff(nextProcess(w), POLICY, recorded, desired);
    assert.match(first.warnings.join(), /PURVIEW_UNIDENTIFIED/);
    const byGuid = { ...desired, exchangeLocation: [guid] };
    assert.deepEqual((await diff(nextProcess(w), POLICY, recorded, byGuid)).changes, []);
  });

  it("takes the object that New returns for the first read-back, and asks for no list", async () => {
    const { session, lifecycle } = world();
    await lifecycle.check(POLICY, { news: mail, logicalName: "mail" });
    const lists = session.service.calls("Get").length;
    const policy = await lifecycle.create(POLICY, { desired: mail });
    assert.equal(policy.unfinished, undefined);
    assert.equal(session.service.calls("Get").length, lists);
  });

  it("reads back by a list what New returned with another value", async () => {
    const { session, lifecycle } = world();
    session.service.ignores.add("Comment");
    const lists = session.service.calls("Get").length;
    const policy = await lifecycle.create(POLICY, { desired: mail });
    assert.match(policy.unfinished?.reasons.join() ?? "", /comment reads back as/);
    assert.ok(session.service.calls("Get").length > lists);
  });

  it("waits for the policy of a new rule although no list shows that policy yet", async () => {
    const { session, lifecycle } = world();
    session.service.lagMs = 20_000;
    session.service.deployMs = 60_000;
    const begun = session.clock.now();
    const policy = await lifecycle.create(POLICY, { desired: mail });
    assert.ok(session.clock.now() - begun < 5_000, "New returned all that is declared");
    await lifecycle.create(RULE, { desired: retention(policy.id) });
    assert.ok(session.clock.now() - begun >= 60_000);
  });
});
