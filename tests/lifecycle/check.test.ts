import { strict as assert } from "node:assert";
import { type Properties, UNKNOWN } from "../../provider/values";
import { kind, POLICY, mail, world, nextProcess, recordedOf } from "./fake/world";

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
