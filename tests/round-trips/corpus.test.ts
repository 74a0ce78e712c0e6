import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { kinds } from "../../provider/kinds";
import { type Emulator, startEmulator, type WireObject } from "../support/emulator";
import { type RoundTrip, roundTrip } from "./tenant";

const CORPUS = join(__dirname, "../../../shared/corpus");

describe("a tenant with the recorded objects of real tenants", function () {
  this.timeout(120_000);
  let emulator: Emulator | undefined;
  let exported: RoundTrip;

  before(async function () {
    if (!existsSync(CORPUS)) {
      console.log(`      skipped: ${CORPUS} is not there`);
      this.skip();
    }
    emulator = await startEmulator();
    const tenant = emulator.tenant();
    // What some of them refer to, and nobody recorded.
    await tenant.put("ComplianceTag", "Contracts", { RetentionAction: "Keep", RetentionDuration: "365" });
    for (const { noun } of kinds) {
      const file = join(CORPUS, `${noun}.json`);
      if (!existsSync(file)) continue;
      for (const { object } of JSON.parse(readFileSync(file, "utf8")) as readonly { readonly object: WireObject }[])
        await tenant.put(noun, String(object["Name"]), object);
    }
    exported = await roundTrip(tenant);
  });
  after(async () => await emulator?.stop());

  it("is exported, accepted by check unchanged, and previews without a difference", () => {
    assert.ok(exported.collected.objects.length > 20);
    assert.deepEqual(exported.findings, []);
  });

  it("has nothing written that another property says already", () => {
    assert.doesNotMatch(exported.program, /key: "default"/i);
    assert.doesNotMatch(exported.program, /color: ""/);
  });

  it("has named what no property stands for, and nothing else", () => {
    const named = exported.collected.objects.flatMap(({ unexpressed }) => unexpressed);
    assert.deepEqual([...new Set(named)].sort(), ["ContentType: None"]);
  });
});
