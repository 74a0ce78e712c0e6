import type { CallContext } from "../../context";
import type { StoredObject } from "../../entry";
import { badArgument, labelAlreadyPublished, oneRulePerPolicy, refused } from "../../faults";
import { asText, type JsonObject } from "../../json";
import type { NounDeclaration } from "../../noun";
import { immutableIdOf } from "../retention-labels/immutable-id";
import { checkDuration } from "./duration";
import { refuseRemovalOfLocked, refuseWeakerRule } from "./preservation-lock";
import { everyWorkload, kindOf } from "./retention-compliance-policy";

const noun = "RetentionComplianceRule";
const policy = "RetentionCompliancePolicy";

/** A rule names a label by name or GUID; it reads back as both (issue 5: "`guid,name`"). */
const labelParameters = ["ApplyComplianceTag", "PublishComplianceTag"] as const;

/**
 * "You can't use this parameter for Teams retention rules" (the page; DSC drops seven for Teams,
 * docs/service/retention.md#teams-pitfalls).
 */
const notForTeams = [
  ...labelParameters,
  "ContentContainsSensitiveInformation",
  "ContentMatchQuery",
  "ExcludedItemClasses",
  "ExpirationDateOption",
  "RetentionDurationDisplayHint",
];

export const retentionComplianceRule: NounDeclaration = {
  noun,
  variants: ["PriorityCleanup"],
  parent: { noun: policy, parameter: "Policy", distributesParent: true },
  naming: {
    scenario: "Hold",
    // "The label forms take no Name: the service names the rule" (docs/service/retention.md#rule-forms).
    generate: (call) => (labelParameters.some((name) => call.has(name)) ? `ctptr-${call.store.newGuid()}` : undefined),
  },
  fields: { RetentionDurationDisplayHint: { initial: "Days" } },

  create(draft, call) {
    const owner = call.parent;
    if (!owner) throw badArgument("Policy", "A policy is needed.");
    takeLabels(draft, call);
    refuseSecondRule(draft, owner, call);
    refuseForTeams(owner, call);
    refuseLabelForm(draft, owner);
    checkDuration(draft);
    Object.assign(draft, {
      Mode: "Enforce",
      Disabled: false,
      Priority: 0,
      Workload: everyWorkload,
    });
  },
  update(draft, before, call) {
    refuseForTeams(policyOf(before, call), call);
    takeLabels(draft, call);
    if (call.has("ApplyComplianceTag") && asText(before.properties.ApplyComplianceTag) === "")
      throw refused(`The rule '${before.name}' doesn't apply a label, so its label can't be changed.`);
    checkDuration(draft);
    refuseWeakerRule(policyOf(before, call), before, draft);
  },
  remove: (rule, call) => refuseRemovalOfLocked(policyOf(rule, call)),
  show(view) {
    view.Workload ??= everyWorkload;
    view.Mode ??= "Enforce";
    view.Disabled ??= false;
  },
};

const policyOf = (rule: StoredObject, { store }: CallContext): StoredObject | undefined =>
  rule.parent === undefined ? undefined : store.find(policy, rule.parent, { variant: rule.variant });

function takeLabels(draft: JsonObject, call: CallContext): void {
  for (const name of labelParameters) {
    if (!call.has(name)) continue;
    const given = asText(draft[name]);
    if (given === "") throw badArgument(name, "A label is needed.");
    const label = findLabel(call, given);
    draft[name] = `${immutableIdOf(label)},${label.name}`;
    draft.$label = label.guid;
  }
}

/** What a read returned, `guid,name`, is taken back too. */
const findLabel = (call: CallContext, given: string): StoredObject =>
  call.store.find("ComplianceTag", given, { variant: call.variant }) ??
  call.store.require("ComplianceTag", /^[0-9a-f-]{36}(?=,)/i.exec(given)?.[0] ?? given, { variant: call.variant });

/** One rule a policy (docs/service/retention.md#one-rule-per-policy), but a policy that publishes labels has one rule for each. */
function refuseSecondRule(draft: Readonly<JsonObject>, owner: StoredObject, { store }: CallContext): void {
  const rules = store.children(noun, owner.guid);
  if (rules.length === 0) return;
  const publishes = ({ properties }: Pick<StoredObject, "properties">): boolean =>
    asText(properties.PublishComplianceTag) !== "";
  if (!publishes({ properties: draft }) || !rules.every(publishes)) throw oneRulePerPolicy(owner.name);
  if (rules.some(({ properties }) => properties.$label === draft.$label))
    throw labelAlreadyPublished(asText(draft.PublishComplianceTag).split(",").slice(1).join(","), owner.name);
}

function refuseForTeams(owner: StoredObject | undefined, call: CallContext): void {
  const used = notForTeams.find((name) => call.has(name) && call.get(name) !== null);
  if (owner && used && kindOf(owner.properties) === "teams")
    throw badArgument(used, `The policy '${owner.name}' is for Teams, which doesn't take this parameter.`);
}

/** "Publish is not for cloud-attachment policies" (docs/service/retention.md#rule-forms). */
function refuseLabelForm(draft: Readonly<JsonObject>, owner: StoredObject): void {
  const used = labelParameters.find((name) => asText(draft[name]) !== "");
  if (used === "PublishComplianceTag" && owner.properties.RetainCloudAttachment === true)
    throw badArgument(used, `The policy '${owner.name}' is for cloud attachments; a label can't be published by it.`);
}
