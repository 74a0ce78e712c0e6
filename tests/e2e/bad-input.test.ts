import assert from "node:assert/strict";
import { label, ok, policy, refused, rule } from "./support/declare";
import { type Declared, Stack, engines, hosts } from "./support/stack";
import { envOf, newTenant } from "./support/tenant";
import { type SpawnedEmulator, spawnEmulator, type TenantClient } from "../support/emulator";

interface BadInput {
  readonly title: string;
  readonly declared: readonly Declared[];
  /** What the message must name. */
  readonly names: readonly RegExp[];
}

const inputs: readonly BadInput[] = [
  {
    title: "a misspelt property",
    declared: [policy({ exchangeLocaton: ["All"] })],
    names: [/exchangeLocaton/, /exchangeLocation/],
  },
  { title: "a wrong type", declared: [policy({ exchangeLocation: [7] })], names: [/exchangeLocation/, /string/i] },
  {
    title: "an enum value that does not exist",
    declared: [label({ retentionAction: "Shred" })],
    names: [/retentionAction/, /Shred/],
  },
  {
    title: "Teams and classic locations together",
    declared: [policy({ teamsChatLocation: ["All"] })],
    names: [/teamsChatLocation/, /exchangeLocation/],
  },
  { title: "a duration of -5", declared: [label({ retentionDuration: -5 })], names: [/retentionDuration/, /-5/] },
];

const settings: readonly { title: string; change: Record<string, string>; names: readonly RegExp[] }[] = [
  { title: "a missing tenant id", change: { PURVIEW_TENANT_ID: "", PURVIEW_ORGANIZATION: "" }, names: [/tenant/i] },
  { title: "a wrong secret", change: { PURVIEW_CLIENT_SECRET: "wrong~secret" }, names: [/secret/i] },
  {
    title: "an unreachable host",
    change: { PURVIEW_CONNECTION_URI: "http://127.0.0.1:9/powershell-liveid/" },
    names: [/127\.0\.0\.1:9/],
  },
];

describe("bad input", function () {
  this.timeout(600_000);
  let emulator: SpawnedEmulator;
  before(async () => {
    emulator = await spawnEmulator("--clock", "instant");
  });
  after(() => emulator.stop());

  for (const engine of engines)
    for (const host of hosts)
      describe(`${host} host, ${engine} engine`, () => {
        let stack: Stack;
        let tenant: TenantClient;
        before(async () => {
          tenant = await newTenant(emulator);
        });
        beforeEach(() => {
          stack = new Stack(engine, host, envOf(tenant));
        });
        afterEach(() => stack.dispose());

        for (const { title, declared, names } of inputs)
          it(`${title} is refused in preview, with the property's name`, async () => {
            stack.declared = declared;
            const since = await emulator.lastRequest();
            refused(await stack.preview(), ...names);
            assert.deepEqual(await tenant.writes(since), [], "nothing was sent");
          });

        it("an up refuses as well, before anything is sent", async () => {
          stack.declared = [label(), policy({ exchangeLocaton: ["All"] })];
          refused(await stack.up(), /exchangeLocaton/);
          assert.deepEqual(await tenant.names("RetentionCompliancePolicy"), []);
          stack.declared = [label()];
          ok(await stack.up());
          ok(await stack.destroy());
        });

        for (const { title, change, names } of settings)
          it(`${title} ends with one clear message, without the secret`, async () => {
            stack.env = { ...envOf(tenant), ...change };
            stack.declared = [policy()];
            const since = await emulator.lastRequest();
            const outcome = await stack.preview();
            refused(outcome, ...names);
            assert.ok(
              !outcome.told.includes(tenant.clientSecret) && !outcome.told.includes("wrong~secret"),
              outcome.told,
            );
            assert.deepEqual(await tenant.writes(since), []);
          });

        it("the secret of another tenant is refused", async () => {
          const other = await newTenant(emulator);
          stack.env = {
            ...envOf(tenant),
            PURVIEW_CLIENT_ID: other.clientId,
            PURVIEW_CLIENT_SECRET: other.clientSecret,
          };
          stack.declared = [policy()];
          const outcome = await stack.preview();
          refused(outcome, /app|client|sign/i);
          assert.ok(!outcome.told.includes(other.clientSecret));
        });

        it("after all this a good program still works", async () => {
          stack.declared = [policy(), rule()];
          ok(await stack.up());
          ok(await stack.destroy());
        });
      });

  // It waits for the policy to appear: both hosts wait at once.
  for (const engine of engines)
    it(`a rule of a policy that does not exist ends with an error that names it (${engine} engine)`, () =>
      Promise.all(
        hosts.map(async (host) => {
          const tenant = await newTenant(emulator);
          const stack = new Stack(engine, host, { ...envOf(tenant), PURVIEW_SETTLE_TIMEOUT: "3" });
          try {
            stack.declared = [rule({ policy: "Nobody" })];
            refused(await stack.up(), /Nobody/);
            assert.deepEqual(await tenant.names("RetentionComplianceRule"), []);
          } finally {
            stack.dispose();
          }
        }),
      ));
});
