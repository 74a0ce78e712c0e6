import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { announcement, type AnnouncementForm } from "./announcement";
import { type EmulatorOptions, startEmulator } from "./start";

const EXIT = { ok: 0, error: 1, usage: 64, interrupted: 130 } as const;

interface Flags {
  readonly port: number;
  readonly state?: string;
  readonly clock: NonNullable<EmulatorOptions["clock"]>;
  readonly errors: NonNullable<EmulatorOptions["errors"]>;
  readonly redirect: NonNullable<EmulatorOptions["redirect"]>;
  readonly seed: number;
  readonly maxConcurrent: number;
  readonly strictSessions?: boolean;
  readonly answers?: "loose" | "recorded";
  readonly tls?: boolean;
  readonly json?: boolean;
  readonly env?: "bash" | "powershell";
}

const integer =
  (what: string, max: number) =>
  (text: string): number => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value > max)
      throw new InvalidArgumentError(`${what} must be a number from 0 to ${max}.`);
    return value;
  };

/** Runs the command under the name that it was called by, until SIGTERM or SIGINT; resolves to the exit code. */
export async function run(name: string, args: readonly string[]): Promise<number> {
  let code: number = EXIT.ok;
  const command = define(name).action(async (flags: Flags) => {
    code = await serve(name, flags);
  });
  try {
    await command.parseAsync([...args], { from: "user" });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  }
}

/** The command and its options, under the name that it is called by. */
export const define = (name: string): Command =>
  new Command(name)
    .exitOverride()
    .showHelpAfterError()
    .description(
      "Emulates the Security & Compliance service on this machine, with a tenant in each cloud to try programs on.",
    )
    .addHelpText(
      "after",
      "\nOn a terminal it says how to use it. Piped, or with --json, the only line on stdout is JSON with everything that a provider needs.",
    )
    .option("--port <number>", "port to listen on; 0 = any free one", integer("The port", 65_535), 0)
    .option("--state <file>", "keep tenants and objects in this file across restarts")
    .addOption(new Option("--clock <mode>", "how time passes").choices(["real", "instant", "manual"]).default("real"))
    .addOption(
      new Option("--errors <form>", "form of error details").choices(["pipe", "json", "plain"]).default("pipe"),
    )
    .addOption(
      new Option("--redirect <form>", "form of the regional redirect")
        .choices(["direct", "port446", "none"])
        .default("direct"),
    )
    .option("--seed <number>", "seed of ids, secrets and random faults", integer("The seed", 2 ** 32 - 1), 1)
    .option("--tls", "serve https; caFile in the line is the certificate authority to trust")
    .option(
      "--max-concurrent <number>",
      "concurrent requests of a tenant before it answers 429",
      integer("The limit", 10_000),
      50,
    )
    .addOption(
      new Option("--answers <form>", "whether objects are returned as recorded of real tenants").choices([
        "loose",
        "recorded",
      ]),
    )
    .option("--strict-sessions", "hide the eDiscovery cmdlets that need EnableSearchOnlySession from ordinary tokens")
    .option("--json", "print one JSON line, also on a terminal")
    .addOption(
      new Option(
        "--env <shell>",
        "print the environment variables of the first tenant, as lines of that shell",
      ).choices(["bash", "powershell"]),
    );

/** People read at a terminal; whatever reads a pipe is a program. */
const formOf = (json: Flags["json"], env: Flags["env"]): AnnouncementForm =>
  env ?? (json || !process.stdout.isTTY ? "json" : "text");

async function serve(
  name: string,
  { state, tls, strictSessions, answers, json, env, ...flags }: Flags,
): Promise<number> {
  const end = ended();
  try {
    const emulator = await startEmulator({
      ...flags,
      tls: tls ?? false,
      strictSessions: strictSessions ?? false,
      objects: { ...(answers && { answers }) },
      ...(state !== undefined && { stateFile: state }),
    });
    if (emulator.caFile !== undefined)
      process.stderr.write(`certificate authority: ${emulator.caFile} (NODE_EXTRA_CA_CERTS, or the setting caFile)\n`);
    process.stdout.write(announcement(emulator, formOf(json, env)));
    const code = await end;
    await emulator.stop();
    return code;
  } catch (error) {
    process.stderr.write(`${name}: ${explain(error, flags.port)}\n`);
    return EXIT.error;
  }
}

function explain(error: unknown, port: number): string {
  const { code, message, syscall } = error as NodeJS.ErrnoException;
  if (syscall !== "listen") return message;
  if (code === "EADDRINUSE") return `port ${port} is in use; choose another with --port, or 0 for any free one`;
  if (code === "EACCES")
    return `port ${port} may not be used by this user; choose one above 1023, or 0 for any free one`;
  return message;
}

/** The exit code, once a signal ends it: 0 for SIGTERM, 130 for Ctrl-C. */
const ended = (): Promise<number> =>
  new Promise((resolve) => {
    process.once("SIGTERM", () => resolve(EXIT.ok));
    process.once("SIGINT", () => resolve(EXIT.interrupted));
  });
