import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { join } from "node:path";

export const ROOT = join(__dirname, "../../../..");

export interface Tenant {
  readonly tenantId: string;
  readonly organization: string;
  readonly environment: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly connectionUri: string;
  readonly azureADAuthorizationEndpointUri: string;
}

export interface Journalled {
  readonly tenantId: string;
  readonly type: string;
  readonly cmdlet: string | null;
  readonly parameters: Record<string, unknown> | null;
  readonly status: number;
}

/** The emulator as users start it: a process of its own, asked over HTTP. */
export class Emulator {
  private constructor(
    readonly child: ChildProcess,
    readonly url: string,
    readonly tenants: readonly Tenant[],
  ) {}

  static async start(...args: string[]): Promise<Emulator> {
    const child = spawn(process.execPath, [join(ROOT, "dist/cli/main.js"), "emulator", ...args], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
    const { url, tenants } = JSON.parse(line) as { url: string; tenants: Tenant[] };
    return new Emulator(child, url, tenants);
  }

  tenant(environment = "public"): Tenant {
    const found = this.tenants.find((tenant) => tenant.environment === environment);
    if (!found) throw new Error(`no tenant in ${environment}`);
    return found;
  }

  async control<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await fetch(`${this.url}/_emulator/${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return (text === "" ? undefined : JSON.parse(text)) as T;
  }

  /** Cmdlets that the service ran since `from` (the one regional redirect of a process asks twice). */
  async cmdlets(from = 0): Promise<readonly Journalled[]> {
    const all = await this.control<Journalled[]>("GET", "requests");
    return all.slice(from).filter(({ cmdlet, status }) => typeof cmdlet === "string" && status !== 302);
  }

  async journalLength(): Promise<number> {
    return (await this.control<unknown[]>("GET", "requests")).length;
  }

  objects(noun: string, tenant = this.tenant()): Promise<Record<string, unknown>[]> {
    return this.control("GET", `tenants/${tenant.tenantId}/objects/${noun}`);
  }

  patch(noun: string, name: string, change: object, tenant = this.tenant()): Promise<unknown> {
    return this.control("PATCH", `tenants/${tenant.tenantId}/objects/${noun}/${encodeURIComponent(name)}`, change);
  }

  drop(noun: string, name: string, tenant = this.tenant()): Promise<unknown> {
    return this.control("DELETE", `tenants/${tenant.tenantId}/objects/${noun}/${encodeURIComponent(name)}`);
  }

  async stop(): Promise<void> {
    this.child.kill("SIGTERM");
    if (this.child.exitCode === null) await once(this.child, "exit");
  }
}

/** Configuration that points a provider at a tenant of the emulator. */
export const configOf = (tenant: Tenant, more: Record<string, string> = {}): Record<string, string> => ({
  "purview:tenantId": tenant.tenantId,
  "purview:organization": tenant.organization,
  "purview:environment": tenant.environment,
  "purview:clientId": tenant.clientId,
  "purview:clientSecret": tenant.clientSecret,
  "purview:connectionUri": tenant.connectionUri,
  "purview:azureADAuthorizationEndpointUri": tenant.azureADAuthorizationEndpointUri,
  ...more,
});
