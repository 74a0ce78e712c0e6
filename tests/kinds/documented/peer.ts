import type { Plain } from "../../../provider/values";
import type { Documented } from "./types";

const MARKING: { readonly [property: string]: Plain } = {
  applyContentMarkingFooterAlignment: "Center",
  applyContentMarkingFooterEnabled: true,
  applyContentMarkingFooterFontColor: "#FF0000",
  applyContentMarkingFooterFontSize: 10,
  applyContentMarkingFooterMargin: 15,
  applyContentMarkingFooterText: "Demo footer text",
  applyContentMarkingHeaderAlignment: "Center",
  applyContentMarkingHeaderEnabled: true,
  applyContentMarkingHeaderFontColor: "#FF0000",
  applyContentMarkingHeaderFontSize: 10,
  applyContentMarkingHeaderMargin: 15,
  applyContentMarkingHeaderText: "demo header text",
  applyWaterMarkingEnabled: true,
  applyWaterMarkingFontColor: "#FF0000",
  applyWaterMarkingFontSize: 10,
  applyWaterMarkingLayout: "Diagonal",
  applyWaterMarkingText: "demo watermark",
  siteAndGroupProtectionAllowAccessToGuestUsers: true,
  siteAndGroupProtectionAllowEmailFromGuestUsers: true,
  siteAndGroupProtectionAllowFullAccess: true,
  siteAndGroupProtectionAllowLimitedAccess: true,
  siteAndGroupProtectionBlockAccess: true,
  siteAndGroupProtectionEnabled: true,
  siteAndGroupProtectionPrivacy: "Private",
};

const parameter = (property: string): string => property.charAt(0).toUpperCase() + property.slice(1);
const asParameters = (properties: { readonly [property: string]: Plain }): { readonly [parameter: string]: Plain } =>
  Object.fromEntries(Object.entries(properties).map(([property, value]) => [parameter(property), value]));

const LOCALES = [
  {
    localeKey: "DisplayName",
    settings: [
      { key: "en-us", value: "English Display Names" },
      { key: "fr-fr", value: "Nom da'ffichage francais" },
    ],
  },
  {
    localeKey: "StopColor",
    settings: [
      { key: "en-us", value: "RedGreen" },
      { key: "fr-fr", value: "Rouge" },
    ],
  },
];

/** What the tool makes of its auto-labeling settings. */
const CONDITIONS = {
  And: [
    {
      Or: [
        {
          Key: "CCSI",
          Value: "cb353f78-2b72-4c3c-8827-92ebe4f69fdf",
          Properties: null,
          Settings: [
            { Key: "name", Value: "ABA Routing Number" },
            { Key: "confidencelevel", Value: "High" },
            { Key: "mincount", Value: "1" },
            { Key: "groupname", Value: "Group1" },
            { Key: "policytip", Value: "My Perfect Test Tip!" },
            { Key: "autoapplytype", Value: "Recommend" },
          ],
        },
      ],
    },
  ],
};

const one = (noun: string, declared: Documented["declared"], parameters?: Documented["parameters"]): Documented => ({
  from: `${noun} ${typeof declared["name"] === "string" ? declared["name"] : ""}`,
  noun,
  declared,
  cmdlet: `New-${noun}`,
  parameters: parameters ?? asParameters(declared as { readonly [property: string]: Plain }),
});

/**
 * Example configurations of the best known tool for this job (Microsoft365DSC, October 2024), property by property. Two of its
 * values are not what Microsoft's pages allow: margins of 5 points (at least 15), an audit policy without record types and users.
 */
