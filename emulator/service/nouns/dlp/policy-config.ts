import { asList } from "../../json";
import type { NounDeclaration } from "../../noun";

/** Tables that read back as one JSON text: "a JSON array of setting/value pairs" (docs/service/dlp.md#policy-config). */
const jsonTexts = [
  "DlpAppGroups",
  "DlpExtensionGroups",
  "DlpNetworkShareGroups",
  "DlpPrinterGroups",
  "DlpRemovableMediaGroups",
  "EndpointDlpGlobalSettings",
  "SiteGroups",
] as const;

/** Older spellings of the same parameters. */
const copies: readonly (readonly [copy: string, property: string])[] = [
  ["DlpAppGroupsPsws", "DlpAppGroups"],
  ["EndpointDlpGlobalSettingsPsws", "EndpointDlpGlobalSettings"],
  ["SiteGroupsPsws", "SiteGroups"],
];

/** "`PolicyConfig` is a tenant singleton ("Settings")" (docs/service/dlp.md#policy-config). */
export const policyConfig: NounDeclaration = {
  noun: "PolicyConfig",
  actions: ["MigrateLabelScheme", "MigrateLabelSchemeDisplayNames"],
  fields: {
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
    for (const [copy, property] of copies) {
      if (call.has(copy)) draft[property] = draft[copy] ?? null;
      delete draft[copy];
    }
  },
  show(view) {
    view.Name = "Settings";
    for (const name of jsonTexts) {
      const stored = view[name];
      if (typeof stored === "string" || stored === null || stored === undefined) continue;
      view[name] = Array.isArray(stored) && stored.length === 0 ? null : JSON.stringify(asList(stored));
    }
    for (const [copy] of copies) delete view[copy];
  },
};
