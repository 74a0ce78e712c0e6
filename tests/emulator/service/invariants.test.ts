import assert from "node:assert/strict";
import fc from "fast-check";
import { planFields } from "../../../emulator/service/fields";
import { merge, keysOf } from "../../../emulator/service/apply";
import { retentionCompliancePolicy } from "../../../emulator/service/nouns/retention/retention-compliance-policy";
import { tenant, type Tenant } from "./harness";

const noun = "FilePlanPropertyReferenceId";
const tombstoneMs = 50_000;

const name = fc.constantFrom("a", "A", "b", "B", "c");
const step = fc.oneof(
  fc.record({ act: fc.constant("new" as const), name }),
  fc.record({ act: fc.constant("set" as const), name }),
  fc.record({ act: fc.constant("remove" as const), name }),
  fc.record({ act: fc.constant("force" as const), name }),
  fc.record({ act: fc.constant("wait" as const), name, ms: fc.integer({ min: 1, max: 40_000 }) }),
  fc.record({ act: fc.constant("restart" as const), name }),
);

interface Held {
  readonly guid: unknown;
  readonly purgeAt?: number;
}

/** What the store must be, in the plainest words: at most one object a name, active or in deletion. */
function expected(model: Map<string, Held>, now: number, key: string): Held | undefined {
  const held = model.get(key);
  if (held?.purgeAt === undefined || held.purgeAt > now) return held;
  model.delete(key);
  return undefined;
}

function play(
  t: Tenant,
  model: Map<string, Held>,
  { act, name: given, ...rest }: { act: string; name: string; ms?: number },
): void {
  const key = given.toLowerCase();
  const held = expected(model, t.clock.now(), key);
  const dying = held?.purgeAt !== undefined;
  switch (act) {
    case "new": {
      const fault = t.fault(`New-${noun}`, { Name: given });
      assert.equal(fault, held ? "ComplianceRuleAlreadyExistsInScenarioException" : "");
      if (!held) model.set(key, { guid: t.service.getObject(noun, given).Guid });
      return;
    }
    case "set": {
      const fault = t.fault(`Set-${noun}`, { Identity: given, DisplayName: `at ${t.clock.now()}` });
      const wanted = dying ? "ErrorCommonComplianceRuleIsDeletedException" : held ? "" : "ErrorRuleNotFoundException";
      assert.equal(fault, wanted);
      return;
    }
    case "remove": {
      const fault = t.fault(`Remove-${noun}`, { Identity: given });
      const wanted = dying ? "ErrorCannotRemovePendingDeletionRuleException" : held ? "" : "ErrorRuleNotFoundException";
      assert.equal(fault, wanted);
      if (held && !dying) model.set(key, { guid: held.guid, purgeAt: t.clock.now() + tombstoneMs });
      return;
    }
    case "force": {
      const fault = t.fault(`Remove-${noun}`, { Identity: given, ForceDeletion: true });
      assert.equal(fault, held ? "" : "ErrorRuleNotFoundException");
      model.delete(key);
      return;
    }
    case "wait":
      t.clock.advance(rest.ms ?? 0);
      return;
    case "restart":
      t.service.restore(t.service.dump());
  }
}

