import assert from "node:assert/strict";
import { findCmdlet } from "../../../catalogue";
import type { EmulatorClock } from "../../../emulator/contract";
import { admin, bound, instantClock, tenant, type Tenant } from "./harness";

const noun = "ComplianceRetentionEventType";
const names = (rows: readonly { [property: string]: unknown }[]): unknown[] => rows.map(({ Name }) => Name);

describe("emulator: the store", () => {
  it("names an object by name in any case, by GUID, by DN and by Id", () => {
    const t = tenant();
    const [made] = t.get(`New-${noun}`, { Name: "Product, old = new", Comment: "c" });
    t.settle();
    for (const key of ["Name", "Guid", "DistinguishedName", "Identity", "Id"])
      assert.equal(t.one(`Get-${noun}`, { Identity: made?.[key] ?? "" }).Guid, made?.Guid, key);
    assert.equal(t.one(`Get-${noun}`, { Identity: "PRODUCT, OLD = NEW" }).Guid, made?.Guid);
    assert.equal(t.one(`Get-${noun}`, { Identity: `{${String(made?.Guid)}}` }).Guid, made?.Guid);
  });

  it("returns the object of a singleton to the first read too, though its clock goes on while it answers", () => {
    const clock: EmulatorClock = instantClock();
    const t = tenant({ clock: { ...clock, now: () => (clock.advance(1), clock.now()) } });
    assert.equal(t.get("Get-RegulatoryComplianceUI").length, 1);
    assert.equal(
      tenant().get("Get-RegulatoryComplianceUI", {}, { stale: true }).length,
      1,
      "an old read has it as well",
    );
  });

  it("refuses a second object of the same name, whatever its case", () => {
    const t = tenant();
    t.call(`New-${noun}`, { Name: "Exit" });
    assert.equal(t.fault(`New-${noun}`, { Name: "EXIT" }), "ComplianceRuleAlreadyExistsInScenarioException");
  });

  it("answers an unknown identity with 404, and with everything when that fault is on", () => {
    const t = tenant();
    t.call(`New-${noun}`, { Name: "A" });
    t.call(`New-${noun}`, { Name: "B" });
    t.settle();
    assert.equal(t.fault(`Get-${noun}`, { Identity: "none" }), "ErrorRuleNotFoundException");
    assert.deepEqual(names(t.get(`Get-${noun}`, { Identity: "none" }, { missListsAll: true })), ["A", "B"]);
    const all = t.call(`Get-${noun}`, { Identity: null });
    assert.deepEqual(names(all.value), ["A", "B"]);
  });

  it("returns the created object from New, nothing from Set and Remove, and says when nothing changed", () => {
    const t = tenant();
    assert.equal(t.get(`New-${noun}`, { Name: "A", Comment: "x" }).length, 1);
    assert.deepEqual(t.call(`Set-${noun}`, { Identity: "A", Comment: "y" }), { value: [], warnings: [] });
    const { Identity } = t.service.getObject(noun, "A");
    assert.deepEqual(t.call(`Set-${noun}`, { Identity: "A", Comment: "y" }).warnings, [
      `The command completed successfully but no settings of '${String(Identity)}' have been modified.`,
    ]);
    assert.deepEqual(t.call(`Remove-${noun}`, { Identity: "A" }).value, []);
  });

  it("takes whatever a text can be, be it made to look like a prototype", () => {
    const t = tenant();
    const odd = { "@odata.type": "#Exchange.GenericHashTable", toString: 1, valueOf: 2, constructor: null };
    for (const each of [odd, [odd], [[odd]], { "@odata.type": odd["@odata.type"], Add: [odd] }])
      for (const [cmdlet, parameter] of [
        ["New-RetentionCompliancePolicy", "ExchangeLocation"],
        ["New-DlpCompliancePolicy", "ExchangeSenderMemberOf"],
        ["New-ComplianceTag", "ReviewerEmail"],
        ["New-LabelPolicy", "Labels"],
      ] as const)
        assert.doesNotThrow(() => t.fault(cmdlet, { Name: "odd", [parameter]: each }), `${cmdlet} ${parameter}`);
  });

  it("writes in spite of WhatIf, which does nothing here, and only asks when given Confirm", () => {
    const t = tenant();
    t.call(`New-${noun}`, { Name: "A", WhatIf: true });
    t.settle();
    assert.equal(t.get(`Get-${noun}`).length, 1);
    t.call(`Remove-${noun}`, { Identity: "A", Confirm: true });
    t.settle();
    assert.equal(t.one(`Get-${noun}`).Mode, "Enforce");
    assert.equal(t.fault(`Remove-${noun}`, { Identity: "none", Confirm: true }), "ErrorRuleNotFoundException");
  });

  it("records who created and who changed an object, and when", () => {
    const t = tenant();
    t.call(`New-${noun}`, { Name: "A" });
    t.clock.advance(60_000);
    const other = { ...admin, name: "someone else" };
    t.service.execute(other, bound(`Set-${noun}`, { Identity: "A", Comment: "x" }));
    const made = t.service.getObject(noun, "A");
    assert.equal(made.CreatedBy, "tests");
    assert.equal(made.LastModifiedBy, "someone else");
    assert.equal(made.WhenCreatedUTC, "2026-01-01T00:00:00.0000000Z");
    assert.equal(made.WhenChangedUTC, "2026-01-01T00:01:00.0000000Z");
    assert.equal(made.WhenChanged, "2026-01-01T00:01:00.0000000+00:00");
  });

  it("shows only what is scoped to the administrative units of a confined caller", () => {
    const unit = "22222222-2222-4222-8222-222222222222";
    const t = tenant();
    t.call("New-RetentionCompliancePolicy", { Name: "In", ExchangeLocation: "All", PolicyRBACScopes: [unit] });
    t.call("New-RetentionCompliancePolicy", { Name: "Out", ExchangeLocation: "All" });
    t.settle();
    const confined = { ...admin, administrativeUnits: [unit] };
    assert.deepEqual(names(t.service.execute(confined, bound("Get-RetentionCompliancePolicy")).value), ["In"]);
    assert.equal(t.get("Get-RetentionCompliancePolicy").length, 2);
    const set = bound("Set-RetentionCompliancePolicy", { Identity: "Out", Comment: "x" });
    assert.throws(() => t.service.execute(confined, set), /no policy matching identity 'Out'/);
    assert.equal(t.service.execute(confined, bound("Get-FilePlanPropertyAuthority")).value.length, 3);
  });

  it("knows every noun that has a Get, and lists it", () => {
    const t = tenant();
    for (const name of t.service.nouns()) {
      const get = findCmdlet(`Get-${name}`);
      if (!get || get.params.some(({ name: p, requiredIn }) => p === "Identity" && requiredIn)) continue;
      const { value } = t.service.execute(admin, { cmdlet: get, set: "Default", parameters: new Map() });
      assert.ok(Array.isArray(value), name);
      assert.doesNotThrow(() => t.service.listObjects(name), name);
    }
  });

  it("creates, changes and removes objects of nouns that nobody declared", () => {
    const t = tenant({ clock: instantClock() });
    let tried = 0;
    for (const name of t.service.nouns()) {
      const [create, get, remove] = ["New", "Get", "Remove"].map((verb) => findCmdlet(`${verb}-${name}`));
      const plain = create?.params.some((parameter) => parameter.name === "Name");
      const needsParent = create?.params.some(
        ({ name: p, requiredIn }) => /Policy|Case$|SearchName|ParentId/.test(p) && requiredIn,
      );
      if (!create || !get || !remove || !plain || needsParent) continue;
      if (/Retention|Tag|Scope|FilePlan/.test(name)) continue;
      const call = (cmdlet: typeof create, parameters: object): unknown[] => [
        ...t.service.execute(admin, { cmdlet, set: "Default", parameters: new Map(Object.entries(parameters)) }).value,
      ];
      try {
        call(create, { Name: "Thing" });
      } catch (error) {
        if ((error as { status?: number }).status === 400) continue; // a declared noun wants more
        throw error;
      }
      tried++;
      assert.equal(call(get, { Identity: "thing" }).length, 1, name);
      call(remove, { Identity: "thing" });
    }
    assert.ok(tried > 5, `${tried} nouns`);
  });
});

