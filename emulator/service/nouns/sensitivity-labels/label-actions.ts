import type { Json } from "../../../contract";
import { asText, type JsonObject } from "../../json";

interface Action {
  readonly type: string;
  readonly subType?: string;
  /** Parameter that switches the group on; null = not configured, so that there is no such action. */
  readonly enabled: string;
  /** Key of the action's settings → parameter. */
  readonly settings: Readonly<Record<string, string>>;
}

const marking = (subType: "header" | "footer", prefix: string): Action => ({
  type: "applycontentmarking",
  subType,
  enabled: `${prefix}Enabled`,
  settings: {
    alignment: `${prefix}Alignment`,
    fontcolor: `${prefix}FontColor`,
    fontname: `${prefix}FontName`,
    fontsize: `${prefix}FontSize`,
    margin: `${prefix}Margin`,
    text: `${prefix}Text`,
  },
});

/**
 * Types and keys as public clients of the cmdlets read them (docs/service/sensitivity-labels.md#label-actions); protectteams is
 * inferred.
 */
const ACTIONS: readonly Action[] = [
  marking("header", "ApplyContentMarkingHeader"),
  marking("footer", "ApplyContentMarkingFooter"),
  {
    type: "applywatermarking",
    enabled: "ApplyWaterMarkingEnabled",
    settings: {
      fontcolor: "ApplyWaterMarkingFontColor",
      fontname: "ApplyWaterMarkingFontName",
      fontsize: "ApplyWaterMarkingFontSize",
      layout: "ApplyWaterMarkingLayout",
      text: "ApplyWaterMarkingText",
    },
  },
  {
    type: "encrypt",
    enabled: "EncryptionEnabled",
    settings: {
      contentexpiredondateindaysornever: "EncryptionContentExpiredOnDateInDaysOrNever",
      donotforward: "EncryptionDoNotForward",
      doublekeyencryptionurl: "EncryptionDoubleKeyEncryptionUrl",
      encryptonly: "EncryptionEncryptOnly",
      offlineaccessdays: "EncryptionOfflineAccessDays",
      promptuser: "EncryptionPromptUser",
      protectiontype: "EncryptionProtectionType",
      rightsdefinitions: "EncryptionRightsDefinitions",
      rightsurl: "EncryptionRightsUrl",
      templateid: "EncryptionTemplateId",
    },
  },
  {
    type: "protectgroup",
    enabled: "SiteAndGroupProtectionEnabled",
    settings: {
      allowaccesstoguestusers: "SiteAndGroupProtectionAllowAccessToGuestUsers",
      allowemailfromguestusers: "SiteAndGroupProtectionAllowEmailFromGuestUsers",
      privacy: "SiteAndGroupProtectionPrivacy",
    },
  },
  {
    type: "protectsite",
    enabled: "SiteAndGroupProtectionEnabled",
    settings: {
      allowfullaccess: "SiteAndGroupProtectionAllowFullAccess",
      allowlimitedaccess: "SiteAndGroupProtectionAllowLimitedAccess",
      blockaccess: "SiteAndGroupProtectionBlockAccess",
      externalsharingcontroltype: "SiteExternalSharingControlType",
    },
  },
  {
    type: "protectteams",
    enabled: "TeamsProtectionEnabled",
    settings: {
      allowedpresenters: "TeamsAllowedPresenters",
      allowmeetingchat: "TeamsAllowMeetingChat",
      bypasslobbyfordialinusers: "TeamsBypassLobbyForDialInUsers",
      copyrestrictionenforced: "TeamsCopyRestrictionEnforced",
      endtoendencryptionenabled: "TeamsEndToEndEncryptionEnabled",
      lobbybypassscope: "TeamsLobbyBypassScope",
      recordautomatically: "TeamsRecordAutomatically",
      videowatermark: "TeamsVideoWatermark",
      whocanrecord: "TeamsWhoCanRecord",
    },
  },
];

/** What Get spreads out only with -IncludeDetailedLabelActions (its page: "expand label actions into properties"). */
export const detailProperties: readonly string[] = [
  ...new Set(ACTIONS.flatMap(({ enabled, settings }) => [enabled, ...Object.values(settings)])),
];

/**
 * `LabelActions`: JSON strings `{Type, SubType, Settings[{Key, Value}]}`, booleans and numbers as text
 * (docs/service/sensitivity-labels.md#label-actions).
 */
export const labelActions = (properties: Readonly<JsonObject>): string[] =>
  ACTIONS.flatMap((action) => {
    const enabled = properties[action.enabled];
    if (enabled !== true && enabled !== false) return [];
    const given = Object.entries(action.settings).flatMap(([key, parameter]) => {
      const text = settingValue(key, properties[parameter]);
      return text === "" ? [] : [{ Key: key, Value: text }];
    });
    const settings = [...given, { Key: "disabled", Value: enabled ? "false" : "true" }];
    return [JSON.stringify({ Type: action.type, SubType: action.subType ?? null, Settings: settings })];
  });

function settingValue(key: string, value: Json | undefined): string {
  if (typeof value === "boolean") return value ? "true" : "false";
  return key === "rightsdefinitions" ? rightsJson(asText(value)) : asText(value);
}

/** Written `identity:RIGHT,RIGHT;identity:RIGHT` (docs/service/sensitivity-labels.md#encryption-rights), read as a JSON list. */
function rightsJson(text: string): string {
  if (text === "") return "";
  const rights = text
    .split(";")
    .filter(Boolean)
    .map((part) => {
      const at = part.lastIndexOf(":");
      return { Identity: part.slice(0, at), Rights: part.slice(at + 1) };
    });
  return JSON.stringify(rights);
}