describe("emulator: invariants of the store", () => {
  it("holds one object a name, active or in deletion, through any course of writes, waits and restarts", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const t = tenant({ policyTombstoneMs: tombstoneMs, replicationMs: 3_000 });
        const model = new Map<string, Held>();
        for (const each of steps) play(t, model, each);
        const listed = t.service.listObjects(noun);
        const now = t.clock.now();
        const wanted = [...model.keys()].flatMap((key) => expected(model, now, key)?.guid ?? []);
        assert.deepEqual(new Set(listed.map(({ Guid }) => Guid)), new Set(wanted));
        for (const { Guid, Mode } of listed) {
          const held = [...model.values()].find(({ guid }) => guid === Guid);
          assert.equal(Mode, held?.purgeAt === undefined ? "Enforce" : "PendingDeletion");
        }
        t.clock.advance(3_000);
        const visible = t.get(`Get-${noun}`).map(({ Guid }) => Guid);
        const later = [...model.keys()].flatMap((key) => expected(model, t.clock.now(), key)?.guid ?? []);
        assert.deepEqual(new Set(visible), new Set(later));
      }),
      { numRuns: 150 },
    );
  });

  it("reads nothing but states that were written, in the order they were written", () => {
    const write = fc.record({ wait: fc.integer({ min: 0, max: 4_000 }), restart: fc.boolean() });
    fc.assert(
      fc.property(
        fc.array(write, { minLength: 1, maxLength: 25 }),
        fc.integer({ min: 0, max: 6_000 }),
        (writes, lag) => {
          const t = tenant({ replicationMs: lag });
          t.call(`New-${noun}`, { Name: "a" });
          let seen = -1;
          writes.forEach(({ wait }, at) => {
            t.call(`Set-${noun}`, { Identity: "a", DisplayName: String(at) });
            t.clock.advance(wait);
            const [read] = t.get(`Get-${noun}`);
            const shown = read === undefined ? -1 : read.DisplayName === "a" ? -1 : Number(read.DisplayName);
            assert.ok(shown >= seen && shown <= at, `${shown} after ${seen}`);
            seen = shown;
          });
          t.clock.advance(lag);
          assert.equal(t.one(`Get-${noun}`).DisplayName, String(writes.length - 1));
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe("emulator: adding to and removing from lists", () => {
  const field = planFields(retentionCompliancePolicy).fields.find((each) => each.name === "Applications");
  const element = fc.constantFrom("a", "A", "b", "C", "c", "d");
  const fold = (values: readonly unknown[]): string[] => values.map((value) => String(value).toLowerCase());

  it("is the algebra of sets without case", () => {
    assert.ok(field);
    fc.assert(
      fc.property(
        fc.uniqueArray(element, { selector: (each) => each.toLowerCase() }),
        fc.array(element),
        fc.array(element),
        (present, add, remove) => {
          const result = merge(field, present, { add, remove });
          const wanted = new Set([...fold(present).filter((each) => !fold(remove).includes(each)), ...fold(add)]);
          assert.deepEqual(new Set(fold(result)), wanted);
          assert.equal(result.length, wanted.size);
          const kept = present.filter((each) => !fold(remove).includes(each.toLowerCase()));
          assert.deepEqual(result.slice(0, kept.length), kept);
          assert.ok(result.every((each) => keysOf(field, each).length === 1));
        },
      ),
    );
  });

  it("of locations refuses what is there and leaves the policy as it was", () => {
    const address = fc.constantFrom("a@x.org", "A@X.org", "b@x.org", "c@x.org");
    fc.assert(
      fc.property(fc.array(address, { maxLength: 3 }), fc.array(address, { maxLength: 3 }), (add, remove) => {
        const t = tenant({ replicationMs: 0 });
        t.call("New-RetentionCompliancePolicy", { Name: "P", ExchangeLocation: ["a@x.org", "z@x.org"] });
        const before = t.service.getObject("RetentionCompliancePolicy", "P");
        const parameters = {
          Identity: "P",
          ...(add.length > 0 && { AddExchangeLocation: add }),
          ...(remove.length > 0 && { RemoveExchangeLocation: remove }),
        };
        const both = fold(add).some((each) => fold(remove).includes(each));
        const twice = fold(add).length !== new Set(fold(add)).size || fold(add).includes("a@x.org");
        const fault = t.fault("Set-RetentionCompliancePolicy", parameters);
        assert.equal(
          fault,
          both ? "AddRemoveExBindingsOverlappedException" : twice ? "LocationAlreadyExistsException" : "",
        );
        const after = t.service.getObject("RetentionCompliancePolicy", "P");
        if (fault !== "") assert.deepEqual(after, before);
        else {
          const left = ["a@x.org", "z@x.org"].filter((each) => !fold(remove).includes(each)).length;
          assert.equal((after.ExchangeLocation as unknown[]).length, left + add.length);
        }
      }),
      { numRuns: 100 },
    );
  });
});