export const PEER: readonly Documented[] = [
  one("RetentionCompliancePolicy", {
    name: "MyPolicy",
    comment: "Test Policy",
    sharePointLocation: ["https://contoso.sharepoint.com/sites/demo"],
  }),
  one("RetentionComplianceRule", {
    name: "DemoRule2",
    policy: "ContosoPolicy",
    comment: "This is a Demo Rule",
    retentionComplianceAction: "Keep",
    retentionDuration: "Unlimited",
  }),
  one(
    "ComplianceTag",
    {
      name: "DemoTag",
      comment: "This is a Demo Tag",
      retentionAction: "Keep",
      retentionDuration: "1025",
      retentionType: "ModificationAgeInDays",
      filePlanProperty: {
        department: "DemoDept",
        citation: "DemoCit",
        referenceId: "DemoRef",
        authority: "DemoAuth",
        category: "DemoCat",
        subCategory: "DemoSub",
      },
    },
    {
      Name: "DemoTag",
      Comment: "This is a Demo Tag",
      RetentionAction: "Keep",
      RetentionDuration: 1025,
      RetentionType: "ModificationAgeInDays",
      FilePlanProperty: {
        Settings: [
          { Key: "FilePlanPropertyAuthority", Value: "DemoAuth" },
          { Key: "FilePlanPropertyCategory", Value: "DemoCat" },
          { Key: "FilePlanPropertySubcategory", Value: "DemoSub" },
          { Key: "FilePlanPropertyCitation", Value: "DemoCit" },
          { Key: "FilePlanPropertyDepartment", Value: "DemoDept" },
          { Key: "FilePlanPropertyReferenceId", Value: "DemoRef" },
        ],
      },
    },
  ),
  one("ComplianceRetentionEventType", { name: "DemoEventType", comment: "Demo event comment" }),
  one("FilePlanPropertyAuthority", { name: "My Authority" }),
  one("FilePlanPropertyCategory", { name: "My Category" }),
  one("FilePlanPropertyDepartment", { name: "Demo Department" }),
  one("FilePlanPropertyReferenceId", { name: "My Reference ID" }),
  one("FilePlanPropertyCitation", {
    name: "Demo Citation",
    citationUrl: "https://contoso.com",
    citationJurisdiction: "Federal",
  }),
  one("FilePlanPropertySubCategory", { name: "My Sub-Category", parentId: "DemoCat" }),
  {
    ...one("RecordReviewNotificationTemplateConfig", {
      customizedNotificationDataString: "This is my Notification Message",
      customizedReminderDataString: "This is my reminder message",
      isCustomizedNotificationTemplate: true,
      isCustomizedReminderTemplate: true,
    }),
    cmdlet: "Set-RecordReviewNotificationTemplateConfig",
  },
  one(
    "Label",
    {
      ...MARKING,
      name: "DemoLabel",
      comment: "Demo Label comment",
      tooltip: "Demo tool tip",
      displayName: "Demo Label",
      localeSettings: LOCALES,
      advancedSettings: { AllowedLevel: ["Sensitive", "Classified"], LabelStatus: "Enabled" },
      parentId: "Personal",
    },
    {
      ...asParameters(MARKING),
      Name: "DemoLabel",
      Comment: "Demo Label comment",
      Tooltip: "Demo tool tip",
      DisplayName: "Demo Label",
      LocaleSettings: LOCALES.map(({ localeKey, settings }) => ({
        localeKey,
        Settings: settings.map(({ key, value }) => ({ Key: key, Value: value })),
      })),
      AdvancedSettings: { AllowedLevel: "Sensitive,Classified", LabelStatus: "Enabled" },
      ParentId: "Personal",
    },
  ),
  {
    ...one("Label", {}),
    from: "Label DemoLabel, updated with auto-labeling settings",
    before: { name: "DemoLabel 2", tooltip: "Demo tool tip", displayName: "Demo Label 2" },
    declared: { name: "DemoLabel 2", tooltip: "Demo tool tip", displayName: "Demo Label 2", conditions: CONDITIONS },
    cmdlet: "Set-Label",
    parameters: { Identity: "DemoLabel 2", Conditions: [CONDITIONS] },
  },
  one("LabelPolicy", {
    name: "DemoLabelPolicy",
    comment: "Demo Label policy comment",
    labels: ["Personal", "General"],
    exchangeLocation: ["All"],
    advancedSettings: { AllowedLevel: "Sensitive,Classified", LabelStatus: "Enabled" },
  }),
  one("UnifiedAuditLogRetentionPolicy", {
    name: "Test Policy",
    priority: 1,
    retentionDuration: "SevenDays",
    recordTypes: ["MicrosoftTeams"],
  }),
  // The example says no threat type, which New requires.
  one("ProtectionAlert", {
    aggregationType: "None",
    category: "ThreatManagement",
    comment: "User has been detected as sending suspicious messages -V1.0.0.1",
    disabled: false,
    name: "Custom Suspicious email sending patterns detected",
    notificationEnabled: true,
    notifyUser: ["admin@contoso.com"],
    notifyUserOnFilterMatch: false,
    operation: ["CompromisedWarningAccount"],
    severity: "Medium",
    threatType: "Activity",
  }),
  one("CaseHoldPolicy", {
    name: "Demo Hold",
    case: "Test Case",
    exchangeLocation: ["DemoGroup@contoso.onmicrosoft.com"],
    publicFolderLocation: ["All"],
    comment: "This is a demo",
    enabled: true,
  }),
  one("CaseHoldRule", {
    name: "My Rule",
    policy: "My Policy",
    comment: "This is a demo rule",
    disabled: false,
    contentMatchQuery: "filename:2016 budget filetype:xlsx",
  }),
  one(
    "ComplianceCase",
    { name: "MyCase", description: "MyPolicy", status: "Active" },
    { Name: "MyCase", Description: "MyPolicy" },
  ),
];
