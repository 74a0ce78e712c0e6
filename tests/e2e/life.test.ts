import assert from "node:assert/strict";
import { empty, label, ok, policy, rule } from "./support/declare";
import { type Outcome, Stack, engines, hosts } from "./support/stack";
import { envOf, location, newTenant, settingsOf } from "./support/tenant";
import { type SpawnedEmulator, spawnEmulator, type TenantClient } from "../support/emulator";

const all = [policy(), rule(), label()];

/** The preview must name the resource and the property, whichever way the host has for it. */
const names = (outcome: Outcome, resource: string, property: string): void => {
  const step = outcome.steps.find(({ name, op }) => name === resource && op === "update");
  assert.ok(step, `no update of ${resource} in ${JSON.stringify(outcome.steps)}\n${outcome.told}`);
  const keys = [...step.changedKeys, ...step.detailedDiff.map((path) => path.replace(/[.[].*/, ""))];
  const line = new RegExp(`drift: .*${resource}.* ${property}[.:[]`);
  assert.ok(
    keys.includes(property) || line.test(outcome.told),
    `${property} is not named: ${JSON.stringify(step)}\n${outcome.told}`,
  );
};

/** The address of a mailbox, whichever form the service keeps it in. */
const address = (element: unknown): string =>
  /[\w.]+@[\w.]+/.exec(typeof element === "string" ? element : Object.values(element as object).join(" "))?.[0] ??
  JSON.stringify(element);

const locations = async (tenant: TenantClient, name: string): Promise<unknown[]> =>
  (await tenant.object("RetentionCompliancePolicy", name))["ExchangeLocation"] as unknown[];

describe("life of a stack", function () {
  this.timeout(600_000);
  let emulator: SpawnedEmulator;
  before(async () => {
    emulator = await spawnEmulator("--clock", "instant");
  });
  after(() => emulator.stop());

  if (engines.length === 1) console.log("    (the real `pulumi` is not on PATH: the embedded engine is tested alone)");
  /** Test and host -> what the first engine did; the second must do the same. */
  const stories = new Map<string, readonly string[]>();

  for (const engine of engines)
    for (const host of hosts)
      describe(`${host} host, ${engine} engine`, () => {
        let stack: Stack;
        let tenant: TenantClient;
        const open = async (): Promise<void> => {
          tenant = await newTenant(emulator);
          stack = new Stack(engine, host, envOf(tenant));
          stack.declared = all;
        };
        let told = 0;
        const agree = (test: Mocha.Test | undefined): void => {
          if (test?.state !== "passed") return;
          const key = `${host}: ${test.title}`;
          const mine = stack.story.slice(told);
          const other = stories.get(key);
          if (other) assert.deepEqual(mine, other, "the two engines disagree");
          else stories.set(key, mine);
        };

        describe("a stack that is up", () => {
          let ids: Outcome["ids"] = {};
          before(async () => {
            await open();
            ({ ids } = ok(await stack.up()));
          });
          after(() => stack.dispose());
          beforeEach(() => {
            stack.declared = all;
            stack.env = envOf(tenant);
            told = stack.story.length;
          });
          afterEach(function () {
            agree(this.currentTest);
          });

          it("refuses to replace an existing policy, and says what to do", async () => {
            stack.declared = [policy({ name: "Other name" }), rule(), label()];
            const refused = await stack.preview();
            assert.ok(!refused.ok, JSON.stringify(refused.steps));
            assert.match(refused.told, /allowReplace/);
            assert.deepEqual(await tenant.names("RetentionCompliancePolicy"), ["Finance"]);
          });

          it("reads by .get() what somebody else manages", async () => {
            const other = new Stack(engine, host, envOf(tenant));
            try {
              other.declared = [{ kind: "RetentionCompliancePolicy", name: "Seen", args: {}, get: ids["Finance"]! }];
              const read = ok(await other.up());
              assert.equal(read.ids["Seen"], ids["Finance"]);
              empty(await other.preview());
              ok(await other.destroy());
            } finally {
              other.dispose();
            }
            assert.deepEqual(await tenant.names("RetentionCompliancePolicy"), ["Finance"]);
          });

          if (host === "plugin")
            it("imports by id and by exact name, and the program is then quiet", async () => {
              const type = "purview:retention:RetentionCompliancePolicy";
              for (const id of [ids["Finance"]!, "Finance"]) {
                const other = new Stack(engine, host, envOf(tenant));
                try {
                  const imported = await other.import(type, "Imported", id);
                  assert.ok(imported.ok, imported.told);
                  if (id === "Finance") assert.ok(!(await other.import(type, "Missing", "Nobody")).ok);
                  const args = { ...policy().args, name: "Finance" };
                  other.declared = [{ ...policy(), name: "Imported", args, options: { protect: true } }];
                  empty(await other.preview());
                } finally {
                  other.dispose();
                }
              }
            });

          it("refuses when the settings point at another tenant, and writes to neither", async () => {
            const other = await newTenant(emulator);
            const since = await emulator.lastRequest();
            stack.env = envOf(other);
            const refused = await stack.preview();
            assert.ok(!refused.ok, JSON.stringify(refused.steps));
            assert.ok(!(await stack.up()).ok);
            assert.match(refused.told, new RegExp(`${tenant.tenantId}[^]*|tenant`, "i"));
            assert.deepEqual([...(await tenant.writes(since)), ...(await other.writes())], []);
            assert.deepEqual(await tenant.names("RetentionCompliancePolicy"), ["Finance"]);
          });

          it("returns a property that the program no longer declares to its default", async () => {
            const { comment: _comment, ...rest } = policy().args;
            stack.declared = [{ ...policy(), args: rest }, rule(), label()];
            names(ok(await stack.preview()), "Finance", "comment");
            ok(await stack.up());
            assert.ok(!(await tenant.object("RetentionCompliancePolicy", "Finance"))["Comment"]);
            empty(await stack.preview());
          });

          it("is destroyed, and leaves the tenant empty", async () => {
            ok(await stack.destroy());
            assert.deepEqual(await tenant.names("RetentionCompliancePolicy"), []);
          });
        });

        describe("a stack of its own", () => {
          beforeEach(async () => {
            await open();
            told = 0;
          });
          afterEach(function () {
            stack.dispose();
            agree(this.currentTest);
          });

          it("creates, is quiet, reports every drift by property, repairs it, and destroys", async () => {
            const staff = { ...policy({ exchangeLocation: ["a@contoso.com", "b@contoso.com"] }), name: "Staff" };
            stack.declared = [...all, staff, { ...rule({ policy: "@Staff" }), name: "Staff rule" }];
            const created = ok(await stack.preview());
            assert.equal(created.steps.filter(({ op }) => op === "create").length, 6);
            assert.deepEqual(await tenant.writes(), [], "a preview writes nothing");
            ok(await stack.up());
            assert.deepEqual([...(await tenant.writes())].sort(), [
              "New-ComplianceTag",
              "New-RetentionCompliancePolicy",
              "New-RetentionCompliancePolicy",
              "New-RetentionComplianceRule",
              "New-RetentionComplianceRule",
            ]);
            empty(await stack.preview());
            const before = await emulator.lastRequest();
            empty(await stack.up());
            assert.deepEqual(await tenant.writes(before), [], "an up without changes writes nothing");

            const mailboxes = await locations(tenant, "Finance");
            await tenant.patch("RetentionCompliancePolicy", "Finance", {
              ExchangeLocation: [...mailboxes, location("c@contoso.com")],
              Comment: "tampered",
            });
            await tenant.patch("RetentionCompliancePolicy", "Staff", { ExchangeLocation: mailboxes.slice(1) });
            await tenant.patch("RetentionComplianceRule", "Finance rule", { RetentionDuration: "7" });
            await tenant.patch("ComplianceTag", "Contract", { Comment: "tampered" });
            const tampered = await emulator.lastRequest();
            const drift = ok(await stack.preview());
            names(drift, "Finance", "exchangeLocation");
            names(drift, "Finance", "comment");
            names(drift, "Staff", "exchangeLocation");
            names(drift, "Finance rule", "retentionDuration");
            names(drift, "Contract", "comment");
            assert.equal(drift.steps.length, 4, "what nobody touched is not shown");
            assert.deepEqual(await tenant.writes(tampered), []);

            ok(await stack.up());
            for (const name of ["Finance", "Staff"])
              assert.deepEqual((await locations(tenant, name)).map(address).sort(), ["a@contoso.com", "b@contoso.com"]);
            assert.equal((await tenant.object("RetentionCompliancePolicy", "Finance"))["Comment"], "one");
            const { RetentionDuration } = await tenant.object("RetentionComplianceRule", "Finance rule");
            assert.equal(String(RetentionDuration), "30");
            assert.equal((await tenant.object("ComplianceTag", "Contract"))["Comment"], "label");
            empty(await stack.preview());

            ok(await stack.destroy());
            for (const noun of ["RetentionCompliancePolicy", "RetentionComplianceRule", "ComplianceTag"])
              assert.deepEqual(await tenant.names(noun), []);
          });

          it("keeps credentials that a program gives its provider out of the state and of every message", async () => {
            stack.env = {};
            stack.declared = [
              { kind: "Provider", name: "explicit", args: settingsOf(tenant) },
              { ...policy(), provider: "explicit" },
            ];
            const up = ok(await stack.up());
            const text = up.told + stack.stateText();
            assert.ok(text.includes("Finance"));
            assert.ok(!text.includes(tenant.clientSecret), "the secret is in clear");
          });

          it("leaves alone what ignoreChanges names", async () => {
            stack.declared = [{ ...policy(), options: { ignoreChanges: ["comment"] } }, rule()];
            ok(await stack.up());
            await tenant.patch("RetentionCompliancePolicy", "Finance", { Comment: "theirs" });
            empty(await stack.preview());
            stack.declared = [{ ...policy({ comment: "new" }), options: { ignoreChanges: ["comment"] } }, rule()];
            empty(await stack.preview());
            await tenant.patch("RetentionCompliancePolicy", "Finance", {
              ExchangeLocation: [location("a@contoso.com")],
            });
            ok(await stack.up());
            const { Comment, ExchangeLocation } = await tenant.object("RetentionCompliancePolicy", "Finance");
            assert.equal(Comment, "theirs");
            assert.equal((ExchangeLocation as unknown[]).length, 2);
          });

          it("does not delete what is protected", async () => {
            stack.declared = [{ ...policy(), options: { protect: true } }, rule()];
            ok(await stack.up());
            const refused = await stack.destroy();
            assert.ok(!refused.ok);
            assert.match(refused.told, /protected/);
            assert.deepEqual(await tenant.names("RetentionCompliancePolicy"), ["Finance"]);
          });

          it("keeps two tenants of two clouds apart in one program", async () => {
            const [high, dod] = [await newTenant(emulator, "gccHigh"), await newTenant(emulator, "dod")];
            stack.declared = [
              { kind: "Provider", name: "high", args: settingsOf(high) },
              { kind: "Provider", name: "dod", args: settingsOf(dod) },
              { ...policy(), provider: "high" },
              { ...rule(), provider: "high" },
              { ...policy({ comment: "other" }), name: "Defence", provider: "dod" },
              { ...rule({ policy: "@Defence" }), name: "Defence rule", provider: "dod" },
            ];
            ok(await stack.up());
            assert.deepEqual(await high.names("RetentionCompliancePolicy"), ["Finance"]);
            assert.deepEqual(await dod.names("RetentionCompliancePolicy"), ["Defence"]);
            assert.deepEqual(await tenant.cmdlets(), [], "the default tenant was not touched");
            empty(await stack.preview());
            await dod.patch("RetentionCompliancePolicy", "Defence", { Comment: "tampered" });
            names(ok(await stack.preview()), "Defence", "comment");
            ok(await stack.destroy());
            assert.deepEqual(
              [...(await high.names("RetentionCompliancePolicy")), ...(await dod.names("RetentionCompliancePolicy"))],
              [],
            );
          });
        });
      });

  // To prove that something is gone takes seconds of waiting: both hosts wait at once.
  for (const engine of engines)
    it(`reports a deletion and makes the object again (${engine} engine)`, () =>
      Promise.all(
        hosts.map(async (host) => {
          const tenant = await newTenant(emulator);
          const stack = new Stack(engine, host, envOf(tenant));
          try {
            stack.declared = all;
            ok(await stack.up());
            await tenant.remove("ComplianceTag", "Contract");
            const seen = ok(await stack.preview());
            const ops = seen.steps.filter(({ name }) => name === "Contract").map(({ op }) => op);
            assert.ok(
              ops.some((op) => op === "replace" || op === "create"),
              `${JSON.stringify(seen.steps)}\n${seen.told}`,
            );
            ok(await stack.up());
            assert.deepEqual(await tenant.names("ComplianceTag"), ["Contract"]);
          } finally {
            stack.dispose();
          }
        }),
      ));
});
