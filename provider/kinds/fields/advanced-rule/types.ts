import type { ObjectType } from "../../value-type";
import { CONDITION } from "./conditions";
import { treeOfText } from "./read";

/** The whole rule: a condition, or the JSON text of an export. */
export const ADVANCED_RULE: ObjectType = {
  type: "object",
  name: CONDITION.name,
  anyCase: true,
  get fields() {
    return CONDITION.fields;
  },
  fromText: treeOfText,
};
