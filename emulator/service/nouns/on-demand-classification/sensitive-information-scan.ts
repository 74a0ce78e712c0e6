import type { Outcome } from "../../../contract";
import type { CallContext } from "../../context";
import { locationField, type LocationKind } from "../../locations";
import type { NounDeclaration } from "../../noun";

const noun = "SensitiveInformationScan";
const rule = "SensitiveInformationScanRule";

const included: readonly LocationKind[] = [
  { property: "SharePointLocation", workload: "SharePoint", sites: true },
  { property: "OneDriveLocation", workload: "OneDriveForBusiness", sites: true },
  { property: "EndpointDlpLocation", workload: "EndpointDevices" },
  { property: "ExchangeLocation", workload: "Exchange" },
  { property: "TeamsLocation", workload: "Teams" },
];

const kinds = included.flatMap((kind) => [
  kind,
  { ...kind, property: `${kind.property}Exception`, all: "refused" as const },
]);

/** A scan is a policy with a rule; members of its Mode are those of a policy (catalogue). */
export const sensitiveInformationScan: NounDeclaration = {
  noun,
  naming: { scenario: "OnDemandClassification" },
  fields: {
    ...Object.fromEntries(kinds.map((kind) => [kind.property, locationField(noun, kind)])),
    Mode: { initial: "Enable" },
  },
  distributes: { afterRule: rule },
  tombstoneMs: ({ policyTombstoneMs }) => policyTombstoneMs,
  verbs: { Cancel: cancel },
  show(view, { properties }) {
    view.ScanStatus = properties.$cancelled === true ? "Cancelled" : "NotStarted";
  },
};

function cancel(call: CallContext): Outcome {
  const scan = call.store.require(noun, call.text("Identity"));
  call.store.change(scan, { $cancelled: true }, call.caller.name);
  return { value: [], warnings: call.warnings };
}

export const sensitiveInformationScanRule: NounDeclaration = {
  noun: rule,
  naming: { scenario: "OnDemandClassification" },
  parent: { noun, parameter: "Policy", distributesParent: true },
};
