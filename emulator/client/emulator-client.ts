import type { EnvironmentName } from "../environments";
import type { JournalEntry } from "../journal/journal";
import type { EmulatorLine } from "../start";
import type { TenantLine } from "../tenants/model";
import { callControl } from "./control";
import { type AppLine, TenantClient } from "./tenant-client";

/** A rule as a request writes it (docs/emulator.md); the emulator refuses what it does not know. */
export interface FaultRequest {
  readonly match?: Readonly<Record<string, unknown>>;
  readonly fault: { readonly type: string } & Readonly<Record<string, unknown>>;
  readonly times?: number;
}

/** The control API of a running emulator, in this process or another (docs/emulator.md). */
export class EmulatorClient {
  readonly url: string;
  readonly regionUrl: string;
  readonly tenants: readonly TenantClient[];

  constructor({ url, regionUrl, tenants }: Pick<EmulatorLine, "url" | "regionUrl" | "tenants">) {
    this.url = url;
    this.regionUrl = regionUrl;
    this.tenants = tenants.map((line) => new TenantClient(url, line));
  }

  /** The tenant of a cloud that the emulator started with. */
  tenant(environment: EnvironmentName = "public"): TenantClient {
    const tenant = this.tenants.find((candidate) => candidate.environment === environment);
    if (!tenant) throw new Error(`the emulator has no tenant in ${environment}`);
    return tenant;
  }

  /** A new tenant; `apps` and `users` as `POST tenants` takes them. */
  async addTenant(request: Readonly<Record<string, unknown>> = {}): Promise<TenantClient> {
    const line = await callControl<TenantLine & { apps: readonly AppLine[] }>(this.url, "POST", "tenants", request);
    return new TenantClient(this.url, line);
  }

  requests(): Promise<readonly JournalEntry[]> {
    return callControl(this.url, "GET", "requests");
  }

  /** Number of the newest request. */
  async lastRequest(): Promise<number> {
    return (await this.requests()).at(-1)?.seq ?? 0;
  }

  /** Replaces the list of faults. */
  faults(...rules: readonly FaultRequest[]): Promise<unknown> {
    return callControl(this.url, "PUT", "faults", rules);
  }

  /** Every cmdlet takes that much longer. */
  delayEveryAnswer(ms: number): Promise<unknown> {
    return this.faults({ match: { path: "InvokeCommand" }, fault: { type: "delay", ms } });
  }

  advanceClock(advanceMs: number): Promise<unknown> {
    return callControl(this.url, "POST", "clock", { advanceMs });
  }

  /** Initial tenants, objects and clock, no faults, empty journal. */
  reset(): Promise<unknown> {
    return callControl(this.url, "POST", "reset");
  }

  /** Any other call of the control API. */
  control<T>(method: "GET" | "PUT" | "PATCH" | "POST" | "DELETE", path: string, body?: unknown): Promise<T> {
    return callControl(this.url, method, path, body);
  }
}
