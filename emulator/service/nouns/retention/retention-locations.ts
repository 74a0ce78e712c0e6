import { isAll, locationField, referenceField, type LocationKind } from "../../locations";
import { asList, type JsonObject } from "../../json";
import type { FieldRule } from "../../noun";

const recipients = 1_000;
const sites = 100;

/** Locations that a policy with static scopes may have (docs/service/retention.md#locations). */
const classic: readonly LocationKind[] = [
  { property: "ExchangeLocation", workload: "Exchange", limit: recipients, expandsGroups: true },
  { property: "SharePointLocation", workload: "SharePoint", sites: true, limit: sites },
  { property: "OneDriveLocation", workload: "OneDriveForBusiness", sites: true, limit: sites },
  { property: "ModernGroupLocation", workload: "ModernGroup", limit: recipients },
  { property: "PublicFolderLocation", workload: "PublicFolder", all: "only" },
  // DSC users met that Skype does not take All (docs/service/retention.md#locations).
  { property: "SkypeLocation", workload: "Skype", all: "refused", limit: recipients },
];

const teams: readonly LocationKind[] = [
  { property: "TeamsChannelLocation", workload: "Teams", limit: recipients },
  { property: "TeamsChatLocation", workload: "Teams", limit: recipients },
];

const exceptionsOf = (kinds: readonly LocationKind[]): LocationKind[] =>
  kinds
    .filter(({ all }) => all !== "only")
    .map((kind) => ({ ...kind, property: `${kind.property}Exception`, all: "refused" }));

export const scopeProperty = "AdaptiveScopeLocation";

/** A policy is one of the three forever (docs/service/retention.md#three-forms). */
export type PolicyKind = "classic" | "teams" | "adaptive";

const included: Readonly<Record<PolicyKind, readonly string[]>> = {
  classic: classic.map(({ property }) => property),
  teams: teams.map(({ property }) => property),
  adaptive: [scopeProperty],
};

const excluded: Readonly<Record<PolicyKind, readonly string[]>> = {
  classic: exceptionsOf(classic).map(({ property }) => property),
  teams: exceptionsOf(teams).map(({ property }) => property),
  adaptive: [],
};

export const includedLocations = (kind: PolicyKind): readonly string[] => included[kind];
export const excludedLocations = (kind: PolicyKind): readonly string[] => excluded[kind];
export const locationProperties: readonly string[] = [...Object.values(included), ...Object.values(excluded)].flat();

/** Field rules of every location list of a retention policy. */
export const retentionLocationFields = (noun: string): Readonly<Record<string, FieldRule>> => ({
  ...Object.fromEntries(
    [...classic, ...teams, ...exceptionsOf([...classic, ...teams])].map((kind) => [
      kind.property,
      locationField(noun, kind),
    ]),
  ),
  [scopeProperty]: referenceField(noun, scopeProperty, "AdaptiveScope"),
});

export const filled = (properties: Readonly<JsonObject>, names: readonly string[]): string[] =>
  names.filter((name) => asList(properties[name]).length > 0);

export const coversAll = (properties: Readonly<JsonObject>, name: string): boolean =>
  asList(properties[name]).some(isAll);
