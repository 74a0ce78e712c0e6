import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { complete } from "./completion";
import { EXIT } from "./exit";
import { parse } from "./parse";

/** What `cli/<name>.ts` exports: parses its own arguments and resolves to an exit code. */
interface CommandFile {
  /** The command and its options. */
  readonly define: () => Command;
  readonly run: (args: readonly string[]) => Promise<number>;
}

const SUMMARIES: Readonly<Record<string, string>> = {
  init: "write a Pulumi project to start from",
  login: "sign in a person, for providers with useLogin",
  logout: "sign out, and forget the sign-in on this machine",
  whoami: "show who the settings sign in as, and what that identity may do",
  doctor: "check settings, network, sign-in and permissions step by step",
  export: "write a Pulumi program for what a tenant has",
  emulator: "start a tenant on this machine to try programs on",
  engine: "run a Pulumi program without the Pulumi CLI",
};

const COMPLETION = "completion";
/** What the scripts of `purview completion` call at every Tab. */
const COMPLETE = "complete";

/** `purview`: hands the arguments over to the file of the command that they name. */
export async function runPurview(given: readonly string[]): Promise<number> {
  const args = wordsAsOptions(given);
  if (args[0] === COMPLETION || args[0] === COMPLETE) return complete(definitions(args), args);
  let code: number = EXIT.ok;
  const program = new Command("purview")
    .description("Retention and compliance policies of Microsoft Purview, with Pulumi.")
    .version(version(), "-v, --version", "print the version")
    .helpOption("-h, --help", "print this help; each command has its own")
    .helpCommand(false)
    .configureHelp({ subcommandTerm: (command) => command.name() })
    .enablePositionalOptions()
    .addHelpText(
      "after",
      `\nExit codes: ${EXIT.ok} ok, ${EXIT.error} error, ${EXIT.drift} drift, ${EXIT.usage} wrong usage, ${EXIT.interrupted} interrupted.`,
    );
  for (const [name, summary] of Object.entries(SUMMARIES))
    program
      .command(name)
      .description(summary)
      .helpOption(false)
      .allowUnknownOption()
      .allowExcessArguments()
      .passThroughOptions()
      .action(async (_, command: Command) => {
        code = await load(name).run(command.args);
      });
  program.command(COMPLETION).description("print the completion script of bash, zsh, fish or PowerShell");
  return (await parse(program, args)) ?? code;
}

/**
 * The commands with their options. While a line of `words` is completed, only the command that it names has them:
 * loading all takes a second.
 */
function definitions([, ...words]: readonly string[]): readonly Command[] {
  const named = words.find((word) => word in SUMMARIES);
  return Object.entries(SUMMARIES).map(([name, summary]) =>
    (name === named ? load(name).define() : new Command()).name(name).description(summary),
  );
}

/** `purview help doctor` is `purview doctor --help`, `purview version` and `-V` are `purview --version`. */
function wordsAsOptions([first, ...rest]: readonly string[]): readonly string[] {
  if (first === "help") return [...rest, "--help"];
  if (first === "version" || first === "-V") return ["--version"];
  return first === undefined ? [] : [first, ...rest];
}

/** Only the file of the command that is asked for: `--help` must not load msal and Pulumi. */
function load(name: string): CommandFile {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- see above
  return require(`./${name}`) as CommandFile;
}

/** From the nearest package.json upwards: the sources and dist/ have different depths. */
function version(): string {
  for (const up of ["..", "../.."]) {
    const file = join(__dirname, up, "package.json");
    if (existsSync(file)) return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
  }
  return "unknown";
}
