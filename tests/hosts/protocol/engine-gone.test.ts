import { strict as assert } from "node:assert";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import type { Clock } from "../../../provider/clock";
import { engineGone } from "../../../provider/hosts/protocol/engine-gone";

const isPending = async (promise: Promise<void>): Promise<boolean> =>
  (await Promise.race([promise.then(() => "done"), new Promise((resolve) => setTimeout(resolve, 50, "pending"))])) ===
  "pending";

describe("the watch over the engine", () => {
  it("ends when the engine was killed before anybody looked: its pipe has ended and nobody listens", async () => {
    const nobody = createServer().listen(0, "127.0.0.1");
    await once(nobody, "listening");
    const { port } = nobody.address() as AddressInfo;
    nobody.close();
    await once(nobody, "close");
    const clock = { now: () => 0, sleep: () => Promise.resolve() } as Clock;
    let end = (): void => undefined;
    const input = new Promise<void>((resolve) => (end = resolve));
    const gone = engineGone(`127.0.0.1:${port}`, clock, process.ppid, input);
    assert.ok(await isPending(gone), "an address where nobody ever was proves nothing");
    end();
    await gone;
  });

  it("ends when the engine's address refuses, though the shell that started the provider goes on", async () => {
    const engine = createServer((socket) => socket.destroy());
    engine.listen(0, "127.0.0.1");
    await once(engine, "listening");
    const sleeps: (() => void)[] = [];
    const clock = { now: () => 0, sleep: () => new Promise<void>((resolve) => sleeps.push(resolve)) } as Clock;
    /** Lets the watch look once; resolves when it has looked, or is done. */
    const look = async (): Promise<void> => {
      const before = sleeps.length;
      sleeps.at(-1)?.();
      const done = gone.then(() => true);
      while (sleeps.length === before && !(await Promise.race([done, new Promise((r) => setTimeout(r, 5, false))])));
    };
    const { port } = engine.address() as AddressInfo;
    const gone = engineGone(`127.0.0.1:${port}`, clock, process.ppid, new Promise(() => undefined));
    while (sleeps.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await look();
    assert.ok(await isPending(gone), "the engine lives");
    engine.close();
    await once(engine, "close");
    await look();
    assert.ok(await isPending(gone), "one refusal proves nothing");
    await look();
    await gone;
  });
});
