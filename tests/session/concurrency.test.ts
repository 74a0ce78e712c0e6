import assert from "node:assert/strict";
import fc from "fast-check";
import { AdaptiveSlots } from "../../provider/session/adaptive-slots";
import { initialConcurrency, observe, type Concurrency, type Observation } from "../../provider/session/concurrency";
import { FakeClock } from "../transport/fakes";

const at = (atMs: number, tookMs = 200): { sentAtMs: number; atMs: number } => ({ sentAtMs: atMs - tookMs, atMs });
const answered = (atMs: number, tookMs = 200, saturated = true): Observation => ({
  ...at(atMs, tookMs),
  outcome: "answered",
  cmdlet: "New-ComplianceTag",
  saturated,
});
const throttled = (atMs: number): Observation => ({ ...at(atMs), outcome: "throttled" });
const after = (max: number, seen: readonly Observation[], start = initialConcurrency(max)): Concurrency =>
  seen.reduce((state, one) => observe(state, max, one), start);
const quick = (count: number, from = 1000): readonly Observation[] =>
  Array.from({ length: count }, (_, index) => answered(from + index));

describe("The limit of concurrent cmdlets", () => {
  it("starts at 3, or at the maximum where that is lower", () => {
    assert.deepEqual(
      [1, 2, 3, 10].map((max) => initialConcurrency(max).limit),
      [1, 2, 3, 3],
    );
  });

  it("grows by one a round of quick answers, up to the maximum", () => {
    assert.equal(Math.floor(after(10, quick(3)).limit), 3);
    assert.equal(Math.floor(after(10, quick(4)).limit), 4);
    assert.equal(after(10, quick(200)).limit, 10);
  });

  it("does not grow where no slot was wanted", () => {
    assert.equal(
      after(
        10,
        [1, 2, 3, 4, 5].map((n) => answered(1000 + n, 200, false)),
      ).limit,
      3,
    );
  });

  it("is halved when the service throttles, once for all requests that were under way together", () => {
    const grown = after(10, quick(200));
    assert.equal(after(10, [throttled(2000)], grown).limit, 5);
    assert.equal(after(10, [throttled(2000), throttled(2010), throttled(2199), throttled(2200)], grown).limit, 5);
    assert.equal(after(10, [throttled(2000), throttled(2201)], grown).limit, 2.5);
  });

  it("is halved when a whole round of answers takes much longer than usual, not for a few", () => {
    const grown = after(10, quick(200));
    const slow = (count: number) => Array.from({ length: count }, (_, n) => answered(10_000 + n, 900));
    assert.equal(after(10, slow(9), grown).limit, 10);
    assert.equal(after(10, slow(10), grown).limit, 5);
    assert.equal(after(10, [...slow(9), answered(20_000), ...slow(9)], grown).limit, 10);
  });

  it("takes for usual what a service needs in the long run", () => {
    const slower = Array.from({ length: 400 }, (_, n) => answered(100_000 + n * 1000, 900));
    assert.equal(after(10, slower, after(10, quick(200))).limit, 10);
  });

  it("compares a cmdlet with itself only", () => {
    const rule: Observation = { ...answered(30_000, 5000), cmdlet: "New-RetentionComplianceRule" } as Observation;
    assert.equal(after(10, Array(20).fill(rule), after(10, quick(200))).limit, 10);
  });

  const observation: fc.Arbitrary<{ wait: number; took: number; slot: boolean; cmdlet: string; refused: boolean }> =
    fc.record({
      wait: fc.integer({ min: 0, max: 2000 }),
      took: fc.integer({ min: 0, max: 60_000 }),
      slot: fc.boolean(),
      cmdlet: fc.constantFrom("New-A", "Set-A", "Get-A"),
      refused: fc.boolean(),
    });

  it("never exceeds the maximum, never falls below 1, and per observation grows by at most one or is halved", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.array(observation, { maxLength: 200 }), (max, steps) => {
        let state = initialConcurrency(max);
        let now = 0;
        for (const { wait, took, slot, cmdlet, refused } of steps) {
          now += wait;
          const times = at(now, took);
          const seen: Observation = refused
            ? { ...times, outcome: "throttled" }
            : { ...times, outcome: "answered", cmdlet, saturated: slot };
          const next = observe(state, max, seen);
          assert.ok(next.limit >= 1 && next.limit <= max);
          const growth = next.limit - state.limit;
          const halved = next.limit === Math.max(1, state.limit / 2);
          assert.ok((growth >= 0 && growth <= 1) || halved);
          if (refused && times.sentAtMs > state.halvedAtMs) assert.ok(halved);
          if (!slot && !refused) assert.ok(growth <= 0);
          state = next;
        }
      }),
    );
  });
});

describe("A tenant's slots", () => {
  /** Runs so many cmdlets with a service that takes `takes(running)` ms, and returns the most that ran at a time. */
  async function most(count: number, slots: AdaptiveSlots, clock: FakeClock, takes: (running: number) => number) {
    let running = 0;
    let highest = 0;
    await Promise.all(
      Array.from({ length: count }, () =>
        slots.runTimed("New-ComplianceTag", async () => {
          highest = Math.max(highest, ++running);
          const tookMs = takes(running);
          await new Promise((resolve) => setImmediate(resolve));
          clock.time += tookMs;
          running--;
        }),
      ),
    );
    return highest;
  }

  it("become more while the service answers quickly, never more than the maximum", async () => {
    const clock = new FakeClock();
    assert.equal(await most(200, new AdaptiveSlots(10, clock), clock, () => 5), 10);
    assert.equal(await most(200, new AdaptiveSlots(4, clock), clock, () => 5), 4);
  });

  it("become fewer at once when a request is throttled, without disturbing what runs", async () => {
    const clock = new FakeClock();
    const slots = new AdaptiveSlots(8, clock);
    await most(100, slots, clock, () => 5);
    assert.equal(slots.limit, 8);
    slots.throttled(clock.now());
    assert.equal(slots.limit, 4);
    clock.time += 1;
    assert.equal(await most(4, slots, clock, () => 5), 4);
  });
});
