import assert from "node:assert/strict";
import { Emulated, kindNamed } from "../emulated";

describe("a place that two resources claim", function () {
  this.timeout(60_000);
  let emulated: Emulated;

  before(async () => {
    emulated = await Emulated.start();
  });
  after(async () => await emulated.stop());
  afterEach(async () => await emulated.closeSessions());

  it("is refused, and two places are not", async () => {
    const lifecycle = emulated.lifecycle();
    const place = async (logicalName: string, priority: number) => {
      const news = { exchangeLocation: ["All"], priority };
      return (await lifecycle.check(kindNamed("DlpCompliancePolicy"), { news, logicalName })).failures;
    };
    assert.deepEqual(await place("first", 0), []);
    assert.deepEqual(await place("second", 1), []);
    assert.deepEqual(await place("first", 0), []);
    const [failure] = await place("third", 0);
    assert.match(failure?.reason ?? "", /"first" claims as well/);
  });

  it("is refused of two orders that list the same policy, and not of two that share none", async () => {
    const lifecycle = emulated.lifecycle();
    const names = ["a", "b", "c", "d"];
    for (const name of names)
      await lifecycle.create(kindNamed("DlpCompliancePolicy"), { desired: { name, exchangeLocation: ["All"] } });
    const order = kindNamed("DlpCompliancePolicyOrder");
    const create = (logicalName: string, policies: readonly string[]) =>
      lifecycle.create(order, { desired: { policies }, logicalName });
    await create("one", ["a", "b"]);
    await create("two", ["c", "d"]);
    const { outputs } = await create("three", ["b", "c"]).catch((error: unknown) => {
      assert.match(String(error), /both decide the position of a DLP policy/);
      return { outputs: undefined };
    });
    assert.equal(outputs, undefined);
  });
});
