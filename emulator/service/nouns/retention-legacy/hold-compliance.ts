import { badArgument, oneRulePerPolicy } from "../../faults";
import { asText } from "../../json";
import { locationField } from "../../locations";
import type { NounDeclaration } from "../../noun";
import { checkDuration } from "../retention/duration";

const noun = "HoldCompliancePolicy";
const rule = "HoldComplianceRule";
const locations = ["ExchangeLocation", "SharePointLocation", "PublicFolderLocation"];

/** The cmdlets that the retention ones replaced. Exchange takes no All here (old Exchange classes; catalogue). */
export const holdCompliancePolicy: NounDeclaration = {
  noun,
  naming: { scenario: "Hold", space: "hold policy names" },
  fields: {
    ExchangeLocation: locationField(noun, {
      property: "ExchangeLocation",
      workload: "Exchange",
      all: "refused",
      limit: 1_000,
    }),
    SharePointLocation: locationField(noun, {
      property: "SharePointLocation",
      workload: "SharePoint",
      sites: true,
      limit: 100,
    }),
    PublicFolderLocation: locationField(noun, {
      property: "PublicFolderLocation",
      workload: "PublicFolder",
      all: "only",
    }),
    Enabled: { initial: true },
  },
  distributes: { afterRule: rule },
  tombstoneMs: ({ policyTombstoneMs }) => policyTombstoneMs,
  show(view, _object, read) {
    view.Mode ??= "Enforce";
    view.Workload = "Exchange, SharePoint, PublicFolder";
    if (read.detailed || read.flag("DistributionDetail")) return;
    for (const name of locations) view[name] = [];
    view.DistributionStatus = "Pending";
    view.DistributionResults = [];
  },
};

export const holdComplianceRule: NounDeclaration = {
  noun: rule,
  naming: { scenario: "Hold", space: "hold rule names" },
  // "For case holds and the old cmdlets both have to be removed" (docs/service/retention.md#removal).
  parent: { noun, parameter: "Policy", distributesParent: true, onRemove: "keep" },
  fields: { HoldDurationDisplayHint: { initial: "Days" }, Disabled: { initial: false } },
  create(draft, call) {
    if (call.parent && call.store.children(rule, call.parent.guid).length > 0) throw oneRulePerPolicy(call.parent.name);
    check(draft);
  },
  update: check,
};

function check(draft: Parameters<NonNullable<NounDeclaration["create"]>>[0]): void {
  checkDuration(draft, "HoldContent");
  const [from, to] = [Date.parse(asText(draft.ContentDateFrom)), Date.parse(asText(draft.ContentDateTo))];
  if (from > to) throw badArgument("ContentDateFrom", "The date is later than ContentDateTo.");
}
