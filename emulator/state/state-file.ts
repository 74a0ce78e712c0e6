import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import type { Json } from "../contract";

/** What outlives the process: tenants with their secrets and objects, the clock, and the key that signed the tokens. */
export interface SavedState {
  readonly version: 1;
  readonly seed: number;
  readonly clock: Json;
  readonly keyPem: string;
  readonly tenants: readonly Json[];
}

/** Where the parts come from at the moment of writing. */
export interface StateSource {
  readonly seed: number;
  readonly keyPem: string;
  clock(): Json;
  tenantIds(): readonly string[];
  tenant(tenantId: string): Json;
}

export function readState(path: string): SavedState | undefined {
  if (!existsSync(path)) return undefined;
  let state: Partial<SavedState>;
  try {
    state = JSON.parse(readFileSync(path, "utf8")) as Partial<SavedState>;
  } catch (error) {
    throw new Error(`the state file ${path} cannot be read (${(error as Error).message}); move it away to start anew`);
  }
  if (state.version !== 1 || !Array.isArray(state.tenants) || typeof state.keyPem !== "string")
    throw new Error(`${path} is not a state file of this emulator; choose another with --state`);
  return state as SavedState;
}

/**
 * Writes the whole state next to the file and renames it over the old one before the answer to a change leaves: a kill
 * finds either the old state or the new one. Only the tenant that changed is serialised again.
 */
export class StateFile {
  readonly #path: string;
  readonly #source: StateSource;
  readonly #texts = new Map<string, string>();

  constructor(path: string, source: StateSource) {
    this.#path = path;
    this.#source = source;
  }

  save(tenantId?: string): void {
    const { seed, keyPem } = this.#source;
    if (tenantId === undefined) this.#texts.clear();
    else this.#texts.delete(tenantId);
    const tenants = this.#source.tenantIds().map((id) => this.#textOf(id));
    const head = JSON.stringify({ version: 1, seed, clock: this.#source.clock(), keyPem });
    const draft = `${this.#path}.${process.pid}.new`;
    // Secrets of made-up tenants, but secrets: for the owner's eyes only.
    writeFileSync(draft, `${head.slice(0, -1)},"tenants":[${tenants.join(",\n")}]}\n`, { mode: 0o600 });
    renameSync(draft, this.#path);
  }

  #textOf(tenantId: string): string {
    const known = this.#texts.get(tenantId);
    if (known !== undefined) return known;
    const text = JSON.stringify(this.#source.tenant(tenantId));
    this.#texts.set(tenantId, text);
    return text;
  }
}
