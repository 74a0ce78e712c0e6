import type { CheckRule, ObjectType, RuleFinding, State } from "../../define";
import {
  type Canonical,
  type CanonicalRecord,
  elementsIn,
  fromEntries,
  isCanonicalRecord,
  showOf,
} from "../../fields/canonical";
import type { WireReader } from "../../wire-reader";
import { isList, isRecord, isUnknown, plainOf, type Plain, type Properties, reveal, type Value } from "../../../values";
import { documentOf, utf8 } from "../bytes";
import {
  attributeOf,
  childOf,
  childrenOf,
  element,
  inEncoding,
  parseXml,
  writeXml,
  XmlError,
  type XmlElement,
} from "../xml";

const NAMESPACE = "http://schemas.microsoft.com/office/2018/edm";

const FIELD: ObjectType = {
  type: "object",
  name: "EdmField",
  fields: [
    {
      property: "name",
      type: { type: "string" },
      required: true,
      description: "Name of the column in the table of data.",
    },
    {
      property: "searchable",
      type: { type: "boolean" },
      description:
        "Whether content is searched for its values: a primary element. At least one field has to be, at most 10 should. Default: `false`.",
    },
    {
      property: "caseInsensitive",
      type: { type: "boolean" },
      description: "Whether case does not count. Default: `false`.",
    },
    {
      property: "ignoredDelimiters",
      type: { type: "string" },
      description: "Characters that do not count, with commas between them, e.g. `-,/`.",
    },
  ],
};

const DATA_STORE: ObjectType = {
  type: "object",
  name: "EdmDataStore",
  fields: [
    {
      property: "name",
      type: { type: "string" },
      required: true,
      description: "Name of the schema, unique in the tenant; its id.",
    },
    { property: "description", type: { type: "string" }, description: "What the data is." },
    {
      property: "version",
      type: { type: "integer" },
      description: "Raised by itself whenever the content changes; never compared. Default: 1.",
    },
    {
      property: "fields",
      type: { type: "list", of: FIELD, ordered: true },
      required: true,
      description: "The columns, at most 32, in any order.",
    },
  ],
};

/** The document in any form in which Get and programs have it. */
function schemaOf(value: Canonical): XmlElement | undefined {
  if (isCanonicalRecord(value) && !("Data" in value)) return build(value);
  const text = documentOf(showOf(value));
  if (text === undefined) return undefined;
  try {
    return parseXml(text);
  } catch (error) {
    if (error instanceof XmlError) return undefined;
    throw error;
  }
}

const storeOf = (root: XmlElement | undefined): XmlElement | undefined => childOf(root, "DataStore");

function build(store: CanonicalRecord): XmlElement {
  const { name, description, version } = store;
  const fields = elementsIn(store["fields"] ?? null).filter(isCanonicalRecord);
  const flag = (value: Canonical | undefined): true | undefined => (value === true ? true : undefined);
  const text = (value: Canonical | undefined): string | undefined => (typeof value === "string" ? value : undefined);
  return element("EdmSchema", { xmlns: NAMESPACE }, [
    element(
      "DataStore",
      { name: text(name), description: text(description) ?? "", version: typeof version === "number" ? version : 1 },
      fields.map((field) =>
        element("Field", {
          name: text(field["name"]),
          searchable: field["searchable"] === true,
          caseInsensitive: flag(field["caseInsensitive"]),
          ignoredDelimiters: text(field["ignoredDelimiters"]),
        }),
      ),
    ),
  ]);
}

const isOn = (text: string | undefined): boolean => text?.trim().toLowerCase() === "true";

/** What a schema means: the order of its fields and its version do not count. */
function meaning(root: XmlElement): string {
  const store = storeOf(root);
  const fields = childrenOf(store, "Field").map((field) => [
    (attributeOf(field, "name") ?? "").toLowerCase(),
    isOn(attributeOf(field, "searchable")),
    isOn(attributeOf(field, "caseInsensitive")),
    (attributeOf(field, "ignoredDelimiters") ?? "").split(",").filter(Boolean).sort(),
  ]);
  const name = attributeOf(store, "name")?.toLowerCase();
  return JSON.stringify([
    name,
    attributeOf(store, "description") ?? "",
    fields.map((field) => JSON.stringify(field)).sort(),
  ]);
}

const same = (a: Canonical, b: Canonical): boolean => {
  const [first, second] = [schemaOf(a), schemaOf(b)];
  if (first && second) return meaning(first) === meaning(second);
  return first === second && JSON.stringify(showOf(a)) === JSON.stringify(showOf(b));
};

const versionOf = (root: XmlElement): number => Number(attributeOf(storeOf(root), "version")) || 0;

/** With a version that is higher than the one the service has. */
function raised(root: XmlElement, present: XmlElement): XmlElement {
  const version = String(Math.max(versionOf(root), versionOf(present) + 1));
  const inStore = (store: XmlElement): XmlElement => ({
    ...store,
    attributes: new Map([...store.attributes, ["version", version]]),
  });
  return { ...root, children: root.children.map((child) => (child.tag === "DataStore" ? inStore(child) : child)) };
}

const withNamespace = (root: XmlElement): XmlElement => ({
  ...root,
  attributes: new Map([["xmlns", NAMESPACE], ...root.attributes]),
});

