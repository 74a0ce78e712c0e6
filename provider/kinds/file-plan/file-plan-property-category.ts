import { defineKind } from "../define";
import { example } from "../example";
import { DISPLAY_NAME, FILE_PLAN_ENTRY } from "./shared";

export const filePlanPropertyCategory = defineKind({
  noun: "FilePlanPropertyCategory",
  summary: "A category of the file plan.",
  examples: [example("A category", { finance: ["FilePlanPropertyCategory", {}] })],
  fields: { DisplayName: DISPLAY_NAME },
  ...FILE_PLAN_ENTRY,
});
