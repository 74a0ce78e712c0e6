import type { FieldOverlay } from "../define";
import { showOf } from "../fields/canonical";
import { HEADERS, restrictions, table } from "./hashtables";

/** What is off unless somebody switches it on. */
const OFF: FieldOverlay = { default: false };

const withoutBlanks = (value: unknown): string =>
  String(value ?? "")
    .replaceAll(/\s/g, "")
    .toLowerCase();

/** Actions and notifications of a rule that the catalogue alone does not tell. */
export const RULE_ACTIONS: { readonly [parameter: string]: FieldOverlay } = {
  AddRecipients: table(
    "Recipients to add to the message: `AddToRecipients`, `CopyTo`, `BlindCopyTo` or `AddManagerAsRecipientType`.",
  ),
  AlertProperties: table("How alerts are aggregated, by name: `AggregationType`, `Threshold`, `TimeWindow` …", {
    serviceFills: { with: { AggregationType: "None" } },
  }),
  ApplyHtmlDisclaimer: table(
    "Disclaimer to add: `Text`, `Location` (`Append` or `Prepend`), `FallbackAction` (`Wrap`, `Ignore`, `Reject`).",
  ),
  AttachmentIsNotLabeled: OFF,
  BlockAccess: { description: "Blocks access to what matches; `blockAccessScope` says for whom." },
  ContentIsNotLabeled: OFF,
  EndpointDlpBrowserRestrictions: restrictions(
    "EndpointDlpBrowserRestrictions",
    "Restrictions of browsers on devices. Known from the service's own catalogue only.",
  ),
  EndpointDlpRestrictions: restrictions(
    "EndpointDlpRestrictions",
    "What people can do with such content on their devices: a list of `setting` and `value` (`Audit`, `Block`, `Ignore`, `Warn`). `Block` and `Warn` need `notifyUser`.",
    [{ setting: "Print", value: "Block" }],
  ),
  EnforcePortalAccess: { serviceFills: { with: true } },
  EvaluateRulePerComponent: OFF,
  GenerateAlert: {
    description: "Who gets an alert: `SiteAdmin`, mail addresses, or `true` for the alert without mail.",
  },
  MessageIsNotLabeled: OFF,
  MipRestrictAccess: restrictions(
    "MipRestrictAccess",
    "Encryption and rights that are applied, as settings with values.",
  ),
  Moderate: table(
    "Who must approve the message: `ModerateMessageByManager`, or `ModerateMessageByUser` with addresses.",
  ),
  ModifySubject: table(
    "Change of the subject: `Patterns`, `SubjectText`, `ReplaceStrategy` (`Replace`, `Append`, `Prepend`).",
  ),
  MoveToQuarantineLocation: { ...OFF, from: ["MoveToQuarantineLocation", "SPMoveToQuarantineLocation"] },
  NotifyEmailExchangeIncludeAttachment: { serviceFills: { with: true } },
  NotifyEmailOnedriveRemediationActions: { serviceFills: { with: "NotSet" } },
  NotifyOverrideRequirements: { serviceFills: { with: "None" } },
  NotifyUserType: {
    serviceFills: { with: "NotSet" },
    same: (a, b) => withoutBlanks(showOf(a)) === withoutBlanks(showOf(b)),
  },
  OnPremisesScannerDlpRestrictions: restrictions(
    "OnPremisesScannerDlpRestrictions",
    "What the on-premises scanner does with such files, as settings with values.",
  ),
  PowerBIDlpRestrictions: restrictions(
    "PowerBIDlpRestrictions",
    "Restrictions in Power BI, as settings with values. Known from the service's own catalogue only.",
  ),
  Quarantine: OFF,
  RemoveRMSTemplate: OFF,
  RestrictAccess: restrictions(
    "RestrictAccess",
    "Restrictions of applications, as settings with values: `ExcludeContentProcessing` keeps Copilot from reading, `UploadText` people from sending.",
    [{ setting: "ExcludeContentProcessing", value: "Block" }],
  ),
  RestrictBrowserAccess: OFF,
  SetHeader: HEADERS,
  SharepointBlockDomains: { from: ["SharepointBlockDomains", "BlockDomains"] },
  SharepointBlockDomainsExcept: { from: ["SharepointBlockDomainsExcept", "BlockDomainsExcept"] },
  SharepointBlockDomainsOrUsers: { ...OFF, from: ["SharepointBlockDomainsOrUsers", "BlockDomainsOrUsers"] },
  SharepointBlockUsers: { from: ["SharepointBlockUsers", "BlockUsers"] },
  SharepointBlockUsersExcept: { from: ["SharepointBlockUsersExcept", "BlockUsersExcept"] },
  SharepointMoveToQuarantineLocation: {
    ...OFF,
    from: ["SharepointMoveToQuarantineLocation", "SPMoveToQuarantineLocation"],
  },
  StopPolicyProcessing: OFF,
  ThirdPartyAppDlpRestrictions: restrictions(
    "ThirdPartyAppDlpRestrictions",
    "Restrictions of other clouds' applications, as settings with values. Known from the service's own catalogue only.",
  ),
};
