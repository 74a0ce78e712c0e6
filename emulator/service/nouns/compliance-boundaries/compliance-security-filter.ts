import { allStandsAlone } from "../../faults";
import { asList, asText, fold } from "../../json";
import type { NounDeclaration } from "../../noun";

/**
 * Named by -FilterName on every cmdlet; `Users` replaces the list, and All stands alone in it
 * (docs/service/ediscovery.md#security-filter).
 */
export const complianceSecurityFilter: NounDeclaration = {
  noun: "ComplianceSecurityFilter",
  family: "object",
  fields: {
    Users: {
      check(users) {
        if (users.length > 1 && users.some((user) => fold(asText(user)) === "all")) throw allStandsAlone("Users");
      },
    },
  },
  lists({ properties }, call) {
    const user = fold(call.text("User"));
    const users = asList(properties.Users).map((each) => fold(asText(each)));
    const action = fold(call.text("Action"));
    return (user === "" || users.includes(user)) && (action === "" || fold(asText(properties.Action)) === action);
  },
};
