import { defineKind } from "../define";
import { DISPLAY_NAME, FILE_PLAN_ENTRY } from "./shared";

export const filePlanPropertyCategory = defineKind({
  noun: "FilePlanPropertyCategory",
  summary: "A category of the file plan.",
  fields: { DisplayName: DISPLAY_NAME },
  ...FILE_PLAN_ENTRY,
});
