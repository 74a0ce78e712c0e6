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

const listens = (address: string): Promise<boolean> =>
  new Promise((resolve) => {
    const [, host, port] = /^(.*):(\d+)$/.exec(address) ?? [];
    if (host === undefined || port === undefined) return resolve(false);
    const socket = connect({ host, port: Number(port), timeout: CONNECT_MS });
    const end = (up: boolean): void => (socket.destroy(), resolve(up));
    socket
      .once("connect", () => end(true))
      .once("error", () => end(false))
      .once("timeout", () => end(false));
  });

/**
 * Resolves when the engine is gone for good: our parent has ended and nobody listens at the engine's address. A killed engine
 * sends no Cancel; without this its plugins would live on. Both signs, since a launcher may end before the engine does.
 */
export async function engineGone(address: string, clock: Clock = systemClock, parent = process.ppid): Promise<void> {
  for (;;) {
    await clock.sleep(EVERY_MS);
    if (orphaned(parent) && !(await listens(address))) return;
  }
}
