import { CmdletFault } from "../contract";
import { importProperties, initialProperties } from "./apply";
import { failureResults, type Distribution } from "./distribution";
import type { ObjectState, StoredObject } from "./entry";
import { objectNotFound } from "./faults";
import { isGuid } from "./ids";
import { asList, asText, fold, type JsonObject } from "./json";
import type { Reading } from "./noun";
import type { TenantStore } from "./store";
import { headerProperties, viewOf } from "./view";

/** Who changes things behind the provider's back. */
const portal = "admin@portal";

/** Computed on read; a put of them is not stored. */
const computed = new Set(["Name", "DistributionStatus", "DistributionResults", ...headerProperties]);

/** The control API's way in: wire names, no binder, no checks, and visible at once. */
export class OutOfBand {
  readonly #store: TenantStore;

  constructor(store: TenantStore) {
    this.#store = store;
  }

  list(noun: string): JsonObject[] {
    return this.#store.list(noun, { tombstones: true }).map((object) => this.#view(object));
  }

  get(noun: string, nameOrGuid: string): JsonObject {
    return this.#view(this.#require(noun, nameOrGuid));
  }

  put(noun: string, nameOrGuid: string, value: JsonObject): JsonObject {
    const there = this.#find(noun, nameOrGuid);
    const initial = initialProperties(this.#store.plan(noun));
    if (there && there.purgeAt === undefined) return this.#write(there, value, initial);
    // A put on a tombstone brings the object back.
    if (there) this.#store.erase(there, true);
    const name = asText(value.Name) || there?.name || nameOrGuid;
    const guid = there?.guid ?? (isGuid(nameOrGuid) ? nameOrGuid : asText(value.Guid));
    const variant = this.#store.declaration(noun).variants?.find((selector) => value[selector] === true);
    const made = this.#store.add(
      noun,
      { name, properties: initial, immediately: true, variant, ...(isGuid(guid) && { guid }) },
      portal,
    );
    return this.#write(made, value, initial);
  }

  patch(noun: string, nameOrGuid: string, value: JsonObject): JsonObject {
    const object = this.#require(noun, nameOrGuid);
    return this.#write(object, value, object.properties);
  }

  /** Gone at once, its name free again: a test of "somebody deleted it" must not wait 30 days for the tombstone. */
  delete(noun: string, nameOrGuid: string): void {
    this.#store.erase(this.#require(noun, nameOrGuid), true);
  }

  #write(object: StoredObject, value: JsonObject, base: Readonly<JsonObject>): JsonObject {
    const { noun } = object;
    const declaration = this.#store.declaration(noun);
    const now = this.#store.now();
    const { parent } = declaration;
    const parentName = parent && asText(value[parent.property ?? parent.parameter] ?? value[parent.parameter]);
    const owner = parent && parentName ? this.#findAnywhere(parent.noun, parentName) : undefined;
    const own = new Set(this.#store.plan(noun).fields.map(({ name }) => name));
    const skipped = new Set([
      ...[...computed].filter((name) => !own.has(name)),
      ...(declaration.variants ?? []),
      ...(owner && parent ? [parent.property ?? parent.parameter] : []),
    ]);
    const given = Object.fromEntries(
      Object.entries(value)
        .filter(([name]) => !skipped.has(name) && !name.includes("@"))
        .map(([name, given]) => [declaration.shownAs?.[name] ?? name, given]),
    );
    const dying = given.Mode === "PendingDeletion";
    if (dying) delete given.Mode;
    const imported = importProperties(this.#store.plan(noun), given, (field, element) =>
      field.rule.import && element !== null ? field.rule.import(element, this.#store) : element,
    );
    const tombstoneMs = declaration.tombstoneMs?.(this.#store.durations) ?? 0;
    const part: Partial<ObjectState> = {
      name: asText(value.Name) || object.name,
      properties: { ...base, ...imported, ...declaration.putBehind?.(given, now, object) },
      changedAt: now,
      changedBy: asText(value.LastModifiedBy) || portal,
      ...(owner && { parent: owner.guid }),
      ...(dying && { purgeAt: now + Math.max(tombstoneMs, 1) }),
      ...(declaration.distributes && { distribution: distributionOf(value, object, now) }),
    };
    return this.#view(this.#store.write(object, part, true));
  }

  #view(object: StoredObject): JsonObject {
    const now = this.#store.now();
    const reading: Reading = {
      store: this.#store,
      now,
      nested: "loose",
      detailed: true,
      canonical: true,
      flag: () => true,
    };
    return viewOf(object, this.#store.declaration(object.noun), this.#store.plan(object.noun), reading);
  }

  #require(noun: string, nameOrGuid: string): StoredObject {
    const found = this.#find(noun, nameOrGuid);
    if (found) return found;
    throw objectNotFound(nameOrGuid);
  }

  #find(noun: string, nameOrGuid: string): StoredObject | undefined {
    const found = this.#candidates(noun, nameOrGuid);
    const byGuid = found.find(({ guid }) => guid === fold(nameOrGuid));
    if (byGuid) return byGuid;
    if (found.length > 1)
      throw new CmdletFault(409, "Ambiguous", `'${nameOrGuid}' names ${found.length} objects.`, "Conflict");
    return found[0];
  }

  #findAnywhere(noun: string, nameOrGuid: string): StoredObject | undefined {
    return this.#candidates(noun, nameOrGuid)[0];
  }

  #candidates(noun: string, nameOrGuid: string): StoredObject[] {
    const selectors = [undefined, ...(this.#store.declaration(noun).variants ?? [])];
    return this.#store
      .table(noun)
      .withKey(nameOrGuid)
      .flatMap(({ guid }) =>
        selectors.flatMap((variant) => this.#store.find(noun, guid, { variant, tombstones: true }) ?? []),
      );
  }
}

/** A put may set the state of distribution directly; else a policy that came from the portal is done with it. */
function distributionOf(value: JsonObject, object: StoredObject, now: number): Distribution {
  const results = asList(value.DistributionResults).map(asText);
  // A Get without its detail says Pending of every policy; what is next to it tells the truth (docs/service/distribution.md#status).
  const status = value.DistributionSyncStatus === "Success" ? "Success" : value.DistributionStatus;
  switch (status) {
    case "Error":
      return { kind: "started", doneAt: now, results: results.length > 0 ? results : failureResults(["Exchange"]) };
    case "Pending":
      return { kind: "waitsForRule" };
    default:
      return status === undefined && object.distribution
        ? object.distribution
        : { kind: "started", doneAt: now, results: [] };
  }
}
