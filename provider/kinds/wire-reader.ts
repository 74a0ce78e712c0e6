import type { Plain, WireObject } from "../values";
import { identifierKey, isGuid } from "./fields/identifiers";

/** Where Get tells an object's GUID, best first. */
export const GUID_PROPERTIES = ["Guid", "ExchangeObjectId", "ImmutableId", "Identity", "Id"] as const;

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
    const value = this.get(name);
    if (typeof value === "boolean") return value;
    if (typeof value === "string" && /^(true|false)$/i.test(value)) return value.toLowerCase() === "true";
    return undefined;
  }
}
