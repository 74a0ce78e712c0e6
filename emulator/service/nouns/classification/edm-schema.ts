import type { CallContext } from "../../context";
import { badArgument } from "../../faults";
import type { NounDeclaration } from "../../noun";
import { attribute, child, parseXml } from "./xml";

const noun = "DlpEdmSchema";

/** Like rule packages, a schema is named inside its XML (docs/service/classification.md#identity-in-xml): the data store's name. */
function readSchema(call: CallContext): { readonly name: string; readonly version: string; readonly xml: string } {
  const { xml, root } = parseXml(call.get("FileData") ?? null);
  const store = child(child(root, "EdmSchema"), "DataStore");
  const name = attribute(store, "name");
  if (name === "") throw badArgument("FileData", "The XML has no DataStore with a name.");
  return { name, version: attribute(store, "version"), xml };
}

export const edmSchema: NounDeclaration = {
  noun,
  family: "object",
  naming: { generate: (call) => readSchema(call).name },
  locate: (call) => (call.verb === "Set" ? readSchema(call).name : call.text("Identity")),
  create: (draft, call) => fill(draft, call),
  update: (draft, _before, call) => fill(draft, call),
};

function fill(draft: Parameters<NonNullable<NounDeclaration["create"]>>[0], call: CallContext): void {
  const { xml, version } = readSchema(call);
  delete draft.FileData;
  Object.assign(draft, { EdmSchemaXml: xml, Version: version });
}