describe("emulator: lagging reads", () => {
  const lagging = (): Tenant => tenant({ replicationMs: 5_000 });

  it("miss a new object for a while, by list and by identity", () => {
    const t = lagging();
    t.call(`New-${noun}`, { Name: "A" });
    assert.deepEqual(t.get(`Get-${noun}`), []);
    assert.equal(t.fault(`Get-${noun}`, { Identity: "A" }), "ErrorRuleNotFoundException");
    t.clock.advance(4_999);
    assert.deepEqual(t.get(`Get-${noun}`), []);
    t.clock.advance(1);
    assert.equal(t.one(`Get-${noun}`).Name, "A");
  });

  it("show the old value after a Set and the object after its removal", () => {
    const t = lagging();
    t.call(`New-${noun}`, { Name: "A", Comment: "old" });
    t.settle();
    t.call(`Set-${noun}`, { Identity: "A", Comment: "new" });
    assert.equal(t.one(`Get-${noun}`).Comment, "old");
    t.clock.advance(5_000);
    assert.equal(t.one(`Get-${noun}`).Comment, "new");
    t.call("New-RetentionCompliancePolicy", { Name: "P", ExchangeLocation: "All" });
    t.call("New-RetentionComplianceRule", { Name: "R", Policy: "P" });
    t.settle();
    t.call("Remove-RetentionComplianceRule", { Identity: "R" });
    assert.equal(t.get("Get-RetentionComplianceRule").length, 1);
    t.clock.advance(5_000);
    assert.equal(t.get("Get-RetentionComplianceRule").length, 0);
  });

  it("never hide a write from the next write", () => {
    const t = lagging();
    t.call("New-RetentionCompliancePolicy", { Name: "P", ExchangeLocation: "All" });
    assert.equal(t.fault("New-RetentionComplianceRule", { Name: "R", Policy: "P" }), "");
    assert.equal(
      t.fault("New-RetentionCompliancePolicy", { Name: "P", ExchangeLocation: "All" }),
      "CompliancePolicyAlreadyExistsInScenarioException",
    );
  });

  it("do not lag on the instant clock", () => {
    const t = tenant({ clock: instantClock() });
    t.call("New-RetentionCompliancePolicy", { Name: "P", ExchangeLocation: "All" });
    t.call("New-RetentionComplianceRule", { Name: "R", Policy: "P" });
    assert.equal(t.one("Get-RetentionCompliancePolicy", { DistributionDetail: true }).DistributionStatus, "Success");
    t.call("Remove-RetentionCompliancePolicy", { Identity: "P" });
    assert.deepEqual(t.get("Get-RetentionCompliancePolicy"), []);
  });
});

