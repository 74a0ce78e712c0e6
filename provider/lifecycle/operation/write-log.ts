import type { Session, Stamp } from "../../session";
import { objectKey } from "./names";

type Key = string | undefined;

/** What this process wrote: a list must be younger than the write to say anything about the object. */
export class WriteLog {
  readonly #session: Session;
  readonly #stamps = new Map<string, Stamp>();
  readonly #unlisted = new Map<string, Stamp>();
  readonly #running = new Map<string, number>();

  constructor(session: Session) {
    this.#session = session;
  }

  /** Remembers that the object of this id or name was written just now. */
  mark(noun: string, ...idsOrNames: readonly Key[]): void {
    const stamp = this.#session.stamp();
    for (const key of idsOrNames) if (key) this.#stamps.set(objectKey(noun, key), stamp);
  }

  /** The last write of the object; undefined = this process did not write it. */
  lastWrite(noun: string, ...idsOrNames: readonly Key[]): Stamp | undefined {
    const stamps = idsOrNames.flatMap((key) => (key && this.#stamps.get(objectKey(noun, key))) || []);
    return stamps.length > 0 ? Math.max(...stamps) : undefined;
  }

  /** Remembers that an object was created that no list was asked for since; `get` is the cmdlet that would list it. */
  markUnlisted(get: string): void {
    this.#unlisted.set(get, this.#session.stamp());
  }

  /** A list of this cmdlet must be younger to show all that this process created. */
  lastUnlisted(get: string): Stamp | undefined {
    return this.#unlisted.get(get);
  }

  /** How many writes of the noun are on their way. */
  running(noun: string): number {
    return this.#running.get(noun) ?? 0;
  }

  /** Counts a write of the noun while it is on its way. */
  async during<T>(noun: string, task: () => Promise<T>): Promise<T> {
    this.#running.set(noun, this.running(noun) + 1);
    try {
      return await task();
    } finally {
      this.#running.set(noun, this.running(noun) - 1);
    }
  }
}
