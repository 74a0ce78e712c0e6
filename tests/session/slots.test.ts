import assert from "node:assert/strict";
import { Locks, Slots } from "../../provider/session/slots";
import { tick } from "./service";

describe("slots", () => {
  it("let so many run at a time, first come, first served", async () => {
    const slots = new Slots(2);
    const order: number[] = [];
    let running = 0;
    let most = 0;
    await Promise.all(
      [0, 1, 2, 3, 4].map((n) =>
        slots.run(async () => {
          order.push(n);
          most = Math.max(most, ++running);
          await tick();
          running--;
        }),
      ),
    );
    assert.deepEqual(order, [0, 1, 2, 3, 4]);
    assert.equal(most, 2);
    assert.equal(slots.idle, true);
  });

  it("without a limit let all run", async () => {
    const slots = new Slots(0);
    let running = 0;
    await Promise.all([1, 2, 3].map(() => slots.run(async () => void running++)));
    assert.equal(running, 3);
  });

  it("give a slot back after a failure, and let a waiting task leave", async () => {
    const slots = new Slots(1);
    const controller = new AbortController();
    let free = (): void => undefined;
    const first = slots.run(() => new Promise<void>((_, reject) => (free = () => reject(new Error("failed")))));
    const leaving = slots.run(() => Promise.resolve("never"), controller.signal);
    const third = slots.run(() => Promise.resolve("third"));
    controller.abort(new Error("left"));
    await assert.rejects(leaving, /left/);
    free();
    await assert.rejects(first, /failed/);
    assert.equal(await third, "third");
    assert.equal(slots.idle, true);
  });

  it("of different keys do not wait for each other", async () => {
    const locks = new Locks();
    let free = (): void => undefined;
    const held = locks.run("a", () => new Promise<void>((resolve) => (free = resolve)));
    assert.equal(await locks.run("b", () => Promise.resolve(1)), 1);
    let entered = false;
    const second = locks.run("a", async () => void (entered = true));
    await tick();
    assert.equal(entered, false);
    free();
    await Promise.all([held, second]);
    assert.equal(entered, true);
  });
});
