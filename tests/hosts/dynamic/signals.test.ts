import { strict as assert } from "node:assert";
import { configOf, Emulator } from "./support/emulator";
import { type Failed, ProviderProcess } from "./support/provider";

const POLICY = "RetentionCompliancePolicy";
const RULE = "RetentionComplianceRule";

describe("the dynamic host's end", function () {
  this.timeout(60_000);
  let emulator: Emulator;
  before(async () => {
    emulator = await Emulator.start("--clock", "manual");
  });
  after(() => emulator.stop());

  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    it(`${signal} in the middle of a wait saves what was made and ends within 5 s`, async () => {
      const provider = await ProviderProcess.start(configOf(emulator.tenant()));
      await emulator.control("POST", "clock", { advanceMs: 3_600_000 });
      const creating = provider.create(ProviderProcess.inputs(POLICY, { name: signal, exchangeLocation: ["All"] }));
      const tick = setInterval(() => void emulator.control("POST", "clock", { advanceMs: 1_000 }), 500);
      const policy = await creating.finally(() => clearInterval(tick));
      const rule = provider
        .create(
          ProviderProcess.inputs(RULE, {
            name: `${signal} rule`,
            policy: policy.id,
            retentionDuration: 30,
            retentionComplianceAction: "Keep",
          }),
        )
        .then(
          () => assert.fail("it did not fail"),
          (error: Error & Failed) => error,
        );
      while ((await emulator.objects(RULE)).every((object) => object["Name"] !== `${signal} rule`)) {
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      const { code, ms } = await provider.stop(signal);
      assert.equal(code, 0);
      assert.ok(ms < 5_000, `${ms} ms`);
      const error = await rule;
      assert.match(error.message, /cancelled/);
      assert.ok(error.saved?.id, "the id reaches the state");
    });
  }

  it("an idle provider ends at once", async () => {
    const provider = await ProviderProcess.start(configOf(emulator.tenant()));
    const { code, ms } = await provider.stop("SIGINT");
    assert.ok(code === 0 || code === null);
    assert.ok(ms < 2_000, `${ms} ms`);
  });
});
