import type { Exported } from "./exported";
import { literal } from "./literal";
import { acceptLine } from "./notices";
import { type FindTarget, hasTenantIds, programInputs, type ProgramValue, targetsIn } from "./references";
import { variablesOf } from "./variables";

export type Host = "dynamic" | "plugin";

const MODULES: Readonly<Record<Host, string>> = { dynamic: "pulumi-purview", plugin: "pulumi-purview/plugin" };
const WIDTH = 80;

interface Declaration {
  readonly object: Exported;
  readonly entries: readonly (readonly [string, ProgramValue])[];
  readonly variables: ReadonlyMap<Exported, string>;
  /** Where others refer to it. */
  readonly assigned: boolean;
}

/** The program that declares the objects, references first; formatted as prettier would. Objects must be in order. */
export function typescriptProgram(objects: readonly Exported[], find: FindTarget, host: Host): string {
  const variables = variablesOf(objects);
  const inputs = new Map(objects.map((object) => [object, programInputs(object, find)] as const));
  const referred = new Set([...inputs.values()].flatMap((entries) => entries.flatMap(([, value]) => targetsIn(value))));
  const declarations = objects.map((object) =>
    newResource({ object, entries: inputs.get(object) ?? [], variables, assigned: referred.has(object) }, host),
  );
  return [`import * as purview from "${MODULES[host]}";`, ...declarations].join("\n\n") + "\n";
}

function newResource(declaration: Declaration, host: Host): string {
  const { object, variables, assigned } = declaration;
  const { kind, logicalName } = object;
  const head = `${assigned ? `const ${variables.get(object)} = ` : ""}new purview.${kind.area}.${kind.noun}(`;
  const name = literal(logicalName);
  // `pulumi import` protects what it imports: a program without this would take the protection away.
  const options = host === "plugin" ? ["{ protect: true }"] : [];
  const args = argsOf(declaration, 0);
  const oneLine = `${head}${[name, args, ...options].join(", ")});`;
  const hugs = options.length === 0 && (oneLine.split("\n")[0] ?? "").length <= WIDTH;
  if (hugs || (!args.includes("\n") && oneLine.length <= WIDTH)) return oneLine;
  return `${head}\n${[name, argsOf(declaration, 1), ...options].map((part) => `  ${part},\n`).join("")});`;
}

function argsOf({ object, entries, variables }: Declaration, depth: number): string {
  // The name defaults to the logical name, so only another one is written.
  const written = entries.filter(([property]) => property !== "name" || object.name !== object.logicalName);
  const args = show({ fields: written }, { variables, depth, column: 0, breaks: true });
  const indent = "  ".repeat(depth + 1);
  const comments = commentsOf(object, entries).map((line) => `${indent}// ${line}\n`);
  if (comments.length === 0) return args;
  return `{\n${comments.join("")}${args === "{}" ? `${"  ".repeat(depth)}}` : args.slice("{\n".length)}`;
}

/** Only people accept what cannot be undone, never a tool: the line is a comment. An object that is imported or adopted does not need it. */
function commentsOf(
  { irreversible, builtIn, unexpressed }: Exported,
  entries: Declaration["entries"],
): readonly string[] {
  const tenantIds = entries.filter(([, value]) => hasTenantIds(value)).map(([property]) => property);
  return [
    ...(builtIn ? ["Built-in: Microsoft created it."] : []),
    ...(tenantIds.length > 0
      ? [`Ids of this tenant, which another tenant does not know: ${tenantIds.join(", ")}.`]
      : []),
    ...(unexpressed.length > 0
      ? [`Not exported, because no property stands for it: ${unexpressed.map(escaped).join(", ")}.`]
      : []),
    ...(irreversible.length === 0
      ? []
      : [
          ...irreversible.map(({ what }) => `Creating it again cannot be undone: ${what}.`),
          "To accept that, declare:",
          `${acceptLine(irreversible.map(({ act }) => act))},`,
        ]),
  ];
}

const escaped = (text: string): string => literal(text).slice(1, -1);

interface Layout {
  readonly variables: ReadonlyMap<Exported, string>;
  readonly depth: number;
  /** Where the value starts in its line. */
  readonly column: number;
  /** One entry a line, also where it would fit into one line. */
  readonly breaks?: boolean;
}

function show(value: ProgramValue, { variables, depth, column, breaks = isMatrix(value) }: Layout): string {
  if ("ref" in value) return `${variables.get(value.ref)}.id`;
  if ("plain" in value) return typeof value.plain === "string" ? literal(value.plain) : JSON.stringify(value.plain);
  const indent = "  ".repeat(depth + 1);
  const item = (key: string, inner: ProgramValue): string =>
    key + show(inner, { variables, depth: depth + 1, column: indent.length + key.length });
  const items =
    "list" in value
      ? value.list.map((inner) => item("", inner))
      : value.fields.map(([key, inner]) => item(`${keyOf(key)}: `, inner));
  const [open, close] = "list" in value ? ["[", "]"] : ["{", "}"];
  if (items.length === 0) return open + close;
  const oneLine = "list" in value ? `[${items.join(", ")}]` : `{ ${items.join(", ")} }`;
  if (!breaks && column + oneLine.length + ",".length <= WIDTH && !oneLine.includes("\n")) return oneLine;
  return `${open}\n${items.map((text) => `${indent}${text},\n`).join("")}${"  ".repeat(depth)}${close}`;
}

/** prettier gives every element a line of its own where several have several parts. */
const isMatrix = (value: ProgramValue): boolean =>
  "list" in value &&
  value.list.length > 1 &&
  (value.list.every((item) => "fields" in item && item.fields.length > 1) ||
    value.list.every((item) => "list" in item && item.list.length > 1));

const keyOf = (key: string): string => (/^[A-Za-z_$][\w$]*$/.test(key) ? key : literal(key));
