import { defineKind } from "../define";
import { DISPLAY_NAME, FILE_PLAN_ENTRY } from "./shared";

export const filePlanPropertyCitation = defineKind({
  noun: "FilePlanPropertyCitation",
  summary: "A citation of the file plan: the rule or statute that asks for retention.",
  fields: {
    DisplayName: DISPLAY_NAME,
    // The page has these two descriptions the wrong way round (semantics.md "Retention labels").
    CitationUrl: { description: "Address of the text." },
    CitationJurisdiction: { description: "Jurisdiction or agency." },
  },
  ...FILE_PLAN_ENTRY,
});
