import { badArgument, oneRulePerPolicy } from "../../faults";
import type { NounDeclaration } from "../../noun";

const noun = "CaseHoldRule";

export const caseHoldRule: NounDeclaration = {
  noun,
  // The policy's page: "You should also remove the case hold rule that corresponds to the removed policy".
  parent: { noun: "CaseHoldPolicy", parameter: "Policy", distributesParent: true, onRemove: "keep" },
  naming: { scenario: "Hold" },
  fields: { Disabled: { initial: false } },

  create(_draft, call) {
    if (!call.parent) throw badArgument("Policy", "A policy is needed.");
    // "One rule per policy (also case hold and the old hold cmdlets)" (docs/service/retention.md#one-rule-per-policy).
    if (call.store.children(noun, call.parent.guid).length > 0) throw oneRulePerPolicy(call.parent.name);
  },
  show(view) {
    view.Mode ??= "Enforce";
    view.Workload = "Exchange, SharePoint, PublicFolder";
  },
};
