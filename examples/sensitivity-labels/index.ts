import * as purview from "pulumi-purview";

const general = new purview.sensitivitylabels.Label("general", {
  displayName: "General",
  tooltip: "Business data that is not meant for the public",
  contentType: ["File", "Email"],
  localeSettings: [
    {
      localeKey: "displayName",
      settings: [
        { key: "de-de", value: "Allgemein" },
        { key: "fr-fr", value: "Général" },
      ],
    },
  ],
});

const confidential = new purview.sensitivitylabels.Label("confidential", {
  displayName: "Confidential",
  tooltip: "Would harm us if it became known",
  contentType: ["File", "Email"],
});

// A sub-label with encryption and a marking in the header.
const confidentialFinance = new purview.sensitivitylabels.Label("confidential-finance", {
  displayName: "Finance",
  tooltip: "For the finance department only",
  parentId: confidential,
  contentType: ["File", "Email"],
  encryptionEnabled: true,
  encryptionProtectionType: "Template",
  encryptionRightsDefinitions: "finance@contoso.com:VIEW,EDIT,PRINT",
  encryptionOfflineAccessDays: 7,
  encryptionContentExpiredOnDateInDaysOrNever: "Never",
  applyContentMarkingHeaderEnabled: true,
  applyContentMarkingHeaderText: "Confidential: finance",
  applyContentMarkingHeaderAlignment: "Center",
  applyContentMarkingHeaderFontSize: 10,
});

new purview.sensitivitylabels.LabelPolicy("Everybody", {
  comment: "Labels of the whole company",
  labels: [general, confidential, confidentialFinance],
  exchangeLocation: ["All"],
  advancedSettings: { mandatory: "true", requiredowngradejustification: "true" },
});
