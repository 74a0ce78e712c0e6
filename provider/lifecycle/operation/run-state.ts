import type { Session } from "../../session";
import { Activity } from "./activity";
import { Batches } from "./batches";
import { Recipients } from "../recipients";
import { DeclaredNames } from "./declared-names";
import { ListingHistory } from "./listing-history";
import { ResourceFacts } from "./resource-facts";
import { WriteLog } from "./write-log";

/**
 * What the operations of one session must know of each other. Nothing in here is truth about the service: only what this very
 * process has sent, asked for and seen.
 */
export class RunState {
  readonly activity: Activity;
  readonly writes: WriteLog;
  readonly listings = new ListingHistory();
  readonly batches: Batches;
  readonly names = new DeclaredNames();
  readonly resources = new ResourceFacts();
  readonly recipients: Recipients;

  constructor(session: Session) {
    this.activity = new Activity(session);
    this.writes = new WriteLog(session);
    this.batches = new Batches(session, this.writes);
    this.recipients = new Recipients(session);
  }
}

const states = new WeakMap<Session, RunState>();

/** Begins and ends with the session, which the process may share between several providers. */
export function runStateOf(session: Session): RunState {
  const state = states.get(session) ?? new RunState(session);
  states.set(session, state);
  return state;
}
