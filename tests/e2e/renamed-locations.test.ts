import assert from "node:assert/strict";
import { empty, ok, policy } from "./support/declare";
import { engines, hosts, Stack } from "./support/stack";
import { envOf } from "./support/tenant";
import { type SpawnedEmulator, spawnEmulator, type TenantClient } from "../support/emulator";

const POLICY = "RetentionCompliancePolicy";

describe("a person or site that is renamed", function () {
  this.timeout(600_000);
  let emulator: SpawnedEmulator;
  before(async () => {
    emulator = await spawnEmulator("--clock", "instant");
  });
  after(() => emulator.stop());

  for (const engine of engines)
    for (const host of hosts)
      for (const answers of ["recorded", "loose"] as const)
        describe(`${engine} engine, ${host}, ${answers} answers`, () => {
          let stack: Stack;
          let tenant: TenantClient;
          beforeEach(async () => {
            tenant = await emulator.addTenant({ answers, apps: [{ roleGroups: ["Organization Management"] }] });
            await tenant.put("Recipient", "olga", {
              DisplayName: "Olga Older",
              PrimarySmtpAddress: "olga.older@fabrikam.com",
            });
            await tenant.put("Recipient", "paul", {
              DisplayName: "Paul Plain",
              PrimarySmtpAddress: "paul@fabrikam.com",
            });
            await tenant.put("Site", "plans", { Url: "https://fabrikam.sharepoint.com/sites/plans" });
          });
          afterEach(() => stack.dispose());

          it("is neither drift nor written to, and the program is told of the new address", async () => {
            stack = new Stack(engine, host, envOf(tenant));
            stack.declared = [
              policy({
                exchangeLocation: ["olga.older@fabrikam.com", "PAUL@fabrikam.com"],
                sharePointLocation: ["https://fabrikam.sharepoint.com/sites/Plans/"],
              }),
            ];
            ok(await stack.up());
            empty(await stack.preview());
            await tenant.patch("Recipient", "olga", {
              DisplayName: "Olga Newer",
              PrimarySmtpAddress: "olga.newer@fabrikam.com",
            });
            await tenant.patch("Site", "plans", { Url: "https://fabrikam.sharepoint.com/sites/plans-2030" });
            const before = await emulator.lastRequest();
            const preview = await stack.preview();
            empty(preview);
            empty(await stack.up());
            ok(await stack.run("refresh"));
            empty(await stack.preview());
            assert.deepEqual(await tenant.writes(before), []);
            if (answers === "recorded") assert.match(preview.told, /olga\.newer@fabrikam\.com/);
            const held = await tenant.object(POLICY, "Finance");
            assert.equal((held["ExchangeLocation"] as unknown[]).length, 2);
            ok(await stack.destroy());
          });
        });
});
