import { refused } from "../../faults";
import { fold } from "../../json";
import type { NounDeclaration } from "../../noun";
import { namesOf, policy } from "./information-barrier-policy";

/** Does nothing until policies are active and applied (docs/service/information-barriers.md#application). */
export const organizationSegment: NounDeclaration = {
  noun: "OrganizationSegment",
  remove(segment, { store }) {
    const user = store.list(policy).find((each) => namesOf(each.properties).includes(fold(segment.name)));
    if (user) throw refused(`The segment '${segment.name}' is used by the policy '${user.name}'.`);
  },
  show(view, segment) {
    view.Type = "OrganizationSegment";
    view.ExoSegmentId = segment.guid;
  },
};