describe("emulator: faults of the service", () => {
  it("stale shows what the last writes replaced", () => {
    const t = tenant({ clock: instantClock(), staleMs: 60_000 });
    t.call(`New-${noun}`, { Name: "A", Comment: "old" });
    t.clock.advance(60_000);
    t.call(`Set-${noun}`, { Identity: "A", Comment: "new" });
    t.call(`New-${noun}`, { Name: "B" });
    assert.deepEqual(
      t.get(`Get-${noun}`, {}, { stale: true }).map(({ Name, Comment }) => [Name, Comment]),
      [["A", "old"]],
    );
    assert.equal(t.get(`Get-${noun}`).length, 2);
  });

  it("beingDeployed refuses any write", () => {
    const t = tenant();
    assert.equal(t.fault(`New-${noun}`, { Name: "A" }, { beingDeployed: true }), "PolicyLockConflictException");
    t.settle();
    assert.deepEqual(t.get(`Get-${noun}`, {}, { beingDeployed: true }), []);
  });

  it("dropProperty leaves a property out of the answer; ignoreProperty keeps the old value without a word", () => {
    const t = tenant();
    t.call(`New-${noun}`, { Name: "A", Comment: "old" });
    t.settle();
    t.call(`Set-${noun}`, { Identity: "A", Comment: "new" }, { ignoreProperty: "Comment" });
    t.settle();
    assert.equal(t.one(`Get-${noun}`).Comment, "old");
    assert.ok(!("Comment" in (t.get(`Get-${noun}`, {}, { dropProperty: "comment" })[0] ?? {})));
    t.call("New-RetentionCompliancePolicy", { Name: "P", ExchangeLocation: ["a@contoso.com"] });
    const add = { Identity: "P", AddExchangeLocation: "b@contoso.com", Comment: "kept" };
    t.call("Set-RetentionCompliancePolicy", add, { ignoreProperty: "ExchangeLocation" });
    const { ExchangeLocation, Comment } = t.service.getObject("RetentionCompliancePolicy", "P");
    assert.equal((ExchangeLocation as unknown[]).length, 1);
    assert.equal(Comment, "kept");
  });
});

