import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { load } from "js-yaml";
import { EngineError, UnsupportedError } from "./errors";

export interface Project {
  readonly name: string;
  /** Where Pulumi.yaml is. */
  readonly root: string;
  /** What `main` says, else the root. */
  readonly programDirectory: string;
  /** What to run in it: `.` or a file. */
  readonly entryPoint: string;
  /** Options of the runtime: `typescript`, `nodeargs`, `tsconfig`. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly plugins: readonly { readonly name: string; readonly path: string }[];
  /** Defaults for the stack's configuration. */
  readonly config: ReadonlyMap<string, ConfigValue>;
  readonly stackConfigFolder: string;
}

export interface ConfigValue {
  /** Objects and lists as JSON. */
  readonly value: string;
  readonly secret: boolean;
}

type Yaml = Record<string, unknown>;
const asMap = (value: unknown): Yaml =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Yaml) : {};

/** Finds Pulumi.yaml in the directory or above it. */
export function readProject(directory: string): Project {
  const file = findUp(resolve(directory));
  const yaml = asMap(load(readFileSync(file, "utf8")));
  const root = dirname(file);
  const name = yaml["name"];
  if (typeof name !== "string" || name === "") throw new EngineError(`${file} lacks the project's \`name\``);
  const runtime = typeof yaml["runtime"] === "string" ? { name: yaml["runtime"] } : asMap(yaml["runtime"]);
  if (runtime["name"] !== "nodejs")
    throw new UnsupportedError(`programs of the runtime "${String(runtime["name"])}" (${file}); it runs nodejs`);
  const main = typeof yaml["main"] === "string" ? resolve(root, yaml["main"]) : root;
  const isFile = /\.[cm]?[jt]s$/.test(main);
  const configFolder = yaml["stackConfigDir"] ?? (typeof yaml["config"] === "string" ? yaml["config"] : undefined);
  const plugins = asMap(yaml["plugins"])["providers"];
  return {
    name,
    root,
    programDirectory: isFile ? dirname(main) : main,
    entryPoint: isFile ? basename(main) : ".",
    options: asMap((runtime as Yaml)["options"]),
    plugins: (Array.isArray(plugins) ? plugins : []).map(asMap).map((plugin) => ({
      name: String(plugin["name"]),
      path: String(plugin["path"]),
    })),
    config: projectDefaults(name, asMap(yaml["config"])),
    stackConfigFolder: typeof configFolder === "string" ? resolve(root, configFolder) : root,
  };
}

function findUp(directory: string): string {
  for (let at = directory; ; at = dirname(at)) {
    const found = ["Pulumi.yaml", "Pulumi.yml"].map((name) => join(at, name)).find(existsSync);
    if (found !== undefined) return found;
    if (dirname(at) === at) throw new EngineError(`no Pulumi.yaml in ${directory} or above it`);
  }
}

function projectDefaults(project: string, config: Yaml): ReadonlyMap<string, ConfigValue> {
  const defaults = new Map<string, ConfigValue>();
  for (const [key, declared] of Object.entries(config)) {
    const map = asMap(declared);
    const value = "value" in map ? map["value"] : "default" in map ? map["default"] : declared;
    if (value === declared && typeof declared === "object") continue;
    defaults.set(qualify(project, key), { value: asText(value), secret: map["secret"] === true });
  }
  return defaults;
}

/** `key` belongs to the project; `namespace:key` says whose it is. */
export const qualify = (project: string, key: string): string => (key.includes(":") ? key : `${project}:${key}`);

const asText = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

export interface StackFile {
  readonly encryptionSalt: string | undefined;
  /** Secret values are still sealed; inside objects too. */
  readonly config: Readonly<Record<string, unknown>>;
}

/** `Pulumi.<stack>.yaml`; an absent file is an empty one. */
export function readStackFile(project: Project, stack: string): StackFile {
  const file = join(project.stackConfigFolder, `Pulumi.${stack}.yaml`);
  if (!existsSync(file)) return { encryptionSalt: undefined, config: {} };
  const yaml = asMap(load(readFileSync(file, "utf8")));
  const provider = yaml["secretsprovider"];
  if (typeof provider === "string" && provider !== "passphrase" && provider !== "")
    throw new UnsupportedError(`the secrets provider ${provider} (${file}); it has "passphrase"`);
  if (yaml["environment"] !== undefined) throw new UnsupportedError(`\`environment:\` (${file})`);
  const salt = yaml["encryptionsalt"];
  return { encryptionSalt: typeof salt === "string" ? salt : undefined, config: asMap(yaml["config"]) };
}

/** The stack's whole configuration: the project's defaults, the stack's file, what was given for this run. */
export function resolveConfig(
  project: Project,
  file: StackFile,
  given: Readonly<Record<string, string>>,
  decrypt: (ciphertext: string) => string,
): ReadonlyMap<string, ConfigValue> {
  const config = new Map(project.config);
  for (const [key, value] of Object.entries(file.config)) {
    let secret = false;
    const open = (inner: unknown): unknown => {
      if (Array.isArray(inner)) return inner.map(open);
      const map = asMap(inner);
      if (Object.keys(map).length === 1 && typeof map["secure"] === "string") {
        secret = true;
        return decrypt(map["secure"]);
      }
      if (typeof inner !== "object" || inner === null) return inner;
      return Object.fromEntries(Object.entries(map).map(([name, element]) => [name, open(element)]));
    };
    const opened = open(value);
    config.set(qualify(project.name, key), { value: asText(opened), secret });
  }
  for (const [key, value] of Object.entries(given)) config.set(qualify(project.name, key), { value, secret: false });
  return config;
}
