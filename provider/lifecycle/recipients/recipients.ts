import type { Session } from "../../session";
import { ServiceError } from "../../errors";
import { ask, isMissing, one } from "./ask";
import { Directory } from "./directory";
import { isAskable } from "./filter";
import { readRecipient } from "./recipient";
import { abortable } from "../../clock";
import { isAddress } from "../../kinds/fields/identifiers";

/** How long a question waits for others of the same run, ms: resources that are compared side by side ask together. */
const TOGETHER_MS = 300;

interface Batch {
  readonly texts: Set<string>;
  readonly answered: Promise<void>;
}

/** The service answers this identity nothing, or not now: what is compared without the answer is never removed for that. */
const isNoAnswer = (error: unknown): boolean => isMissing(error) || error instanceof ServiceError;

/** Why nothing can be asked. */
export interface Unavailable {
  readonly cmdlet: string;
  readonly reason: string;
}

/**
 * Who is called what, asked of the service once per run for all resources, and only for what no list tells
 * (docs/behavior.md#locations).
 */
export class Recipients {
  readonly directory = new Directory();
  /** Undefined = nobody has been refused an answer yet. */
  unavailable: Unavailable | undefined;
  /** People have been told that. */
  isReported = false;
  readonly #session: Session;
  readonly #groups = new Map<string, Promise<void>>();
  #open: Batch | undefined;
  #groupsUnavailable = false;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Asks about those texts that nobody has asked about yet. */
  async lookUp(texts: Iterable<string>, signal: AbortSignal): Promise<Directory> {
    const open = [...new Set(texts)].filter((text) => isAskable(text) && !this.directory.wasAsked(text));
    if (open.length === 0 || this.unavailable) return this.directory;
    const batch = (this.#open ??= this.#begin());
    open.forEach((text) => batch.texts.add(text));
    await abortable(batch.answered, signal);
    return this.directory;
  }

  #begin(): Batch {
    const texts = new Set<string>();
    const answer = async (): Promise<void> => {
      await this.#session.clock.sleep(TOGETHER_MS, this.#session.closing);
      this.#open = undefined;
      await this.#ask([...texts].filter((text) => !this.directory.wasAsked(text)));
    };
    return { texts, answered: answer() };
  }

  async #ask(texts: readonly string[]): Promise<void> {
    if (texts.length === 0 || this.unavailable) return;
    try {
      for (const object of await ask(this.#session, "Get-Recipient", texts)) this.directory.add(readRecipient(object));
      texts.forEach((text) => this.directory.markAsked(text));
    } catch (error) {
      if (!isNoAnswer(error)) throw error;
      this.unavailable = { cmdlet: "Get-Recipient", reason: error instanceof Error ? error.message : String(error) };
      return;
    }
    await this.#askByUserName(texts.filter((text) => isAddress(text) && this.directory.find(text).length === 0));
  }

  /** A name to sign in with need not be an address; where that cmdlet is missing, nothing more is known. */
  async #askByUserName(texts: readonly string[]): Promise<void> {
    if (texts.length === 0) return;
    try {
      for (const object of await ask(this.#session, "Get-User", texts)) this.directory.add(readRecipient(object));
    } catch (error) {
      if (!isNoAnswer(error)) throw error;
    }
  }

  /**
   * Reads who is in these groups now, by their ids or addresses, groups inside of them too.
   * `directory.membersOf` then knows them, where the service tells.
   */
  async readMembers(groups: Iterable<string>, signal: AbortSignal): Promise<Directory> {
    await Promise.all(
      [...new Set(groups)].map((group) => {
        const known = this.#groups.get(group) ?? this.#readMembers(group);
        this.#groups.set(group, known);
        return abortable(known, signal);
      }),
    );
    return this.directory;
  }

  async #readMembers(group: string): Promise<void> {
    if (this.#groupsUnavailable) return;
    try {
      const [found, ...more] = await one(this.#session, "Get-Group", group);
      const members = found && more.length === 0 ? readRecipient(found).members : undefined;
      if (members) this.directory.setMembers(group, members);
    } catch (error) {
      if (!isNoAnswer(error)) throw error;
      this.#groupsUnavailable = true;
    }
  }
}
