import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { empty, label, ok, policy, refused, rule } from "./support/declare";
import { type Declared, Stack, hosts } from "./support/stack";
import { envOf, newTenant } from "./support/tenant";
import { spawnEmulator, TenantClient } from "../support/emulator";

/** Ten labels, so that there is a middle. */
const labels: readonly Declared[] = Array.from({ length: 10 }, (_, at) => ({ ...label(), name: `Label ${at}` }));

describe("interruption", function () {
  this.timeout(600_000);

  for (const host of hosts)
    describe(`${host} host`, () => {
      it("Ctrl-C in the middle of an up: what had begun ends, the next up finishes, no twin is made", async () => {
        const emulator = await spawnEmulator("--clock", "instant");
        const tenant = await newTenant(emulator);
        const stack = new Stack("embedded", host, { ...envOf(tenant), PULUMI_PARALLEL: "2" });
        try {
          await emulator.faults({ match: { cmdlet: "New-ComplianceTag" }, fault: { type: "delay", ms: 300 } });
          stack.declared = labels;
          const stop = new AbortController();
          const up = stack.up({ stop: stop.signal });
          while ((await tenant.names("ComplianceTag")).length < 2) await sleep(50);
          stop.abort();
          refused(await up, /interrupted/);
          const made = (await tenant.names("ComplianceTag")).length;
          assert.ok(made < labels.length, `stopped before the end, after ${made}`);
          await emulator.faults();
          ok(await stack.up());
          assert.deepEqual(await tenant.names("ComplianceTag"), labels.map(({ name }) => name).sort());
          empty(await stack.preview());
        } finally {
          stack.dispose();
          await emulator.stop();
        }
      });

      it("a second Ctrl-C kills: the next up converges, or stops at PURVIEW_EXISTS and says how to adopt", async () => {
        const emulator = await spawnEmulator("--clock", "instant");
        const tenant = await newTenant(emulator);
        const stack = new Stack("embedded", host, envOf(tenant));
        try {
          // The answer is late: the label is made, and nobody hears of it.
          await emulator.faults(
            { match: { cmdlet: "New-ComplianceTag" }, fault: { type: "resetAfter" } },
            { match: { cmdlet: "Get-ComplianceTag", nth: 2 }, fault: { type: "delay", ms: 20_000 } },
          );
          stack.declared = [label()];
          const [stop, kill] = [new AbortController(), new AbortController()];
          const up = stack.up({ stop: stop.signal, kill: kill.signal });
          while ((await tenant.names("ComplianceTag")).length < 1) await sleep(50);
          stop.abort();
          kill.abort();
          refused(await up);
          await emulator.faults();
          const next = await stack.up();
          if (!next.ok) {
            refused(next, /PURVIEW_EXISTS/, /adoptExisting/);
            stack.declared = [label({ adoptExisting: true })];
            ok(await stack.up());
          }
          assert.deepEqual(await tenant.names("ComplianceTag"), ["Contract"], "no twin");
        } finally {
          stack.dispose();
          await emulator.stop();
        }
      });

      it("the service gone half-way: one clear error, and the next up finishes", async () => {
        const folder = mkdtempSync(join(tmpdir(), "purview-emulator-"));
        const state = ["--clock", "instant", "--state", join(folder, "state.json")];
        let emulator = await spawnEmulator(...state);
        const started = await newTenant(emulator);
        const timeouts = { PURVIEW_REQUEST_TIMEOUT: "5", PURVIEW_SETTLE_TIMEOUT: "5", PULUMI_PARALLEL: "2" };
        const tenant = () => new TenantClient(emulator.url, started);
        const stack = new Stack("embedded", host, { ...envOf(tenant()), ...timeouts });
        try {
          await emulator.faults({ match: { cmdlet: "New-ComplianceTag" }, fault: { type: "delay", ms: 300 } });
          stack.declared = [policy(), rule(), ...labels];
          const up = stack.up();
          while ((await tenant().names("ComplianceTag")).length < 2) await sleep(50);
          await emulator.stop("SIGKILL");
          const outcome = await up;
          refused(outcome, /127\.0\.0\.1/);
          assert.ok(!outcome.told.includes(started.clientSecret), "no secret in the message");

          emulator = await spawnEmulator(...state, "--port", new URL(emulator.url).port);
          let next = await stack.up();
          if (!next.ok) {
            // What was made in the very moment of the end has to be adopted: the message says how.
            refused(next, /PURVIEW_EXISTS/, /adoptExisting/);
            stack.declared = stack.declared.map((one) => ({ ...one, args: { ...one.args, adoptExisting: true } }));
            next = await stack.up();
          }
          ok(next);
          assert.deepEqual(await tenant().names("ComplianceTag"), labels.map(({ name }) => name).sort());
          assert.deepEqual(await tenant().names("RetentionCompliancePolicy"), ["Finance"]);
          empty(await stack.preview());
        } finally {
          stack.dispose();
          await emulator.stop();
          rmSync(folder, { recursive: true, force: true });
        }
      });
    });
});
