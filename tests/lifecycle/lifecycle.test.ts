import { strict as assert } from "node:assert";
import { AuthError } from "../../provider/errors";
import { findKind, type Kind } from "../../provider/kinds";
import { createLifecycle } from "../../provider/lifecycle/lifecycle";
import type { DiffResult, Lifecycle, Recorded, Written } from "../../provider/lifecycle/contract";
import type { Settings } from "../../provider/session/settings";
import { type Properties, UNKNOWN } from "../../provider/values";
import { FakeSession, Notes, SETTINGS } from "./fake/session";

const kind = (noun: string): Kind => findKind(noun) as Kind;
const POLICY = kind("RetentionCompliancePolicy");
const RULE = kind("RetentionComplianceRule");

const mail: Properties = { name: "Mail 7y", exchangeLocation: ["All"], comment: "seven years" };

interface World {
  readonly session: FakeSession;
  readonly notes: Notes;
  readonly lifecycle: Lifecycle;
}

function world(settings: Partial<Settings> = {}): World {
  const session = new FakeSession();
  const notes = new Notes();
  const lifecycle = createLifecycle({ session, reporter: notes, settings: { ...SETTINGS, ...settings } });
  return { session, notes, lifecycle };
}

/** Another process: same tenant, nothing remembered. */
function nextProcess({ session }: World, settings: Partial<Settings> = {}): World {
  const next = world(settings);
  Object.defineProperty(next.session, "service", { value: session.service });
  Object.defineProperty(next.session, "clock", { value: session.clock });
  return next;
}

const recordedOf = (written: Written, inputs: Properties): Recorded => ({
  id: written.id,
  outputs: written.outputs,
  declared: Object.keys(inputs),
  inputs,
});

const diff = ({ lifecycle }: World, of: Kind, recorded: Recorded, desired: Properties): Promise<DiffResult> =>
  lifecycle.diff(of, { recorded, desired, ignored: [], against: "live" });

const retention = (policy: string): Properties => ({
  name: "Mail 7y rule",
  policy,
  retentionDuration: 2555,
  retentionComplianceAction: "Keep",
});

