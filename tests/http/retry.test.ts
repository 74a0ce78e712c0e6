import assert from "node:assert/strict";
import fc from "fast-check";
import { retryAfterMs, RetryableFailure, withRetries, type Failure } from "../../provider/http";
import { FakeClock } from "../transport/fakes";

const backoff = { first: 1000, factor: 2, max: 5000 };
const gaveUp = (): never => {
  throw new Error("gave up");
};
const failure = (more: Partial<Failure<string>> = {}): RetryableFailure<string> =>
  new RetryableFailure({ cause: "busy", settle: gaveUp, ...more });

describe("Retries", () => {
  /** An attempt that ends in each failure once, then succeeds. */
  const failing = (...failures: readonly unknown[]) => {
    const left = [...failures];
    return () => (left.length > 0 ? Promise.reject(left.shift() as Error) : Promise.resolve("done"));
  };

  it("wait by the backoff on our clock, and return what an attempt returns", async () => {
    const clock = new FakeClock();
    assert.equal(await withRetries(failing(failure(), failure(), failure(), failure()), { clock, backoff }), "done");
    assert.deepEqual(clock.slept, [1000, 2000, 4000, 5000]);
  });

  it("wait as long as the server asks for, and spread what it does not ask for", async () => {
    const clock = new FakeClock();
    await withRetries(failing(failure({ afterMs: 7 }), failure()), { clock, backoff, jitter: (ms) => ms / 2 });
    assert.deepEqual(clock.slept, [7, 1000]);
  });

  it("end with the failure's own outcome when the attempts for a cause are used up, counted per cause", async () => {
    const clock = new FakeClock();
    const busy = failure({ maxAttempts: 2 });
    const other = failure({ cause: "other", maxAttempts: 2 });
    assert.equal(await withRetries(failing(busy, other), { clock, backoff }), "done");
    await assert.rejects(withRetries(failing(busy, other, busy), { clock, backoff }), /gave up/);
    const settled = failure({ maxAttempts: 1, settle: () => "last response" });
    assert.equal(await withRetries(failing(settled), { clock, backoff }), "last response");
  });

  it("never wait longer for a cause than allowed", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 5000 }), { maxLength: 20 }), async (waits) => {
        const clock = new FakeClock();
        const failures = waits.map((afterMs) => failure({ afterMs, maxWaitMs: 9000, settle: () => "late" }));
        await withRetries(failing(...failures), { clock, backoff });
        assert.ok(clock.slept.reduce((sum, ms) => sum + ms, 0) <= 9000);
      }),
      { numRuns: 30 },
    );
  });

  it("throw every other error as it is, at once", async () => {
    const clock = new FakeClock();
    for (const error of [new Error("final"), new TypeError("defect")])
      await assert.rejects(withRetries(failing(error), { clock, backoff }), error);
    assert.deepEqual(clock.slept, []);
  });

  it("end with the signal's reason during a wait", async () => {
    const clock = new FakeClock();
    const signal = AbortSignal.abort(new Error("cancelled"));
    await assert.rejects(withRetries(failing(failure()), { clock, backoff, signal }), /cancelled/);
  });
});

describe("Retry-After", () => {
  const now = Date.parse("2026-01-01T00:00:00Z");
  it("is seconds, whole or decimal, or an HTTP date", () => {
    assert.equal(retryAfterMs("2", now), 2000);
    assert.equal(retryAfterMs("1.5", now), 1500);
    assert.equal(retryAfterMs("Thu, 01 Jan 2026 00:00:03 GMT", now), 3000);
    assert.equal(retryAfterMs("Wed, 31 Dec 2025 00:00:00 GMT", now), 0);
  });
  it("says nothing where it is missing, negative or unreadable", () => {
    for (const value of [undefined, "", " ", "-1", "soon"]) assert.equal(retryAfterMs(value, now), undefined);
  });
});
