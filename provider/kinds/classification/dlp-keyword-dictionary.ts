import { defineKind } from "../define";
import { example } from "../example";
import { checkKeywords, KEYWORD_STATES } from "./keywords";

/** docs/service/classification.md#keyword-dictionary: the GUID is in `Identity`; Get is by name, or lists all. */
export const dlpKeywordDictionary = defineKind({
  noun: "DlpKeywordDictionary",
  summary: "A list of words and phrases that sensitive information types look for.",
  notes: [
    "A type of a rule package refers to it: by `dictionary` of a declared one, by its GUID as `idRef` in XML.",
    "All dictionaries of a tenant together have at most 1 MB after compression, and at most 50 types may use dictionaries.",
    "It can be removed only while no type refers to it.",
  ],
  examples: [
    example("Names of projects", {
      projects: ["DlpKeywordDictionary", { description: "Projects under embargo", keywords: ["Aurora", "Borealis"] }],
    }),
  ],
  identity: { kind: "guid", from: ["Identity", "Guid", "ImmutableId", "Id"] },
  fields: {
    Description: { description: "Free text for administrators." },
    DoNotPersistDictionary: { exclude: "an action without a state" },
    DoNotPersistKeywords: { exclude: "an action without a state" },
    FileData: { exclude: "declared as `keywords` or `fileData`" },
    MatchStyle: {
      description: "Whether terms match whole words (`word`) or anywhere (`string`). Get is not known to return it.",
    },
    Name: { description: "Unique name. Default: the resource's logical name. It can be changed." },
    Organization: { exclude: "the tenant is that of the session" },
  },
  states: KEYWORD_STATES,
  rules: [checkKeywords],
  permissions: { roleGroups: ["Compliance Administrator", "Organization Management"] },
});
