import assert from "node:assert/strict";
import { Sandbox, type Trace, engines, pulumi } from "./support";
import { scenarios } from "./scenarios";

/** What two engines must agree on. Free text may differ, and the order of what has no order. */
const common = ({ ok, steps, changes, calls, state }: Trace) => ({
  ok,
  steps,
  changes,
  calls: comparable(calls),
  state: [...state].sort((one, two) => (keyOf(one) < keyOf(two) ? -1 : 1)),
});
const keyOf = ({ urn, id }: Trace["state"][number]) => `${String(urn)} ${String(id)}`;

/** Without what the engines may do in another order or number: handshakes and farewells of processes. */
const comparable = ({ "": general = [], ...named }: Trace["calls"]) => ({
  ...named,
  "": general
    .filter(({ method }) => method !== "cancel")
    .map(({ pid: _pid, ...entry }) => JSON.stringify(entry))
    .sort(),
});

describe("engine scenarios", () => {
  if (!pulumi) console.log("    (the real `pulumi` is not on PATH: the embedded engine is tested alone)");
  for (const { title, phases } of scenarios)
    it(title, async function () {
      this.timeout(pulumi ? 180_000 : 60_000);
      const traces: Trace[][] = [];
      for (const engine of engines) {
        const sandbox = new Sandbox();
        try {
          const seen: Trace[] = [];
          for (const phase of phases) {
            if (phase.program !== undefined) sandbox.program(phase.program);
            if (phase.config) sandbox.config = phase.config;
            phase.before?.(sandbox);
            const trace = await engine.run(phase.verb, sandbox);
            seen.push(trace);
            try {
              phase.expect(trace, sandbox);
            } catch (error) {
              throw new Error(`${engine.name}, ${phase.verb}: ${(error as Error).message}`, { cause: error });
            }
          }
          traces.push(seen);
        } finally {
          sandbox.dispose();
        }
      }
      const [mine, theirs] = traces;
      if (theirs)
        for (const [at, trace] of mine!.entries()) assert.deepEqual(common(trace), common(theirs[at]!), `phase ${at}`);
    });
});
