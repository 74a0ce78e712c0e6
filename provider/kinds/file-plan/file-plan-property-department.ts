import { defineKind } from "../define";
import { example } from "../example";
import { DISPLAY_NAME, FILE_PLAN_ENTRY } from "./shared";

export const filePlanPropertyDepartment = defineKind({
  noun: "FilePlanPropertyDepartment",
  summary: "A department that a retention label may name in the file plan.",
  examples: [example("A department", { legal: ["FilePlanPropertyDepartment", { displayName: "Legal department" }] })],
  fields: { DisplayName: DISPLAY_NAME },
  ...FILE_PLAN_ENTRY,
});
