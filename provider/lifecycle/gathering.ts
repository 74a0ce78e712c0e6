import type { Kind } from "../kinds";
import type { ListQuery, Session } from "../session/contract";
import { queryKey } from "./lists";
import { memoryOf } from "./memory";
import { look, type Sight } from "./observe";

/** How long a read-back waits for other writes of its noun that are under way, so that one list shows them all, ms. */
const SHARE_MS = 20_000;
const SHARE_STEP_MS = 40;

/**
 * A list that was asked for after this call. All who ask before it starts share it: a hundred objects that wait for the same
 * thing cost one request a turn, not a hundred.
 */
export async function gather(
  session: Session,
  kind: Kind,
  queries: readonly ListQuery[],
  turn: "readBack" | { readonly pollMs: number },
  signal: AbortSignal,
): Promise<Sight> {
  const { gatherings } = memoryOf(session);
  const key = `${turn === "readBack" ? turn : "poll"} ${queries.map(queryKey).sort().join("|")}`;
  const known = gatherings.get(key);
  if (known) return await unless(signal, known);
  const begun = begin(session, kind, queries, turn, () => gatherings.delete(key));
  gatherings.set(key, begun);
  return await unless(signal, begun);
}

async function begin(
  session: Session,
  kind: Kind,
  queries: readonly ListQuery[],
  turn: "readBack" | { readonly pollMs: number },
  close: () => void,
): Promise<Sight> {
  try {
    if (turn === "readBack") await writesOf(session, kind.noun);
    else await session.clock.sleep(turn.pollMs, session.closing);
  } finally {
    close();
  }
  return await look(session, kind, queries, { after: session.stamp(), signal: session.closing });
}

async function writesOf(session: Session, noun: string): Promise<void> {
  const { writing } = memoryOf(session);
  const until = session.clock.now() + SHARE_MS;
  do await session.clock.sleep(SHARE_STEP_MS, session.closing);
  while ((writing.get(noun) ?? 0) > 0 && session.clock.now() < until);
}

/** Counts a write of the noun while it is under way. */
export async function whileWriting<T>(session: Session, noun: string, task: () => Promise<T>): Promise<T> {
  const { writing } = memoryOf(session);
  writing.set(noun, (writing.get(noun) ?? 0) + 1);
  try {
    return await task();
  } finally {
    writing.set(noun, (writing.get(noun) ?? 1) - 1);
  }
}

/** One who is cancelled leaves; the others still want the answer. */
function unless<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = (): void => reject(signal.reason as Error);
    if (signal.aborted) leave();
    signal.addEventListener("abort", leave, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", leave));
  });
}
