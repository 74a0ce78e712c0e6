import assert from "node:assert/strict";
import { type Emulator, startEmulator } from "../support/emulator";
import { POLICY, Resource, Tenant } from "./tenants";

for (const answers of ["recorded", "loose"] as const)
  describe(`a distribution group, which a tenant with ${answers} answers replaces by its members`, function () {
    this.timeout(60_000);
    let emulator: Emulator;
    let tenant: Tenant;
    let policy: Resource;
    before(async () => {
      emulator = await startEmulator();
    });
    after(() => emulator.stop());
    beforeEach(async () => {
      tenant = await Tenant.of(emulator, answers);
      await tenant.person("Ines Iver", "ines@fabrikam.com");
      await tenant.person("Jon Jade", "jon@fabrikam.com");
      await tenant.person("Kim Katz", "kim@fabrikam.com");
      await tenant.group("Branch 7", "branch7@fabrikam.com", ["ines@fabrikam.com", "jon@fabrikam.com"]);
      policy = new Resource(tenant, { name: "Branches", exchangeLocation: ["branch7@fabrikam.com"] });
      assert.equal((await policy.up()).unfinished, undefined);
    });
    afterEach(() => tenant.close());

    const held = async (): Promise<readonly string[]> => {
      const { ExchangeLocation } = await tenant.client.object("RetentionCompliancePolicy", "Branches");
      return (ExchangeLocation as readonly unknown[]).map((one) =>
        String((one as { DisplayName?: string }).DisplayName ?? one),
      );
    };

    it("is as declared after the first up, and nobody of it is removed by the second", async () => {
      assert.equal((await held()).length, 2);
      const { changes, driftLines } = await policy.preview();
      assert.deepEqual({ changes, driftLines }, { changes: [], driftLines: [] });
      assert.deepEqual(await tenant.writes(() => policy.up()), []);
      assert.deepEqual(policy.recorded?.outputs["exchangeLocation"], ["branch7@fabrikam.com"]);
      await policy.refresh();
      assert.deepEqual((await policy.preview("recorded")).changes, []);
    });

    it("is told of when somebody joins or leaves it, and nothing is written for that", async () => {
      await tenant.client.patch("Recipient", "Branch 7", { Members: ["ines@fabrikam.com", "kim@fabrikam.com"] });
      const { changes, driftLines } = await policy.preview();
      assert.deepEqual(changes, []);
      assert.equal(driftLines.length, 2);
      assert.match(driftLines.join("\n"), /jon.*left the group "branch7@fabrikam.com" and is still in the policy/i);
      assert.match(driftLines.join("\n"), /kim.*joined the group "branch7@fabrikam.com" and is not in the policy/i);
      assert.deepEqual(await tenant.writes(() => policy.up()), []);
    });

    it("gets a member back whom somebody took out of the policy, and leaves the others alone", async () => {
      const all = (await tenant.client.object("RetentionCompliancePolicy", "Branches"))["ExchangeLocation"];
      await tenant.client.patch("RetentionCompliancePolicy", "Branches", {
        ExchangeLocation: (all as readonly unknown[]).slice(0, 1),
      });
      const { changes, driftLines } = await policy.preview();
      assert.deepEqual(
        changes.map(({ property, cause }) => ({ property, cause })),
        [{ property: "exchangeLocation", cause: "drift" }],
      );
      assert.match(driftLines.join("\n"), /jon@fabrikam.com/);
      const [set, ...more] = await tenant.writes(() => policy.up());
      assert.deepEqual(more, []);
      assert.deepEqual(set?.parameters?.["AddExchangeLocation"], ["jon@fabrikam.com"]);
      assert.equal(set?.parameters?.["RemoveExchangeLocation"], undefined);
      assert.equal((await held()).length, 2);
      assert.deepEqual((await policy.preview()).changes, []);
    });

    it("is joined by who is declared besides, and left by them", async () => {
      policy.desired = { ...policy.desired, exchangeLocation: ["branch7@fabrikam.com", "kim@fabrikam.com"] };
      const [add] = await tenant.writes(() => policy.up());
      assert.deepEqual(add?.parameters?.["AddExchangeLocation"], ["kim@fabrikam.com"]);
      policy.desired = { ...policy.desired, exchangeLocation: ["branch7@fabrikam.com"] };
      const [remove] = await tenant.writes(() => policy.up());
      assert.equal(remove?.parameters?.["AddExchangeLocation"], undefined);
      assert.equal((remove?.parameters?.["RemoveExchangeLocation"] as readonly unknown[]).length, 1);
      assert.deepEqual([...(await held())].map((name) => name.split(" ")[0]).sort(), ["Ines", "Jon"]);
    });

    it("that already has everybody of it in the policy needs no write", async () => {
      const people = new Resource(tenant, {
        name: "People",
        exchangeLocation: ["ines@fabrikam.com", "jon@fabrikam.com"],
      });
      await people.up();
      people.desired = { ...people.desired, exchangeLocation: ["branch7@fabrikam.com"] };
      assert.deepEqual(await tenant.writes(() => people.up()), []);
      assert.deepEqual((await people.preview()).changes, []);
    });

    it("that has some of it in the policy adds the others one by one", async () => {
      const people = new Resource(tenant, { name: "People", exchangeLocation: ["ines@fabrikam.com"] });
      await people.up();
      people.desired = { ...people.desired, exchangeLocation: ["branch7@fabrikam.com"] };
      const [set, ...more] = await tenant.writes(() => people.up());
      assert.deepEqual(more, []);
      assert.deepEqual(set?.parameters?.["AddExchangeLocation"], ["jon@fabrikam.com"]);
      assert.equal(set?.parameters?.["RemoveExchangeLocation"], undefined);
      assert.deepEqual((await people.preview()).changes, []);
    });

    it("takes its members along where the program gives it up", async () => {
      policy.desired = { ...policy.desired, exchangeLocation: ["kim@fabrikam.com"] };
      const [set] = await tenant.writes(() => policy.up());
      assert.equal((set?.parameters?.["RemoveExchangeLocation"] as readonly unknown[]).length, 2);
      assert.deepEqual(await held(), [answers === "recorded" ? "Kim Katz" : (await held())[0]]);
      assert.deepEqual((await policy.preview()).changes, []);
    });

    it("converges where Get-Group cannot be asked: what has come with the write is the group", async () => {
      await emulator.faults({ match: { cmdlet: "Get-Group" }, fault: { type: "hideCmdlet" } });
      try {
        const blind = new Resource(tenant, { name: "Blind", exchangeLocation: ["branch7@fabrikam.com"] });
        assert.equal((await blind.up()).unfinished, undefined);
        assert.deepEqual((await blind.preview()).changes, []);
        assert.deepEqual(await tenant.writes(() => blind.up()), []);
      } finally {
        await emulator.faults();
      }
    });

    it("may hold other groups", async () => {
      await tenant.group("Region", "region@fabrikam.com", ["branch7@fabrikam.com", "kim@fabrikam.com"]);
      const region = new Resource(tenant, { name: "Region", exchangeLocation: ["region@fabrikam.com"] }, POLICY);
      assert.equal((await region.up()).unfinished, undefined);
      assert.deepEqual((await region.preview()).changes, []);
      assert.deepEqual(await tenant.writes(() => region.up()), []);
    });
  });
