import type { WireObject } from "../values";
import type { Plain } from "../values";

/** Reads an object of the service by property name, ignoring case; never touches a prototype. */
export class WireReader {
  private readonly names: ReadonlyMap<string, string>;

  constructor(readonly object: WireObject) {
    this.names = new Map(Object.keys(object).map((name) => [name.toLowerCase(), name]));
  }

  has(name: string): boolean {
    return this.names.has(name.toLowerCase());
  }

  /** Undefined = the object has no such property; null = it has, and it is empty. */
  get(name: string): Plain | undefined {
    const own = this.names.get(name.toLowerCase());
    return own === undefined ? undefined : this.object[own];
  }

  /** The first of these properties that is there and not null or empty, as text. */
  text(...names: readonly string[]): string | undefined {
    for (const name of names) {
      const value = this.get(name);
      if (typeof value === "string" && value !== "") return value;
      if (typeof value === "number") return String(value);
    }
    return undefined;
  }

  /** True, "True", "true", 1. */
  flag(name: string): boolean | undefined {
    const value = this.get(name);
    if (typeof value === "boolean") return value;
    if (typeof value === "string" && /^(true|false)$/i.test(value)) return value.toLowerCase() === "true";
    return undefined;
  }
}
