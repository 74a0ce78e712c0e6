import type { StoredObject } from "../../entry";
import { asList, type JsonObject } from "../../json";
import { locationField, type LocationKind } from "../../locations";
import type { NounDeclaration } from "../../noun";

const noun = "CaseHoldPolicy";

const kinds: readonly LocationKind[] = [
  { property: "ExchangeLocation", workload: "Exchange", all: "refused", limit: 1_000 },
  { property: "SharePointLocation", workload: "SharePoint", sites: true, all: "refused", limit: 100 },
  { property: "PublicFolderLocation", workload: "PublicFolder", all: "only" },
];

export const caseHoldPolicy: NounDeclaration = {
  noun,
  parent: { noun: "ComplianceCase", parameter: "Case", property: "CaseId" },
  naming: { scenario: "Hold" },
  distributes: { afterRule: "CaseHoldRule", workloads: workloadsOf },
  tombstoneMs: ({ policyTombstoneMs }) => policyTombstoneMs,
  actions: ["UpdateStatistics"],
  fields: {
    ...Object.fromEntries(kinds.map((kind) => [kind.property, locationField(noun, kind)])),
    Enabled: { initial: true },
  },
  show(view, _object, read) {
    view.Workload = "Exchange, SharePoint, PublicFolder";
    view.Type = noun;
    // Get's page lists what is missing without the switch; "DistributionStatus shows as Pending".
    if (read.detailed || read.flag("DistributionDetail")) return;
    const bindings = read.flag("IncludeBindings") || read.flag("IncludeBindingsOnly");
    if (!bindings) for (const { property } of kinds) view[property] = [];
    view.DistributionStatus = "Pending";
    view.DistributionResults = [];
  },
};

function workloadsOf({ properties }: StoredObject): readonly string[] {
  const used = kinds.filter(({ property }) => isFilled(properties, property)).map(({ workload }) => workload);
  return used.length > 0 ? used : ["Exchange"];
}

const isFilled = (properties: Readonly<JsonObject>, name: string): boolean => asList(properties[name]).length > 0;
