import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { EXIT } from "./exit";

/** What `cli/<verb>.ts` exports: parses its own arguments and resolves to an exit code. */
export interface Verb {
  readonly run: (args: readonly string[]) => Promise<number>;
}

/** The verbs of design 3. A verb whose file is not there yet is not shown. */
const VERBS: Readonly<Record<string, string>> = {
  login: "sign in a user, for providers with useLogin",
  logout: "forget the signed-in user",
  whoami: "show who the settings sign in as, and what that identity may do",
  doctor: "check settings, sign-in, permissions and the machine",
  emulator: "start a tenant on this machine to try programs on",
  engine: "run a Pulumi program without the Pulumi CLI",
  export: "write a Pulumi program for what is in a tenant",
};

/** Compiled, or run from the sources by ts-node. */
const fileOf = (verb: string): string | undefined =>
  [`${verb}.js`, `${verb}.ts`].map((name) => join(__dirname, name)).find((path) => existsSync(path));

const available = (): [string, string][] => Object.entries(VERBS).filter(([verb]) => fileOf(verb) !== undefined);

function help(): string {
  const lines = available().map(([verb, summary]) => `  ${verb.padEnd(10)} ${summary}`);
  return `usage: purview <command> [options]\n\n${lines.join("\n")}\n\nEach command has --help. Exit: 0 well, 1 error, 2 drift, 64 usage, 130 interrupted.\n`;
}

/** Loads only the file of the verb that was named. */
export async function runVerb([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    (name === undefined ? process.stderr : process.stdout).write(help());
    return name === undefined ? EXIT.usage : EXIT.well;
  }
  if (name === "--version" || name === "-V") {
    process.stdout.write(`${version()}\n`);
    return EXIT.well;
  }
  const file = name in VERBS ? fileOf(name) : undefined;
  if (file === undefined) {
    process.stderr.write(`purview: there is no command "${name}"\n\n${help()}`);
    return EXIT.usage;
  }
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- lazily: --help must not load msal, fastify and Pulumi
  return (require(file) as Verb).run(args);
}

/** From the nearest package.json upwards: the sources and dist/ stand at different depths. */
function version(): string {
  for (const up of ["..", "../.."]) {
    const file = join(__dirname, up, "package.json");
    if (existsSync(file)) return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
  }
  return "unknown";
}
