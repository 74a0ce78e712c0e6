import { type CheckRule, defineKind, type State } from "../define";
import { example, ref } from "../example";
import { type CanonicalRecord, elementsOf, showOf } from "../fields/canonical";
import { removalOf } from "../fields/identifiers";
import { readAs } from "../fields/read";
import { HELD_LOCATIONS } from "./case-hold-policy";
import { membership } from "../fields/member";
import { projected } from "../fields/projection";
import type { ResolveReference } from "../reference";
import type { StringFormat } from "../value-type";
import { WireReader } from "../wire-reader";
import { isUnknown, reveal, type WireObject } from "../../values";

const LOCATIONS = [
  {
    parameter: "ExchangeLocation",
    property: "exchangeLocation",
    format: "location",
    what: "Mailbox, by address, name or GUID.",
  },
  {
    parameter: "SharePointLocation",
    property: "sharePointLocation",
    format: "url",
    what: "Site or OneDrive account, by URL.",
  },
  {
    parameter: "PublicFolderLocation",
    property: "publicFolderLocation",
    format: "location",
    what: "`All` is the only value.",
  },
] as const satisfies readonly { parameter: string; property: string; format: StringFormat; what: string }[];

const POLICY_STATE: State = {
  property: "policy",
  parameter: "Identity",
  type: { type: "string", format: "name", reference: { noun: "CaseHoldPolicy", send: "id" } },
  description: "The hold that gets the location. It must declare no location itself.",
  required: true,
  fixed: true,
  create: "Identity",
  read: ({ projection }) => projection.parent,
};

const STATES: readonly State[] = LOCATIONS.map(({ parameter, property, format, what }) => ({
  property,
  parameter: `Add${parameter}`,
  type: { type: "string", format },
  description: what,
  fixed: true,
  create: `Add${parameter}`,
  read: ({ projection }) => (projection.parameter === parameter ? projection.member : null),
}));

/** Every location of every hold as an object of its own. */
function project(policies: readonly WireObject[]): readonly WireObject[] {
  return policies.flatMap((policy) => {
    const reader = new WireReader(policy);
    const id = reader.guid() ?? "";
    return LOCATIONS.flatMap(({ parameter, format }) => {
      const locations = readAs({ type: "list", of: { type: "string", format } }, reader.get(parameter) ?? null);
      const own = { Mode: reader.get("Mode") ?? null, WhenChangedUTC: reader.get("WhenChangedUTC") ?? null };
      return elementsOf(locations).map((location) => projected(own, { ...membership(id, location), parameter }));
    });
  });
}

const call = (verb: "Add" | "Remove") => (values: CanonicalRecord, resolve: ResolveReference) => {
  const policy = String(showOf(values["policy"] ?? ""));
  const given = LOCATIONS.flatMap(({ parameter, property }) => {
    const value = values[property];
    const name = value === undefined || value === null ? undefined : (removalOf(value) ?? String(showOf(value)));
    return name === undefined ? [] : [[`${verb}${parameter}`, [name]] as const];
  });
  const parameters = { Identity: resolve("CaseHoldPolicy", policy)?.id ?? policy, ...Object.fromEntries(given) };
  return [{ cmdlet: "Set-CaseHoldPolicy", parameters }];
};

const exactlyOne: CheckRule = (inputs) => {
  const given = LOCATIONS.filter(({ property }) => inputs[property] !== undefined && inputs[property] !== null);
  // What is not known yet may turn out not to be there.
  const certain = given.filter(({ property }) => !isUnknown(reveal(inputs[property] ?? null)));
  const names = LOCATIONS.map(({ property }) => property).join(", ");
  if (certain.length <= 1 && given.length >= 1) return [];
  return [{ property: certain[1]?.property ?? "", reason: `declare exactly one of ${names}` }];
};

/** Membership of one location in a case hold, for those who add custodians one by one (docs/behavior.md#rule-3). */
export const caseHoldPolicyLocation = defineKind({
  noun: "CaseHoldPolicyLocation",
  area: "ediscovery",
  synthetic: true,
  summary: "Puts one mailbox, site or the public folders under a case hold.",
  notes: [
    "For teams that add custodians one by one. The `CaseHoldPolicy` must then declare no location itself.",
    "Every change is a full synchronization of the policy; where the list is known, declare it on the policy.",
  ],
  examples: [
    example("Custodians one by one", {
      fabrikam: ["ComplianceCase", {}],
      hold: ["CaseHoldPolicy", { case: ref("fabrikam") }],
      "hold-rule": ["CaseHoldRule", { policy: ref("hold") }],
      ann: ["CaseHoldPolicyLocation", { policy: ref("hold"), exchangeLocation: "ann@contoso.com" }],
    }),
  ],
  identity: { kind: "membership" },
  cmdlets: { get: "Get-CaseHoldPolicy", create: "Set-CaseHoldPolicy", update: undefined, remove: "Set-CaseHoldPolicy" },
  parent: { noun: "CaseHoldPolicy", property: "policy" },
  states: [POLICY_STATE, ...STATES],
  rules: [exactlyOne],
  get: { DistributionDetail: true },
  project,
  calls: { create: call("Add"), remove: call("Remove") },
  lock: { kind: "parent", property: "policy", noun: "CaseHoldPolicy" },
  settle: { kind: "parent", property: "policy", noun: "CaseHoldPolicy" },
  claims: [{ topic: HELD_LOCATIONS, noun: "CaseHoldPolicy", by: ["policy"] }],
  special: { kind: "membership" },
  permissions: { roleGroups: ["eDiscovery Manager"] },
});
