import assert from "node:assert/strict";
import fc from "fast-check";
import { abortable, backoffMs, poll, type PollTurn } from "../../provider/clock";
import { FakeClock } from "../transport/fakes";

const knobs = { first: 1000, factor: 1.5, max: 10_000 };

describe("A poll", () => {
  it("probes at once, then after growing intervals, and returns what a probe returns", async () => {
    const clock = new FakeClock();
    const turns: PollTurn[] = [];
    const found = await poll(clock, { ...knobs, deadline: clock.now() + 600_000 }, async (turn) => {
      turns.push(turn);
      return Promise.resolve(turn.attempt === 4 ? "found" : undefined);
    });
    assert.equal(found, "found");
    assert.deepEqual(turns, [
      { attempt: 1, waitedMs: 0 },
      { attempt: 2, waitedMs: 1000 },
      { attempt: 3, waitedMs: 1500 },
      { attempt: 4, waitedMs: 2250 },
    ]);
  });

  it("returns false, null and zero too: only undefined means not yet", async () => {
    for (const value of [false, null, 0, ""])
      assert.equal(await poll(new FakeClock(), { ...knobs, deadline: 0 }, () => Promise.resolve(value)), value);
  });

  it("probes a last time at the deadline, never after it", async () => {
    const clock = new FakeClock();
    const deadline = clock.now() + 2000;
    const times: number[] = [];
    const found = await poll(clock, { ...knobs, deadline }, () => {
      times.push(clock.now() - deadline);
      return Promise.resolve(undefined);
    });
    assert.equal(found, undefined);
    assert.deepEqual(times, [-2000, -1000, 0]);
  });

  it("probes once where the deadline has passed already", async () => {
    let probes = 0;
    await poll(new FakeClock(), { ...knobs, deadline: 0 }, () => Promise.resolve(void probes++));
    assert.equal(probes, 1);
  });

  it("ends with the signal's reason, before a probe and during a wait", async () => {
    const reason = new Error("cancelled");
    const never = (): Promise<undefined> => Promise.resolve(undefined);
    const aborted = { ...knobs, deadline: Infinity, signal: AbortSignal.abort(reason) };
    await assert.rejects(poll(new FakeClock(), aborted, never), reason);
    const controller = new AbortController();
    const polling = poll(new FakeClock(), { ...knobs, deadline: Infinity, signal: controller.signal }, async () => {
      controller.abort(reason);
      return await never();
    });
    await assert.rejects(polling, reason);
  });

  it("leaves the waiting to whoever shares it with others", async () => {
    const waits: number[] = [];
    const wait = (ms: number): Promise<void> => Promise.resolve(void waits.push(ms));
    await poll(new FakeClock(), { ...knobs, deadline: Infinity, wait }, ({ attempt }) =>
      Promise.resolve(attempt === 3 ? true : undefined),
    );
    assert.deepEqual(waits, [1000, 1500]);
  });
});

describe("The interval between attempts", () => {
  it("starts at the first one, never shrinks and never exceeds the longest", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.double({ min: 1, max: 4, noNaN: true }),
        fc.integer({ min: 5000, max: 60_000 }),
        fc.integer({ min: 1, max: 50 }),
        (first, factor, max, attempt) => {
          const now = backoffMs({ first, factor, max }, attempt);
          assert.equal(backoffMs({ first, factor, max }, 1), first);
          assert.ok(now >= first && now <= max && now <= backoffMs({ first, factor, max }, attempt + 1));
        },
      ),
    );
  });
});

describe("A shared promise", () => {
  it("is left by whoever's signal aborts, and goes on for the others", async () => {
    const reason = new Error("left");
    const controller = new AbortController();
    const work = new Promise<string>((resolve) => setImmediate(() => resolve("done")));
    const left = abortable(work, controller.signal);
    controller.abort(reason);
    await assert.rejects(left, reason);
    await assert.rejects(abortable(work, controller.signal), reason);
    assert.equal(await abortable(work), "done");
  });

  it("hands over what it came to, and takes its listener off the signal", async () => {
    const { signal } = new AbortController();
    assert.equal(await abortable(Promise.resolve(1), signal), 1);
    await assert.rejects(abortable(Promise.reject(new Error("failed")), signal), /failed/);
  });
});
