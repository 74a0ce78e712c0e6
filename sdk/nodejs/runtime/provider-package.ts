import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import * as pulumi from "@pulumi/pulumi";

/**
 * The directory of the program, as it was when this package was loaded: the engine starts the dynamic provider there, and the text in
 * `__provider` finds this package from there alone (docs/service/pulumi-engine.md#dynamic-process).
 */
const DIRECTORY = process.cwd();

/** What is wrong with how the dynamic provider will find this package, looked up once per process. */
let known: { readonly problem: string | undefined } | undefined;

/**
 * Refuses a resource that Pulumi's dynamic provider could not serve, in the program and in one sentence: the provider itself can only
 * fail with a stack trace, at the first resource or, worse, in a later destroy.
 */
export function requireProviderPackage(title: string): void {
  // Unit tests with mocks and programs within other processes (Automation API) do not tell where the provider will be started.
  if (!runsProgram(process.argv)) return;
  known ??= { problem: "pnp" in process.versions ? PLUG_N_PLAY : lookUp(DIRECTORY) };
  if (known.problem !== undefined) throw new pulumi.RunError(`${title}: ${known.problem}`);
}

/** Is this the process in which Pulumi's language host, or the embedded engine, runs a program? */
export const runsProgram = ([, script = ""]: readonly string[]): boolean =>
  /[\\/]@pulumi[\\/]pulumi[\\/]cmd[\\/]run([\\/]|$)/.test(script);

function lookUp(directory: string): string | undefined {
  const path = findFrom(directory, "pulumi-purview/dynamic");
  if (path === undefined) return notFound(directory);
  const [own, found] = [ownVersion(), versionOf(findFrom(directory, "pulumi-purview/package.json"))];
  if (own !== undefined && found !== undefined && own !== found)
    pulumi.log.warn(
      `The program uses pulumi-purview ${own}, and Pulumi's dynamic provider will use ${found}, which it finds from ${directory}. ` +
        "Install one version for both (docs/package-managers.md).",
    );
  return undefined;
}

/**
 * As the text in `__provider` is resolved: from the directory upward, and by NODE_PATH. A file below `node_modules` belongs to no
 * package, and so does the text.
 */
export function findFrom(directory: string, request: string): string | undefined {
  try {
    return createRequire(join(directory, "node_modules", "provider.js")).resolve(request);
  } catch {
    return undefined;
  }
}

const PLUG_N_PLAY =
  "Pulumi's dynamic provider cannot load the package pulumi-purview by Yarn's Plug'n'Play. Set `nodeLinker: node-modules` in .yarnrc.yml " +
  "and run `yarn install`. See docs/package-managers.md of pulumi-purview.";

const notFound = (directory: string): string =>
  `Pulumi's dynamic provider looks for the package pulumi-purview from the program's directory, ${directory}, and does not find it there. ` +
  `Make it a dependency of the program's own package (\`${addCommand(directory)}\`), also where the program gets it through another package ` +
  'or is bundled; or import the classes from "pulumi-purview/plugin". See docs/package-managers.md of pulumi-purview.';

const COMMANDS: Readonly<Record<string, string>> = {
  "pnpm-lock.yaml": "pnpm add pulumi-purview",
  "yarn.lock": "yarn add pulumi-purview",
  "bun.lock": "bun add pulumi-purview",
};

/** The command of the package manager whose lock file lies nearest. */
export function addCommand(directory: string): string {
  const lock = Object.keys(COMMANDS).find((file) => existsSync(join(directory, file)));
  if (lock !== undefined) return COMMANDS[lock] ?? "";
  const above = dirname(directory);
  return above === directory ? "npm install pulumi-purview" : addCommand(above);
}

/** Of the package that this file is part of; undefined in a bundle. */
const ownVersion = (): string | undefined =>
  typeof __dirname === "undefined" ? undefined : versionOf(join(__dirname, "../../../../package.json"));

function versionOf(file: string | undefined): string | undefined {
  try {
    const { name, version } = JSON.parse(readFileSync(file ?? "", "utf8")) as { name?: unknown; version?: unknown };
    return name === "pulumi-purview" && typeof version === "string" ? version : undefined;
  } catch {
    return undefined;
  }
}
