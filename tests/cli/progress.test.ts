import assert from "node:assert/strict";
import { progressOn } from "../../cli/output/progress";

/** A terminal that keeps what its one line shows, and a clock whose seconds pass when the test says so. */
function terminal(columns = 40) {
  let line = "";
  const shown: string[] = [];
  let wake: (() => void) | undefined;
  const stream = {
    isTTY: true,
    columns,
    cursorTo: () => true,
    clearLine: () => ((line = ""), true),
    write: (text: string) => ((line += text), shown.push(line), true),
  };
  const clock = {
    now: () => 0,
    sleep: (_: number, signal?: AbortSignal) =>
      new Promise<void>((resolve, reject) => {
        wake = resolve;
        signal?.addEventListener("abort", () => reject(new Error("aborted")), { once: true });
      }),
  };
  const second = async (): Promise<void> => {
    wake?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { progress: progressOn(stream, clock), shown, second, line: () => line };
}

describe("the progress line of a command", () => {
  it("says for how long from the second second on, and begins at zero with the next message", async () => {
    const { progress, second, line } = terminal();
    progress.show("Signing in …");
    assert.equal(line(), "Signing in …");
    await second();
    assert.equal(line(), "Signing in …");
    await second();
    assert.equal(line(), "Signing in … (2 s)");
    progress.show("Listing …");
    assert.equal(line(), "Listing …");
    await second();
    await second();
    await second();
    assert.equal(line(), "Listing … (3 s)");
  });

  it("never wraps, and is gone once cleared", async () => {
    const { progress, shown, second, line } = terminal(20);
    progress.show("A message that is longer than the terminal is wide");
    await second();
    await second();
    assert.ok(shown.every((text) => text.length < 20));
    assert.match(line(), / \(2 s\)$/);
    progress.clear();
    await second();
    assert.equal(line(), "");
  });
});
