import { defineKind } from "../define";
import { DISPLAY_NAME, FILE_PLAN_ENTRY } from "./shared";

export const filePlanPropertyReferenceId = defineKind({
  noun: "FilePlanPropertyReferenceId",
  summary: "A reference number that a retention label may name in the file plan.",
  fields: { DisplayName: DISPLAY_NAME },
  ...FILE_PLAN_ENTRY,
});
