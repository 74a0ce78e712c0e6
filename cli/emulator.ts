import { Command } from "commander";
import { EngineError } from "../engine";
import { requireEmulator } from "../engine/emulator";

const NAME = "purview emulator";

/** The command of the package `pulumi-purview-emulator` and its options; without options where that is not installed. */
export function define(): Command {
  try {
    return requireEmulator("pulumi-purview-emulator/command").define(NAME);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return new Command(NAME);
  }
}

/** `purview emulator`: the command of the package `pulumi-purview-emulator`, where that is installed. */
export const run = (args: readonly string[]): Promise<number> =>
  requireEmulator("pulumi-purview-emulator/command").run(NAME, args);
