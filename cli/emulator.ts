import { requireEmulator } from "../engine/emulator";

/** `purview emulator`: the command of the package `pulumi-purview-emulator`, where that is installed. */
export const run = (args: readonly string[]): Promise<number> =>
  requireEmulator("pulumi-purview-emulator/command").run("purview emulator", args);