describe("create", () => {
  it("makes a policy with one New and ends at the read-back, since a policy without a rule never distributes", async () => {
    const it = world();
    it.session.service.lagMs = 4_000;
    const written = await it.lifecycle.create(POLICY, { desired: mail });
    assert.equal(it.session.service.calls("New-").length, 1);
    assert.equal(it.session.service.calls("Set-").length, 0);
    assert.equal(written.unfinished, undefined);
    assert.equal(written.outputs["tenantId"], "11111111-1111-4111-8111-111111111111");
    assert.deepEqual(written.outputs["exchangeLocation"], ["All"]);
  });

  it("waits in the rule for the policy's distribution, with progress", async () => {
    const it = world();
    it.session.service.deployMs = 60_000;
    const policy = await it.lifecycle.create(POLICY, { desired: mail });
    const begun = it.session.clock.now();
    const rule = await it.lifecycle.create(RULE, { desired: retention(policy.id) });
    assert.equal(rule.unfinished, undefined);
    assert.ok(it.session.clock.now() - begun >= 60_000);
    assert.ok(it.notes.progresses.some((line) => /distribution of "Mail 7y" is Pending/.test(line)));
  });

  it("waits in the location of a hold for the hold's distribution, once a rule puts it into effect", async () => {
    for (const [rules, waits] of [
      [[], false],
      [[{ Name: "rule" }], true],
    ] as const) {
      const it = world();
      const { service, clock } = it.session;
      service.deployMs = 60_000;
      const { Guid: policy = "" } = service.put("CaseHoldPolicy", { Name: "hold", ExchangeLocation: [] });
      for (const rule of rules) service.put("CaseHoldRule", { ...rule, Policy: policy });
      const begun = clock.now();
      const location = kind("CaseHoldPolicyLocation");
      await it.lifecycle.create(location, { desired: { policy, exchangeLocation: "ann@contoso.com" } });
      assert.equal(clock.now() - begun >= 60_000, waits);
      assert.deepEqual(it.notes.warnings, []);
    }
  });

  it("refuses an object of that name with PURVIEW_EXISTS and the lines that cure it", async () => {
    const it = world();
    it.session.service.put("RetentionCompliancePolicy", { Name: "mail 7Y", ExchangeLocation: ["All"] });
    await assert.rejects(it.lifecycle.create(POLICY, { desired: mail }), {
      code: "PURVIEW_EXISTS",
      message: /adoptExisting: true.*pulumi import purview:retention:RetentionCompliancePolicy/,
    });
    assert.equal(it.session.service.calls("New-").length, 0);
  });

  it("adopts with adoptExisting and changes only what differs", async () => {
    const it = world();
    const there = it.session.service.put("RetentionCompliancePolicy", { Name: "Mail 7y", ExchangeLocation: ["All"] });
    const written = await it.lifecycle.create(POLICY, { desired: { ...mail, adoptExisting: true } });
    assert.equal(written.id, there["Guid"]);
    assert.deepEqual(
      it.session.service.calls("Set-").map(({ parameters }) => parameters["Comment"]),
      ["seven years"],
    );
  });

  it("finds its object in the list when New answers with nothing, or without a GUID", async () => {
    for (const answer of [[], [{ Name: "Mail 7y" }]]) {
      const it = world();
      const { service } = it.session;
      service.lagMs = 30_000;
      const run = service.run.bind(service);
      service.run = (call) => (call.cmdlet.startsWith("New-") ? (run(call), answer) : run(call));
      const written = await it.lifecycle.create(POLICY, { desired: mail });
      assert.equal(written.id, service.one("RetentionCompliancePolicy", "Mail 7y")["Guid"]);
      assert.equal(service.calls("New-").length, 1);
    }
  });

  it("finds a rule that the service named, when New answers with nothing and Get names the policy by name", async () => {
    const it = world();
    const { service } = it.session;
    const run = service.run.bind(service);
    service.run = (call) => {
      const rows = run(call);
      if (call.cmdlet === "New-RetentionComplianceRule") return [];
      return call.cmdlet === "Get-RetentionComplianceRule" ? rows.map((row) => ({ ...row, Policy: "Mail 7y" })) : rows;
    };
    const policy = await it.lifecycle.create(POLICY, { desired: mail });
    const desired = { policy: policy.id, applyComplianceTag: "Contract" };
    service.put("ComplianceTag", { Name: "Contract" });
    const rule = await it.lifecycle.create(RULE, { desired });
    assert.equal(rule.unfinished, undefined);
    assert.deepEqual((await diff(nextProcess(it), RULE, recordedOf(rule, desired), desired)).changes, []);
  });

  it("takes over its own object when the answer to New was lost, and makes no twin", async () => {
    const it = world();
    it.session.service.lagMs = 3_000;
    it.session.lost.set("New-RetentionCompliancePolicy", 1);
    const written = await it.lifecycle.create(POLICY, { desired: mail });
    assert.equal(written.unfinished, undefined);
    assert.deepEqual(it.session.service.names("RetentionCompliancePolicy"), ["Mail 7y"]);
    assert.equal(it.session.service.calls("New-").length, 1);
  });

  it("sends New again when it never arrived", async () => {
    const it = world();
    it.session.lostBefore.set("New-RetentionCompliancePolicy", 1);
    await it.lifecycle.create(POLICY, { desired: mail });
    assert.deepEqual(it.session.service.names("RetentionCompliancePolicy"), ["Mail 7y"]);
  });

  it("tells a property that the service silently dropped, and keeps the id", async () => {
    const it = world();
    it.session.service.ignores.add("Comment");
    const written = await it.lifecycle.create(POLICY, { desired: mail });
    assert.match(written.unfinished?.reasons[0] ?? "", /comment reads back as .* instead of "seven years"/);
    assert.match(written.id, /^0{8}-/);
  });

  it("ends as a success with a warning when distribution is pending at the deadline", async () => {
    const it = world({ settleTimeoutMs: 30_000 });
    it.session.service.deployMs = 3_600_000;
    const policy = await it.lifecycle.create(POLICY, { desired: mail });
    it.session.service.deployMs = 3_600_000;
    await it.session.clock.sleep(3_600_000);
    const rule = await it.lifecycle.create(RULE, { desired: retention(policy.id) });
    assert.equal(rule.unfinished, undefined);
    assert.ok(it.notes.warnings.some((line) => /still Pending/.test(line)));
  });

  it("saves as unfinished when distribution fails; an update with an empty plan retries it once", async () => {
    const it = world();
    it.session.service.deployEnd = "Error";
    const policy = await it.lifecycle.create(POLICY, { desired: mail });
    const desired = retention(policy.id);
    const rule = await it.lifecycle.create(RULE, { desired });
    assert.match(rule.unfinished?.reasons[0] ?? "", /could not distribute/);
    const again = nextProcess(it);
    const resumed = await again.lifecycle.update(RULE, { recorded: recordedOf(rule, desired), desired, ignored: [] });
    assert.equal(resumed.unfinished, undefined);
    assert.equal(it.session.service.calls("Set-").filter((call) => call.parameters["RetryDistribution"]).length, 1);
  });

  it("waits for a policy that the same program makes under a literal name", async () => {
    const it = world();
    const rule = it.lifecycle.create(RULE, { desired: retention("Mail 7y") });
    await it.session.clock.sleep(2_000);
    const policy = await it.lifecycle.create(POLICY, { desired: mail });
    const written = await rule;
    assert.equal(it.session.service.one("RetentionComplianceRule", "Mail 7y rule")["Policy"], policy.id);
    assert.equal(written.outputs["policy"], "Mail 7y");
  });

  it("ends with the property's name when nobody makes the policy that a rule names", async () => {
    const it = world({ organization: "contoso.onmicrosoft.com" });
    await assert.rejects(it.lifecycle.create(RULE, { desired: retention("Nobody") }), {
      code: "PURVIEW_REFERENCE",
      message: /in tenant contoso\.onmicrosoft\.com: policy refers to RetentionCompliancePolicy "Nobody"/,
    });
    assert.equal(it.session.service.calls("New-").length, 0);
  });

  it("waits no longer for a name that nobody declares than the settle timeout allows", async () => {
    const it = world({ settleTimeoutMs: 2_000 });
    const begun = it.session.clock.now();
    await assert.rejects(it.lifecycle.create(RULE, { desired: retention("Nobody") }), { code: "PURVIEW_REFERENCE" });
    assert.ok(it.session.clock.now() - begun <= 3_000, `${it.session.clock.now() - begun} ms`);
  });

  it("does not wait for what failed", async () => {
    const it = world();
    it.session.service.put("RetentionCompliancePolicy", { Name: "Mail 7y", Mode: "PendingDeletion" });
    await assert.rejects(it.lifecycle.create(POLICY, { desired: mail }), { code: "PURVIEW_NAME_RESERVED" });
    const begun = it.session.clock.now();
    await assert.rejects(it.lifecycle.create(RULE, { desired: retention("Mail 7y") }), { code: "PURVIEW_REFERENCE" });
    assert.ok(it.session.clock.now() - begun <= 1_000, `${it.session.clock.now() - begun} ms`);
  });

  it("says who waited for a policy that is deployed for too long, how long, and what to do", async () => {
    const it = world();
    it.session.service.deployMs = 60_000;
    const { id } = await it.lifecycle.create(POLICY, { desired: mail });
    await assert.rejects(it.lifecycle.create(RULE, { desired: retention(id), timeoutMs: 5_000 }), {
      code: "PURVIEW_DEPLOYING",
      message: /^RetentionComplianceRule ".*" in tenant .*after \d+ s.*Run `pulumi up` again later.*customTimeouts/,
    });
  });

  it("tries again while the policy is being deployed", async () => {
    const it = world();
    it.session.service.deployMs = 20_000;
    const policy = await it.lifecycle.create(POLICY, { desired: mail });
    const rule = await it.lifecycle.create(RULE, { desired: retention(policy.id) });
    assert.ok(it.session.service.calls("New-RetentionComplianceRule").length >= 2);
    assert.equal(rule.unfinished, undefined);
  });

  it("sends nothing without the right to write, and names the role group", async () => {
    const it = world();
    it.session.forbidden.add("New-RetentionCompliancePolicy");
    await assert.rejects(it.lifecycle.create(POLICY, { desired: mail }), {
      code: "PURVIEW_PERMISSION",
      message: /New-RetentionCompliancePolicy.*"Compliance Administrator"/,
    });
    assert.equal(it.session.service.calls("New-").length, 0);
  });

  it("shares read-backs: a hundred policies need a hundred News and a few lists", async () => {
    const it = world();
    const parallel = 20;
    const names = Array.from({ length: 100 }, (_, index) => `P${index}`);
    for (let at = 0; at < names.length; at += parallel) {
      await Promise.all(
        names.slice(at, at + parallel).map((name) => it.lifecycle.create(POLICY, { desired: { ...mail, name } })),
      );
    }
    assert.equal(it.session.service.calls("New-").length, 100);
    const lists = it.session.service.calls("Get-").length;
    assert.ok(lists <= 2 * Math.ceil(100 / parallel) + 1, `${lists} lists`);
  });

  it("is told a name that a deleted object still holds", async () => {
    const it = world();
    it.session.service.put("RetentionCompliancePolicy", { Name: "Mail 7y", Mode: "PendingDeletion" });
    await assert.rejects(it.lifecycle.create(POLICY, { desired: mail }), { code: "PURVIEW_NAME_RESERVED" });
    const { failures } = await it.lifecycle.check(POLICY, { news: mail });
    assert.deepEqual(
      failures.map(({ property }) => property),
      ["name"],
    );
  });

  it("waits for its own reserved name when the program allows a replacement", async () => {
    const it = world();
    it.session.service.put("RetentionCompliancePolicy", { Name: "Mail 7y", Mode: "PendingDeletion" });
    const born = it.lifecycle.create(POLICY, { desired: { ...mail, allowReplace: true } });
    await it.session.clock.sleep(60_000);
    it.session.service.drop("RetentionCompliancePolicy", "Mail 7y");
    assert.equal((await born).unfinished, undefined);
  });
});

