import { findCmdlet, type CatalogueCmdlet } from "../../../catalogue";
import { bind } from "../../../emulator/binder";
import type {
  BoundCall,
  Caller,
  EmulatorClock,
  Json,
  Outcome,
  ServiceFaults,
  TenantService,
} from "../../../emulator/contract";
import { createTenantService, type ServiceOptions } from "../../../emulator/service";

export const admin: Caller = { type: "app", name: "tests", roleGroups: ["ComplianceAdministrator"] };

export function manualClock(start = Date.UTC(2026, 0, 1)): EmulatorClock {
  let now = start;
  return { mode: "manual", now: () => now, advance: (ms) => void (now += ms) };
}

export function instantClock(start = Date.UTC(2026, 0, 1)): EmulatorClock {
  return { ...manualClock(start), mode: "instant" };
}

type Parameters = { readonly [name: string]: Json };

function cmdletOf(name: string): CatalogueCmdlet {
  const cmdlet = findCmdlet(name);
  if (!cmdlet) throw new Error(`no cmdlet ${name}`);
  return cmdlet;
}

/** A call past the binder, for what a binder would not let through. */
export const bound = (name: string, parameters: Parameters = {}, set = "Default"): BoundCall => ({
  cmdlet: cmdletOf(name),
  set,
  parameters: new Map(Object.entries(parameters)),
});

export interface Tenant {
  readonly service: TenantService;
  readonly clock: EmulatorClock;
  call(cmdlet: string, parameters?: Parameters, faults?: ServiceFaults): Outcome;
  /** The values of a call. */
  get(cmdlet: string, parameters?: Parameters, faults?: ServiceFaults): { [property: string]: Json }[];
  one(cmdlet: string, parameters?: Parameters): { [property: string]: Json };
  /** Lets lag and distribution pass. */
  settle(): void;
  /** Short class of the fault that a call ends with, or "" when it succeeds. */
  fault(cmdlet: string, parameters?: Parameters, faults?: ServiceFaults): string;
}

export function tenant(options: Partial<ServiceOptions> & { readonly caller?: Caller } = {}): Tenant {
  const clock = options.clock ?? manualClock();
  const service = createTenantService({
    tenantId: "11111111-1111-4111-8111-111111111111",
    organization: "contoso.onmicrosoft.com",
    environment: "public",
    seed: 1,
    // Only what a test puts there, in every form that a tenant may choose.
    answers: "loose",
    ...options,
    clock,
  });
  const call = (name: string, parameters?: Parameters, faults?: ServiceFaults): Outcome =>
    service.execute(options.caller ?? admin, bind(cmdletOf(name), parameters ?? {}), faults);
  const get: Tenant["get"] = (name, parameters, faults) =>
    call(name, parameters, faults).value.map((each) => ({ ...each }));
  return {
    service,
    clock,
    call,
    get,
    one(name, parameters) {
      const [first, ...rest] = get(name, parameters);
      if (!first || rest.length > 0) throw new Error(`${name} returned ${rest.length + (first ? 1 : 0)} objects`);
      return first;
    },
    settle: () => clock.advance(10_000),
    fault(name, parameters, faults) {
      try {
        call(name, parameters, faults);
        return "";
      } catch (error) {
        const type = (error as { type?: string }).type;
        if (type === undefined) throw error;
        return type.split(".").at(-1) ?? type;
      }
    },
  };
}
