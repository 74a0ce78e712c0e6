import type { EmulatorClock, NestedForm } from "../contract";
import type { FindOptions, Store } from "./context";
import type { Distribution } from "./distribution";
import { latest, visible, type Entry, type ObjectState, type ReadTime, type StoredObject } from "./entry";
import { objectNotFound, policyNotFound, ruleNotFound } from "./faults";
import { planFields, type FieldPlan } from "./fields";
import { guidOf } from "./ids";
import { fold, same, type JsonObject } from "./json";
import type { NounDeclaration, Seed } from "./noun";
import { familyOf, type Registry } from "./registry";
import { durationsOf, type Durations, isRecorded, type ServiceOptions } from "./options";
import { Table } from "./table";
import { keysOfObject } from "./view";

export interface Insert extends Seed {
  readonly variant?: string | undefined;
  /** Shown to reads from now on, however long replication takes. */
  readonly immediately?: boolean;
  /** As old as the tenant, though it is added only now: reads that began before show it too. */
  readonly always?: boolean;
}

/** The tenant's objects: tables by noun, names, tombstones, and the clock they live by. */
export class TenantStore implements Store {
  readonly tenantId: string;
  readonly organization: string;
  readonly environment: string;
  readonly seed: number;
  readonly durations: Durations;
  readonly recorded: boolean;
  /** How JSON mode shows objects inside of objects. */
  readonly jsonForm: NestedForm;
  readonly registry: Registry;
  readonly #clock: EmulatorClock;
  readonly #tables = new Map<string, Table>();
  readonly #plans = new Map<string, FieldPlan>();
  #cleared = 0;
  #made = 0;

  constructor(options: ServiceOptions, registry: Registry) {
    this.tenantId = options.tenantId;
    this.organization = options.organization;
    this.environment = options.environment;
    this.seed = options.seed;
    this.durations = durationsOf(options);
    this.recorded = isRecorded(options);
    this.jsonForm = this.recorded ? "text" : "loose";
    this.registry = registry;
    this.#clock = options.clock;
  }

  now(): number {
    return this.#clock.now();
  }

  declaration(noun: string): NounDeclaration {
    return this.registry.declaration(noun);
  }

  plan(noun: string): FieldPlan {
    const known = this.#plans.get(fold(noun)) ?? planFields(this.declaration(noun));
    this.#plans.set(fold(noun), known);
    return known;
  }

