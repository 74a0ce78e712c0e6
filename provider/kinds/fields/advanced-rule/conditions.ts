import { type CatalogueParameter, findCmdlet } from "../../../../catalogue";
import { deriveType } from "../../derive/value-types";
import { propertyName } from "../../property-name";
import type { ObjectField, ObjectType, ValueType } from "../../value-type";
import { SENSITIVE_LIST } from "../sensitive/types";
import { fieldOf } from "../object";

/** The one condition of types and labels. */
export const SENSITIVE = "contentContainsSensitiveInformation";

/** The cmdlet whose conditions an advanced rule can nest. */
const CMDLET = "New-DlpComplianceRule";

/** Conditions that no page calls so; their names do. */
export const UNDOCUMENTED_CONDITIONS: ReadonlySet<string> = new Set([
  "AttachmentCountOver",
  "AttachmentIsNotLabeled",
  "ContentIsNotLabeled",
  "DefaultSpoDocLibraryHasLabel",
  "ContentMissingSensitivityLabel",
  "HasActivity",
  "HasLabelDowngradedFrom",
  "MessageIsNotLabeled",
  "SenderType",
  "SharedByIRMAgentRisk",
  "SharedByIRMUserRisk",
  "SourceType",
]);

/** What is no condition of a name but composes others. */
const STRUCTURE: readonly ObjectField[] = [
  {
    property: "operator",
    type: { type: "enum", values: ["And", "Or"] },
    description: "Of `conditions`: whether all must hold (`And`, default) or one is enough (`Or`).",
  },
  {
    property: "conditions",
    type: {
      type: "list",
      get of(): ValueType {
        return CONDITION;
      },
    },
    description: "Conditions that `operator` joins.",
  },
  {
    property: "not",
    get type(): ValueType {
      return CONDITION;
    },
    description: "Holds where this condition does not: an exception.",
  },
  {
    property: "condition",
    type: { type: "string", format: "name" },
    description: "Name of a condition that has no property here, as the service calls it. Goes with `value`.",
  },
  { property: "value", type: { type: "any" }, description: "Value of `condition`." },
];

const PEOPLE: ValueType = { type: "list", of: { type: "string", format: "location" } };

/** Conditions that name people and groups: given by address, returned with whatever else identifies them (docs/service/dlp.md#members). */
export const PEOPLE_TYPES: { readonly [parameter: string]: ValueType } = Object.fromEntries(
  [
    "AccessedBy",
    "AccessedByMemberOf",
    "DocumentCreatedBy",
    "DocumentCreatedByMemberOf",
    "From",
    "FromMemberOf",
    "SentTo",
    "SentToMemberOf",
  ].map((name) => [name, PEOPLE]),
);

function typeOf(parameter: CatalogueParameter): ValueType {
  if (propertyName(parameter.name) === SENSITIVE) return SENSITIVE_LIST;
  return (
    PEOPLE_TYPES[parameter.name] ??
    deriveType({ name: parameter.name, create: parameter }, undefined, "DlpComplianceRule")
  );
}

let fields: readonly ObjectField[] | undefined;

/** The conditions of the cmdlet, and what the pages list with an exception of the same name. */
function conditionFields(): readonly ObjectField[] {
  if (fields) return fields;
  const parameters = findCmdlet(CMDLET)?.params ?? [];
  const names = new Set(parameters.map(({ name }) => name));
  const conditions = parameters.filter(
    ({ name, role }) => role === "condition" || names.has(`ExceptIf${name}`) || UNDOCUMENTED_CONDITIONS.has(name),
  );
  fields = [
    ...STRUCTURE,
    ...conditions.map((parameter): ObjectField => ({
      property: propertyName(parameter.name),
      type: typeOf(parameter),
      description: `\`${parameter.name}\`.`,
    })),
  ];
  return fields;
}

/** One condition of an advanced rule, or several joined. */
export const CONDITION: ObjectType = {
  type: "object",
  name: "DlpCondition",
  anyCase: true,
  get fields() {
    return conditionFields();
  },
};

/** The field of a condition by the service's name for it. */
export function conditionNamed(name: string): ObjectField | undefined {
  const field = fieldOf(CONDITION, propertyName(name));
  return field && !STRUCTURE.includes(field) ? field : undefined;
}

/** The service's name of a condition. */
export const conditionName = (property: string): string =>
  findCmdlet(CMDLET)?.params.find(({ name }) => propertyName(name) === property)?.name ?? property;

export const isStructure = (property: string): boolean => STRUCTURE.some((field) => field.property === property);
