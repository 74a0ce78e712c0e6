import type { Exported } from "./estate";
import { type FindTarget, programInputs, type ProgramValue, targetsIn } from "./references";

export type Host = "dynamic" | "plugin";

const MODULES: Readonly<Record<Host, string>> = { dynamic: "pulumi-purview", plugin: "pulumi-purview/plugin" };

const RESERVED = new Set(
  "break case catch class const continue debugger default delete do else enum export extends false finally for function if import in instanceof let new null package private protected public return static super switch this throw true try typeof var void while with yield await purview".split(
    " ",
  ),
);

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
    const args = show({ fields: entries }, variables, 0);
    const made = `new purview.${kind.area}.${kind.noun}(${JSON.stringify(logicalName)}, ${args});`;
    return referred.has(object) ? `const ${variables.get(object)} = ${made}` : made;
  });
  return [`import * as purview from "${MODULES[host]}";`, ...declarations].join("\n\n") + "\n";
}

/** One variable each, from the logical name: `Finance records` → `financeRecords`. */
function variablesOf(objects: readonly Exported[]): ReadonlyMap<Exported, string> {
  const taken = new Set<string>();
  return new Map(
    objects.map((object) => {
      const base = camel(object.logicalName) || camel(object.kind.noun);
      let variable = base;
      for (let n = 2; taken.has(variable) || RESERVED.has(variable); n++) variable = `${base}${n}`;
      taken.add(variable);
      return [object, variable];
    }),
  );
}

function camel(text: string): string {
  const words = text
    .normalize("NFKD")
    .replace(/[^A-Za-z0-9]+/g, " ")
    .trim()
    .split(" ")
    .filter(Boolean);
  const name = words
    .map((word, i) => (i === 0 ? word.charAt(0).toLowerCase() : word.charAt(0).toUpperCase()) + word.slice(1))
    .join("");
  return /^[0-9]/.test(name) ? `_${name}` : name;
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
