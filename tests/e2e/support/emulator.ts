import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { createInterface } from "node:readline";

const root = resolve(__dirname, "../../..");

export type Cloud = "public" | "gcc" | "gccHigh" | "dod" | "china";

export interface TenantInfo {
  readonly tenantId: string;
  readonly organization: string;
  readonly environment: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly connectionUri: string;
  readonly azureADAuthorizationEndpointUri: string;
}

export interface JournalEntry {
  readonly seq: number;
  readonly tenantId: string;
  readonly type: string;
  readonly cmdlet: string | null;
  readonly parameters: Readonly<Record<string, unknown>> | null;
  readonly status: number;
}

export type Wire = Readonly<Record<string, unknown>>;

/** The emulator as a process of its own, spoken to over HTTP only. */
export class Emulator {
  private constructor(
    private readonly process: ChildProcess,
    readonly url: string,
    readonly tenants: readonly TenantInfo[],
  ) {}

  static async start(...flags: string[]): Promise<Emulator> {
    const args = [
      resolve(root, "dist/cli/main.js"),
      "emulator",
      ...(flags.includes("--port") ? [] : ["--port", "0"]),
      ...flags,
    ];
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
    const ended = once(child, "exit").then(([code]) => {
      throw new Error(`the emulator ended with ${String(code)} before it was ready`);
    });
    ended.catch(() => undefined);
    const line = once(createInterface({ input: child.stdout }), "line") as Promise<[string]>;
    const [text] = await Promise.race([line, ended]);
    const { url, tenants } = JSON.parse(text) as { url: string; tenants: TenantInfo[] };
    return new Emulator(child, url, tenants);
  }

  /** A tenant of its own for a test. */
  async tenant(environment: Cloud = "public"): Promise<Tenant> {
    return new Tenant(
      this,
      await this.control<TenantInfo>("POST", "tenants", {
        environment,
        apps: [{ roleGroups: ["Organization Management"] }],
      }),
    );
  }

  async journal(): Promise<readonly JournalEntry[]> {
    return this.control("GET", "requests");
  }

  faults(faults: readonly Wire[]): Promise<unknown> {
    return this.control("PUT", "faults", faults);
  }

  async control<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.url}/_emulator/${path}`, {
      method,
      // A kept connection goes stale while a process that runs commands synchronously stands still.
      headers: { connection: "close", ...(body !== undefined && { "content-type": "application/json" }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (text === "" ? undefined : JSON.parse(text)) as T;
  }

  async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    this.process.kill(signal);
    await once(this.process, "exit");
  }
}

export class Tenant {
  constructor(
    private readonly emulator: Emulator,
    readonly info: TenantInfo,
  ) {}

  /** Arguments of a provider of this tenant. */
  get settings(): Record<string, string> {
    const { tenantId, organization, environment, clientId, clientSecret } = this.info;
    const { connectionUri, azureADAuthorizationEndpointUri } = this.info;
    return {
      tenantId,
      organization,
      environment,
      clientId,
      clientSecret,
      connectionUri,
      azureADAuthorizationEndpointUri,
    };
  }

  /** Points a provider at this tenant. */
  get env(): Record<string, string> {
    const { info } = this;
    return {
      PURVIEW_ENVIRONMENT: info.environment,
      PURVIEW_TENANT_ID: info.tenantId,
      PURVIEW_ORGANIZATION: info.organization,
      PURVIEW_CLIENT_ID: info.clientId,
      PURVIEW_CLIENT_SECRET: info.clientSecret,
      PURVIEW_CONNECTION_URI: info.connectionUri,
      PURVIEW_AZURE_AD_AUTHORIZATION_ENDPOINT_URI: info.azureADAuthorizationEndpointUri,
    };
  }

  /** Objects of a noun that do not wait for their end. */
  async objects(noun: string): Promise<Wire[]> {
    const all = await this.emulator.control<Wire[]>("GET", `tenants/${this.info.tenantId}/objects/${noun}`);
    return all.filter(({ Mode }) => Mode !== "PendingDeletion");
  }

  async names(noun: string): Promise<string[]> {
    return (await this.objects(noun)).map(({ Name }) => String(Name)).sort();
  }

  async object(noun: string, name: string): Promise<Wire> {
    const found = (await this.objects(noun)).find(({ Name }) => Name === name);
    if (!found) throw new Error(`the tenant has no ${noun} "${name}"`);
    return found;
  }

  /** As an administrator in the portal would do it. */
  patch(noun: string, name: string, change: Wire): Promise<unknown> {
    return this.emulator.control("PATCH", this.path(noun, name), change);
  }

  remove(noun: string, name: string): Promise<unknown> {
    return this.emulator.control("DELETE", this.path(noun, name));
  }

  /** Cmdlets that were called in this tenant since the given moment of the journal. */
  async cmdlets(since = 0): Promise<string[]> {
    const entries = await this.emulator.journal();
    return entries
      .filter(
        ({ tenantId, seq, cmdlet, status }) =>
          tenantId === this.info.tenantId && seq > since && cmdlet !== null && status < 300,
      )
      .map(({ cmdlet }) => String(cmdlet));
  }

  async writes(since = 0): Promise<string[]> {
    return (await this.cmdlets(since)).filter((cmdlet) => !cmdlet.startsWith("Get-"));
  }

  async now(): Promise<number> {
    return (await this.emulator.journal()).at(-1)?.seq ?? 0;
  }

  private path(noun: string, name: string): string {
    return `tenants/${this.info.tenantId}/objects/${noun}/${encodeURIComponent(name)}`;
  }
}

/** A mailbox or site as the service returns it. */
export const location = (name: string): Wire => ({
  DisplayName: name,
  Name: name,
  ImmutableIdentity: name,
  Type: "IndividualResource",
  Workload: name.startsWith("https:") ? "SharePoint" : "Exchange",
});
