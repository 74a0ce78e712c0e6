import { defineKind } from "../define";
import { example } from "../example";
import { completeConditions, FILTER_CONDITIONS } from "./filter";

/** docs/service/adaptive-scopes.md#set-needs-filter: each Set needs a filter, a raw query or an administrative unit. */
export const adaptiveScope = defineKind({
  noun: "AdaptiveScope",
  summary: "A set of users, groups or sites that is found by a query and kept up to date.",
  notes: [
    "Declare `filterConditions` or `rawQuery`, not both.",
    "Membership takes days to fill. A query may have 10,000 characters, 200 attributes and three levels.",
  ],
  examples: [
    example("Users of one city, by filter and by query", {
      redmond: [
        "AdaptiveScope",
        {
          locationType: "User",
          filterConditions: {
            conditions: [{ name: "City", operator: "Equals", value: "Redmond" }],
            conjunction: "And",
          },
        },
      ],
      projects: ["AdaptiveScope", { locationType: "Site", rawQuery: "SiteTitle:Project*" }],
    }),
  ],
  fixed: ["Name", "LocationType"],
  rules: [completeConditions],
  fields: {
    AdministrativeUnit: { description: "Entra object id of the administrative unit that the scope belongs to." },
    FilterConditions: FILTER_CONDITIONS,
    // `Unknown` is a member of the enum that New refuses.
    LocationType: {
      type: { type: "enum", values: ["User", "Group", "Site"] },
      description: "Whether the scope holds users, groups or sites.",
    },
    RawQuery: {
      description: "The query itself: OPATH for users and groups, KQL-like for sites.",
      companion: "onDemand",
      clear: { to: "replacedBy", property: "filterConditions" },
    },
    EnabledStates: { description: "Account states that are included. Known from the service's own catalogue only." },
    LinkedRecipientEnabledStates: {
      description: "States of linked recipients. Known from the service's own catalogue only.",
    },
    UseKql: { description: "Whether `rawQuery` is KQL. Known from the service's own catalogue only." },
  },
});
