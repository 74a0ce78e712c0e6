import { defineKind } from "../define";
import { example } from "../example";
import { DISPLAY_NAME, FILE_PLAN_ENTRY } from "./shared";

export const filePlanPropertyCitation = defineKind({
  noun: "FilePlanPropertyCitation",
  summary: "A citation of the file plan: the rule or statute that asks for retention.",
  examples: [
    example("A citation", {
      "gdpr-17": [
        "FilePlanPropertyCitation",
        { citationUrl: "https://gdpr-info.eu/art-17-gdpr/", citationJurisdiction: "European Union" },
      ],
    }),
  ],
  fields: {
    DisplayName: DISPLAY_NAME,
    // The page has these two descriptions the wrong way round (docs/service/file-plan.md#citation).
    CitationUrl: { description: "Address of the text." },
    CitationJurisdiction: { description: "Jurisdiction or agency." },
  },
  ...FILE_PLAN_ENTRY,
});
