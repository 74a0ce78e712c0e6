import { defineKind } from "../define";
import { example } from "../example";
import { DISPLAY_NAME, FILE_PLAN_ENTRY } from "./shared";

export const filePlanPropertyReferenceId = defineKind({
  noun: "FilePlanPropertyReferenceId",
  summary: "A reference number that a retention label may name in the file plan.",
  examples: [example("A reference id", { "r-100": ["FilePlanPropertyReferenceId", {}] })],
  fields: { DisplayName: DISPLAY_NAME },
  ...FILE_PLAN_ENTRY,
});
