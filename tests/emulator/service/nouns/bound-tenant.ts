import assert from "node:assert/strict";
import { findCmdlet } from "../../../../catalogue";
import { bind } from "../../../../emulator/binder";
import type { Caller, CmdletFault, EmulatorClock, Json, Outcome, ServiceFaults } from "../../../../emulator/contract";
import { createTenantService, type ServiceOptions } from "../../../../emulator/service";

export type View = { readonly [property: string]: Json };
type Raw = { readonly [name: string]: Json };

const admin: Caller = { type: "user", name: "admin@contoso.com", roleGroups: ["Organization Management"] };

/** A tenant whose calls go through the real binder, on a clock that the test moves. */
export class BoundTenant {
  #now = Date.UTC(2026, 0, 1);
  readonly clock: EmulatorClock = {
    mode: "manual",
    now: () => this.#now,
    advance: (ms) => void (this.#now += ms),
  };
  readonly service;

  constructor(options: Partial<ServiceOptions> = {}) {
    this.service = createTenantService({
      // Only what a test puts there, in every form that a tenant may choose.
      answers: "loose",
      tenantId: "11111111-1111-4111-8111-111111111111",
      organization: "contoso.onmicrosoft.com",
      environment: "public",
      seed: 1,
      replicationMs: 0,
      ...options,
      clock: this.clock,
    });
  }

  call(name: string, raw: Raw = {}, faults: ServiceFaults = {}): Outcome {
    const cmdlet = findCmdlet(name);
    assert.ok(cmdlet, name);
    return this.service.execute(admin, bind(cmdlet, raw), faults);
  }

  /** The call, and then everything that it set off. */
  done(name: string, raw: Raw = {}): Outcome {
    const outcome = this.call(name, raw);
    this.clock.advance(10_000);
    return outcome;
  }

  get(name: string, raw: Raw = {}): readonly View[] {
    return this.call(name, raw).value;
  }

  one(name: string, raw: Raw = {}): View {
    const [first, ...others] = this.get(name, raw);
    assert.ok(first && others.length === 0, `${name} returned ${others.length + (first ? 1 : 0)}`);
    return first;
  }

  names(name: string, raw: Raw = {}): Json[] {
    return this.get(name, raw).map((view) => view.Name ?? null);
  }

  /** Short class of the fault, or "" when the call succeeds. */
  fault(name: string, raw: Raw = {}): string {
    try {
      this.call(name, raw);
      return "";
    } catch (error) {
      return (error as CmdletFault).type.split(".").at(-1) ?? "";
    }
  }
}

/** A table as REST wants it. */
export const table = (values: Raw): Json => ({ "@odata.type": "#Exchange.GenericHashTable", ...values });
