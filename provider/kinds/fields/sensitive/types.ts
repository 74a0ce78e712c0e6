import type { CountType, ListType, ObjectField, ObjectType } from "../../value-type";

/** As PowerShell's hashtables have them: counts and confidence may be texts, and -1 is as good as the word. */
const MATCHES: CountType = { type: "duration", word: "Any", min: -1, unit: "matches" };
const PERCENT: CountType = { type: "duration", word: "Any", min: -1, unit: "percent" };
const OPERATOR = { type: "enum", values: ["And", "Or"] } as const;

/** A classifier type that is none of the tenant's sensitive information types: the list of types does not know its name. */
const isClassifier = (value: { readonly [key: string]: unknown }): boolean => {
  const type = Object.entries(value).find(([key]) => key.toLowerCase() === "classifiertype")?.[1];
  return typeof type === "string" && !/^(content|)$/i.test(type);
};

const has = (value: { readonly [key: string]: unknown }, name: string): boolean =>
  Object.entries(value).some(([key, item]) => key.toLowerCase() === name && item !== null && item !== "");

/** One of the two is looked up: a name next to an id may be an old one. */
const nameOrId = (value: { readonly [key: string]: unknown }): readonly string[] =>
  isClassifier(value) ? [] : has(value, "id") ? ["id"] : ["name"];

/** Only sensitivity labels are labels of `Get-Label`. */
const labelNameOrId = (value: { readonly [key: string]: unknown }): readonly string[] => {
  const type = Object.entries(value).find(([key]) => key.toLowerCase() === "type")?.[1];
  return typeof type === "string" && !/^(sensitivity|)$/i.test(type) ? [] : has(value, "id") ? ["id"] : ["name"];
};

const TYPE = {
  type: "string",
  format: "name",
  reference: { noun: "DlpSensitiveInformationType", send: "name" },
} as const;
const LABEL = { type: "string", format: "name", reference: { noun: "Label", send: "id" } } as const;

const TYPE_FIELDS: readonly ObjectField[] = [
  {
    property: "name",
    type: TYPE,
    description: "The sensitive information type: its name (in any of its languages), its GUID, or a resource.",
  },
  { property: "id", type: TYPE, description: "Its GUID, in addition to the name or in its place." },
  { property: "mincount", type: MATCHES, description: "At least so many different matches. Default: 1." },
  { property: "maxcount", type: MATCHES, description: 'At most so many; `-1` or `"Any"` (default): no limit.' },
  {
    property: "confidencelevel",
    type: { type: "enum", values: ["Low", "Medium", "High"], open: true },
    description: "How sure a match must be; `minconfidence` says it as a number.",
  },
  {
    property: "minconfidence",
    type: PERCENT,
    description: "Lowest confidence of a match: 65 is low, 75 medium, 85 high.",
  },
  { property: "maxconfidence", type: PERCENT, description: "Highest confidence of a match. Default: 100." },
  {
    property: "classifiertype",
    type: { type: "string", format: "name" },
    description: "`MLModel` for a trainable classifier, which goes by `name` and `id`. Default: `Content`.",
  },
];

/** A sensitive information type in a condition. */
export const SENSITIVE_TYPE: ObjectType = {
  type: "object",
  name: "SensitiveType",
  anyCase: true,
  fields: TYPE_FIELDS,
  lookedUp: nameOrId,
};

export const SENSITIVE_LABEL: ObjectType = {
  type: "object",
  name: "SensitiveInformationLabel",
  anyCase: true,
  lookedUp: labelNameOrId,
  fields: [
    { property: "name", type: LABEL, description: "The label: a resource, its GUID or its name." },
    { property: "id", type: LABEL, description: "Its GUID, in addition to the name or in its place." },
    {
      property: "type",
      type: { type: "string", format: "name" },
      description: "Kind of label. Default: `Sensitivity`.",
    },
  ],
};

export const SENSITIVE_GROUP: ObjectType = {
  type: "object",
  name: "SensitiveInformationGroup",
  anyCase: true,
  fields: [
    { property: "name", type: { type: "string", format: "name" }, description: "Name that people see." },
    {
      property: "operator",
      type: OPERATOR,
      description: "Whether one of its members is enough (`Or`, default) or all are needed.",
    },
    {
      property: "sensitivetypes",
      type: { type: "list", of: SENSITIVE_TYPE },
      description: "Sensitive information types and trainable classifiers.",
    },
    { property: "labels", type: { type: "list", of: SENSITIVE_LABEL }, description: "Labels that the content has." },
  ],
};

/** A type by itself, or groups. */
export const SENSITIVE_ELEMENT: ObjectType = {
  type: "object",
  name: "SensitiveInformation",
  anyCase: true,
  lookedUp: nameOrId,
  fields: [
    ...TYPE_FIELDS,
    {
      property: "operator",
      type: OPERATOR,
      description: "Of `groups`: whether all groups must match (`And`, default) or one is enough (`Or`).",
    },
    {
      property: "groups",
      type: { type: "list", of: SENSITIVE_GROUP },
      description: "Groups of types and labels, in the place of a single type.",
    },
  ],
};

export const SENSITIVE_LIST: ListType = { type: "list", of: SENSITIVE_ELEMENT };