describe("emulator: out of band", () => {
  const policy = "RetentionCompliancePolicy";

  it("creates, replaces, merges and deletes at once, whatever the lag", () => {
    const t = tenant({ replicationMs: 5_000 });
    t.service.putObject(policy, "P", { ExchangeLocation: ["a@contoso.com"], Comment: "c" });
    assert.equal(t.one(`Get-${policy}`).Comment, "c");
    t.clock.advance(1_000);
    t.service.patchObject(policy, "P", { Enabled: false });
    const patched = t.one(`Get-${policy}`, { DistributionDetail: true });
    assert.deepEqual([patched.Enabled, patched.Comment], [false, "c"]);
    assert.equal(patched.WhenChangedUTC, "2026-01-01T00:00:01.0000000Z");
    assert.equal((patched.ExchangeLocation as unknown[]).length, 1);
    t.service.putObject(policy, "p", { SharePointLocation: ["All"] });
    assert.equal(t.one(`Get-${policy}`).Comment, null);
    assert.deepEqual(t.service.getObject(policy, "P").ExchangeLocation, []);
    t.service.deleteObject(policy, "P");
    assert.deepEqual(t.get(`Get-${policy}`), []);
    assert.equal(t.fault(`New-${policy}`, { Name: "P", ExchangeLocation: "All" }), "");
  });

  it("puts back what it got, unchanged", () => {
    for (let seed = 0; seed < 4; seed++) {
      const t = tenant({ seed });
      t.call(`New-${policy}`, { Name: "P", ExchangeLocation: ["A.b@contoso.com"], Comment: "c", Enabled: false });
      const before = t.service.getObject(policy, "P");
      const after = t.service.putObject(policy, "P", before);
      const { LastModifiedBy: _by, DistributionStatus: _status, LastStatusUpdateTime: _at, ...same } = before;
      for (const [name, value] of Object.entries(same)) assert.deepEqual(after[name], value, name);
    }
  });

  it("shows locations in one shape, whatever the tenant's Gets return", () => {
    for (let seed = 0; seed < 8; seed++) {
      const t = tenant({ seed });
      t.call(`New-${policy}`, { Name: "P", ExchangeLocation: ["Legal.Team@contoso.com"] });
      const [found] = t.service.getObject(policy, "P").ExchangeLocation as { [name: string]: unknown }[];
      assert.deepEqual([found?.Name, found?.DisplayName], ["Legal.Team@contoso.com", "Legal Team"]);
    }
  });

  it("sets the state of distribution, and makes tombstones", () => {
    const t = tenant();
    t.service.putObject(policy, "P", { ExchangeLocation: ["All"], DistributionStatus: "Error" });
    assert.equal(t.get(`Get-${policy}`, { ErrorPolicyOnly: true }).length, 1);
    t.service.patchObject(policy, "P", { Mode: "PendingDeletion" });
    assert.equal(t.one(`Get-${policy}`).Mode, "PendingDeletion");
    assert.equal(t.fault(`Set-${policy}`, { Identity: "P", Comment: "x" }), "ErrorCompliancePolicyIsDeletedException");
    const { Guid } = t.service.getObject(policy, "P");
    assert.equal(t.service.putObject(policy, "P", { ExchangeLocation: ["All"] }).Guid, Guid);
    t.clock.advance(365 * 24 * 60 * 60 * 1_000);
    assert.equal(t.one(`Get-${policy}`).Mode, "Enforce");
  });

  it("hangs a child on its parent and takes it along", () => {
    const t = tenant();
    t.service.putObject(policy, "P", { ExchangeLocation: ["All"] });
    t.service.putObject("RetentionComplianceRule", "R", { Policy: "P", RetentionDuration: 30 });
    const [rule] = t.get("Get-RetentionComplianceRule", { Policy: "P" });
    assert.equal(rule?.Policy, t.service.getObject(policy, "P").Guid);
    assert.equal(rule?.RetentionDuration, "30");
    t.service.deleteObject(policy, "P");
    assert.deepEqual(t.get("Get-RetentionComplianceRule"), []);
  });

  it("answers 404 for what is missing", () => {
    const t = tenant();
    const status = (action: () => unknown): unknown => {
      try {
        return action();
      } catch (error) {
        return (error as { status?: number }).status;
      }
    };
    assert.equal(
      status(() => t.service.getObject(policy, "none")),
      404,
    );
    assert.equal(
      status(() => t.service.patchObject(policy, "none", {})),
      404,
    );
    assert.equal(
      status(() => t.service.deleteObject(policy, "none")),
      404,
    );
  });
});

