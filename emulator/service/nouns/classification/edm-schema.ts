import type { CallContext } from "../../context";
import { badArgument, refused } from "../../faults";
import { fold, type JsonObject } from "../../json";
import type { NounDeclaration } from "../../noun";
import { repeated } from "./rule-package-schema";
import { parseXml } from "./xml";
import { childrenNamed, namespaceOf, xmlRoot } from "./xml-tree";

const noun = "DlpEdmSchema";
const namespace = "http://schemas.microsoft.com/office/2018/edm";

/** Schemas a tenant, columns a schema, columns to search by (docs/service/classification.md#edm). */
const limits = { schemas: 10, fields: 32, searchable: 10 };

interface EdmSchema {
  readonly name: string;
  readonly description: string;
  readonly version: string;
  readonly fields: readonly string[];
  readonly xml: string;
}

const refuse = (why: string): never => {
  throw badArgument("FileData", why);
};

/** Like rule packages, a schema is named inside its XML (docs/service/classification.md#identity-in-xml): the data store's name. */
function readSchema(call: CallContext): EdmSchema {
  const { xml } = parseXml(call.get("FileData") ?? null);
  const root = xmlRoot(xml);
  if (root?.name !== "EdmSchema" || namespaceOf(root) !== namespace) refuse(`The XML is no EdmSchema of ${namespace}.`);
  const [store, ...others] = root ? childrenNamed(root, "DataStore") : [];
  if (!store || others.length > 0) return refuse("An EDM schema has exactly one DataStore.");
  const { name = "", description = "", version = "" } = store.attributes;
  if (name === "") refuse("The DataStore needs a name.");
  if (!/^\d+$/.test(version)) refuse(`'${version}' isn't a version of the DataStore.`);
  const fields = childrenNamed(store, "Field");
  const names = fields.map(({ attributes }) => attributes["name"] ?? "");
  if (names.length === 0 || names.includes("")) refuse("The DataStore needs Fields with names.");
  if (names.length > limits.fields) refuse(`A schema has at most ${limits.fields} Fields.`);
  const [twice] = repeated(names);
  if (twice !== undefined) refuse(`The Field '${twice}' is there twice.`);
  const searchable = fields.filter(({ attributes }) => fold(attributes["searchable"] ?? "false") === "true").length;
  if (searchable < 1 || searchable > limits.searchable)
    refuse(`At least one Field and at most ${limits.searchable} are searchable.`);
  return { name, description, version, fields: names, xml };
}

export const edmSchema: NounDeclaration = {
  noun,
  family: "object",
  naming: { generate: (call) => readSchema(call).name },
  locate: (call) => (call.verb === "Set" ? readSchema(call).name : call.text("Identity")),
  create(draft, call) {
    if (call.store.list(noun).length >= limits.schemas)
      throw refused(`More than ${limits.schemas} EDM schemas aren't allowed.`);
    fill(draft, call);
  },
  update: (draft, _before, call) => fill(draft, call),
  show(view) {
    delete view.FileData;
  },
};

function fill(draft: JsonObject, call: CallContext): void {
  const { xml, version, description } = readSchema(call);
  delete draft.FileData;
  Object.assign(draft, { Description: description, EdmSchemaXml: xml, Version: version });
}
