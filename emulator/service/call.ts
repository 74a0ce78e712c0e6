import type { BoundCall, Caller, Json, NestedForm, ServiceFaults } from "../contract";
import type { CallContext } from "./context";
import type { StoredObject } from "./entry";
import { asText, fold } from "./json";
import type { TenantStore } from "./store";

/** What a call runs under, in addition to what it asks for. */
export interface Conditions {
  readonly faults: ServiceFaults;
  readonly nested: NestedForm;
}

/** One call under way; the verbs fill in the parent and collect warnings. */
export class Call implements CallContext {
  readonly caller: Caller;
  readonly verb: string;
  readonly noun: string;
  readonly set: string;
  readonly store: TenantStore;
  readonly now: number;
  readonly variant: string | undefined;
  readonly parameters: ReadonlyMap<string, Json>;
  readonly faults: ServiceFaults;
  readonly nested: NestedForm;
  readonly warnings: string[] = [];
  parent: StoredObject | undefined;
  readonly #byName: ReadonlyMap<string, Json>;

  constructor(store: TenantStore, caller: Caller, bound: BoundCall, { faults, nested }: Conditions) {
    this.caller = caller;
    this.verb = bound.cmdlet.verb;
    this.noun = bound.cmdlet.noun;
    this.set = bound.set;
    this.store = store;
    this.now = store.now();
    this.faults = faults;
    this.nested = nested;
    this.parameters = withoutIgnored(bound.parameters, faults.ignoreProperty);
    this.#byName = new Map([...this.parameters].map(([name, value]) => [fold(name), value]));
    this.variant = store.declaration(this.noun).variants?.find((name) => this.flag(name));
  }

  has(parameter: string): boolean {
    return this.#byName.has(fold(parameter));
  }

  get(parameter: string): Json | undefined {
    return this.#byName.get(fold(parameter));
  }

  flag(parameter: string): boolean {
    return this.get(parameter) === true;
  }

  text(parameter: string): string {
    return asText(this.get(parameter));
  }

  warn(text: string): void {
    this.warnings.push(text);
  }
}

/** Fault `ignoreProperty`: the service silently keeps the old value, whichever parameter would have changed it. */
function withoutIgnored(parameters: ReadonlyMap<string, Json>, property?: string): ReadonlyMap<string, Json> {
  if (property === undefined) return parameters;
  const ignored = [property, `Add${property}`, `Remove${property}`].map(fold);
  return new Map([...parameters].filter(([name]) => !ignored.includes(fold(name))));
}
