import * as emulator from "../../emulator/index";

export {
  argsOf,
  configOf,
  environmentOf,
  type FaultRequest,
  type JournalEntry,
  type RanCmdlet,
  type SpawnedEmulator,
  TenantClient,
  type WireObject,
} from "../../emulator/index";
export { spawnEmulator } from "../../scripts/start/emulator";

/** The emulator in the test's own process; its clock leaps over every wait of the service unless told otherwise. */
export class Emulator extends emulator.EmulatorClient {
  private constructor(readonly running: emulator.RunningEmulator) {
    super(running);
  }

  static async start(options: emulator.EmulatorOptions): Promise<Emulator> {
    return new Emulator(await emulator.startEmulator(options));
  }

  stop(): Promise<void> {
    return this.running.stop();
  }
}

/**
 * The one way to start the emulator in a test. Tests that run commands synchronously, kill the service or measure processes
 * use `spawnEmulator` instead.
 */
export const startEmulator = (options: emulator.EmulatorOptions = {}): Promise<Emulator> =>
  Emulator.start({ clock: "instant", ...options });
