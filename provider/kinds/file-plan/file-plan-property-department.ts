import { defineKind } from "../define";
import { DISPLAY_NAME, FILE_PLAN_ENTRY } from "./shared";

export const filePlanPropertyDepartment = defineKind({
  noun: "FilePlanPropertyDepartment",
  summary: "A department that a retention label may name in the file plan.",
  fields: { DisplayName: DISPLAY_NAME },
  ...FILE_PLAN_ENTRY,
});
