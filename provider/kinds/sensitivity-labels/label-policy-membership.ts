import { defineKind, type State } from "../define";
import { example, ref } from "../example";
import { type CanonicalRecord, elementsOf, showOf } from "../fields/canonical";
import { membership } from "../fields/member";
import { projected } from "../fields/projection";
import { readAs } from "../fields/read";
import type { ResolveReference } from "../reference";
import type { StringType, ValueType } from "../value-type";
import { WireReader } from "../wire-reader";
import type { WireObject } from "../../values";
import { LABELS_OF_POLICY } from "./label-policy";

const POLICY: StringType = { type: "string", format: "name", reference: { noun: "LabelPolicy", send: "id" } };
const LABEL: StringType = { type: "string", format: "name", reference: { noun: "Label", send: "id" } };
const LABELS: ValueType = { type: "list", of: LABEL };

const STATES: readonly State[] = [
  {
    property: "label",
    parameter: "AddLabels",
    type: LABEL,
    description: "The label that the policy publishes: a resource, its GUID or name.",
    required: true,
    fixed: true,
    create: "AddLabels",
    read: ({ projection }) => projection.member,
  },
  {
    property: "policy",
    parameter: "Identity",
    type: POLICY,
    description: "The policy that publishes it. It must not declare `labels` in the same program.",
    required: true,
    fixed: true,
    create: "Identity",
    read: ({ projection }) => projection.parent,
  },
];

/** Every label of every policy as an object of its own. */
function project(policies: readonly WireObject[]): readonly WireObject[] {
  return policies.flatMap((policy) => {
    const reader = new WireReader(policy);
    const id = reader.guid() ?? "";
    const own = { Mode: reader.get("Mode") ?? null, WhenChangedUTC: reader.get("WhenChangedUTC") ?? null };
    const labels = elementsOf(readAs(LABELS, reader.get("Labels") ?? null));
    return labels.map((label) => projected(own, membership(id, label)));
  });
}

function call(parameter: "AddLabels" | "RemoveLabels", values: CanonicalRecord, resolve: ResolveReference) {
  const named = (noun: string, property: string): string => {
    const text = String(showOf(values[property] ?? ""));
    return resolve(noun, text)?.id ?? text;
  };
  const parameters = { Identity: named("LabelPolicy", "policy"), [parameter]: [named("Label", "label")] };
  return [{ cmdlet: "Set-LabelPolicy", parameters }];
}

/** Membership of one label in one policy (docs/service/sensitivity-labels.md#policy-labels). */
export const labelPolicyMembership = defineKind({
  noun: "LabelPolicyMembership",
  area: "sensitivitylabels",
  synthetic: true,
  summary: "Publishes one sensitivity label by one label policy.",
  notes: [
    "For teams that add their labels to a policy of somebody else's. Where a program declares the `LabelPolicy` too, that must leave out `labels`: both at once is an error that names both.",
    "The service creates no label policy without a label. So a new policy declares one in `labels` first; once it exists, leave `labels` out and declare a membership each, with `adoptExisting: true` for the label that the policy has already.",
    "Other labels of the policy are left alone. A sublabel's parent must be published too.",
  ],
  examples: [
    example("Add a label to the policy of another team", {
      merger: ["Label", { displayName: "Merger", tooltip: "For the merger alone" }],
      "merger-everybody": ["LabelPolicyMembership", { policy: "Everybody", label: ref("merger") }],
    }),
  ],
  identity: { kind: "membership" },
  cmdlets: { get: "Get-LabelPolicy", create: "Set-LabelPolicy", update: undefined, remove: "Set-LabelPolicy" },
  parent: { noun: "LabelPolicy", property: "policy" },
  states: STATES,
  project,
  members: { property: "Labels", noun: "Label" },
  calls: {
    create: (values, resolve) => call("AddLabels", values, resolve),
    // What the policy has, in case the label was renamed since it was declared.
    remove: (values, resolve, actual) => call("RemoveLabels", { ...values, ...actual }, resolve),
  },
  lock: { kind: "parent", property: "policy", noun: "LabelPolicy" },
  claims: [{ topic: LABELS_OF_POLICY, noun: "LabelPolicy", by: ["policy"] }],
  special: { kind: "membership" },
  permissions: { roleGroups: ["Information Protection Admins", "Compliance Administrator", "Organization Management"] },
});
