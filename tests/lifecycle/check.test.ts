import { strict as assert } from "node:assert";
import { kinds } from "../../provider/kinds";
import { checkInputs } from "../../provider/lifecycle/check/inputs";
import { COMMON_INPUTS } from "../../provider/lifecycle/object/declared";
import { type Properties, secret, UNKNOWN, type Value } from "../../provider/values";
import { kind, POLICY, mail, world, nextProcess, recordedOf } from "./fake/world";

describe("check", () => {
  it("refuses what cannot be undone and was not accepted, with the line that accepts it", async () => {
    const w = world();
    const locked = { ...mail, restrictiveRetention: true };
    const { failures } = await w.lifecycle.check(POLICY, { news: locked });
    assert.deepEqual(
      failures.map(({ property }) => property),
      ["acceptIrreversible"],
    );
    assert.match(failures[0]?.reason ?? "", /acceptIrreversible: \["PreservationLock"\]/);
    const accepted = await w.lifecycle.check(POLICY, {
      news: { ...locked, acceptIrreversible: ["PreservationLock"] },
    });
    assert.deepEqual(accepted.failures, []);
  });

  it("wants the labels of a new label policy, and lets one that exists leave them to memberships", async () => {
    const labelPolicy = kind("LabelPolicy");
    const news = { name: "Everybody", exchangeLocation: ["All"] };
    const required = [{ property: "labels", reason: "is required" }];
    assert.deepEqual(checkInputs(labelPolicy, news, {}).failures, required);
    for (const before of ["olds", "held"])
      assert.deepEqual(
        checkInputs(labelPolicy, news, { [before]: { ...news, labels: ["Public"] } }).failures,
        [],
        before,
      );
  });

  it("warns of an object of that name, which a replacement may mean", async () => {
    const w = world();
    w.session.service.put("AdaptiveScope", { Name: "Finance", LocationType: "User" });
    const news = { name: "Finance", locationType: "User", rawQuery: "Department eq 'Finance'" };
    const { failures } = await w.lifecycle.check(kind("AdaptiveScope"), { news });
    assert.deepEqual(failures, []);
    assert.match(w.notes.warnings.join(), /exists already.*adoptExisting/);
  });

  it("refuses an object of that name that must live: it is either not ours or about to be replaced", async () => {
    const w = world();
    w.session.service.put("RetentionCompliancePolicy", { Name: "Mail 7y" });
    const reasonsOf = async (more: Properties): Promise<readonly string[]> => {
      const { failures } = await w.lifecycle.check(POLICY, { news: { ...mail, ...more }, logicalName: "mail" });
      return failures.map(({ property, reason }) => `${property}: ${reason}`);
    };
    const [reason, ...more] = await reasonsOf({});
    assert.match(reason ?? "", /^name: .*adoptExisting: true.*--replace.*allowReplace: true.*\[PURVIEW_EXISTS\]$/);
    assert.deepEqual(more, []);
    assert.deepEqual(await reasonsOf({ adoptExisting: true }), []);
    assert.deepEqual(await reasonsOf({ allowReplace: true }), []);
  });

  it("examines a generic object by the noun that it names, once that is known", async () => {
    const w = world();
    w.session.service.put("OrganizationSegment", { Name: "Research" });
    const generic = { name: "Research", parameters: { UserGroupFilter: "Department -eq 'R'" } };
    for (const noun of ["OrganizationSegment", UNKNOWN]) {
      const { failures } = await w.lifecycle.check(kind("Object"), { news: { ...generic, noun } });
      assert.deepEqual(failures, []);
    }
    assert.deepEqual(
      w.session.service.journal.map(({ cmdlet }) => cmdlet),
      ["Get-OrganizationSegment"],
    );
    assert.match(w.notes.warnings.join(), /OrganizationSegment "Research" exists already/);
  });

  it("takes a check that follows one with old inputs for a forced replacement, and says what that costs", async () => {
    const w = world();
    w.session.service.put("RetentionCompliancePolicy", { Name: "Mail 7y" });
    const allowed = { ...mail, allowReplace: true };
    await w.lifecycle.check(POLICY, { news: allowed, olds: mail, logicalName: "mail" });
    const { failures } = await w.lifecycle.check(POLICY, { news: allowed, logicalName: "mail" });
    assert.deepEqual(failures, []);
    assert.deepEqual(w.notes.warnings, [
      'RetentionCompliancePolicy "Mail 7y" is removed: what it protects loses that protection.',
    ]);
    const next = nextProcess(w).lifecycle;
    const stranger = await next.check(POLICY, { news: mail, logicalName: "another resource of that name" });
    assert.match(stranger.failures[0]?.reason ?? "", /exists already/);
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

  for (const [when, settings, more] of [
    ["drift is left to refresh", { drift: "refresh" }, {}],
    ["the resource may adopt", {}, { adoptExisting: true }],
  ] as const)
    it(`does not delete what must live for a forced replacement that no check could see (${when})`, async () => {
      const own = world(settings);
      const desired: Properties = { ...mail, ...more };
      const recorded = recordedOf(await own.lifecycle.create(POLICY, { desired }), desired);
      const remove = async (news: Properties) => {
        const replaced = nextProcess(own, settings);
        const { failures } = await replaced.lifecycle.check(POLICY, { news, logicalName: "mail" });
        assert.deepEqual(failures, []);
        await replaced.lifecycle.delete(POLICY, { recorded, logicalName: "mail" });
      };
      await assert.rejects(remove(desired), { code: "PURVIEW_REPLACE" });
      assert.equal(own.session.service.names("RetentionCompliancePolicy").length, 1);
      await remove({ ...desired, allowReplace: true });
      assert.deepEqual(own.session.service.names("RetentionCompliancePolicy"), []);
    });

  it("takes what is not known yet neither for a presence nor for an absence, in every kind", () => {
    for (const one of kinds)
      for (const value of [UNKNOWN, secret(UNKNOWN)]) {
        const properties = [...one.fields.map(({ property }) => property), ...COMMON_INPUTS];
        const news = Object.fromEntries(properties.map((property) => [property, value]));
        assert.deepEqual(checkInputs(one, news, { logicalName: "x" }).failures, [], one.noun);
      }
    const both = (teamsChatLocation: Value): readonly string[] => {
      const news = { exchangeLocation: ["All"], teamsChatLocation };
      return checkInputs(POLICY, news, { logicalName: "x" }).failures.map(({ reason }) => reason);
    };
    assert.deepEqual(both(UNKNOWN), []);
    const clash = "exchangeLocation and teamsChatLocation cannot be combined: the service takes one or the other";
    assert.deepEqual(both(["All"]), [clash]);
    assert.deepEqual(both([UNKNOWN]), [clash], "a list of which one element is not known is there all the same");
  });

  it("reports a conflict once, whether the page or the parameter sets know it", () => {
    const news = { locationType: "User", rawQuery: "Department eq 'Finance'" };
    const filterConditions = { conjunction: "And", conditions: [{ name: "Title", operator: "Equals", value: "x" }] };
    const { failures } = checkInputs(kind("AdaptiveScope"), { ...news, filterConditions }, { logicalName: "x" });
    assert.equal(failures.length, 1, JSON.stringify(failures));
  });

  it("reports a misspelled property once, with its code, not also as a missing one", async () => {
    const { lifecycle } = world();
    const { failures } = await lifecycle.check(POLICY, { news: { name: "Mail 7y", exchangeLocaton: ["All"] } });
    assert.deepEqual(
      failures.map(({ property }) => property),
      ["exchangeLocaton"],
    );
    assert.match(failures[0]?.reason ?? "", /did you mean "exchangeLocation".*\[PURVIEW_INVALID\]$/);
  });

  it("asks nothing of the tenant for a resource in state, and nothing at all when drift is left to refresh", async () => {
    const w = world();
    await w.lifecycle.check(POLICY, { news: mail, olds: mail });
    const quiet = world({ drift: "refresh" });
    await quiet.lifecycle.check(POLICY, { news: mail });
    assert.equal(w.session.service.journal.length + quiet.session.service.journal.length, 0);
  });
});
