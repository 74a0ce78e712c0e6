import type { KnownLocations } from "./location";

export interface ReferenceTarget {
  readonly id: string;
  readonly name: string;
  /** What else the service may call it; others of its kind may be called so too. */
  readonly aliases?: readonly string[] | undefined;
  /** Found by its name, which is also what the service may call another one. */
  readonly ambiguous?: boolean | undefined;
}

/** How what a property names is found: built from snapshot lists, state and answers before the pure functions run. */
export interface ResolveReference {
  /** An object of another noun, by name or GUID. */
  (noun: string, nameOrId: string): ReferenceTarget | undefined;
  /** Persons, groups and sites; absent = only their spellings are compared. */
  readonly locations?: KnownLocations | undefined;
}

/** The same with what is known of locations. */
export const withLocations = (resolve: ResolveReference, locations: KnownLocations): ResolveReference =>
  Object.assign((noun: string, nameOrId: string) => resolve(noun, nameOrId), { locations });
