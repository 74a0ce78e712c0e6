import { connect } from "node:net";
import { type Clock, systemClock } from "../clock";

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

/** Refusals in a row that prove it, our parent being what it may: a busy machine is silent, but never refuses. */
const REFUSALS = 2;

/**
 * Resolves when the engine is gone for good: its address, which once listened, refuses connections, or our parent has ended and
 * nobody answers there. A killed engine sends no Cancel; without this its plugins would live on. Neither sign needs the other: the shell that starts
 * dynamic providers outlives the engine, and a launcher may end before the engine does.
 */
export async function engineGone(address: string, clock: Clock = systemClock, parent = process.ppid): Promise<void> {
  // Whoever drives us by hand may have given an address where nobody ever was.
  let seen = (await ask(address)) === "listens";
  for (let refusals = 0; refusals < REFUSALS;) {
    await clock.sleep(EVERY_MS);
    const answer = await ask(address);
    if (orphaned(parent) && answer !== "listens") return;
    seen ||= answer === "listens";
    refusals = seen && answer === "refuses" ? refusals + 1 : 0;
  }
}
