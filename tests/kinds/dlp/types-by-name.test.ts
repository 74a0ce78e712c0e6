import assert from "node:assert/strict";
import type { Properties } from "../../../provider/values";
import { Emulated, kindNamed, recordedOf } from "../emulated";

const RULE = kindNamed("DlpComplianceRule");
const CARDS = "50842eb7-edc8-4019-85dd-5a5c1f2bb085";

const ruleOf = (name: string): Properties => ({
  name: `Rule of ${name}`,
  policy: "Mail",
  contentContainsSensitiveInformation: [{ name }],
  blockAccess: true,
});

describe("sensitive information types in rules", function () {
  this.timeout(60_000);
  let emulated: Emulated;

  before(async () => {
    emulated = await Emulated.start();
    const desired = { name: "Mail", exchangeLocation: ["All"], oneDriveLocation: [] };
    await emulated.lifecycle().create(kindNamed("DlpCompliancePolicy"), { desired });
  });
  after(async () => await emulated.stop());
  afterEach(async () => await emulated.closeSessions());

  it("that the tenant lacks fail in preview, with the nearest names", async () => {
    const { failures } = await emulated
      .lifecycle()
      .check(RULE, { news: ruleOf("Credit Card Numbr"), logicalName: "r" });
    assert.deepEqual(
      failures.map(({ property }) => property),
      ["contentContainsSensitiveInformation[0].name"],
    );
    assert.match(failures[0]?.reason ?? "", /names no DlpSensitiveInformationType.*nearest are "Credit Card Number"/);
  });

  it("fail in the preview of a change as well, and not where the program makes types", async () => {
    const desired = ruleOf("Credit Card Number");
    const written = await emulated.lifecycle().create(RULE, { desired });
    const changed = { ...desired, contentContainsSensitiveInformation: [{ name: "No such type" }] };
    const request = { recorded: recordedOf(written, desired), desired: changed, ignored: [], against: "live" } as const;
    await assert.rejects(emulated.lifecycle().diff(RULE, request), { code: "PURVIEW_REFERENCE" });
    await emulated.lifecycle().delete(RULE, { recorded: recordedOf(written, desired) });
  });

  for (const [at, name] of ["credit card number", CARDS, CARDS.toUpperCase()].entries())
    it(`are found as ${name}`, async () => {
      // A removed rule keeps its name for a while.
      const desired = { ...ruleOf(name), name: `Rule ${at}` };
      const lifecycle = emulated.lifecycle();
      const written = await lifecycle.create(RULE, { desired });
      assert.equal(written.unfinished, undefined);
      const recorded = recordedOf(written, desired);
      const { changes } = await lifecycle.diff(RULE, { recorded, desired, ignored: [], against: "live" });
      assert.deepEqual(changes, []);
      const imported = await lifecycle.read(RULE, { id: written.id });
      assert.deepEqual(imported?.inputs["contentContainsSensitiveInformation"], [
        { name: "Credit Card Number", confidencelevel: "High" },
      ]);
      await lifecycle.delete(RULE, { recorded });
    });
});
