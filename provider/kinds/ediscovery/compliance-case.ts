import { defineKind, type State } from "../define";
import { example } from "../example";

/** Close and Reopen as a state; `Closing` reads as closed (docs/service/ediscovery.md#close). */
const STATUS: State = {
  property: "status",
  parameter: "Close",
  type: { type: "enum", values: ["Active", "Closed"] },
  description:
    'Closing a case releases its holds: it needs `acceptIrreversible: ["CaseClose"]`. Back to `Active` reopens it. Default: Active.',
  default: "Active",
  clear: { to: "default", value: "Active" },
  update: { kind: "action", parameters: (desired) => (desired === "Closed" ? { Close: true } : { Reopen: true }) },
  read: (object) => {
    const status = object.text("Status");
    return status === undefined ? undefined : /^clos/i.test(status) ? "Closed" : "Active";
  },
};

const CASE_TYPES = [
  "AdvancedEdiscovery",
  "ComplianceClassifier",
  "DataInvestigation",
  "DSR",
  "InsiderRisk",
  "SupervisionPolicy",
];

/** Get lists eDiscovery cases only, unless asked for another type. */
export const complianceCase = defineKind({
  noun: "ComplianceCase",
  summary: "An eDiscovery case.",
  notes: ["Members, holds and searches belong to a case. Closing it releases its holds."],
  examples: [
    example("A case", { fabrikam: ["ComplianceCase", { description: "Fabrikam litigation", externalId: "M-4711" }] }),
  ],
  fixed: ["CaseType"],
  states: [STATUS],
  fields: {
    CaseType: { description: "What the case is for. Default: eDiscovery." },
    ExternalId: { description: "Number or name of the matter elsewhere." },
    // Get's page lists no property for them.
    Sources: { description: "Data sources. Known from the service's own catalogue only.", writeOnly: true },
  },
  lists: {
    kind: "variants",
    variants: [
      { cmdlet: "Get-ComplianceCase", parameters: {} },
      ...CASE_TYPES.map((type) => ({
        cmdlet: "Get-ComplianceCase",
        parameters: { CaseType: type },
        selector: "CaseType",
      })),
    ],
  },
  children: ["ComplianceCaseMember", "CaseHoldPolicy"],
  permissions: {
    roleGroups: ["eDiscovery Manager"],
    notes: [
      "New, Set and Remove are documented to need a session opened for search only (Connect-IPPSSession -EnableSearchOnlySession), which is not opened here: where the service insists on it, they are missing among the rights, for apps and people alike.",
    ],
  },
});
