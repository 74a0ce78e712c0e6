import { defineKind } from "../define";
import { example } from "../example";
import { DISPLAY_NAME, FILE_PLAN_ENTRY } from "./shared";

export const filePlanPropertyAuthority = defineKind({
  noun: "FilePlanPropertyAuthority",
  summary: "An authority that a retention label may name in the file plan.",
  examples: [example("An authority", { sec: ["FilePlanPropertyAuthority", {}] })],
  fields: { DisplayName: DISPLAY_NAME },
  ...FILE_PLAN_ENTRY,
});