describe("check", () => {
  it("refuses what cannot be undone and was not accepted, with the line that accepts it", async () => {
    const it = world();
    const locked = { ...mail, restrictiveRetention: true };
    const { failures } = await it.lifecycle.check(POLICY, { news: locked });
    assert.deepEqual(
      failures.map(({ property }) => property),
      ["acceptIrreversible"],
    );
    assert.match(failures[0]?.reason ?? "", /acceptIrreversible: \["PreservationLock"\]/);
    const accepted = await it.lifecycle.check(POLICY, {
      news: { ...locked, acceptIrreversible: ["PreservationLock"] },
    });
    assert.deepEqual(accepted.failures, []);
  });

  it("warns of an object of that name, which an import or a replacement may mean", async () => {
    const it = world();
    it.session.service.put("RetentionCompliancePolicy", { Name: "Mail 7y" });
    const { failures } = await it.lifecycle.check(POLICY, { news: mail });
    assert.deepEqual(failures, []);
    assert.match(it.notes.warnings.join(), /exists already.*adoptExisting/);
  });

  it("examines a generic object by the noun that it names, once that is known", async () => {
    const it = world();
    it.session.service.put("OrganizationSegment", { Name: "Research" });
    const generic = { name: "Research", parameters: { UserGroupFilter: "Department -eq 'R'" } };
    for (const noun of ["OrganizationSegment", UNKNOWN]) {
      const { failures } = await it.lifecycle.check(kind("Object"), { news: { ...generic, noun } });
      assert.deepEqual(failures, []);
    }
    assert.deepEqual(
      it.session.service.journal.map(({ cmdlet }) => cmdlet),
      ["Get-OrganizationSegment"],
    );
    assert.match(it.notes.warnings.join(), /OrganizationSegment "Research" exists already/);
  });

  it("takes a check that follows one with old inputs for a forced replacement, and tells what that costs", async () => {
    const it = world();
    it.session.service.put("RetentionCompliancePolicy", { Name: "Mail 7y" });
    const allowed = { ...mail, allowReplace: true };
    await it.lifecycle.check(POLICY, { news: allowed, olds: mail, logicalName: "mail" });
    const { failures } = await it.lifecycle.check(POLICY, { news: allowed, logicalName: "mail" });
    assert.deepEqual(failures, []);
    assert.deepEqual(it.notes.warnings, [
      'RetentionCompliancePolicy "Mail 7y" is removed: what it protects loses that protection.',
    ]);
    await it.lifecycle.check(POLICY, { news: mail, logicalName: "another resource of that name" });
    assert.match(it.notes.warnings.at(-1) ?? "", /exists already/);
  });

  it("refuses a replacement of what must live that only the engine asks for: `replaceOnChanges` decides after the diff", async () => {
    const own = world();
    const recorded = recordedOf(await own.lifecycle.create(POLICY, { desired: mail }), mail);
    const changed = { ...mail, comment: "new" };
    const failuresOf = async (desired: Properties, actual: string = recorded.id): Promise<readonly string[]> => {
      const replaced = nextProcess(own);
      const state = { ...recorded, id: actual };
      await replaced.lifecycle.check(POLICY, { news: desired, olds: mail, logicalName: "mail" });
      await replaced.lifecycle.diff(POLICY, {
        recorded: state,
        logicalName: "mail",
        desired,
        ignored: [],
        against: "live",
      });
      const { failures } = await replaced.lifecycle.check(POLICY, { news: desired, logicalName: "mail" });
      return failures.map(({ reason }) => reason);
    };
    const [reason, ...more] = await failuresOf(changed);
    assert.match(reason ?? "", /replaceOnChanges.*allowReplace: true.*\[PURVIEW_REPLACE\]$/);
    assert.deepEqual(more, []);
    assert.deepEqual(await failuresOf({ ...changed, allowReplace: true }), []);
    const gone = "11111111-0000-4000-8000-00000000dead";
    assert.deepEqual(await failuresOf(changed, gone), [], "what has its name now is somebody else's");
  });

  it("takes a check without old inputs that follows a diff or a refresh for a replacement too: `--replace` checks but once", async () => {
    for (const ask of ["diff", "refresh"] as const) {
      const own = world();
      const recorded = recordedOf(await own.lifecycle.create(POLICY, { desired: mail }), mail);
      const replaced = nextProcess(own);
      const request = { recorded, logicalName: "mail" };
      if (ask === "diff")
        await replaced.lifecycle.diff(POLICY, { ...request, desired: mail, ignored: [], against: "live" });
      else await replaced.lifecycle.read(POLICY, { ...request, id: recorded.id });
      await replaced.lifecycle.check(POLICY, { news: { ...mail, allowReplace: true }, logicalName: "mail" });
      assert.match(replaced.notes.warnings.join(), /./, ask);
      assert.doesNotMatch(replaced.notes.warnings.join(), /exists already/, ask);
    }
  });

  it("tells a misspelt property once, with its code, not also as a missing one", async () => {
    const { lifecycle } = world();
    const { failures } = await lifecycle.check(POLICY, { news: { name: "Mail 7y", exchangeLocaton: ["All"] } });
    assert.deepEqual(
      failures.map(({ property }) => property),
      ["exchangeLocaton"],
    );
    assert.match(failures[0]?.reason ?? "", /did you mean "exchangeLocation".*\[PURVIEW_INVALID\]$/);
  });

  it("asks nothing of the tenant for a resource in state, and nothing at all when drift is left to refresh", async () => {
    const it = world();
    await it.lifecycle.check(POLICY, { news: mail, olds: mail });
    const quiet = world({ drift: "refresh" });
    await quiet.lifecycle.check(POLICY, { news: mail });
    assert.equal(it.session.service.journal.length + quiet.session.service.journal.length, 0);
  });
});

