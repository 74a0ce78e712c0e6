import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";

/** What the emulator's first line tells of one tenant (design 6). */
export interface EmulatedTenant {
  readonly tenantId: string;
  readonly organization: string;
  readonly environment: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly connectionUri: string;
  readonly azureADAuthorizationEndpointUri: string;
}

export type EmulatedObject = Readonly<Record<string, unknown>>;

/** The emulator as its own process, and its control API. */
export class Emulator {
  private constructor(
    private readonly process: ChildProcess,
    readonly url: string,
    readonly tenant: EmulatedTenant,
    private readonly tenants: readonly EmulatedTenant[],
  ) {}

  static async start(command: readonly string[]): Promise<Emulator> {
    const [file = "", ...args] = command;
    const child = spawn(file, args, { stdio: ["ignore", "pipe", "inherit"] });
    const exited = new Promise<never>((_, reject) => {
      child.once("error", reject);
      child.once("exit", (code) => reject(new Error(`the emulator ended (exit ${code}) before it was ready`)));
    });
    exited.catch(() => undefined);
    const [line] = (await Promise.race([once(createInterface({ input: child.stdout })), exited])) as [string];
    const { url, tenants } = JSON.parse(line) as { url: string; tenants: EmulatedTenant[] };
    const tenant = tenants[0];
    if (!tenant) throw new Error("the emulator has no tenant");
    return new Emulator(child, url, tenant, tenants);
  }

  /** The default tenant of a cloud. */
  tenantOf(environment: string): EmulatedTenant {
    const tenant = this.tenants.find((candidate) => candidate.environment === environment);
    if (!tenant) throw new Error(`the emulator has no tenant in ${environment}`);
    return tenant;
  }

  /** Objects of a noun that are not waiting for their end. */
  async objects(noun: string): Promise<EmulatedObject[]> {
    const all = await this.call<EmulatedObject[]>("GET", `tenants/${this.tenant.tenantId}/objects/${noun}`);
    return all.filter((object) => object["Mode"] !== "PendingDeletion");
  }

  async object(noun: string, name: string): Promise<EmulatedObject | undefined> {
    return (await this.objects(noun)).find((object) => object["Name"] === name);
  }

  /** A change behind our back, as an administrator in the portal would make it. */
  patch(noun: string, name: string, change: EmulatedObject): Promise<unknown> {
    return this.call("PATCH", `tenants/${this.tenant.tenantId}/objects/${noun}/${encodeURIComponent(name)}`, change);
  }

  /** An object made behind our back. */
  put(noun: string, name: string, object: EmulatedObject): Promise<unknown> {
    return this.call("PUT", `tenants/${this.tenant.tenantId}/objects/${noun}/${encodeURIComponent(name)}`, object);
  }

  requests(): Promise<{ readonly type: string; readonly cmdlet: string | null; readonly status: number }[]> {
    return this.call("GET", "requests");
  }

  /** Replaces the list of faults (design 9). */
  faults(rules: readonly unknown[]): Promise<unknown> {
    return this.call("PUT", "faults", rules);
  }

  /** Every cmdlet takes that much longer. */
  delayEveryAnswer(delayMs: number): Promise<unknown> {
    return this.faults([{ match: { path: "InvokeCommand" }, fault: { type: "delay", ms: delayMs } }]);
  }

  stop(): void {
    this.process.removeAllListeners("exit");
    this.process.kill("SIGTERM");
  }

  private async call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.url}/_emulator/${path}`, {
      method,
      // A kept connection goes stale while a process that runs commands synchronously stands still.
      headers: { connection: "close", ...(body !== undefined && { "content-type": "application/json" }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (response.status === 204 ? undefined : await response.json()) as T;
  }
}

const once = (lines: ReturnType<typeof createInterface>): Promise<[string]> =>
  new Promise((resolve) => lines.once("line", (line) => resolve([line])));

/** The environment that points a provider at the emulator: what a user would set for a real tenant, and two URIs. */
export const environmentOf = (tenant: EmulatedTenant): Record<string, string> => ({
  PURVIEW_TENANT_ID: tenant.tenantId,
  PURVIEW_ORGANIZATION: tenant.organization,
  PURVIEW_CLIENT_ID: tenant.clientId,
  PURVIEW_CLIENT_SECRET: tenant.clientSecret,
  PURVIEW_CONNECTION_URI: tenant.connectionUri,
  PURVIEW_AZURE_AD_AUTHORIZATION_ENDPOINT_URI: tenant.azureADAuthorizationEndpointUri,
});
