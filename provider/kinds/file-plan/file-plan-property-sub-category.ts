import { defineKind } from "../define";
import { example, ref } from "../example";
import { DISPLAY_NAME, FILE_PLAN_ENTRY } from "./shared";

export const filePlanPropertySubCategory = defineKind({
  noun: "FilePlanPropertySubCategory",
  summary: "A sub-category of the file plan, below a category.",
  examples: [
    example("A sub-category", {
      finance: ["FilePlanPropertyCategory", {}],
      invoices: ["FilePlanPropertySubCategory", { parentId: ref("finance") }],
    }),
  ],
  parent: { noun: "FilePlanPropertyCategory", property: "parentId" },
  fixed: ["Name", "ParentId"],
  fields: {
    DisplayName: DISPLAY_NAME,
    ParentId: { description: "The `FilePlanPropertyCategory` that it belongs to.", from: ["ParentId", "Parent"] },
  },
  ...FILE_PLAN_ENTRY,
});
