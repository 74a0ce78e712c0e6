import { abortable } from "../../clock";
import type { Kind } from "../../kinds";
import { queryKey, type ListQuery, type Session } from "../../session";

import { memoryOf } from "../operation/run-state";
import { look, type Sight } from "./list";

/** How long a read-back waits at most for others of its kind that are under way, so that one list shows them all, ms. */
const SHARE_MS = 20_000;
const SHARE_STEP_MS = 40;
/** Nobody joined for so many times as the last list took: those who are missing do not come this time. */
const QUIET_LISTS = 2;
const LEAST_QUIET_MS = 300;
const LONGEST_QUIET_MS = 2_000;
/** A smaller crowd than last time may be an accident, a few of them in a row are not. */
const REMEMBERED = 0.75;

/** Who waits for one list that has not been asked for yet. */
export interface Gathering {
  readonly sight: Promise<Sight>;
  joined: number;
  joinedAtMs: number;
}

/** Those who wait for a list again and again: how many to expect the next time. */
export interface Crowd {
  /** Waiting for the list, asked for or not. */
  waiting: number;
  /** The most who were writing or waiting at the same time since the list was last asked for. */
  most: number;
  expected: number;
  /** How long the last list took. */
  listMs: number;
}

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
  const { gatherings, crowds } = memoryOf(session);
  const key = `${turn === "readBack" ? turn : "poll"} ${queries.map(queryKey).sort().join("|")}`;
  const crowd = crowds.get(key) ?? { waiting: 0, most: 0, expected: 1, listMs: 0 };
  crowds.set(key, crowd);
  const wait = async (): Promise<Sight> => {
    try {
      if (turn === "readBack") await company(session, kind.noun, open, crowd);
      else await session.clock.sleep(turn.pollMs, session.closing);
    } finally {
      gatherings.delete(key);
    }
    return await timed(session, crowd, () =>
      look(session, kind, queries, { after: session.stamp(), signal: session.closing }),
    );
  };
  const open: Gathering = gatherings.get(key) ?? {
    joined: 0,
    joinedAtMs: 0,
    sight: Promise.resolve().then(wait),
  };
  gatherings.set(key, open);
  open.joined += 1;
  open.joinedAtMs = session.clock.now();
  crowd.waiting += 1;
  try {
    return await abortable(open.sight, signal);
  } finally {
    crowd.waiting -= 1;
  }
}

/**
 * Waits for writes of the noun that are under way, and for as many companions as have been seen: the engine starts the next
 * operations when the last ones end, one after the other, and each list that goes off too early is one request more.
 */
async function company(session: Session, noun: string, gathering: Gathering, crowd: Crowd): Promise<void> {
  const { clock, closing } = session;
  const until = clock.now() + SHARE_MS;
  const quietMs = Math.min(Math.max(LEAST_QUIET_MS, QUIET_LISTS * crowd.listMs), LONGEST_QUIET_MS);
  for (;;) {
    await clock.sleep(SHARE_STEP_MS, closing);
    const writing = memoryOf(session).writing.get(noun) ?? 0;
    crowd.most = Math.max(crowd.most, writing + crowd.waiting);
    const isQuiet = clock.now() - gathering.joinedAtMs >= quietMs;
    const isComplete = writing === 0 && (gathering.joined >= crowd.expected || isQuiet);
    if (isComplete || clock.now() >= until) break;
  }
  crowd.expected = Math.max(gathering.joined, crowd.most, Math.floor(crowd.expected * REMEMBERED));
  crowd.most = 0;
}

async function timed<T>({ clock }: Session, crowd: Crowd, list: () => Promise<T>): Promise<T> {
  const askedAtMs = clock.now();
  const answer = await list();
  crowd.listMs = clock.now() - askedAtMs;
  return answer;
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
