import type { TenantService } from "../contract";
import { declarations } from "./nouns";
import type { ServiceOptions } from "./options";
import { createRegistry } from "./registry";
import { createTenant } from "./tenant";

export type { Durations, ObjectOptions, ServiceOptions } from "./options";
export { defaultDurations } from "./options";

/** A tenant as Microsoft hands it over: seeded objects, and rules as strict as the service's. */
export const createTenantService = (options: ServiceOptions): TenantService =>
  createTenant(options, createRegistry(declarations));
