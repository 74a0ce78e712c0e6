import { type Command, CommanderError } from "commander";
import { EXIT } from "./exit";
import { guarded } from "./report";

/** Runs a commander command; resolves to an exit code where commander itself ended it: 0 for help, 64 for wrong usage. */
export async function parse(command: Command, args: readonly string[]): Promise<number | undefined> {
  const onExit = (error: CommanderError): never => {
    throw error;
  };
  for (const one of [command, ...command.commands]) one.exitOverride(onExit).showHelpAfterError();
  try {
    await command.parseAsync([...args], { from: "user" });
    return undefined;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  }
}

/** Runs a command that is one action; its errors become one line. */
export async function runAction<Flags extends { readonly json?: boolean }>(
  command: Command,
  args: readonly string[],
  action: (flags: Flags) => Promise<number>,
): Promise<number> {
  let code: number = EXIT.ok;
  command.action(async () => {
    const flags = command.opts<Flags>();
    code = await guarded(command.name(), flags.json, () => action(flags));
  });
  return (await parse(command, args)) ?? code;
}
