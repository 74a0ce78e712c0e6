import assert from "node:assert/strict";
import fc from "fast-check";
import { kinds } from "../../provider/kinds";
import { type Emulator, startEmulator } from "../support/emulator";
import { heldObject } from "./held-objects";
import { putObject, putTargets } from "./targets";
import { roundTrip } from "./tenant";

/** Kinds whose properties are documents with a grammar of their own: random parts make none that a tenant could hold. */
const DOCUMENTS: { readonly [noun: string]: string } = {
  AutoSensitivityLabelRule: "its conditions are one tree; generated ones are in tests/kinds/every-kind.test.ts",
  DlpComplianceRule:
    "its conditions are one tree; recorded ones are in corpus.test.ts, generated ones in every-kind.test.ts",
  DlpEdmSchema: "its file is XML; generated ones are in tests/kinds/every-kind.test.ts",
  DlpSensitiveInformationTypeRulePackage: "its file is XML; generated ones are in tests/kinds/every-kind.test.ts",
  PolicyConfig: "its settings are tables whose rows have names; generated ones are in tests/kinds/every-kind.test.ts",
};

/** `npm run fuzz` explores; an ordinary run tries the same few tenants each time. */
const RUNS = process.env["PURVIEW_SEED"] === undefined ? 2 : 25;

describe("objects that a tenant holds, whoever made them", function () {
  this.timeout(RUNS * 60_000);
  let emulator: Emulator;
  before(async () => {
    emulator = await startEmulator();
  });
  after(async () => {
    await emulator.stop();
  });

  for (const kind of kinds.filter(({ special }) => special === undefined)) {
    const why = DOCUMENTS[kind.noun];
    if (why !== undefined) {
      it.skip(`${kind.noun}: ${why}`);
      continue;
    }
    it(`${kind.noun}: exported, accepted by check unchanged, and without a difference in every preview`, async () => {
      const tenants = fc.uniqueArray(heldObject(kind), {
        minLength: 1,
        maxLength: 8,
        selector: ({ Name }) => String(Name).toLowerCase(),
      });
      await fc.assert(
        fc.asyncProperty(tenants, async (objects) => {
          await emulator.reset();
          const tenant = emulator.tenant();
          await putTargets(tenant);
          for (const object of objects) await putObject(tenant, kind, object);
          const { findings } = await roundTrip(tenant, [kind.noun]);
          assert.deepEqual(findings, []);
        }),
        { numRuns: RUNS },
      );
    });
  }
});
