import type { StoredObject } from "../../entry";
import { guidOf } from "../../ids";
import { asList, fold, type JsonObject } from "../../json";
import { locationField, referenceField, type LocationKind } from "../../locations";
import type { FieldRule } from "../../noun";

/** Where a DLP policy looks (docs/service/dlp.md#exchange). OneDrive takes URLs although its page advises against them. */
const kinds: readonly LocationKind[] = [
  { property: "ExchangeLocation", workload: "Exchange", all: "only" },
  { property: "SharePointLocation", workload: "SharePoint", sites: true },
  { property: "OneDriveLocation", workload: "OneDriveForBusiness", sites: true },
  { property: "TeamsLocation", workload: "Teams" },
  { property: "EndpointDlpLocation", workload: "EndpointDevices" },
  { property: "OnPremisesScannerDlpLocation", workload: "OnPremisesScanner" },
  { property: "ThirdPartyAppDlpLocation", workload: "ThirdPartyApps" },
  { property: "PowerBIDlpLocation", workload: "PowerBI" },
];

const withExceptions = kinds.filter(({ property }) => property !== "ExchangeLocation");

/** Locations of one kind each; the names are also parameters of New. */
export const dlpLocations: readonly string[] = kinds.map(({ property }) => property);

const scoped = ["Exchange", "SharePoint", "OneDrive", "Teams", "EndpointDlp"];

export const dlpLocationFields = (noun: string): Readonly<Record<string, FieldRule>> => ({
  ...Object.fromEntries(kinds.map((kind) => [kind.property, locationField(noun, kind)])),
  ...Object.fromEntries(
    withExceptions.map((kind) => {
      const property = `${kind.property}Exception`;
      return [property, locationField(noun, { ...kind, property, all: "refused" })];
    }),
  ),
  ...Object.fromEntries(
    scoped
      .flatMap((workload) => [`${workload}AdaptiveScopes`, `${workload}AdaptiveScopesException`])
      .map((property) => [property, referenceField(noun, property, "AdaptiveScope")]),
  ),
});

export const isFilled = (properties: Readonly<JsonObject>, name: string): boolean =>
  asList(properties[name]).length > 0;

export const usedLocations = (properties: Readonly<JsonObject>): string[] =>
  dlpLocations.filter((name) => isFilled(properties, name));

export function dlpWorkloads({ properties }: Pick<StoredObject, "properties">): readonly string[] {
  const used = kinds.filter(({ property }) => isFilled(properties, property)).map(({ workload }) => workload);
  return isFilled(properties, "Locations") ? [...used, "Applications"] : used;
}

/** What `Workload` says: the first three are there whatever the locations are (docs/service/dlp.md#workload). */
export function statedWorkloads(policy: Pick<StoredObject, "properties">): readonly string[] {
  return [...new Set(["Exchange", "SharePoint", "OneDriveForBusiness", ...dlpWorkloads(policy)])];
}

/** A location as the store keeps it, for defaults that the service fills in. */
export const wholeTenant = (tenantId: string): JsonObject => ({
  given: "All",
  displayName: "All",
  id: guidOf("recipient", tenantId, fold("All")),
});
