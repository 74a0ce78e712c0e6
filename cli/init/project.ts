import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dump } from "js-yaml";

export const LANGUAGES = ["typescript", "python", "yaml"] as const;
export type Language = (typeof LANGUAGES)[number];

export interface Project {
  readonly folder: string;
  readonly language: Language;
  readonly name: string;
  /** Name of the stack whose settings are written. */
  readonly stack: string;
  /** Provider settings for the stack; none of them is secret. */
  readonly settings: { readonly [setting: string]: string };
}

/** What pulumi makes of a template's `template:` block: nothing. It is for `pulumi new` alone. */
const TEMPLATE_BLOCK = /^template:\n(?: .*\n)*/m;
/** npm leaves `.gitignore` out of packages. */
const IGNORED: { readonly [language in Language]: string } = {
  typescript: "node_modules/\n",
  python: "venv/\n__pycache__/\n",
  yaml: "node_modules/\n",
};

/** Pulumi's rule for names of projects. */
export const projectNameOf = (text: string): string =>
  text.replace(/[^A-Za-z0-9_.-]+/g, "-").replace(/^[^A-Za-z0-9]+|-+$/g, "") || "purview";

/** The templates of this package: next to `dist/`, or to `cli/` where nothing is built. */
function templateFolder(language: Language): string {
  for (const up of ["../..", "../../.."]) {
    const folder = join(__dirname, up, "templates", language);
    if (existsSync(folder)) return folder;
  }
  throw new Error(`This copy of pulumi-purview has no template for ${language}. Install the package again.`);
}

/** The files of a project by their name, as they will be written. */
export function projectFiles({ language, name, stack, settings }: Project): ReadonlyMap<string, string> {
  const folder = templateFolder(language);
  const words: { readonly [word: string]: string } = { PROJECT: name, DESCRIPTION: "Policies of Microsoft Purview" };
  const files = readdirSync(folder)
    .filter((file) => file !== ".gitignore")
    .map((file): [string, string] => {
      const text = readFileSync(join(folder, file), "utf8").replace(
        /\$\{(PROJECT|DESCRIPTION)\}/g,
        (_, word) => words[String(word)] ?? "",
      );
      return [file, file === "Pulumi.yaml" ? text.replace(TEMPLATE_BLOCK, "") : text];
    });
  const config = Object.fromEntries(Object.entries(settings).map(([setting, value]) => [`purview:${setting}`, value]));
  if (Object.keys(config).length > 0) files.push([`Pulumi.${stack}.yaml`, dump({ config })]);
  files.push([".gitignore", IGNORED[language]]);
  return new Map(files);
}

/** Names of the files that are there already. */
export const existingFiles = (folder: string, files: ReadonlyMap<string, string>): readonly string[] =>
  [...files.keys()].filter((file) => existsSync(join(folder, file)));

export function writeProject(folder: string, files: ReadonlyMap<string, string>): void {
  mkdirSync(folder, { recursive: true });
  for (const [file, text] of files) writeFileSync(join(folder, file), text);
}
