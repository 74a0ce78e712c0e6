import { strict as assert } from "node:assert";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { configOf, type Emulator, startEmulator } from "../../support/emulator";
import { type Failed, ProviderProcess } from "./support/provider";

const ROOT = join(__dirname, "../../..");

/** Our module in a process like the SDK's: the engine's address as first argument, alive until somebody ends it. */
const ORPHAN = `
process.argv[2] = "127.0.0.1:9";
require("pulumi-purview/dynamic").handler("RetentionCompliancePolicy");
console.log(process.pid);
setInterval(() => undefined, 1000);`;

const POLICY = "RetentionCompliancePolicy";
const RULE = "RetentionComplianceRule";

describe("the dynamic host's end", function () {
  this.timeout(60_000);
  let emulator: Emulator;
  before(async () => {
    emulator = await startEmulator({ clock: "manual" });
  });
  after(() => emulator.stop());

  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    it(`${signal} in the middle of a wait saves what was made and ends within 5 s`, async () => {
      const provider = await ProviderProcess.start(configOf(emulator.tenant()));
      await emulator.advanceClock(3_600_000);
      const creating = provider.create(ProviderProcess.inputs(POLICY, { name: signal, exchangeLocation: ["All"] }));
      const tick = setInterval(() => void emulator.advanceClock(1_000), 500);
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
      while ((await emulator.tenant().objects(RULE)).every((object) => object["Name"] !== `${signal} rule`)) {
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

  it("a provider whose engine was killed ends by itself", async () => {
    const launcher = spawn("/bin/sh", ["-c", '"$0" "$@" & read _', process.execPath, "-e", ORPHAN], {
      cwd: ROOT,
      stdio: ["pipe", "pipe", "inherit"],
    });
    const [pid] = (await once(createInterface({ input: launcher.stdout }), "line")) as [string];
    const lives = (): boolean => {
      try {
        return process.kill(Number(pid), 0);
      } catch {
        return false;
      }
    };
    assert.ok(lives());
    launcher.kill("SIGKILL");
    const until = Date.now() + 10_000;
    while (lives() && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 200));
    const survived = lives();
    if (survived) process.kill(Number(pid), "SIGKILL");
    assert.equal(survived, false);
  });

  it("an idle provider ends at once", async () => {
    const provider = await ProviderProcess.start(configOf(emulator.tenant()));
    const { code, ms } = await provider.stop("SIGINT");
    assert.ok(code === 0 || code === null);
    assert.ok(ms < 2_000, `${ms} ms`);
  });
});
