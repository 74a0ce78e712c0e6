import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { CatalogueParameter } from "./parameter";
import type { CatalogueCmdlet, CatalogueFamily, CatalogueSet } from "./types";

export * from "./closed-values";
export * from "./keys";
export * from "./limits";
export * from "./page";
export type * from "./parameter";
export type * from "./types";

interface Data {
  readonly rows: readonly CatalogueCmdlet[];
  readonly cmdlets: ReadonlyMap<string, CatalogueCmdlet>;
  readonly families: ReadonlyMap<string, CatalogueFamily>;
  readonly enumTypes: ReadonlyMap<string, readonly string[]>;
}

const lower = (name: string): string => name.toLowerCase();

let loaded: Data | undefined;

/** Parsed on first use only: a plugin that is merely asked for its handshake must not pay for it. */
function data(): Data {
  return (loaded ??= load());
}

/** A data file: compressed in a built package, plain in the repository. */
function read<T>(name: string): T {
  const path = join(__dirname, "data", name);
  const text = existsSync(path) ? readFileSync(path, "utf8") : gunzipSync(readFileSync(`${path}.gz`)).toString("utf8");
  return JSON.parse(text) as T;
}

function load(): Data {
  const catalogue = read<{ cmdlets: CatalogueCmdlet[]; enumTypes: Record<string, { values: string[] }> }>(
    "cmdlets.json",
  );
  const { families } = read<{ families: CatalogueFamily[] }>("families.json");
  return {
    rows: catalogue.cmdlets,
    cmdlets: new Map(catalogue.cmdlets.map((cmdlet) => [lower(cmdlet.name), cmdlet])),
    families: new Map(families.map((family) => [lower(family.noun), family])),
    enumTypes: new Map(Object.entries(catalogue.enumTypes).map(([type, { values }]) => [type, values])),
  };
}

/** The cmdlet of that name (case ignored), or undefined when the catalogue lacks it. */
export const findCmdlet = (name: string): CatalogueCmdlet | undefined => data().cmdlets.get(lower(name));

/** The family of that noun (case ignored), or undefined. */
export const findFamily = (noun: string): CatalogueFamily | undefined => data().families.get(lower(noun));

/** Every row of the data; one cmdlet is listed twice, in two spellings (`Execute-AzureA[Dd]LabelSync`). */
export const allCmdlets = (): readonly CatalogueCmdlet[] => data().rows;

export const allFamilies = (): readonly CatalogueFamily[] => [...data().families.values()];

/** Members of a .NET enum by its type name, or undefined when no page lists them. */
export const enumMembers = (type: string): readonly string[] | undefined => data().enumTypes.get(type);

/** The parameter of that exact name (case ignored; aliases and prefixes are for the binder to resolve). */
export const findParameter = (cmdlet: CatalogueCmdlet, name: string): CatalogueParameter | undefined =>
  cmdlet.params.find((parameter) => lower(parameter.name) === lower(name));

/** The parameter's sets; a cmdlet without documented sets has the one set `Default`. */
export function setsOf(cmdlet: CatalogueCmdlet): readonly CatalogueSet[] {
  if (cmdlet.sets?.length) return cmdlet.sets;
  const mandatory = (p: CatalogueParameter): boolean => p.requiredIn?.includes("*") ?? false;
  return [
    {
      name: "Default",
      required: cmdlet.params.filter(mandatory).map((p) => p.name),
      optional: cmdlet.params.filter((p) => !mandatory(p)).map((p) => p.name),
    },
  ];
}
