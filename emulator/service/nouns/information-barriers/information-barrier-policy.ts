import { badArgument, refused } from "../../faults";
import { asList, asText, fold, type JsonObject } from "../../json";
import type { FieldRule, NounDeclaration } from "../../noun";

export const policy = "InformationBarrierPolicy";
const segment = "OrganizationSegment";
const sides = ["SegmentsAllowed", "SegmentsBlocked", "SegmentAllowedFilter"] as const;

/** Every segment that a policy names, folded. */
export const namesOf = ({ AssignedSegment, SegmentsAllowed, SegmentsBlocked }: Readonly<JsonObject>): string[] =>
  [AssignedSegment ?? null, ...asList(SegmentsAllowed), ...asList(SegmentsBlocked)].map((each) => fold(asText(each)));

const segmentField: FieldRule = {
  accept: (value, { store }) => store.require(segment, asText(value)).name,
};

export const informationBarrierPolicy: NounDeclaration = {
  noun: policy,
  naming: { scenario: "InformationBarrier" },
  fields: {
    State: { initial: "Inactive" },
    AssignedSegment: segmentField,
    SegmentsAllowed: segmentField,
    SegmentsBlocked: segmentField,
  },
  create(draft, call) {
    // "A segment may have one policy" (docs/service/information-barriers.md#pairs).
    const other = call.store
      .list(policy)
      .find(({ properties }) => fold(asText(properties.AssignedSegment)) === fold(asText(draft.AssignedSegment)));
    if (other) throw refused(`The segment '${asText(draft.AssignedSegment)}' already has the policy '${other.name}'.`);
    refuseOwnSegment(draft);
  },
  update(draft, _before, call) {
    // "Allowed or blocked: exactly one. Set accepts switching between the two" (docs/service/information-barriers.md#allowed-or-blocked).
    const side = sides.find((name) => call.has(name));
    for (const name of sides) if (side && name !== side) draft[name] = name === "SegmentAllowedFilter" ? null : [];
    refuseOwnSegment(draft);
  },
  remove({ name, properties }) {
    // "A policy has to be Inactive (and applied) before it is removed" (docs/service/information-barriers.md#removal).
    if (properties.State === "Active")
      throw refused(`The policy '${name}' is active; set its state to Inactive first.`);
  },
  show(view, object) {
    view.ExoPolicyId = object.guid;
    view.Type = "InformationBarrier";
  },
};

function refuseOwnSegment(draft: Readonly<JsonObject>): void {
  const blocked = asList(draft.SegmentsBlocked).map((each) => fold(asText(each)));
  if (blocked.includes(fold(asText(draft.AssignedSegment))))
    throw badArgument("SegmentsBlocked", "A segment can't be blocked from itself.");
}
