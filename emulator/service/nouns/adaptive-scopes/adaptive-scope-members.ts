import type { NounDeclaration } from "../../noun";

/** Who is in a scope: there is no directory here, so nobody; but the scope has to exist. */
export const adaptiveScopeMembers: NounDeclaration = {
  noun: "AdaptiveScopeMembers",
  verbs: {
    Get(call) {
      call.store.require("AdaptiveScope", call.text("Identity"));
      return { value: [], warnings: call.warnings };
    },
  },
};
