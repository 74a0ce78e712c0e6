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

const alias = (name: string, type: string): string => `export type ${name} = ${type};`;

function getFunction(one: DataFunction): string {
  const { kind, name } = one;
  const singleton = kind.identity.kind === "singleton";
  const doc = `Reads ${singleton ? "the" : "one"} \`${kind.noun}\` that this program does not manage. An object that does not exist is an error.`;
  return [
    ...(singleton
      ? []
      : [`${alias(`${upper(name)}Args`, "GetArgs")}\n${alias(`${upper(name)}OutputArgs`, "GetOutputArgs")}`]),
    `/** What Get returns of a \`${kind.noun}\`, with its id. */\nexport type ${upper(name)}Result = pulumi.Unwrap<${kind.noun}Outputs> & { readonly id: string };`,
    pair(one, doc, !singleton, true),
  ].join("\n\n");
}

function listFunction(one: DataFunction): string {
  const { kind, name } = one;
  return [
    [
      alias(`${upper(name)}Args`, "ListArgs"),
      alias(`${upper(name)}OutputArgs`, "ListOutputArgs"),
      alias(`Listed${kind.noun}`, "ListedObject"),
      alias(`${upper(name)}Result`, "ListResult"),
    ].join("\n"),
    pair(one, `Lists the objects of \`${kind.noun}\` that the tenant has.`, true, false),
  ].join("\n\n");
}

/** What the functions of every kind take and return. */
export function commonFunctionsFile(): string {
  const get = Object.entries(GET_INPUTS).map(([key, doc]) => ({ name: key, type: "string", doc }));
  const list = Object.entries(LIST_INPUTS).map(([key, { type, description }]) => ({
    name: key,
    type,
    doc: description,
  }));
  const listed = Object.entries(LISTED).map(([key, { type, description }]) => member(key, type, description, false));
  return [
    `${HEADER}import type * as pulumi from "@pulumi/pulumi";`,
    argumentTypes("Get", get),
    argumentTypes("List", list),
    `export interface ListedObject {\n${listed.join("\n")}\n}`,
    `export interface ListResult {\n/** What was found, in the order of the names. */\nreadonly objects: readonly ListedObject[];\n}\n`,
  ].join("\n\n");
}

/** The data functions of one kind; only the plugin can serve them. */
export function functionsFile(kind: Kind, folder: string): string {
  const functions = functionsOf(kind);
  if (functions.length === 0) return "";
  const bodies = functions.map((one) => (one.form === "get" ? getFunction(one) : listFunction(one)));
  const SHARED = ["GetArgs", "GetOutputArgs", "ListArgs", "ListedObject", "ListOutputArgs", "ListResult"];
  const shared = SHARED.filter((name) => bodies.some((body) => body.includes(`= ${name};`)));
  return `${HEADER}import type * as pulumi from "@pulumi/pulumi";
import { invoke, invokeOutput } from "../../runtime/functions";
${shared.length > 0 ? `import type { ${shared.join(", ")} } from "../../types/functions";\n` : ""}import type { ${kind.noun}Outputs } from "../../types/${folder}/${kebab(kind.noun)}";

${bodies.join("\n\n")}
`;
}
