import type { NounDeclaration } from "../../noun";
import { copyOf, refuseTwins, rowsOf, tableField, tableText, TABLES } from "./policy-config-tables";

const tables = Object.keys(TABLES);

/**
 * "`PolicyConfig` is a tenant singleton ("Settings")": its tables are read as JSON texts and replaced whole, so that what is
 * not sent again is lost (docs/service/dlp.md#policy-config).
 */
export const policyConfig: NounDeclaration = {
  noun: "PolicyConfig",
  aliases: () => ["Settings"],
  actions: ["MigrateLabelScheme", "MigrateLabelSchemeDisplayNames"],
  fields: {
    ...Object.fromEntries(
      Object.entries(TABLES).flatMap(([name, form]) => [
        [name, tableField(name, form)],
        [copyOf(name), tableField(name, form)],
      ]),
    ),
    EnableLabelCoauth: { initial: false },
    EnableSpoAipMigration: { initial: false },
    ExtendTeamsDlpPoliciesToSharePointOneDrive: { initial: false },
    ClassificationScheme: { initial: "Default" },
    InformationBarrierMode: { initial: "SingleSegment" },
    InformationBarrierPeopleSearchRestriction: { initial: "Enabled" },
    RuleErrorAction: { initial: "Ignore" },
    SenderAddressLocation: { initial: "Header" },
    DocumentIsUnsupportedSeverity: { initial: "Low" },
    ProcessingLimitExceededSeverity: { initial: "Low" },
  },
  update(draft, _before, call) {
    for (const table of tables) {
      const copy = copyOf(table);
      if (call.has(copy)) draft[table] = draft[copy] ?? null;
      delete draft[copy];
    }
    refuseTwins(draft);
  },
  show(view, { properties }) {
    view.Name = "Settings";
    for (const table of tables) {
      view[table] = tableText(table, properties[table]);
      // The same rows as tables (docs/service/dlp.md#policy-config).
      view[copyOf(table)] = rowsOf(properties[table]).map((row) => ({ ...row }));
    }
  },
};
