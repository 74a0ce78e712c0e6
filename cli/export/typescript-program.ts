import type { Exported } from "./exported";
import { acceptLine } from "./notices";
import { type FindTarget, programInputs, type ProgramValue, targetsIn } from "./references";
import { variablesOf } from "./variables";

export type Host = "dynamic" | "plugin";

const MODULES: Readonly<Record<Host, string>> = { dynamic: "pulumi-purview", plugin: "pulumi-purview/plugin" };

/** The program that declares the objects, references first; formatted as prettier would. Objects must be in order. */
export function typescriptProgram(objects: readonly Exported[], find: FindTarget, host: Host): string {
  const variables = variablesOf(objects);
  const inputs = new Map(objects.map((object) => [object, programInputs(object, find)] as const));
  const referred = new Set([...inputs.values()].flatMap((entries) => entries.flatMap(([, value]) => targetsIn(value))));
  const declarations = objects.map((object) => {
    const { kind, logicalName } = object;
    // The name defaults to the logical name, so only another one is written.
    const entries = (inputs.get(object) ?? []).filter(
      ([property]) => property !== "name" || object.name !== logicalName,
    );
    const args = withAcceptance(show({ fields: entries }, variables, 0), object);
    const resource = `new purview.${kind.area}.${kind.noun}(${JSON.stringify(logicalName)}, ${args});`;
    return referred.has(object) ? `const ${variables.get(object)} = ${resource}` : resource;
  });
  return [`import * as purview from "${MODULES[host]}";`, ...declarations].join("\n\n") + "\n";
}

/** Only people accept what cannot be undone, never a tool: the line is a comment. An object that is imported or adopted does not need it. */
function withAcceptance(args: string, { irreversible }: Exported): string {
  if (irreversible.length === 0) return args;
  const comments = [
    ...irreversible.map(({ what }) => `Creating it again cannot be undone: ${what}.`),
    "To accept that, declare:",
    `${acceptLine(irreversible.map(({ act }) => act))},`,
  ].map((line) => `  // ${line}\n`);
  return `{\n${comments.join("")}${args === "{}" ? "}" : args.slice("{\n".length)}`;
}

function show(value: ProgramValue, variables: ReadonlyMap<Exported, string>, depth: number): string {
  if ("ref" in value) return `${variables.get(value.ref)}.id`;
  if ("plain" in value) return JSON.stringify(value.plain);
  const items =
    "list" in value
      ? value.list.map((item) => show(item, variables, depth + 1))
      : value.fields.map(([key, item]) => `${keyOf(key)}: ${show(item, variables, depth + 1)}`);
  const [open, close] = "list" in value ? ["[", "]"] : ["{", "}"];
  if (items.length === 0) return open + close;
  const oneLine = "list" in value ? `[${items.join(", ")}]` : `{ ${items.join(", ")} }`;
  if (depth > 0 && oneLine.length + depth * 2 <= 80 && !oneLine.includes("\n")) return oneLine;
  const indent = "  ".repeat(depth + 1);
  return `${open}\n${items.map((item) => `${indent}${item},\n`).join("")}${"  ".repeat(depth)}${close}`;
}

const keyOf = (key: string): string => (/^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key));
