import { type Command, CommanderError } from "commander";
import { EXIT } from "./exit";

/** Runs a commander command on arguments: help is 0, a wrong usage 64, an interruption 130. */
export async function parse(command: Command, args: readonly string[]): Promise<number> {
  let code: number = EXIT.well;
  const onExit = (error: CommanderError): never => {
    throw error;
  };
  for (const one of [command, ...command.commands]) one.exitOverride(onExit).showHelpAfterError();
  try {
    await command.parseAsync([...args], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    code = error.exitCode === 0 ? EXIT.well : EXIT.usage;
  }
  return code;
}
