import type { EmulatorClock, Json, TenantService } from "../contract";
import { ENVIRONMENT_NAMES, type EnvironmentName } from "../environments";
import { createTenantService, type ObjectOptions } from "../service";
import { domainsOf, hasDomain, isNamed, type Tenant } from "./model";
import { makeDefaultTenant, makeTenant, type TenantRequest } from "./seed";

/** A tenant together with its objects. */
export interface LiveTenant {
  readonly tenant: Tenant;
  readonly service: TenantService;
}

/** A request that contradicts what exists. */
export class TenantConflict extends Error {}

/** Every tenant of one emulator, of all clouds. */
export class Tenants {
  readonly #seed: number;
  readonly #clock: EmulatorClock;
  readonly #objects: ObjectOptions;
  #live: LiveTenant[] = [];

  constructor(seed: number, clock: EmulatorClock, objects: ObjectOptions = {}) {
    this.#seed = seed;
    this.#clock = clock;
    this.#objects = objects;
  }

  seed(): void {
    for (const environment of ENVIRONMENT_NAMES) this.#raise(makeDefaultTenant(environment, this.#seed));
  }

  all(): readonly LiveTenant[] {
    return this.#live;
  }

  /** By GUID or verified domain, in any cloud. */
  find(idOrDomain: string): LiveTenant | undefined {
    return this.#live.find(({ tenant }) => isNamed(tenant, idOrDomain));
  }

  firstOf(environment: EnvironmentName): LiveTenant | undefined {
    return this.#live.find(({ tenant }) => tenant.environment === environment);
  }

  /** The tenant that the user belongs to, by the domain of the name. */
  homeOf(userPrincipalName: string): LiveTenant | undefined {
    const domain = userPrincipalName.split("@").at(-1) ?? "";
    return this.#live.find(({ tenant }) => hasDomain(tenant, domain));
  }

  add(request: TenantRequest): LiveTenant {
    const tenant = makeTenant(request, this.#seed, this.#live.length);
    for (const name of [tenant.tenantId, ...domainsOf(tenant)])
      if (this.find(name)) throw new TenantConflict(`a tenant ${name} exists already`);
    return this.#raise(tenant);
  }

  /** Every tenant keeps its identity, and gets the objects of a new one. Those of POST tenants stay. */
  reset(): void {
    const tenants = this.#live.map(({ tenant }) => tenant);
    this.#live = [];
    for (const tenant of tenants) this.#raise(tenant);
  }

  dump(tenantId: string): Json {
    const live = this.find(tenantId);
    return live ? ({ tenant: live.tenant, objects: live.service.dump() } as unknown as Json) : null;
  }

  /** Saved tenants in the place of seeded ones. */
  restore(saved: readonly Json[]): void {
    for (const entry of saved as unknown as { tenant: Tenant; objects: Json }[])
      this.#raise(entry.tenant).service.restore(entry.objects);
  }

  #raise(tenant: Tenant): LiveTenant {
    const { tenantId, organization, environment, answers } = tenant;
    const service = createTenantService({
      ...this.#objects,
      ...(answers && { answers }),
      tenantId,
      organization,
      environment,
      seed: this.#seed,
      clock: this.#clock,
    });
    const live = { tenant, service };
    this.#live.push(live);
    return live;
  }
}
