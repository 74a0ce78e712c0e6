import assert from "node:assert/strict";
import fc from "fast-check";
import { findKind } from "../../provider/kinds";
import { listTogether } from "../../provider/lifecycle/observe/list";
import type { Lookup } from "../../provider/lifecycle/operation/operation";
import { runStateOf } from "../../provider/lifecycle/operation/run-state";
import { FakeSession } from "./fake/session";

const kind = findKind("ComplianceTag")!;
const query = { cmdlet: "Get-ComplianceTag", parameters: {} };

const lookup = (session: FakeSession): Lookup => ({ kind, session, run: runStateOf(session), signal: session.closing });

/** An engine with `parallel` workers, each of which needs a while (ms) before it begins its next object. */
async function writeAll(objects: number, parallel: number, delays: readonly number[]): Promise<FakeSession> {
  const session = new FakeSession();
  let begun = 0;
  const worker = async (): Promise<void> => {
    while (begun < objects) {
      const mine = begun++;
      await session.clock.sleep(delays[mine % delays.length] ?? 0);
      const parameters = { Name: `label ${mine}` };
      await runStateOf(session).writes.during(kind.noun, () =>
        session.write({ cmdlet: "New-ComplianceTag", parameters }),
      );
      const listed = await listTogether(lookup(session), { queries: [query], turn: "afterWrites" });
      assert.equal(listed.byName(parameters.Name).length, 1, "a list that was asked for after the write");
    }
  };
  await Promise.all(Array.from({ length: parallel }, worker));
  return session;
}

describe("read-backs", () => {
  it("of operations that an engine starts one after the other share lists: at the most two a round, and two more until it is known how many there are", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: 12 }),
        fc.array(fc.integer({ min: 0, max: 250 }), { minLength: 36, maxLength: 80 }),
        async (parallel, delays) => {
          const objects = delays.length;
          const { service } = await writeAll(objects, parallel, delays);
          assert.equal(service.calls("New").length, objects);
          const lists = service.calls("Get").length;
          assert.ok(lists <= 2 * Math.ceil(objects / parallel) + 2, `${lists} lists`);
        },
      ),
      // Delays that a shrinking run has made alike are no engine's: they keep the workers apart forever.
      { endOnFailure: true, numRuns: 60 },
    );
  });

  it("of a single operation do not wait for company", async () => {
    const session = new FakeSession();
    const begun = session.clock.now();
    await listTogether(lookup(session), { queries: [query], turn: "afterWrites" });
    assert.ok(session.clock.now() - begun < 100);
  });

  it("stop waiting for those who came along last time and stay away now", async () => {
    const session = await writeAll(8, 8, [0]);
    const begun = session.clock.now();
    await listTogether(lookup(session), { queries: [query], turn: "afterWrites" });
    assert.ok(session.clock.now() - begun < 1_000);
  });
});