describe("diff", () => {
  it("is empty after a create, and costs one list", async () => {
    const it = world();
    const written = await it.lifecycle.create(POLICY, { desired: mail });
    const next = nextProcess(it);
    const before = it.session.service.journal.length;
    const result = await diff(next, POLICY, recordedOf(written, mail), mail);
    assert.deepEqual(result.changes, []);
    assert.equal(it.session.service.journal.length - before, 1);
  });

  it("takes a policy that waits for its first rule, or whose state was saved before it had one, for settled", async () => {
    const it = world();
    const written = await it.lifecycle.create(POLICY, { desired: mail });
    assert.equal(written.outputs["distributionStatus"], "Pending");
    const recorded = recordedOf(written, mail);
    for (const against of ["live", "recorded"] as const) {
      const { changes, resume } = await it.lifecycle.diff(POLICY, { recorded, desired: mail, ignored: [], against });
      assert.deepEqual({ changes, resume }, { changes: [], resume: false }, against);
    }
  });

  it("has an update resume a distribution that failed, unless the policy is at rest", async () => {
    const it = world();
    const { id, outputs } = await it.lifecycle.create(POLICY, { desired: mail });
    const resumes = async (more: Properties): Promise<boolean> => {
      const recorded = recordedOf({ id, outputs: { ...outputs, ...more, distributionStatus: "Error" } }, mail);
      const desired = { ...mail, ...more };
      const result = await it.lifecycle.diff(POLICY, { recorded, desired, ignored: [], against: "recorded" });
      assert.deepEqual(result.changes, []);
      return result.resume;
    };
    assert.equal(await resumes({}), true);
    assert.equal(await resumes({ enabled: false }), false);
  });

  it("names a drifted property, who changed it, and never writes", async () => {
    const it = world();
    const written = await it.lifecycle.create(POLICY, { desired: mail });
    it.session.service.patch("RetentionCompliancePolicy", "Mail 7y", { Comment: "tampered" });
    const result = await diff(nextProcess(it), POLICY, recordedOf(written, mail), mail);
    assert.deepEqual(
      result.changes.map(({ property, cause }) => [property, cause]),
      [["comment", "drift"]],
    );
    assert.match(
      result.driftLines[0] ?? "",
      /^drift: Mail 7y \(RetentionCompliancePolicy "Mail 7y"\) comment: "tampered" → "seven years" \(last changed .* by admin\)$/,
    );
    assert.equal(it.session.service.calls("Set-").length, 0);
  });

  it("calls an object gone only after two lists that lie apart", async () => {
    const it = world();
    const written = await it.lifecycle.create(POLICY, { desired: mail });
    it.session.service.drop("RetentionCompliancePolicy", "Mail 7y");
    const next = nextProcess(it);
    const before = it.session.service.journal.length;
    const begun = it.session.clock.now();
    const result = await diff(next, POLICY, recordedOf(written, mail), mail);
    assert.ok(result.gone);
    assert.ok(it.session.clock.now() - begun >= 5_000);
    const lists = it.session.service.journal
      .slice(before)
      .map(({ parameters }) => parameters["PriorityCleanup"] === true);
    assert.deepEqual(lists, [false, false, true, true]);
  });

  it("says that somebody recreated the object under another GUID", async () => {
    const it = world();
    const written = await it.lifecycle.create(POLICY, { desired: mail });
    it.session.service.drop("RetentionCompliancePolicy", "Mail 7y");
    it.session.service.put("RetentionCompliancePolicy", { Name: "Mail 7y", ExchangeLocation: ["All"] });
    const result = await diff(nextProcess(it), POLICY, recordedOf(written, mail), mail);
    assert.match(result.gone?.message ?? "", /Somebody recreated it/);
  });

  it("never takes a lost read right for a deletion", async () => {
    const it = world();
    const written = await it.lifecycle.create(POLICY, { desired: mail });
    it.session.service.drop("RetentionCompliancePolicy", "Mail 7y");
    const next = nextProcess(it);
    next.session.forbidden.add("Get-RetentionCompliancePolicy");
    await assert.rejects(diff(next, POLICY, recordedOf(written, mail), mail), { code: "PURVIEW_PERMISSION" });
  });

  it("refuses what belongs to another tenant before anything is sent", async () => {
    const it = world();
    const recorded: Recorded = { id: "x", outputs: { tenantId: "other", name: "Mail 7y" }, declared: [] };
    await assert.rejects(diff(it, POLICY, recorded, mail), { code: "PURVIEW_TENANT_MISMATCH" });
    await assert.rejects(it.lifecycle.delete(POLICY, { recorded }), { code: "PURVIEW_TENANT_MISMATCH" });
    assert.equal(it.session.service.journal.length, 0);
  });

  it("refuses a replacement of a living policy unless the program allows it", async () => {
    const it = world();
    const written = await it.lifecycle.create(POLICY, { desired: mail });
    const renamed = { ...mail, name: "Other" };
    await assert.rejects(diff(it, POLICY, recordedOf(written, mail), renamed), { code: "PURVIEW_REPLACE" });
    const allowed = await diff(it, POLICY, recordedOf(written, mail), { ...renamed, allowReplace: true });
    assert.ok(allowed.changes.some((change) => change.property === "name" && change.replaces));
    assert.equal(allowed.deleteBeforeReplace, true);
  });

  it("lets a rule be replaced whose policy is gone, since it retains nothing any more", async () => {
    const it = world();
    const policy = await it.lifecycle.create(POLICY, { desired: mail });
    const inputs = retention(policy.id);
    const rule = await it.lifecycle.create(RULE, { desired: inputs });
    const unknownParent = { ...inputs, policy: UNKNOWN };
    await assert.rejects(diff(it, RULE, recordedOf(rule, inputs), unknownParent), { code: "PURVIEW_REPLACE" });
    it.session.service.drop("RetentionCompliancePolicy", "Mail 7y");
    const next = nextProcess(it);
    assert.ok((await diff(next, POLICY, recordedOf(policy, mail), mail)).gone);
    const result = await diff(next, RULE, recordedOf(rule, inputs), unknownParent);
    assert.ok(result.changes.some((change) => change.property === "policy" && change.replaces));
  });

  it("warns of a missing write right", async () => {
    const it = world();
    const written = await it.lifecycle.create(POLICY, { desired: mail });
    it.session.forbidden.add("Set-RetentionCompliancePolicy");
    const result = await diff(it, POLICY, recordedOf(written, mail), { ...mail, comment: "new" });
    assert.match(result.warnings.join(), /may not run Set-RetentionCompliancePolicy/);
  });
});

