import type { Properties } from "../../values";
import type { Observed, Refusal } from "../types";
import { objectKey } from "./names";

/** A resource in state, as far as this run has seen it. */
export interface InState {
  /** Undefined: only a check was asked, which does not know it. */
  readonly id?: string | undefined;
  /** A diff of this run asked for the replacement itself, and has judged it. */
  readonly replacedByDiff?: boolean;
}

/** A resource as a refresh found it. */
export interface Refreshed {
  /** What it declared before. */
  readonly inputs: Properties;
  readonly found: Pick<Observed, "whenChangedUtc" | "lastModifiedBy">;
}

/** What one resource of the program is called by: a resource in state that is checked as if it were new is known that way. */
export const resourceKey = (noun: string, logicalName: string | undefined, name: string): string =>
  `${logicalName ?? ""}/${objectKey(noun, name)}`;

/** What the resources of this run have shown of themselves: the engine asks about one at a time and never says what it will ask next. */
export class ResourceFacts {
  readonly #gone = new Set<string>();
  readonly #adopted = new Set<string>();
  readonly #created = new Map<string, Observed>();
  readonly #refreshed = new Map<string, Refreshed>();
  readonly #inState = new Map<string, InState>();
  readonly #replacementRefusals = new Map<string, Refusal>();
  readonly #replaceAllowed = new Set<string>();
  readonly #deciders = new Map<string, Map<string, string>>();
  readonly #claimed = new Map<string, string>();

  /** A diff of this run declared the object gone: the delete half of its replacement must find it gone still. */
  markGone(noun: string, ...idsOrNames: readonly string[]): void {
    for (const key of idsOrNames) this.#gone.add(objectKey(noun, key));
  }

  isGone(noun: string, idOrName: string): boolean {
    return this.#gone.has(objectKey(noun, idOrName));
  }

  /** This run took the object over: of a renamed resource, the engine deletes the old half after the new one adopted it. */
  markAdopted(noun: string, id: string): void {
    this.#adopted.add(objectKey(noun, id));
  }

  isAdopted(noun: string, id: string): boolean {
    return this.#adopted.has(objectKey(noun, id));
  }

  /** This run created the object: lists may lack it for a while. */
  markCreated(noun: string, object: Observed): void {
    for (const key of [object.id, object.name]) this.#created.set(objectKey(noun, key), object);
  }

  /** As New returned it. */
  created(noun: string, idOrName: string): Observed | undefined {
    return this.#created.get(objectKey(noun, idOrName));
  }

  /** It was changed or removed since. */
  forgetCreated(noun: string, object: Observed): void {
    for (const key of [object.id, object.name]) this.#created.delete(objectKey(noun, key));
  }

  /** This run refreshed the resource: a refresh puts the tenant's values in the place of what was declared. The first one counts. */
  markRefreshed(noun: string, id: string, refreshed: Refreshed): void {
    const key = objectKey(noun, id);
    if (!this.#refreshed.has(key)) this.#refreshed.set(key, refreshed);
  }

  refreshed(noun: string, id: string): Refreshed | undefined {
    return this.#refreshed.get(objectKey(noun, id));
  }

  /** By `resourceKey`. */
  markInState(key: string, inState: InState): void {
    this.#inState.set(key, inState);
  }

  inState(key: string): InState | undefined {
    return this.#inState.get(key);
  }

  /** A diff of this run replaces the object of this id. */
  isReplaced(id: string): boolean {
    return [...this.#inState.values()].some((one) => one.replacedByDiff && one.id === id);
  }

  /** By `resourceKey`: why what is in state under that name must not be deleted to make room for what was checked as new. */
  refuseReplacement(key: string, refusal: Refusal | undefined): void {
    if (refusal) this.#replacementRefusals.set(key, refusal);
    else this.#replacementRefusals.delete(key);
  }

  /** By `resourceKey`: a check of this run saw that the program allows to replace what is in state under that name. */
  allowReplace(key: string): void {
    this.#replaceAllowed.add(key);
  }

  isReplaceAllowed(key: string): boolean {
    return this.#replaceAllowed.has(key);
  }

  replacementRefusal(key: string): Refusal | undefined {
    return this.#replacementRefusals.get(key);
  }

  /** Claims for a resource of the program what only one can have. @returns The resource that has claimed it already. */
  claim(what: string, who: string): string | undefined {
    const first = this.#claimed.get(what) ?? who;
    this.#claimed.set(what, first);
    return first === who ? undefined : first;
  }

  /** Who decides one topic of one object: noun of the deciding kind -> what to call the place. */
  decidersOf(topic: string): Map<string, string> {
    const known = this.#deciders.get(topic) ?? new Map<string, string>();
    this.#deciders.set(topic, known);
    return known;
  }
}
