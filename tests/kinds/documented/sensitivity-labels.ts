import type { Documented } from "./types";

const texts = (localeKey: string, settings: { readonly [language: string]: string }) => ({
  localeKey,
  settings: Object.entries(settings).map(([key, value]) => ({ key, value })),
});
const wireTexts = (localeKey: string, settings: { readonly [language: string]: string }) => ({
  localeKey,
  Settings: Object.entries(settings).map(([Key, Value]) => ({ Key, Value })),
});
const NAMES = {
  "en-us": "English display name",
  "de-de": "Deutscher Anzeigename",
  "es-es": "Nombre para mostrar en Español",
};
const TIPS = {
  "en-us": "This is an example label",
  "de-de": "Dies ist ein Beispieletikett",
  "es-es": "Esta es una etiqueta de ejemplo",
};
const none = (settings: object): { readonly [language: string]: string } =>
  Object.fromEntries(Object.keys(settings).map((language) => [language, ""]));

/** Pages of sensitivity labels, their policies, and adaptive scopes. */
export const SENSITIVITY_LABELS: readonly Documented[] = [
  {
    from: "New-Label, 1 (with the tooltip that the page says is required)",
    noun: "Label",
    declared: { name: "New Label", displayName: "My New label", tooltip: "A label" },
    cmdlet: "New-Label",
    parameters: { Name: "New Label", DisplayName: "My New label", Tooltip: "A label" },
  },
  {
    from: "Set-Label, 1",
    noun: "Label",
    before: { name: "Label1", displayName: "Label 1", tooltip: "One" },
    declared: {
      name: "Label1",
      displayName: "Label 1",
      tooltip: "One",
      localeSettings: [texts("DisplayName", NAMES), texts("tooltip", TIPS)],
    },
    cmdlet: "Set-Label",
    parameters: { Identity: "Label1", LocaleSettings: [wireTexts("DisplayName", NAMES), wireTexts("tooltip", TIPS)] },
  },
  {
    from: "Set-Label, 2",
    noun: "Label",
    before: {
      name: "Label2",
      displayName: "Label 2",
      tooltip: "Two",
      localeSettings: [texts("DisplayName", NAMES), texts("tooltip", TIPS)],
    },
    declared: { name: "Label2", displayName: "Label 2", tooltip: "Two" },
    cmdlet: "Set-Label",
    parameters: {
      Identity: "Label2",
      LocaleSettings: [wireTexts("DisplayName", none(NAMES)), wireTexts("Tooltip", none(TIPS))],
    },
  },
  {
    from: "New-LabelPolicy, 1",
    noun: "LabelPolicy",
    declared: { name: "Research and Development", labels: ["R and D", "R and D Management"] },
    cmdlet: "New-LabelPolicy",
    parameters: { Name: "Research and Development", Labels: ["R and D", "R and D Management"] },
  },
  {
    from: "Set-LabelPolicy, 1",
    noun: "LabelPolicy",
    before: { name: "Global Policy", labels: ["R and D"] },
    declared: { name: "Global Policy", labels: ["R and D"], advancedSettings: { EnableCustomPermissions: "False" } },
    cmdlet: "Set-LabelPolicy",
    parameters: { Identity: "Global Policy", AdvancedSettings: { EnableCustomPermissions: "False" } },
  },
  {
    from: "New-AdaptiveScope, 1",
    noun: "AdaptiveScope",
    declared: {
      name: "Project X",
      locationType: "User",
      filterConditions: {
        conditions: [
          {
            conditions: [
              { value: "US", operator: "Equals", name: "CountryOrRegion" },
              { value: "Canada", operator: "Equals", name: "CountryOrRegion" },
            ],
            conjunction: "Or",
          },
          { value: "Finance", operator: "Equals", name: "Department" },
        ],
        conjunction: "And",
      },
    },
    cmdlet: "New-AdaptiveScope",
    parameters: {
      Name: "Project X",
      LocationType: "User",
      FilterConditions: {
        Conditions: [
          {
            Conditions: [
              { Value: "US", Operator: "Equals", Name: "CountryOrRegion" },
              { Value: "Canada", Operator: "Equals", Name: "CountryOrRegion" },
            ],
            Conjunction: "Or",
          },
          { Value: "Finance", Operator: "Equals", Name: "Department" },
        ],
        Conjunction: "And",
      },
    },
  },
  {
    from: "Set-AdaptiveScope, 1",
    noun: "AdaptiveScope",
    before: {
      name: "Project Y",
      locationType: "User",
      filterConditions: {
        conditions: [{ name: "City", operator: "Equals", value: "Berlin" }],
        conjunction: "And",
      },
    },
    declared: {
      name: "Project Y",
      locationType: "User",
      filterConditions: {
        conditions: [{ value: "Redmond", operator: "Equals", name: "City" }],
        conjunction: "And",
      },
    },
    cmdlet: "Set-AdaptiveScope",
    parameters: {
      Identity: "Project Y",
      FilterConditions: {
        Conditions: [{ Value: "Redmond", Operator: "Equals", Name: "City" }],
        Conjunction: "And",
      },
    },
  },
];