describe("update and delete", () => {
  it("says, where refresh or destroy cannot sign in, that they run on the settings of the last update", async () => {
    const it = world();
    const written = await it.lifecycle.create(POLICY, { desired: mail });
    const next = nextProcess(it);
    const refused = new AuthError("The secret is wrong.", { code: "PURVIEW_AUTH_CREDENTIAL", advice: "Check it." });
    Object.assign(next.session, { facts: () => Promise.reject(refused), list: () => Promise.reject(refused) });
    const recorded = recordedOf(written, mail);
    const expected = { code: "PURVIEW_AUTH_CREDENTIAL", name: "AuthError", message: /Check it\. .*--run-program/ };
    await assert.rejects(next.lifecycle.delete(POLICY, { recorded }), expected);
    await assert.rejects(next.lifecycle.read(POLICY, { id: written.id, recorded }), expected);
    await assert.rejects(diff(next, POLICY, recorded, mail), { message: "The secret is wrong. Check it." });
  });

  it("keeps what the renamed resource has adopted, when the engine deletes the old one after it", async () => {
    const it = world();
    const written = await it.lifecycle.create(POLICY, { desired: mail });
    const next = nextProcess(it, { adoptExisting: true });
    const adopted = await next.lifecycle.create(POLICY, { desired: mail, logicalName: "new name" });
    assert.equal(adopted.id, written.id);
    await next.lifecycle.delete(POLICY, { recorded: recordedOf(written, mail) });
    assert.equal(it.session.service.calls("Remove-").length, 0);
    const later = nextProcess(next);
    await later.lifecycle.delete(POLICY, { recorded: recordedOf(adopted, mail) });
    assert.equal(it.session.service.calls("Remove-").length, 1);
  });

  it("repairs drift with one Set and proves it through replication lag", async () => {
    const it = world();
    const written = await it.lifecycle.create(POLICY, { desired: mail });
    it.session.service.patch("RetentionCompliancePolicy", "Mail 7y", { Comment: "tampered" });
    it.session.service.lagMs = 4_000;
    const next = nextProcess(it);
    await next.lifecycle.update(POLICY, { recorded: recordedOf(written, mail), desired: mail, ignored: [] });
    assert.equal(it.session.service.calls("Set-").length, 1);
    assert.equal(it.session.service.one("RetentionCompliancePolicy", "Mail 7y")["Comment"], "seven years");
  });

  it("judges by when a list was asked for, however long its answer takes", async () => {
    const it = world();
    const written = await it.lifecycle.create(POLICY, { desired: mail });
    it.session.service.patch("RetentionCompliancePolicy", "Mail 7y", { Comment: "tampered" });
    it.session.service.lagMs = 20_000;
    const next = nextProcess(it);
    next.session.latencyMs = 45_000;
    const recorded = recordedOf(written, mail);
    const updated = await next.lifecycle.update(POLICY, { recorded, desired: mail, ignored: [] });
    assert.equal(updated.outputs["comment"], mail["comment"]);
    assert.equal(it.session.service.calls("Set-").length, 1);
  });

  it("waits for a policy whose rule tells it by name, pair or path", async () => {
    for (const told of ["{guid}", "{{guid}}", "mail 7Y", "{guid},Mail 7y", "CN=Mail 7y,CN=Configuration,DC=FFO"]) {
      const it = world();
      const { service, clock } = it.session;
      const policy = await it.lifecycle.create(POLICY, { desired: mail });
      await it.lifecycle.create(RULE, { desired: retention(policy.id) });
      const Policy = told.replace("{guid}", policy.id);
      const run = service.run.bind(service);
      service.run = (call) =>
        call.cmdlet === "Get-RetentionComplianceRule" ? run(call).map((row) => ({ ...row, Policy })) : run(call);
      service.deployMs = 60_000;
      const next = nextProcess(it);
      const begun = clock.now();
      const desired = { ...mail, comment: "other" };
      await next.lifecycle.update(POLICY, { recorded: recordedOf(policy, mail), desired, ignored: [] });
      assert.ok(clock.now() - begun >= 60_000, `did not wait: ${Policy}`);
    }
  });

  it("distributes one changed hold policy at a time, while others that do not change wait for nobody", async () => {
    const it = world();
    const made = [];
    for (const name of ["A", "B"]) {
      const inputs = { ...mail, name };
      const policy = await it.lifecycle.create(POLICY, { desired: inputs });
      await it.lifecycle.create(RULE, { desired: { ...retention(policy.id), name: `${name} rule` } });
      made.push({ inputs, recorded: recordedOf(policy, inputs) });
    }
    it.session.service.deployMs = 30_000;
    const begun = it.session.clock.now();
    await Promise.all(
      made.map(({ inputs, recorded }) =>
        it.lifecycle.update(POLICY, { recorded, desired: { ...inputs, comment: "new" }, ignored: [] }),
      ),
    );
    assert.ok(it.session.clock.now() - begun >= 60_000);
  });

  it("sends nothing when nothing differs", async () => {
    const it = world();
    const written = await it.lifecycle.create(POLICY, { desired: mail });
    await it.lifecycle.update(POLICY, { recorded: recordedOf(written, mail), desired: mail, ignored: [] });
    assert.equal(it.session.service.calls("Set-").length, 0);
  });

  it("ends in an error that names the property which the service keeps", async () => {
    const it = world();
    const written = await it.lifecycle.create(POLICY, { desired: mail });
    it.session.service.ignores.add("Comment");
    const desired = { ...mail, comment: "eight" };
    await assert.rejects(it.lifecycle.update(POLICY, { recorded: recordedOf(written, mail), desired, ignored: [] }), {
      code: "PURVIEW_UNPROVEN",
      message: /comment reads back as "seven years" instead of "eight"/,
    });
  });

  it("misses a setting that was taken back and that the service keeps", async () => {
    const it = world();
    const label: Properties = { name: "L", displayName: "L", tooltip: "T", advancedSettings: { color: "#40e0d0" } };
    const { Guid: id } = it.session.service.put("Label", {
      ...{ Name: "L", DisplayName: "L", Tooltip: "T" },
      Settings: ["[color, #40e0d0]", "[tooltip, T]"],
    });
    it.session.service.ignores.add("AdvancedSettings");
    const written = { id: String(id), outputs: { ...label, tenantId: "11111111-1111-4111-8111-111111111111" } };
    const { advancedSettings: _, ...desired } = label;
    await assert.rejects(
      it.lifecycle.update(kind("Label"), { recorded: recordedOf(written, label), desired, ignored: [] }),
      { code: "PURVIEW_UNPROVEN", message: /advancedSettings/ },
    );
  });

  it("looks before it repeats a Set whose answer was lost", async () => {
    const it = world();
    const written = await it.lifecycle.create(POLICY, { desired: mail });
    it.session.lost.set("Set-RetentionCompliancePolicy", 1);
    const desired = { ...mail, comment: "eight" };
    await it.lifecycle.update(POLICY, { recorded: recordedOf(written, mail), desired, ignored: [] });
    assert.equal(it.session.service.calls("Set-").length, 1);
  });

  it("deletes once, and again without complaint", async () => {
    const it = world();
    it.session.service.tombstones = true;
    const written = await it.lifecycle.create(POLICY, { desired: mail });
    const recorded = recordedOf(written, mail);
    await it.lifecycle.delete(POLICY, { recorded });
    await it.lifecycle.delete(POLICY, { recorded });
    assert.equal(it.session.service.calls("Remove-").length, 1);
  });

  it('takes "already in pending deletion state" for a success', async () => {
    const it = world();
    const written = await it.lifecycle.create(POLICY, { desired: mail });
    const service = it.session.service;
    const run = service.run.bind(service);
    service.run = (call) => {
      if (call.cmdlet.startsWith("Remove-"))
        service.patch("RetentionCompliancePolicy", "Mail 7y", { Mode: "PendingDeletion" });
      return run(call);
    };
    await it.lifecycle.delete(POLICY, { recorded: recordedOf(written, mail) });
  });

  it("refuses to delete a living object when allowDelete is false", async () => {
    const it = world({ allowDelete: false });
    const written = await it.lifecycle.create(POLICY, { desired: mail });
    await assert.rejects(it.lifecycle.delete(POLICY, { recorded: recordedOf(written, mail) }), {
      code: "PURVIEW_DELETE_REFUSED",
    });
  });

  it("does not remove an object that came back after it had been called gone", async () => {
    const it = world();
    const written = await it.lifecycle.create(POLICY, { desired: mail });
    const stored = it.session.service.one("RetentionCompliancePolicy", "Mail 7y");
    it.session.service.drop("RetentionCompliancePolicy", "Mail 7y");
    const next = nextProcess(it);
    assert.ok((await diff(next, POLICY, recordedOf(written, mail), mail)).gone);
    it.session.service.put("RetentionCompliancePolicy", stored);
    next.session.list = FakeSession.prototype.list.bind(nextProcess(it).session);
    await assert.rejects(next.lifecycle.delete(POLICY, { recorded: recordedOf(written, mail) }), {
      code: "PURVIEW_NOT_GONE",
    });
  });

  it("stops waiting when it is cancelled, and says what to do", async () => {
    const it = world();
    it.session.service.deployMs = 3_600_000;
    const policy = await it.lifecycle.create(POLICY, { desired: mail });
    const controller = new AbortController();
    const rule = it.lifecycle.create(RULE, { desired: retention(policy.id), signal: controller.signal });
    await it.session.clock.sleep(10_000);
    controller.abort();
    await assert.rejects(rule, { code: "PURVIEW_CANCELLED", message: /pulumi up/ });
  });
});

