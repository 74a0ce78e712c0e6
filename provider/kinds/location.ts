import type { Canonical } from "./fields/canonical";

/** Somebody who was, or is, in a distribution group that a program declares as a location. */
export interface GroupMember {
  /** Comparable forms of whatever the member is called. */
  readonly keys: readonly string[];
  /** What an Add list takes. */
  readonly show: string;
  /** The service put the member there, or should have: missing it is a difference. */
  readonly required: boolean;
  /** What became of the membership since the group was put into the policy. */
  readonly since: "unchanged" | "joined" | "left";
}

/** A distribution group, which the service replaces by the members that it has at that moment (docs/service/retention.md#groups). */
export interface LocationGroup {
  readonly members: readonly GroupMember[];
  /** It has been put into the policy: a list that shows none of its members lacks them, not the group. */
  readonly isExpanded: boolean;
}

/** What is known of a location, declared or returned, beyond its spelling. */
export interface LocationFacts {
  /** Get-Recipient knows it as one recipient. */
  readonly isRecipient: boolean;
  /** Get-Recipient was asked, and knows nobody of that name. */
  readonly isNobody: boolean;
  /** The last update declared it, or saw it as what it had declared. */
  readonly isRecorded: boolean;
  /** Names of it that others have too. */
  readonly sharedNames: readonly string[];
}

/**
 * What is known of persons, groups and sites beyond their spelling: what state remembers of them and what the service answered when it
 * was asked. Made before the pure functions run.
 */
export interface KnownLocations {
  /** Keys of whatever else the location is called; a name only where nobody else has it. */
  keysOf(location: Canonical): readonly string[];
  /** Undefined = no distribution group, or one whose members nobody knows. */
  groupOf(declared: Canonical): LocationGroup | undefined;
  factsOf(location: Canonical): LocationFacts;
  /** Those who are called so, in words that distinguish them; fewer than two = it is clear. */
  candidatesFor(location: Canonical): readonly string[];
  /** The address, else the id, by which the service finds the only recipient of that name; undefined = nobody knows one. */
  addressOf(location: Canonical): string | undefined;
  /** The GUID of the only recipient that it is. */
  idOf(location: Canonical): string | undefined;
  /** By what state remembers it; undefined = it has no other name, or state remembers nothing. */
  rememberedName(declared: Canonical): string | undefined;
}