  newGuid(): string {
    return guidOf("object", this.seed, this.tenantId, ++this.#made);
  }

  get made(): number {
    return this.#made;
  }

  set made(count: number) {
    this.#made = count;
  }

  table(noun: string): Table {
    const key = fold(noun);
    const table = this.#tables.get(key) ?? new Table(keysOfObject(this.declaration(noun), this.organization));
    this.#tables.set(key, table);
    table.sweep(this.now());
    return table;
  }

  tables(): ReadonlyMap<string, Table> {
    return this.#tables;
  }

  /** Another number after every write to the noun, and after everything was cleared. */
  changes(noun: string): number {
    return this.#cleared * 2 ** 32 + this.table(noun).changes;
  }

  clear(): void {
    this.#cleared++;
    this.#tables.clear();
    this.#made = 0;
  }

  find(noun: string, identity: string, { variant, tombstones }: FindOptions = {}): StoredObject | undefined {
    const found = this.table(noun)
      .withKey(identity.trim().replace(/^\{(.*)\}$/, "$1"))
      .flatMap((entry) => this.#stored(noun, entry))
      .filter((object) => object.variant === variant && (tombstones || object.purgeAt === undefined));
    // A GUID names one object; a name may be carried by several only where the noun allows it.
    return found.find(({ guid }) => guid === fold(identity)) ?? found[0];
  }

  require(noun: string, identity: string, options: FindOptions = {}): StoredObject {
    const found = this.find(noun, identity, options);
    if (found) return found;
    throw this.notFound(noun, identity);
  }

  notFound(noun: string, identity: string): Error {
    const family = familyOf(this.declaration(noun));
    const fault = { rule: ruleNotFound, policy: policyNotFound, object: objectNotFound }[family];
    return fault(identity);
  }

  list(noun: string, { tombstones = false } = {}): StoredObject[] {
    const all = [...this.table(noun).entries()].flatMap((entry) => this.#stored(noun, entry));
    return tombstones ? all : all.filter(({ purgeAt }) => purgeAt === undefined);
  }

  children(noun: string, parent: string): StoredObject[] {
    return this.table(noun)
      .childrenOf(parent)
      .flatMap((entry) => this.#stored(noun, entry))
      .filter(({ purgeAt }) => purgeAt === undefined);
  }

  /** Objects as a read sees them, late by the replication lag. */
  read(noun: string, time: ReadTime): StoredObject[] {
    const objects: StoredObject[] = [];
    for (const [entry, state] of this.table(noun).read(time)) objects.push(stored(noun, entry, state));
    return objects;
  }

  readByKey(noun: string, identity: string, time: ReadTime): StoredObject[] {
    return this.table(noun)
      .withKey(identity.trim().replace(/^\{(.*)\}$/, "$1"))
      .flatMap((entry) => {
        const state = visible(entry, time);
        return state ? [stored(noun, entry, state)] : [];
      });
  }

  add(noun: string, seed: Insert, by: string): StoredObject {
    const now = this.now();
    const guid = fold(seed.guid ?? this.newGuid());
    const state: ObjectState = {
      name: seed.name,
      properties: { ...seed.properties, ...(seed.builtIn && { $builtIn: true }) },
      changedAt: now,
      changedBy: by,
      ...(seed.variant !== undefined && { variant: seed.variant }),
      ...(seed.parent !== undefined && { parent: seed.parent }),
    };
    const writtenAt = seed.always ? 0 : now;
    const visibleAt = seed.always || seed.immediately ? writtenAt : now + this.durations.replicationMs;
    const entry = { guid, createdAt: now, createdBy: by, snapshots: [{ writtenAt, visibleAt, state }] };
    this.table(noun).add(entry);
    return stored(noun, entry, state);
  }

  change(object: StoredObject, properties: Readonly<JsonObject>, by: string, quiet = false): StoredObject {
    const next = { ...object.properties, ...properties };
    if (same(next, object.properties)) return object;
    return this.write(object, { properties: next, ...(!quiet && { changedAt: this.now(), changedBy: by }) });
  }

  distribute(object: StoredObject, distribution: Distribution): void {
    this.write(object, { distribution });
  }

  /** Replaces parts of an object's state; `immediately` skips the replication lag. */
  write(object: StoredObject, part: Partial<ObjectState>, immediately = false): StoredObject {
    const table = this.table(object.noun);
    const before = table.get(object.guid);
    const current = before && latest(before);
    if (!before || !current) return object;
    const now = this.now();
    const state = { ...current, ...part };
    table.write(object.guid, {
      writtenAt: now,
      visibleAt: immediately ? now : now + this.durations.replicationMs,
      state,
    });
    if (state.purgeAt !== undefined) table.expireAt(object.guid, state.purgeAt);
    return stored(object.noun, before, state);
  }

  /** Leaves a tombstone where the noun has one, else removes. */
  bury(object: StoredObject, by: string, immediately = false): void {
    const ms = this.declaration(object.noun).tombstoneMs?.(this.durations) ?? 0;
    const now = this.now();
    if (ms > 0) this.write(object, { purgeAt: now + ms, changedAt: now, changedBy: by }, immediately);
    else this.erase(object, immediately);
  }

  erase(object: StoredObject, immediately = false): void {
    for (const child of this.registry.childNouns(object.noun))
      for (const entry of this.table(child).childrenOf(object.guid))
        for (const orphan of this.#stored(child, entry)) this.erase(orphan, immediately);
    const table = this.table(object.noun);
    const now = this.now();
    const visibleAt = immediately ? now : now + this.durations.replicationMs;
    table.write(object.guid, { writtenAt: now, visibleAt });
    table.expireAt(object.guid, now + Math.max(this.durations.replicationMs, this.durations.staleMs) + 1);
  }

  #stored(noun: string, entry: Entry): StoredObject[] {
    const state = latest(entry);
    return state ? [stored(noun, entry, state)] : [];
  }
}

const stored = (noun: string, { guid, createdAt, createdBy }: Entry, state: ObjectState): StoredObject => ({
  ...state,
  noun,
  guid,
  createdAt,
  createdBy,
});