describe("emulator: a tenant's state", () => {
  it("survives dump and restore: objects, tombstones, distribution, and GUIDs that do not repeat", () => {
    const t = tenant();
    t.call("New-RetentionCompliancePolicy", { Name: "P", ExchangeLocation: ["a@contoso.com"] });
    t.call("New-RetentionComplianceRule", { Name: "R", Policy: "P" });
    t.call(`New-${noun}`, { Name: "Gone" });
    t.call(`Remove-${noun}`, { Identity: "Gone" });
    const saved = JSON.parse(JSON.stringify(t.service.dump())) as never;
    const u = tenant({ clock: t.clock });
    u.service.restore(saved);
    for (const each of ["RetentionCompliancePolicy", "RetentionComplianceRule", noun, "FilePlanPropertyDepartment"])
      assert.deepEqual(u.service.listObjects(each), t.service.listObjects(each), each);
    assert.equal(
      u.fault("Set-RetentionCompliancePolicy", { Identity: "P", Comment: "x" }),
      "PolicyLockConflictException",
    );
    const made = [t, u].map((each) => each.get(`New-${noun}`, { Name: "Next" })[0]?.Guid);
    assert.equal(made[0], made[1]);
    assert.deepEqual(u.service.dump(), t.service.dump());
  });

  it("is the same for the same seed and calls, and another for another seed or tenant", () => {
    const guid = (options: object): unknown => tenant(options).get(`New-${noun}`, { Name: "A" })[0]?.Guid;
    assert.equal(guid({}), guid({}));
    assert.notEqual(guid({}), guid({ seed: 2 }));
    assert.notEqual(guid({}), guid({ tenantId: "33333333-3333-4333-8333-333333333333" }));
  });

  it("lists ten thousand objects quickly, and creates one more without walking them", () => {
    const t = tenant({ clock: instantClock() });
    for (let i = 0; i < 10_000; i++) t.call(`New-${noun}`, { Name: `Type ${i}` });
    const started = performance.now();
    assert.equal(t.get(`Get-${noun}`).length, 10_000);
    const listMs = performance.now() - started;
    const single = performance.now();
    for (let i = 0; i < 100; i++) t.call(`Set-${noun}`, { Identity: `type ${i * 7}`, Comment: "x" });
    const setMs = performance.now() - single;
    assert.ok(listMs < 3_000, `list took ${listMs} ms`);
    assert.ok(setMs < 1_000, `100 Sets took ${setMs} ms`);
  }).timeout(30_000);
});