const write: NonNullable<State["write"]> = (value, { actual }): Plain => {
  const root = schemaOf(value);
  if (!root) return showOf(value);
  const present = actual === undefined ? undefined : schemaOf(actual);
  // What somebody wrote goes as it stands, as long as its version is high enough.
  const own =
    isCanonicalRecord(value) || (present && versionOf(root) <= versionOf(present))
      ? undefined
      : documentOf(showOf(value));
  return utf8(inEncoding(own ?? writeXml(withNamespace(present ? raised(root, present) : root), "utf-8"), "utf-8"));
};

function definitionOf(root: XmlElement): CanonicalRecord {
  const store = storeOf(root);
  const entries = (pairs: readonly (readonly [string, Canonical | undefined])[]): CanonicalRecord =>
    fromEntries(pairs.filter((pair): pair is readonly [string, Canonical] => pair[1] !== undefined && pair[1] !== ""));
  return entries([
    ["name", attributeOf(store, "name")],
    ["description", attributeOf(store, "description")],
    [
      "fields",
      childrenOf(store, "Field").map((field) =>
        entries([
          ["name", attributeOf(field, "name")],
          ["searchable", isOn(attributeOf(field, "searchable")) || undefined],
          ["caseInsensitive", isOn(attributeOf(field, "caseInsensitive")) || undefined],
          ["ignoredDelimiters", attributeOf(field, "ignoredDelimiters")],
        ]),
      ),
    ],
  ]);
}

const textOf = (object: WireReader): Plain | undefined => object.text("EdmSchemaXML") ?? object.get("EdmSchemaXML");

/** The name of the data store in what Get returned. */
export const storeNameOf = (object: WireReader): string | undefined =>
  attributeOf(storeOf(schemaOf(textOf(object) ?? null)), "name");

/** The same in what a program declares; undefined = not known yet. */
export function declaredStoreName({ fileData, dataStore }: Properties): string | undefined {
  const plain = fileData === undefined ? undefined : plainOf(fileData);
  if (plain !== undefined && plain !== null) return attributeOf(storeOf(schemaOf(plain)), "name");
  const definition = dataStore === undefined ? undefined : reveal(dataStore);
  const name = isRecord(definition) && !isUnknown(definition) ? (definition as Properties)["name"] : undefined;
  return typeof name === "string" ? name : undefined;
}

const STATE = {
  parameter: "FileData",
  create: "FileData",
  update: { kind: "whole", parameter: "FileData" },
  same,
  write,
} as const;

export const SCHEMA_STATES: readonly State[] = [
  {
    ...STATE,
    property: "dataStore",
    type: DATA_STORE,
    description: "The schema: the table whose rows are searched for, and its columns.",
    example: { name: "patientrecords", fields: [{ name: "PatientID", searchable: true }, { name: "LastName" }] },
    clear: { to: "replacedBy", property: "fileData" },
    read: (object) => {
      const text = textOf(object);
      const root = text === undefined ? undefined : schemaOf(text);
      return root ? definitionOf(root) : text === undefined ? undefined : null;
    },
  },
  {
    ...STATE,
    property: "fileData",
    type: { type: "string", format: "xml" },
    description:
      "The schema as XML: the text, or the file's bytes as base64. In place of `dataStore`. Sent with a version that is higher than the one the service has.",
    aliasOf: "dataStore",
    clear: { to: "replacedBy", property: "dataStore" },
    read: textOf,
  },
];

const fault = (property: string, reason: string): RuleFinding => ({ property, reason });

/** docs/service/classification.md#edm-schema */
const MAX_FIELDS = 32;
const MAX_SEARCHABLE = 10;

export const checkSchema: CheckRule = ({ fileData, dataStore }) => {
  const definition = dataStore === undefined ? null : reveal(dataStore);
  if (definition !== null)
    return isRecord(definition) ? checkFields((definition as Properties)["fields"], "dataStore.fields") : [];
  const plain = fileData === undefined ? undefined : plainOf(fileData);
  if (plain === undefined || plain === null) return [];
  const root = schemaOf(plain);
  if (root?.tag !== "EdmSchema" || !attributeOf(storeOf(root), "name"))
    return [
      fault("fileData", "must be the XML of an EDM schema: an EdmSchema element with a DataStore that has a name"),
    ];
  return checkFields(showOf(definitionOf(root)["fields"] ?? []), "fileData");
};

function checkFields(value: Value | undefined, path: string): readonly RuleFinding[] {
  if (!isList(value)) return [];
  const fields = value.flatMap((field) => (isRecord(field) && !isUnknown(field) ? [field as Properties] : []));
  if (fields.length < value.length) return [];
  const names = fields.map(({ name }) => (typeof name === "string" ? name.toLowerCase() : undefined));
  const twice = names.find((name, at) => name !== undefined && names.indexOf(name) !== at);
  const searchable = fields.filter((field) => field["searchable"] === true);
  const isKnown = fields.every(
    (field) => field["searchable"] === undefined || typeof field["searchable"] === "boolean",
  );
  return [
    ...(twice === undefined ? [] : [fault(path, `must not have two fields of the name "${twice}"`)]),
    ...(isKnown && searchable.length === 0 ? [fault(path, "must have at least one field that is searchable")] : []),
    ...(searchable.length > MAX_SEARCHABLE
      ? [
          {
            ...fault(path, `should have at most ${MAX_SEARCHABLE} searchable fields, not ${searchable.length}`),
            stated: true as const,
          },
        ]
      : []),
    ...(fields.length > MAX_FIELDS
      ? [{ ...fault(path, `should have at most ${MAX_FIELDS} fields, not ${fields.length}`), stated: true as const }]
      : []),
  ];
}
