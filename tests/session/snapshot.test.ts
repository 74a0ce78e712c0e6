import assert from "node:assert/strict";
import { Snapshot } from "../../provider/session/snapshot";
import { FakeClock } from "../transport/fakes";
import { QUERY, tick } from "./service";

describe("the snapshot", () => {
  function lists() {
    const waiting: (() => void)[] = [];
    let asked = 0;
    const snapshot = new Snapshot(async (_, started) => {
      const n = ++asked;
      await tick();
      started();
      await new Promise<void>((resolve) => waiting.push(resolve));
      if (n === 99) throw new Error("no");
      return [{ n }];
    }, new FakeClock());
    const answer = async (): Promise<void> => {
      while (waiting.length === 0) await tick();
      waiting.shift()?.();
    };
    return { snapshot, answer, asked: () => asked };
  }

  it("requests a list once for all callers, whatever the order of parameters", async () => {
    const { snapshot, answer, asked } = lists();
    const query = (parameters: { [name: string]: boolean }) => snapshot.list({ cmdlet: "Get-X", parameters });
    const both = Promise.all([query({ A: true, b: false }), query({ B: false, a: true })]);
    await answer();
    await both;
    await query({ A: true, b: false });
    assert.equal(asked(), 1);
    assert.equal(snapshot.peek({ cmdlet: "get-x", parameters: { a: true, b: false } })?.objects.length, 1);
  });

  it("asks again only for those who need it younger, all of them together", async () => {
    const { snapshot, answer, asked } = lists();
    const first = snapshot.list(QUERY);
    await tick();
    await tick();
    await tick();
    // The first request has left: it cannot hold what is written now.
    const written = snapshot.stamp();
    const younger = [1, 2, 3].map(() => snapshot.list(QUERY, { after: written }));
    const any = snapshot.list(QUERY);
    await answer();
    assert.equal((await first).objects[0]?.["n"], 1);
    assert.equal((await any).objects[0]?.["n"], 1);
    await answer();
    for (const listing of await Promise.all(younger)) {
      assert.equal(listing.objects[0]?.["n"], 2);
      assert.ok(listing.startedAt > written);
    }
    assert.equal(asked(), 2);
    assert.equal((await snapshot.list(QUERY, { after: written })).objects[0]?.["n"], 2);
  });

  it("lets one request that waits for its turn serve later callers too", async () => {
    const { snapshot, answer, asked } = lists();
    const first = snapshot.list(QUERY);
    const later = snapshot.list(QUERY, { after: snapshot.stamp() });
    await answer();
    await Promise.all([first, later]);
    assert.equal(asked(), 1);
  });

  it("does not keep a failure", async () => {
    let fail = true;
    const snapshot = new Snapshot(async (_, started) => {
      started();
      if (fail) throw new Error("no");
      return [];
    }, new FakeClock());
    await assert.rejects(snapshot.list(QUERY), /no/);
    fail = false;
    assert.deepEqual((await snapshot.list(QUERY)).objects, []);
  });

  it("lets one caller leave without disturbing the others", async () => {
    const { snapshot, answer } = lists();
    const controller = new AbortController();
    const leaving = snapshot.list(QUERY, { signal: controller.signal });
    const staying = snapshot.list(QUERY);
    controller.abort(new Error("left"));
    await assert.rejects(leaving, /left/);
    await answer();
    assert.equal((await staying).objects.length, 1);
  });
});
