import { fstatSync } from "node:fs";
import { connect } from "node:net";
import { type Clock, systemClock } from "../../clock";

const EVERY_MS = 2_000;
const CONNECT_MS = 1_000;

/** The process that started us has ended: it has another parent now, or (Windows) the parent's id is free. */
function orphaned(parent: number): boolean {
  if (process.ppid !== parent) return true;
  try {
    process.kill(parent, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}

type Answer = "listens" | "refuses" | "silent";

const ask = (address: string): Promise<Answer> =>
  new Promise((resolve) => {
    const [, host, port] = /^(.*):(\d+)$/.exec(address) ?? [];
    if (host === undefined || port === undefined) return resolve("silent");
    const socket = connect({ host, port: Number(port), timeout: CONNECT_MS });
    const end = (answer: Answer): void => (socket.destroy(), resolve(answer));
    socket
      .once("connect", () => end("listens"))
      .once("error", (error: NodeJS.ErrnoException) => end(error.code === "ECONNREFUSED" ? "refuses" : "silent"))
      .once("timeout", () => end("silent"));
  });

/**
 * Resolves when our input ends. The engine gives its plugins a pipe for it, which ends with the engine; where it is none (a
 * terminal, a file, nothing), its end says nothing.
 */
function inputEnds(): Promise<void> {
  if (!isPiped()) return new Promise(() => undefined);
  return new Promise((resolve) => process.stdin.once("close", resolve).resume().unref());
}

function isPiped(): boolean {
  try {
    const input = fstatSync(0);
    return input.isFIFO() || input.isSocket();
  } catch {
    return false;
  }
}

/** Refusals in a row that are certain, whoever our parent is: a busy machine is silent, but never refuses. */
const REFUSALS = 2;

/**
 * Resolves when the engine is gone for good: its address, which once listened, refuses connections, or our parent has ended and
 * nobody answers there, or our input has ended and it refuses. A killed engine sends no Cancel; without this its plugins would keep running. No sign
 * needs the others: the shell that starts dynamic providers outlives the engine, a launcher may end before the engine does, and an engine
 * that was killed while we were starting has never listened and is our parent no more.
 */
export async function engineGone(
  address: string,
  clock: Clock = systemClock,
  parent = process.ppid,
  input: Promise<void> = inputEnds(),
): Promise<void> {
  let hungUp = false;
  void input.then(() => (hungUp = true));
  // Whoever drives us by hand may have given an address where nobody ever was.
  let seen = (await ask(address)) === "listens";
  for (let refusals = 0; refusals < REFUSALS;) {
    await clock.sleep(EVERY_MS);
    const answer = await ask(address);
    if (orphaned(parent) && answer !== "listens") return;
    if (hungUp && answer === "refuses") return;
    seen ||= answer === "listens";
    refusals = seen && answer === "refuses" ? refusals + 1 : 0;
  }
}
