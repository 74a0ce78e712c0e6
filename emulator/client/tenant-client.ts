import type { EnvironmentName } from "../environments";
import type { JournalEntry } from "../journal/journal";
import type { TenantLine } from "../tenants/model";
import { callControl } from "./control";

/** An object as the control API shows it: wire names, wire values. */
export type WireObject = Readonly<Record<string, unknown>>;

export interface AppLine {
  readonly clientId: string;
  readonly clientSecret?: string;
}

/** A tenant of a running emulator, seen and changed as an administrator in the portal would do it. */
export class TenantClient implements TenantLine {
  readonly tenantId: string;
  readonly organization: string;
  readonly environment: EnvironmentName;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly connectionUri: string;
  readonly azureADAuthorizationEndpointUri: string;
  /** Every app registration; of a tenant that the emulator started with, the first one only. */
  readonly apps: readonly AppLine[];

  constructor(
    private readonly emulatorUrl: string,
    line: TenantLine & { readonly apps?: readonly AppLine[] },
  ) {
    this.tenantId = line.tenantId;
    this.organization = line.organization;
    this.environment = line.environment;
    this.clientId = line.clientId;
    this.clientSecret = line.clientSecret;
    this.connectionUri = line.connectionUri;
    this.azureADAuthorizationEndpointUri = line.azureADAuthorizationEndpointUri;
    this.apps = line.apps ?? [{ clientId: line.clientId, clientSecret: line.clientSecret }];
  }

  /** Objects of a noun, those in deletion left out. */
  async objects(noun: string): Promise<readonly WireObject[]> {
    const all = await callControl<readonly WireObject[]>(this.emulatorUrl, "GET", this.#path(noun));
    return all.filter((object) => object["Mode"] !== "PendingDeletion");
  }

  async names(noun: string): Promise<readonly string[]> {
    return (await this.objects(noun)).map((object) => String(object["Name"])).sort();
  }

  async find(noun: string, name: string): Promise<WireObject | undefined> {
    return (await this.objects(noun)).find((object) => object["Name"] === name);
  }

  async object(noun: string, name: string): Promise<WireObject> {
    const found = await this.find(noun, name);
    if (!found) throw new Error(`the tenant has no ${noun} "${name}"`);
    return found;
  }

  put(noun: string, name: string, object: WireObject): Promise<WireObject> {
    return callControl(this.emulatorUrl, "PUT", this.#path(noun, name), { Name: name, ...object });
  }

  patch(noun: string, name: string, change: WireObject): Promise<WireObject> {
    return callControl(this.emulatorUrl, "PATCH", this.#path(noun, name), change);
  }

  remove(noun: string, name: string): Promise<void> {
    return callControl(this.emulatorUrl, "DELETE", this.#path(noun, name));
  }

  /** The tenant's requests after the given number of the journal. */
  async requests(after = 0): Promise<readonly JournalEntry[]> {
    const all = await callControl<readonly JournalEntry[]>(this.emulatorUrl, "GET", "requests");
    return all.filter(({ tenantId, seq }) => tenantId === this.tenantId && seq > after);
  }

  /** Cmdlets that reached the service (a redirected request is asked twice), also those whose answer was lost. */
  async cmdlets(after = 0): Promise<readonly RanCmdlet[]> {
    return (await this.requests(after)).flatMap(({ cmdlet, parameters, status }) =>
      cmdlet !== null && status !== 302 ? [{ cmdlet, parameters, status }] : [],
    );
  }

  /** Names of the cmdlets other than Get that the service did not refuse. */
  async writes(after = 0): Promise<readonly string[]> {
    const cmdlets = await this.cmdlets(after);
    return cmdlets.flatMap(({ cmdlet, status }) => ((status ?? 0) < 300 && !cmdlet.startsWith("Get-") ? [cmdlet] : []));
  }

  #path(noun: string, name?: string): string {
    const objects = `tenants/${this.tenantId}/objects/${noun}`;
    return name === undefined ? objects : `${objects}/${encodeURIComponent(name)}`;
  }
}

export interface RanCmdlet extends Pick<JournalEntry, "parameters" | "status"> {
  readonly cmdlet: string;
}
