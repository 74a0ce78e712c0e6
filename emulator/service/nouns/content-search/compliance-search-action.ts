import { refused } from "../../faults";
import { asList, asText } from "../../json";
import type { NounDeclaration } from "../../noun";
import { search, statusOf } from "./compliance-search";

const kinds = ["Export", "Preview", "Purge"] as const;

/** What is done with the result of a search, named after both (`<search>_Preview`). */
export const complianceSearchAction: NounDeclaration = {
  noun: "ComplianceSearchAction",
  family: "object",
  naming: {
    generate: (call) => {
      const kind = kinds.find((each) => call.flag(each)) ?? "Preview";
      return call.text("ActionName") || `${asList(call.get("SearchName")).map(asText).join("_")}_${kind}`;
    },
  },
  parent: { noun: search, parameter: "SearchName" },
  identity: ({ name }) => name,
  create(draft, { parent, now }) {
    if (parent && statusOf(parent, now) !== "Completed")
      throw refused(`The search '${parent.name}' hasn't completed, so nothing can be done with its result.`);
    // "Action results: one `Key: value; Key: value` string" (docs/service/ediscovery.md#search-action).
    draft.Results = "Location: All; Item count: 0; Total size: 0";
    draft.Status = "Completed";
  },
  lists: (action, call) => {
    const wanted = kinds.filter((each) => call.flag(each));
    return wanted.length === 0 || wanted.some((each) => action.properties[each] === true);
  },
  show(view, action) {
    view.Action = kinds.find((each) => action.properties[each] === true) ?? "Preview";
    view.SearchName = action.parent === undefined ? null : asText(view.Name).replace(/_[^_]*$/, "");
  },
};
