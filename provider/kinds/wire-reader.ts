import { textFormOf, type Plain, type WireObject } from "../values";
import { identifierKey, isGuid } from "./fields/identifiers";
import { type Projection, projectionOf } from "./fields/projection";

/** Where Get returns an object's GUID, best first. */
export const GUID_PROPERTIES = ["Guid", "ExchangeObjectId", "ImmutableId", "Identity", "Id"] as const;

/** The names of an object by their lower-case spelling. The objects of one list mostly have the same names, and then share one index. */
export class NameIndexes {
  #keys: readonly string[] = [];
  #index: ReadonlyMap<string, string> = new Map();

  of(object: WireObject): ReadonlyMap<string, string> {
    const keys = Object.keys(object);
    if (keys.length !== this.#keys.length || keys.some((key, at) => key !== this.#keys[at])) {
      this.#keys = keys;
      this.#index = new Map(keys.map((key) => [key.toLowerCase(), key]));
    }
    return this.#index;
  }
}

/** Reads an object of the service by property name, ignoring case; never touches a prototype. */
export class WireReader {
  #names: ReadonlyMap<string, string> | undefined;

  /** @param indexes Shared by the readers of one list. */
  constructor(
    readonly object: WireObject,
    private readonly indexes = new NameIndexes(),
  ) {}

  /** What the kind itself says of the object; empty where it is one of a list as it stands. */
  get projection(): Projection {
    return projectionOf(this.object);
  }

  has(name: string): boolean {
    return this.#own(name) !== undefined;
  }

  /** Undefined = the object has no such property; null = it has, and it is empty. */
  get(name: string): Plain | undefined {
    const own = this.#own(name);
    return own === undefined ? undefined : this.object[own];
  }

  /** The same, with what an object is called as a whole in its place. */
  scalar(name: string): Plain | undefined {
    const value = this.get(name);
    return textFormOf(value) ?? value;
  }

  #own(name: string): string | undefined {
    if (Object.hasOwn(this.object, name)) return name;
    this.#names ??= this.indexes.of(this.object);
    return this.#names.get(name.toLowerCase());
  }

  /** The first of these properties that is there and not null or empty, as text. */
  text(...names: readonly string[]): string | undefined {
    for (const name of names) {
      const value = this.scalar(name);
      if (typeof value === "string" && value !== "") return value;
      if (typeof value === "number") return String(value);
    }
    return undefined;
  }

  /** The first GUID among these properties, bare, in braces, as `CN=<guid>` or as the end of a path. */
  guid(names: readonly string[] = GUID_PROPERTIES): string | undefined {
    for (const name of names) {
      const last = this.text(name)?.replace(/^CN=/i, "").split("/").at(-1);
      if (last !== undefined && isGuid(last)) return identifierKey(last);
    }
    return undefined;
  }

  /** True, "True", "true", 1. */
  flag(name: string): boolean | undefined {
    const value = this.scalar(name);
    if (typeof value === "boolean") return value;
    if (typeof value === "string" && /^(true|false)$/i.test(value)) return value.toLowerCase() === "true";
    return undefined;
  }
}
