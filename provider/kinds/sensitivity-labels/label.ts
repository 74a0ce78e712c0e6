import { defineKind } from "../define";
import { example, ref } from "../example";
import type { Canonical } from "../fields/canonical";
import { readAs } from "../fields/read";
import { ADVANCED_SETTINGS } from "../fields/settings";
import { CONDITIONS } from "./conditions";
import { LABEL_POSITION } from "./label-order";
import { LABEL_DESCRIPTIONS } from "./descriptions";
import { labelSetting } from "./label-actions";
import { labelNames } from "./label-names";
import { LOCALE_SETTINGS, saidTwice, unexpressedLocales } from "./locale-settings";
import { hexColors } from "./colors";
import { RIGHTS, validRights } from "./rights";
import { unexpressedActions } from "./unexpressed-actions";
import { isList } from "../../values";

const INTERNAL = "flagged as reserved for internal use by Microsoft";

const isNone = (type: Canonical): boolean => typeof type === "string" && /^none$/i.test(type.trim());

const CONTENT_TYPE = {
  type: "list",
  of: {
    type: "enum",
    values: ["File", "Email", "Site", "UnifiedGroup", "PurviewAssets", "Teamwork", "SchematizedData"],
  },
} as const;

/** docs/service/sensitivity-labels.md#required. */
export const label = defineKind({
  noun: "Label",
  summary: "A sensitivity label.",
  notes: [
    "A setting of a group (encryption, header, footer, watermark, sites and groups, meetings) counts only when the group's `…Enabled` is true or false.",
    "A label in a policy cannot be deleted. A sub-label's parent must be published too. Changes take about a day to reach people.",
    "The order of labels is declared by `priority` on each, or by one `LabelOrder` for all; not both.",
  ],
  examples: [
    example("A label that encrypts and marks, with a translation", {
      confidential: [
        "Label",
        {
          displayName: "Confidential",
          tooltip: "For people of Contoso only",
          contentType: ["File", "Email"],
          encryptionEnabled: true,
          encryptionProtectionType: "Template",
          encryptionRightsDefinitions: "contoso.com:VIEW,EDIT",
          applyContentMarkingHeaderEnabled: true,
          applyContentMarkingHeaderText: "Confidential",
          localeSettings: [{ localeKey: "DisplayName", settings: [{ key: "de-de", value: "Vertraulich" }] }],
        },
      ],
      "confidential-finance": [
        "Label",
        { displayName: "Finance", tooltip: "For the finance department", parentId: ref("confidential") },
      ],
    }),
  ],
  aliases: labelNames,
  unexpressed: (object) => [
    ...unexpressedActions(object),
    ...unexpressedLocales(object),
    ...(isNone(object.scalar("ContentType") ?? null) ? ["ContentType: None"] : []),
  ],
  rules: [saidTwice, validRights, hexColors],
  fixed: ["Name", "EncryptionAipTemplateScopes", "EncryptionTemplateId", "IsLabelGroup"],
  read: labelSetting,
  fields: {
    ...LABEL_DESCRIPTIONS,
    AdvancedSettings: {
      ...ADVANCED_SETTINGS,
      description: "Settings without a parameter of their own, by key. Only declared keys are managed.",
      example: { color: "#40e0d0" },
    },
    Conditions: CONDITIONS,
    ContentType: {
      ...LABEL_DESCRIPTIONS["ContentType"],
      // "None" comes back but is refused on write (docs/service/sensitivity-labels.md#content-type).
      read: (object) => {
        const wire = object.get("ContentType");
        if (wire === undefined) return undefined;
        const read = readAs(CONTENT_TYPE, wire);
        return isList(read) ? read.filter((type) => !isNone(type)) : read;
      },
    },
    EncryptionDoubleKeyEncryptionUrl: {
      ...LABEL_DESCRIPTIONS["EncryptionDoubleKeyEncryptionUrl"],
      // Set's parameter is marked internal, but it is the only way to change the address (docs/service/sensitivity-labels.md#double-key).
      update: { kind: "whole", parameter: "EncryptionDoubleKeyEncryptionUrl" },
    },
    EncryptionRightsDefinitions: RIGHTS,
    LabelActions: { exclude: INTERNAL },
    LocaleSettings: LOCALE_SETTINGS,
    ParentId: {
      ...LABEL_DESCRIPTIONS["ParentId"],
      reference: "Label",
      clear: { to: "switch", parameter: "RemoveParentLink" },
    },
    Priority: {
      description: "Position among the labels; a higher number is a higher priority. Sent by a Set after New.",
      clear: { to: "leave" },
      serviceFills: true,
      exclusive: true,
    },
    SiteAndGroupProtectionLevel: { exclude: INTERNAL },
  },
  get: { IncludeDetailedLabelActions: true },
  children: ["Label"],
  preventReplace: "content keeps its label only while the label exists, and a deleted label's name stays reserved",
  reservesNames: true,
  claims: [{ topic: LABEL_POSITION, noun: "Label", by: ["priority"] }],
  inUse: { refusal: "LabelIsPublishedException" },
  permissions: { roleGroups: ["Information Protection Admins", "Compliance Administrator", "Organization Management"] },
});
