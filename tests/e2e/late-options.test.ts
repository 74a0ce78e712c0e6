import assert from "node:assert/strict";
import { empty, ok, policy, refused } from "./support/declare";
import { type Declared, Stack, engines, hosts } from "./support/stack";
import { envOf, location, newTenant } from "./support/tenant";
import { type SpawnedEmulator, spawnEmulator } from "../support/emulator";

const WAYS = ["stack transformation", "component transformation"];
/** The embedded engine refuses them (tests/engine/unsupported.test.ts). */
const TRANSFORMS = ["stack transform", "component transform"];

const late = (ways: readonly string[], opts: object): string =>
  JSON.stringify(ways.map((way) => ({ way, name: `by ${way}`, opts })));

describe("options that transforms and transformations add", function () {
  this.timeout(300_000);
  let emulator: SpawnedEmulator;
  before(async () => {
    emulator = await spawnEmulator("--clock", "instant");
  });
  after(() => emulator.stop());

  for (const engine of engines)
    for (const host of hosts)
      it(`are honored as those that a resource is given at once (${host} host, ${engine} engine)`, async () => {
        const ways = engine === "pulumi" ? [...WAYS, ...TRANSFORMS] : WAYS;
        const tenant = await newTenant(emulator);
        const environment = { ...envOf(tenant), PURVIEW_SETTLE: "accepted" };
        const stack = new Stack(engine, host, { ...environment, LATE: late(ways, { ignoreChanges: ["comment"] }) });
        const declare = (args: Record<string, unknown>): readonly Declared[] =>
          ways.map((way) => ({ ...policy(args), name: `by ${way}` }));
        try {
          stack.declared = declare({});
          ok(await stack.up());
          const names = stack.declared.map(({ name }) => name);
          for (const name of names) await tenant.patch("RetentionCompliancePolicy", name, { Comment: "theirs" });
          empty(await stack.preview());

          const since = await emulator.lastRequest();
          for (const name of names)
            await tenant.patch("RetentionCompliancePolicy", name, { ExchangeLocation: [location("a@contoso.com")] });
          ok(await stack.up());
          assert.equal((await tenant.writes(since)).length, names.length, "one Set a policy");
          for (const name of names) {
            const { Comment, ExchangeLocation } = await tenant.object("RetentionCompliancePolicy", name);
            assert.equal(Comment, "theirs", name);
            assert.equal((ExchangeLocation as unknown[]).length, 2, name);
          }

          // Without the transform the comment is the program's again; it has two seconds for it, and the policy is being deployed.
          stack.env = { ...environment, LATE: late(ways, { customTimeouts: { update: "2s" } }) };
          await emulator.faults({
            match: { cmdlet: "Set-RetentionCompliancePolicy" },
            fault: { type: "beingDeployed" },
          });
          const begun = Date.now();
          refused(await stack.up(), /being deployed/i);
          assert.ok(Date.now() - begun < 60_000, "the time limit of the transform was not kept");
        } finally {
          await emulator.faults();
          stack.dispose();
        }
      });
});
