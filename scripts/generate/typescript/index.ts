import type { Kind } from "../../../provider/kinds";
import { kebab } from "../../../provider/schema/names";
import { inputsOf } from "../../../provider/schema/property";
import type { Setting } from "../../../provider/schema/setting";
import { enumsFile } from "./enums";
import { commonFunctionsFile, functionsFile } from "./functions";
import { providerFile, providerTypes } from "./provider";
import { classFile, commonTypesFile, className, HEADER, type Host, typesFile } from "./resource";
import { objectDeclarations, objectsIn } from "./types";

/** The object types of one area; kinds may share one, so each stands there once. */
function objectsFile(kinds: readonly Kind[]): string {
  const declared = new Map<string, string>();
  for (const type of kinds.flatMap((kind) => inputsOf(kind).flatMap((property) => objectsIn(property.type)))) {
    const text = objectDeclarations(type);
    const other = declared.get(type.name);
    if (other !== undefined && other !== text) throw new Error(`two different object types are named ${type.name}`);
    declared.set(type.name, text);
  }
  const body = [...declared.values()].join("\n\n");
  const imports = body.includes("Reference<") ? `import type { Reference } from "../../runtime/references";\n` : "";
  return declared.size === 0 ? "" : `${HEADER}import type * as pulumi from "@pulumi/pulumi";\n${imports}\n${body}\n`;
}

/** In the package's root stand the resources of the module `index`, as everywhere in Pulumi. */
const ROOT_AREA = "index";
const folder = (area: string): string => (area === ROOT_AREA ? "root" : area);

/** Hand-written functions next to the classes of an area: files of `sdk/nodejs/runtime`. */
const HELPERS: { readonly [area: string]: readonly string[] } = { dlp: ["dlp"] };

function areaIndex(kinds: readonly Kind[], host: Host, shared: readonly string[]): string {
  const up = host === "dynamic" ? ".." : "../..";
  const area = folder(kinds[0]?.area ?? "");
  return [
    HEADER,
    ...kinds.map(({ noun }) => {
      const name = className(noun);
      const exported = name === noun ? noun : `${name} as ${noun}`;
      return `export { ${exported}, type ${noun}Args } from "./${kebab(noun)}";`;
    }),
    // Data functions are for the plugin: Pulumi's dynamic provider cannot serve any.
    ...(host === "plugin" ? kinds.filter((kind) => functionsFile(kind, area) !== "") : []).map(
      ({ noun }) => `export * from "./${kebab(noun)}-functions";`,
    ),
    ...(HELPERS[area] ?? []).map((file) => `export * from "${up}/runtime/${file}";`),
    ...shared.map((file) => `export ${file === "objects" ? "type " : ""}* from "${up}/types/${area}/${file}";`),
    "",
  ].join("\n");
}

function packageIndex(areas: readonly string[]): string {
  return [
    HEADER,
    `export { Provider, type ProviderArgs } from "./provider";`,
    ...areas.map((area) =>
      area === ROOT_AREA ? `export * from "./root";` : `export * as ${area} from "./${folder(area)}";`,
    ),
    "",
  ].join("\n");
}

/** Every file of the TypeScript SDK but its hand-written runtime. */
export function typescriptFiles(kinds: readonly Kind[], settings: readonly Setting[]): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const root = "sdk/nodejs";
  const areas = [...new Set(kinds.map(({ area }) => area))].sort();
  files.set(`${root}/types/provider.ts`, providerTypes(settings));
  files.set(`${root}/types/functions.ts`, commonFunctionsFile());
  const [any] = kinds;
  if (any) files.set(`${root}/types/common.ts`, commonTypesFile(any));
  for (const [host, base] of [
    ["dynamic", root],
    ["plugin", `${root}/plugin`],
  ] as const) {
    files.set(`${base}/provider.ts`, providerFile(host));
    files.set(`${base}/index.ts`, packageIndex(areas));
  }
  for (const area of areas) {
    const members = kinds.filter((kind) => kind.area === area).sort((a, b) => (a.noun < b.noun ? -1 : 1));
    const objects = objectsFile(members);
    if (objects) files.set(`${root}/types/${folder(area)}/objects.ts`, objects);
    const enums = enumsFile(area, members);
    if (enums) files.set(`${root}/types/${folder(area)}/enums.ts`, enums);
    const shared = [...(objects ? ["objects"] : []), ...(enums ? ["enums"] : [])];
    for (const kind of members) files.set(`${root}/types/${folder(area)}/${kebab(kind.noun)}.ts`, typesFile(kind));
    for (const [host, base] of [
      ["dynamic", root],
      ["plugin", `${root}/plugin`],
    ] as const) {
      files.set(`${base}/${folder(area)}/index.ts`, areaIndex(members, host, shared));
      for (const kind of members) {
        const file = `${base}/${folder(area)}/${kebab(kind.noun)}`;
        files.set(`${file}.ts`, classFile(kind, host, folder(area)));
        const functions = host === "plugin" ? functionsFile(kind, folder(area)) : "";
        if (functions) files.set(`${file}-functions.ts`, functions);
      }
    }
  }
  return files;
}
