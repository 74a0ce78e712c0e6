import assert from "node:assert/strict";
import { startEmulator } from "../../emulator";
import { type Clock, systemClock } from "../../provider/clock";
import { PurviewError } from "../../provider/errors";
import { openSession, resolveSettings, type Session, type SettingsSources } from "../../provider/session";

export interface Tenant {
  readonly tenantId: string;
  readonly organization: string;
  readonly environment: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly connectionUri: string;
  readonly azureADAuthorizationEndpointUri: string;
  readonly apps: readonly { readonly clientId: string; readonly clientSecret?: string }[];
}

export interface JournalEntry {
  readonly seq: number;
  readonly tenantId: string | null;
  readonly type: string;
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly headers: { readonly [name: string]: string };
  readonly audience: string | null;
  readonly cmdlet: string | null;
  readonly parameters: { readonly [name: string]: unknown } | null;
  readonly status: number;
}

/** The emulated service, used as anybody would: over HTTP alone. */
export class Emulated {
  private constructor(
    readonly url: string,
    readonly tenants: readonly Tenant[],
    readonly stop: () => Promise<void>,
  ) {}

  static async start(clock: "real" | "instant" | "manual" = "real"): Promise<Emulated> {
    const { url, tenants, stop } = await startEmulator({ port: 0, clock });
    return new Emulated(url, tenants as unknown as readonly Tenant[], stop);
  }

  async control<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await fetch(`${this.url}/_emulator/${path}`, {
      method,
      ...(body !== undefined && { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return (text === "" ? undefined : JSON.parse(text)) as T;
  }

  journal(): Promise<readonly JournalEntry[]> {
    return this.control("GET", "requests");
  }

  addTenant(body: object): Promise<Tenant> {
    return this.control("POST", "tenants", body);
  }

  faults(...faults: readonly object[]): Promise<unknown> {
    return this.control("PUT", "faults", faults);
  }

  async reset(): Promise<void> {
    await this.control("POST", "reset");
  }
}

/** Provider arguments of a tenant as the start-up line tells them. */
export function argsOf(tenant: Tenant, more: object = {}): NonNullable<SettingsSources["args"]> {
  const { tenantId, organization, clientId, clientSecret, connectionUri, azureADAuthorizationEndpointUri } = tenant;
  return { tenantId, organization, clientId, clientSecret, connectionUri, azureADAuthorizationEndpointUri, ...more };
}

/** Waits between tries pass fifty times as fast; time limits of whole requests stay. */
export const hasty: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) => systemClock.sleep(ms < 60_000 ? ms / 50 : ms, signal),
};

/** A list that every tenant has. */
export const TAGS = { cmdlet: "Get-ComplianceTag", parameters: {} };

/** A session as a provider opens it, in a hurry. */
export const open = (args: SettingsSources["args"]): Session =>
  openSession(resolveSettings({ args }), { clock: hasty });

export const failsWith = (code: string, text?: RegExp) => (error: unknown) => {
  assert.ok(error instanceof PurviewError, String(error));
  assert.equal(error.code, code, error.message);
  if (text) assert.match(error.message, text);
  return true;
};

/** Calls of the Admin API alone. */
export const admin = (journal: readonly JournalEntry[]) => journal.filter(({ type }) => type === "admin");
