import * as purview from "pulumi-purview";

// Names of projects under embargo: too many for a rule package, and changed by other people.
const projects = new purview.classification.DlpKeywordDictionary("Projects under embargo", {
  description: "Owner: communications",
  keywords: ["Aurora", "Borealis", "Cirrus"],
});

// Types of our own. Rules and labels refer to them by name; their GUIDs are the same in every tenant.
new purview.classification.DlpSensitiveInformationTypeRulePackage("contoso-types", {
  rulePackage: {
    name: "Contoso types",
    publisher: "Contoso",
    sensitiveInformationTypes: [
      {
        name: "Contoso employee number",
        description: "E- and six digits, surer near words that belong to it",
        patterns: [
          { confidence: 85, regex: "\\bE-\\d{6}\\b", keywords: ["employee", "badge", "staff"] },
          { confidence: 65, regex: "\\bE-\\d{6}\\b" },
        ],
      },
      {
        name: "Contoso project under embargo",
        patterns: [{ confidence: 75, primary: { dictionary: projects } }],
      },
    ],
  },
});

// Somebody takes a lot with them.
new purview.alerts.ProtectionAlert("Mass download", {
  category: "DataGovernance",
  threatType: "Activity",
  operation: ["FileDownloaded"],
  aggregationType: "SimpleAggregation",
  alertBy: ["User"],
  threshold: 100,
  timeWindow: 120,
  severity: "High",
  notifyUser: ["security@contoso.com"],
});

// What devices watch. Settings and groups that are not declared here stay as they are.
new purview.dlp.PolicyConfig("settings", {
  endpointDlpGlobalSettings: { advancedClassificationEnabled: true, pathExclusion: ["C:\\Build\\*"] },
  dlpAppGroups: [{ name: "Archivers", apps: [{ name: "7-Zip", executableName: "7z.exe" }] }],
  dlpNetworkShareGroups: [{ name: "Finance", networkPaths: ["\\\\files\\finance"] }],
});
