import type { Json } from "../contract";

export type RequestType =
  "token" | "discovery" | "authorize" | "devicecode" | "keys" | "managedIdentity" | "oidc" | "admin" | "unknown";

/** One request as the control API shows it (docs/emulator.md#control-api). `status` and `fault` stay null until known. */
export interface JournalEntry {
  readonly seq: number;
  /** Real time, ISO 8601: waits of a client can be measured even on a manual clock. */
  readonly at: string;
  tenantId: string | null;
  readonly type: RequestType;
  readonly method: string;
  readonly host: string;
  /** With the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Of the token that came (admin), or that was asked for (token). */
  audience: string | null;
  cmdlet: string | null;
  /** The cmdlet's parameters; of a token request the form fields. */
  parameters: Readonly<Record<string, Json>> | null;
  /** Null while in flight, and where no answer was sent. */
  status: number | null;
  /** Type of the fault that was injected. */
  fault: string | null;
}

/** All requests of the two services, oldest first; the control API's own are left out. */
export class Journal {
  #entries: JournalEntry[] = [];
  #seq = 0;

  begin(seen: Pick<JournalEntry, "type" | "method" | "host" | "path" | "headers">): JournalEntry {
    const entry: JournalEntry = {
      seq: ++this.#seq,
      at: new Date().toISOString(),
      tenantId: null,
      ...seen,
      audience: null,
      cmdlet: null,
      parameters: null,
      status: null,
      fault: null,
    };
    this.#entries.push(entry);
    return entry;
  }

  all(): readonly JournalEntry[] {
    return this.#entries;
  }

  reset(): void {
    this.#entries = [];
    this.#seq = 0;
  }
}
