import type { ExampleValue } from "../kind";
import { ref } from "../example";

export const NOTES: readonly string[] = [
  "Prefer the resource of the noun where there is one: it checks, compares and warns better.",
  "The guards for irreversible acts see these parameters too.",
  "docs/generic-object.md shows three nouns end to end: what is sent, compared, imported and removed.",
];

interface ObjectExample {
  readonly title: string;
  readonly resources: {
    readonly [name: string]: readonly [noun: string, properties: { readonly [property: string]: ExampleValue }];
  };
}

export const EXAMPLES: readonly ObjectExample[] = [
  {
    title: "A segment of people, and a policy that keeps two segments apart",
    resources: {
      research: [
        "Object",
        { noun: "OrganizationSegment", parameters: { UserGroupFilter: "Department -eq 'Research'" } },
      ],
      sales: ["Object", { noun: "OrganizationSegment", parameters: { UserGroupFilter: "Department -eq 'Sales'" } }],
      apart: [
        "Object",
        {
          noun: "InformationBarrierPolicy",
          parameters: {
            AssignedSegment: ref("research"),
            SegmentsBlocked: [ref("sales")],
            State: "Inactive",
          },
        },
      ],
    },
  },
  {
    title: "A filter of what people may search, which is named by another parameter",
    resources: {
      onlySwitzerland: [
        "Object",
        {
          noun: "ComplianceSecurityFilter",
          name: "Only Switzerland",
          parameters: {
            Action: "All",
            Users: ["ann@contoso.com"],
            Filters: ["Mailbox_CountryOrRegion -eq 'Switzerland'"],
          },
        },
      ],
    },
  },
  {
    title: "An object whose list has to be asked for by a parameter",
    resources: {
      collection: [
        "Object",
        {
          noun: "FeatureConfiguration",
          name: "Prompts and responses",
          parameters: {
            FeatureScenario: "KnowYourData",
            Mode: "Enable",
            ScenarioConfig: '{"Activities":["UploadText","DownloadText"],"EnforcementPlanes":["Entra"]}',
          },
          readParameters: { FeatureScenario: "KnowYourData" },
        },
      ],
    },
  },
];
