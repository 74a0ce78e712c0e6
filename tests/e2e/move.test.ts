import assert from "node:assert/strict";
import { empty, label, ok, policy, rule } from "./support/declare";
import { type Declared, engines, type Host, type Outcome, Stack } from "./support/stack";
import { envOf, newTenant, settingsOf } from "./support/tenant";
import { type SpawnedEmulator, spawnEmulator, type TenantClient } from "../support/emulator";

const all = [policy(), rule(), label()];

/** Pulumi's own bookkeeping may be updated; the objects may be neither made nor deleted. */
const replacesNothing = (outcome: Outcome): void => {
  ok(outcome);
  const bad = outcome.steps.filter(({ op, name }) => op !== "update" && all.some((declared) => declared.name === name));
  assert.deepEqual(bad, [], outcome.told);
};

describe("a stack that moves between the hosts", function () {
  this.timeout(600_000);
  let emulator: SpawnedEmulator;
  before(async () => {
    emulator = await spawnEmulator("--clock", "instant");
  });
  after(() => emulator.stop());

  for (const engine of engines)
    describe(`${engine} engine`, () => {
      let stack: Stack;
      let tenant: TenantClient;
      beforeEach(async () => {
        tenant = await newTenant(emulator);
      });
      afterEach(() => stack.dispose());

      /** Moves by the import alone: nothing is replaced, nothing written, ids stay, and the next preview is empty. */
      const moved = async (to: Host, ids: Outcome["ids"]): Promise<void> => {
        const before = await emulator.lastRequest();
        stack.host = to;
        replacesNothing(await stack.preview());
        const up = await stack.up();
        replacesNothing(up);
        assert.deepEqual(up.ids, ids);
        assert.deepEqual(await tenant.writes(before), [], "moving writes nothing to the tenant");
        empty(await stack.preview());
      };

      it("goes from dynamic to plugin and back with nothing replaced and nothing written", async () => {
        stack = new Stack(engine, "dynamic", envOf(tenant));
        stack.declared = all;
        const { ids } = ok(await stack.up());
        await moved("plugin", ids);
        await tenant.patch("RetentionCompliancePolicy", "Finance", { Comment: "tampered" });
        const drift = ok(await stack.preview());
        assert.deepEqual(
          drift.steps.map(({ op, name, detailedDiff }) => ({ op, name, detailedDiff })),
          [{ op: "update", name: "Finance", detailedDiff: ["comment"] }],
        );
        ok(await stack.up());
        await moved("dynamic", ids);
        ok(await stack.run("refresh"));
        empty(await stack.preview());
        ok(await stack.destroy());
        assert.deepEqual(await tenant.names("RetentionCompliancePolicy"), []);
      });

      it("takes an explicit provider along", async () => {
        const provider: Declared = {
          kind: "Provider",
          name: "tenant",
          args: { ...settingsOf(tenant), maxConcurrency: 2 },
        };
        stack = new Stack(engine, "dynamic", {});
        stack.declared = [provider, ...all.map((declared) => ({ ...declared, provider: "tenant" }))];
        const { Contract, Finance } = ok(await stack.up()).ids;
        stack.host = "plugin";
        const before = await emulator.lastRequest();
        replacesNothing(await stack.up());
        assert.deepEqual(await tenant.writes(before), []);
        const last = await stack.preview();
        empty(last);
        assert.deepEqual({ Contract: last.ids["Contract"], Finance: last.ids["Finance"] }, { Contract, Finance });
        ok(await stack.destroy());
        assert.deepEqual(await tenant.names("ComplianceTag"), []);
      });
    });
});
