import { identifierKey } from "../../kinds/fields/identifiers";
import type { Recipient } from "./recipient";

/** What the service has answered in this run about who is called what. */
export class Directory {
  readonly #byKey = new Map<string, Recipient[]>();
  readonly #asked = new Set<string>();
  readonly #groups = new Map<string, readonly string[]>();

  add(recipient: Recipient): void {
    const known = this.#known(recipient);
    const whole = known ? merged(known, recipient) : recipient;
    for (const key of [...whole.keys, ...whole.names]) {
      const others = (this.#byKey.get(key) ?? []).filter((other) => other !== known);
      this.#byKey.set(key, [...others, whole]);
    }
  }

  markAsked(text: string): void {
    this.#asked.add(identifierKey(text));
  }

  /** Has the service been asked about it? */
  wasAsked(text: string): boolean {
    return this.#asked.has(identifierKey(text));
  }

  /** All who are called so. */
  find(text: string): readonly Recipient[] {
    return this.#byKey.get(identifierKey(text)) ?? [];
  }

  /** The only one who is called so. */
  one(text: string): Recipient | undefined {
    const found = this.find(text);
    return found.length === 1 ? found[0] : undefined;
  }

  /** Names of the recipient that nobody else has, as far as the service was asked. */
  ownNames({ names }: Recipient): readonly string[] {
    return names.filter((name) => this.find(name).length === 1);
  }

  setMembers(group: string, members: readonly string[]): void {
    this.#groups.set(identifierKey(group), members);
  }

  /** As `Get-Group` lists them; undefined = nobody knows. */
  membersOf(group: string): readonly string[] | undefined {
    return this.#groups.get(identifierKey(group));
  }

  #known({ keys }: Recipient): Recipient | undefined {
    return keys.flatMap((key) => this.#byKey.get(key) ?? [])[0];
  }
}

const union = (a: readonly string[], b: readonly string[]): readonly string[] => [...new Set([...a, ...b])];

/** The same recipient by two cmdlets. */
const merged = (a: Recipient, b: Recipient): Recipient => ({
  keys: union(a.keys, b.keys),
  names: union(a.names, b.names),
  displayName: a.displayName,
  id: a.id ?? b.id,
  address: a.address ?? b.address,
  isDistributionGroup: a.isDistributionGroup || b.isDistributionGroup,
  hasMailbox: a.hasMailbox ?? b.hasMailbox,
  members: a.members ?? b.members,
});
