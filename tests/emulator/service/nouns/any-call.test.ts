import assert from "node:assert/strict";
import fc from "fast-check";
import { CmdletFault } from "../../../../emulator/contract";
import { anyCall } from "./any-call";
import { BoundTenant } from "./bound-tenant";

describe("any call to the service", () => {
  it("succeeds or ends with a cmdlet's fault, and leaves a state that can be listed and restored", () => {
    fc.assert(
      fc.property(fc.array(anyCall, { minLength: 20, maxLength: 60 }), (calls) => {
        const tenant = new BoundTenant({ distributionMs: 1 });
        for (const { cmdlet, raw } of calls) {
          try {
            tenant.call(cmdlet.name, raw);
          } catch (error) {
            assert.ok(error instanceof CmdletFault, `${cmdlet.name} ${JSON.stringify(raw)}: ${String(error)}`);
            assert.ok(error.status >= 400 && error.type !== "" && error.message !== "");
          }
          tenant.clock.advance(5);
        }
        const lists = (one: BoundTenant): unknown => one.service.nouns().map((noun) => one.service.listObjects(noun));
        const again = new BoundTenant({ distributionMs: 1 });
        again.clock.advance(tenant.clock.now() - again.clock.now());
        again.service.restore(tenant.service.dump());
        assert.deepEqual(lists(again), lists(tenant));
      }),
      { numRuns: 12 },
    );
  }).timeout(30_000);
});
