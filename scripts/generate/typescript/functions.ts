import type { Kind } from "../../../provider/kinds";
import { type DataFunction, functionsOf, GET_INPUTS, LIST_INPUTS, LISTED } from "../../../provider/schema/functions";
import { kebab } from "../../../provider/schema/names";
import { docBlock } from "./doc";
import { HEADER } from "./resource";

const member = (name: string, type: string, doc: string, optional: boolean): string =>
  `/** ${doc} */\nreadonly ${name}${optional ? "?" : ""}: ${type}${optional ? " | undefined" : ""};`;

/** Arguments, once as plain values and once as inputs. */
function argumentTypes(name: string, members: readonly { name: string; type: string; doc: string }[]): string {
  const body = (wrap: (type: string) => string): string =>
    members.map((one) => member(one.name, wrap(one.type), one.doc, true)).join("\n");
  return [
    `export interface ${name}Args {\n${body((type) => type)}\n}`,
    `export interface ${name}OutputArgs {\n${body((type) => `pulumi.Input<${type}>`)}\n}`,
  ].join("\n\n");
}

const upper = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

function pair({ name, token }: DataFunction, doc: string, hasArgs: boolean, requiresArgs: boolean): string {
  const optional = requiresArgs ? "" : "?";
  const [args, outputArgs] = hasArgs
    ? [`args${optional}: ${upper(name)}Args, `, `args${optional}: ${upper(name)}OutputArgs, `]
    : ["", ""];
  const value = hasArgs ? `{ ...args }` : "{}";
  return `${docBlock([doc])}
export const ${name} = (${args}opts?: pulumi.InvokeOptions): Promise<${upper(name)}Result> =>
  invoke<${upper(name)}Result>(${JSON.stringify(token)}, ${value}, opts);

${docBlock([doc, "Takes and gives outputs."])}
export const ${name}Output = (${outputArgs}opts?: pulumi.InvokeOutputOptions): pulumi.Output<${upper(name)}Result> =>
  invokeOutput<${upper(name)}Result>(${JSON.stringify(token)}, ${value}, opts);`;
}

function getFunction(one: DataFunction): string {
  const { kind, name } = one;
  const singleton = kind.identity.kind === "singleton";
  const args = Object.entries(GET_INPUTS).map(([key, doc]) => ({ name: key, type: "string", doc }));
  const doc = `Reads ${singleton ? "the" : "one"} \`${kind.noun}\` that this program does not manage. An object that does not exist is an error.`;
  return [
    ...(singleton ? [] : [argumentTypes(upper(name), args)]),
    `/** What Get returns of a \`${kind.noun}\`, with its id. */\nexport type ${upper(name)}Result = pulumi.Unwrap<${kind.noun}Outputs> & { readonly id: string };`,
    pair(one, doc, !singleton, true),
  ].join("\n\n");
}

function listFunction(one: DataFunction): string {
  const { kind, name } = one;
  const args = Object.entries(LIST_INPUTS).map(([key, { type, description }]) => ({
    name: key,
    type,
    doc: description,
  }));
  const listed = Object.entries(LISTED).map(([key, { type, description }]) => member(key, type, description, false));
  return [
    argumentTypes(upper(name), args),
    `export interface Listed${kind.noun} {\n${listed.join("\n")}\n}`,
    `export interface ${upper(name)}Result {\n/** What was found, in the order of the names. */\nreadonly objects: readonly Listed${kind.noun}[];\n}`,
    pair(one, `Lists the objects of \`${kind.noun}\` that the tenant has.`, true, false),
  ].join("\n\n");
}

/** The data functions of one kind; only the plugin can serve them. */
export function functionsFile(kind: Kind, folder: string): string {
  const functions = functionsOf(kind);
  if (functions.length === 0) return "";
  const bodies = functions.map((one) => (one.form === "get" ? getFunction(one) : listFunction(one)));
  return `${HEADER}import type * as pulumi from "@pulumi/pulumi";
import { invoke, invokeOutput } from "../../runtime/functions";
import type { ${kind.noun}Outputs } from "../../types/${folder}/${kebab(kind.noun)}";

${bodies.join("\n\n")}
`;
}
