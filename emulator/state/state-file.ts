import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import type { Json } from "../contract";
import { differences, type Patch, patched } from "./patch";

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

/** A line after the first: what one change made of the state. Tenants count in their order; a new one is the next. */
interface Change {
  readonly clock: Json;
  readonly tenant: number;
  readonly patches: readonly Patch[];
}

export function readState(path: string): SavedState | undefined {
  if (!existsSync(path)) return undefined;
  let state: Partial<SavedState>;
  try {
    state = parsed(readFileSync(path, "utf8"));
  } catch (error) {
    throw new Error(`the state file ${path} cannot be read (${(error as Error).message}); move it away to start again`);
  }
  if (state.version !== 1 || !Array.isArray(state.tenants) || typeof state.keyPem !== "string")
    throw new Error(`${path} is not a state file of this emulator; choose another with --state`);
  return state as SavedState;
}

/** A whole state, and the changes since. What follows the last line end is a change that a kill cut off: nobody was answered. */
function parsed(text: string): Partial<SavedState> {
  const [head, ...lines] = text.split("\n").slice(0, -1);
  if (head === undefined) return JSON.parse(text) as Partial<SavedState>;
  let whole: SavedState;
  try {
    whole = JSON.parse(head) as SavedState;
  } catch {
    // Earlier versions wrote one tenant a line.
    return JSON.parse(text) as Partial<SavedState>;
  }
  let { clock } = whole;
  const tenants = [...whole.tenants];
  for (const line of lines) {
    const change = JSON.parse(line) as Change;
    clock = change.clock;
    tenants[change.tenant] = patched(tenants[change.tenant] ?? null, change.patches);
  }
  return { ...whole, clock, tenants };
}

/** The file is written again once the changes in it are this much longer than the state that they change. */
const SLACK = 2;
const LEAST_SLACK_BYTES = 1 << 20;

/**
 * Keeps the state over a kill: each change is a line at the end of the file before its answer leaves, and a line that was cut off
 * belongs to a change that was never answered. Now and then the whole state takes the file's place by a rename.
 */
export class StateFile {
  readonly #path: string;
  readonly #source: StateSource;
  /** As the file has them. States are never changed in place (service/state.ts), so these need no copy. */
  readonly #tenants: Json[] = [];
  #ids: readonly string[] = [];
  #bytesLeft = 0;

  constructor(path: string, source: StateSource) {
    this.#path = path;
    this.#source = source;
  }

  save(tenantId?: string): void {
    const ids = this.#source.tenantIds();
    const tenant = tenantId === undefined ? -1 : ids.indexOf(tenantId);
    // A change to a file that is not there yet, or to tenants that are not those in it, is a whole state.
    const isKnown = this.#ids.every((id, at) => id === ids[at]) && tenant <= this.#ids.length;
    if (tenantId === undefined || tenant < 0 || this.#ids.length === 0 || !isKnown) return this.#write(ids);
    const after = this.#source.tenant(tenantId);
    const patches = differences(this.#tenants[tenant] ?? null, after);
    const change: Change = { clock: this.#source.clock(), tenant, patches };
    const line = `${JSON.stringify(change)}\n`;
    this.#bytesLeft -= line.length;
    if (this.#bytesLeft < 0) return this.#write(ids);
    appendFileSync(this.#path, line);
    this.#tenants[tenant] = after;
    this.#ids = ids.slice(0, Math.max(this.#ids.length, tenant + 1));
  }

  #write(ids: readonly string[]): void {
    const { seed, keyPem } = this.#source;
    const tenants = ids.map((id) => this.#source.tenant(id));
    const state: SavedState = { version: 1, seed, clock: this.#source.clock(), keyPem, tenants };
    const text = `${JSON.stringify(state)}\n`;
    const draft = `${this.#path}.${process.pid}.new`;
    // Secrets of made-up tenants, but secrets: for the owner's eyes only.
    writeFileSync(draft, text, { mode: 0o600 });
    renameSync(draft, this.#path);
    this.#tenants.splice(0, Infinity, ...tenants);
    this.#ids = ids;
    this.#bytesLeft = Math.max(LEAST_SLACK_BYTES, SLACK * text.length);
  }
}
