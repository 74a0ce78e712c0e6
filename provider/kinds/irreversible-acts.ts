/** What cannot be undone, by its name in `acceptIrreversible` (docs/behavior.md#rule-8). The guards, check, schema and docs read this table. */
export const IRREVERSIBLE_ACTS: { readonly [act: string]: string } = {
  CaseClose: "closing a case: its holds are released",
  ForcedDeletion: "a forced deletion: the service skips its own checks",
  LabelCoauthOff: "switching off co-authoring for labeled files: label metadata is lost",
  PreservationLock: "Preservation Lock: the policy can never again be disabled, narrowed or removed",
  PriorityCleanup: "a priority cleanup: it deletes content in spite of retention and holds",
  RegulatoryRecord: "a regulatory record label: nobody can take it off content, and the label cannot be removed",
};

export const IRREVERSIBLE_ACT_NAMES: readonly string[] = Object.keys(IRREVERSIBLE_ACTS);
