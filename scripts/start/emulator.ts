import { join, resolve } from "node:path";
import { SpawnedEmulator } from "../../emulator/client/emulator-process";

const ROOT = resolve(__dirname, "../..");

/** The command of the built emulator, as users start it. */
export const builtEmulator = (...flags: readonly string[]): readonly string[] => [
  process.execPath,
  join(ROOT, "dist/cli/main.js"),
  "emulator",
  ...flags,
];

/** The built emulator as a process of its own, on any free port unless the flags name one. */
export const spawnEmulator = (...flags: readonly string[]): Promise<SpawnedEmulator> =>
  SpawnedEmulator.start(builtEmulator(...flags));