describe("read", () => {
  it("tells what was declared as it is now", async () => {
    const it = world();
    const written = await it.lifecycle.create(POLICY, { desired: mail });
    it.session.service.patch("RetentionCompliancePolicy", "Mail 7y", { Comment: "tampered" });
    const found = await nextProcess(it).lifecycle.read(POLICY, { id: written.id, recorded: recordedOf(written, mail) });
    assert.deepEqual(found?.inputs, { ...mail, comment: "tampered" });
  });

  it("imports by exact name, any case, with inputs that check accepts", async () => {
    const it = world();
    await it.lifecycle.create(POLICY, { desired: mail });
    const next = nextProcess(it);
    const found = await next.lifecycle.read(POLICY, { id: "MAIL 7Y" });
    assert.ok(found);
    assert.deepEqual(found.inputs["exchangeLocation"], ["All"]);
    assert.equal((await next.lifecycle.read(POLICY, { id: `{${found.id.toUpperCase()}}` }))?.id, found.id);
    const { failures } = await next.lifecycle.check(POLICY, { news: found.inputs, olds: found.inputs });
    assert.deepEqual(failures, []);
  });

  it("answers nothing for what is certainly gone", async () => {
    const it = world();
    const written = await it.lifecycle.create(POLICY, { desired: mail });
    it.session.service.drop("RetentionCompliancePolicy", "Mail 7y");
    assert.equal(
      await nextProcess(it).lifecycle.read(POLICY, { id: written.id, recorded: recordedOf(written, mail) }),
      undefined,
    );
  });
});
