import { accessSync, constants, existsSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join, resolve } from "node:path";
import { EngineError, UnsupportedError } from "../errors";
import type { Project } from "../project";

export const NODEJS_DYNAMIC = "pulumi-nodejs";

/** The file of a module as the program in that directory would find it. */
export function resolveFrom(directory: string, module: string): string {
  try {
    return createRequire(join(directory, "package.json")).resolve(module);
  } catch {
    throw new EngineError(
      `the program in ${directory} does not find ${module}: install its dependencies (npm install) first`,
    );
  }
}

/**
 * The executable that serves a package: what `plugins:` of Pulumi.yaml names, else on PATH, else an npm `bin` that the
 * program can see. The CLI looks in the first two as well.
 */
export function locatePlugin(project: Project, pkg: string, env: NodeJS.ProcessEnv): string {
  const file = `pulumi-resource-${pkg}`;
  const declared = project.plugins.find(({ name }) => name === pkg);
  if (declared) {
    const path = resolve(project.root, declared.path);
    const found = existsSync(path) && statSync(path).isFile() ? path : executableIn(path, file);
    if (found !== undefined) return found;
    if (existsSync(join(path, "PulumiPlugin.yaml"))) throw new UnsupportedError(`PulumiPlugin.yaml (${path})`);
    throw new EngineError(`Pulumi.yaml names ${path} for the plugin "${pkg}", but there is no ${file} in it`);
  }
  const folders = [...(env["PATH"] ?? "").split(delimiter).filter(Boolean), ...binFolders(project.programDirectory)];
  for (const folder of folders) {
    const found = executableIn(folder, file);
    if (found !== undefined) return found;
  }
  throw new EngineError(
    `no plugin for the package "${pkg}": name its folder under \`plugins: providers:\` of Pulumi.yaml, put ${file} on PATH, or install the npm package that brings it`,
  );
}

function executableIn(folder: string, file: string): string | undefined {
  const names = process.platform === "win32" ? [`${file}.exe`, `${file}.cmd`] : [file];
  return names.map((name) => join(folder, name)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function binFolders(directory: string): string[] {
  const folders: string[] = [];
  for (let at = directory; ; at = dirname(at)) {
    folders.push(join(at, "node_modules", ".bin"));
    if (dirname(at) === at) return folders;
  }
}
