import { objectKey } from "./names";

type State = "declared" | "creating" | "created" | "failed";

/**
 * Names that this program's resources declare, and how far their creation is. A literal name in a reference makes no dependency
 * for the engine, so the referring resource has to wait for the other one itself (docs/behavior.md#references).
 */
export class DeclaredNames {
  readonly #states = new Map<string, State>();
  readonly #nouns = new Set<string>();

  /** A resource of that noun is in the program, whatever its object is called. */
  note(noun: string): void {
    this.#nouns.add(noun);
  }

  has(noun: string): boolean {
    return this.#nouns.has(noun);
  }

  set(noun: string, name: string, state: State): void {
    const key = objectKey(noun, name);
    // A check after the creation (delete-before-replace checks again) must not take the news back.
    if (state === "declared" && this.#states.has(key)) return;
    this.#states.set(key, state);
  }

  get(noun: string, name: string): State | undefined {
    return this.#states.get(objectKey(noun, name));
  }
}
