import { createRequire } from "node:module";
import type { Command } from "commander";
import { EngineError } from "./errors";

const PACKAGE = "pulumi-purview-emulator";

/** What a provider needs to work in one of the emulator's tenants. */
export interface EmulatorTenant {
  readonly tenantId: string;
  readonly organization: string;
  /** `public`, `gcc`, `gccHigh`, `dod` or `china`; the emulator starts with one tenant of each. */
  readonly environment: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly connectionUri: string;
  readonly azureADAuthorizationEndpointUri: string;
}

export interface EmulatorOptions {
  /** Default 0: any free one. */
  readonly port?: number;
  /** `instant` (default in tests): whatever is pending is done at once; `manual`: stands still until advanced. */
  readonly clock?: "real" | "instant" | "manual";
  /** Makes tenants, ids and secrets; default 1. */
  readonly seed?: number;
  /** File that keeps tenants and objects over restarts. */
  readonly stateFile?: string;
}

export interface RunningEmulator {
  readonly url: string;
  readonly tenants: readonly EmulatorTenant[];
  readonly clock: { advance(ms: number): void };
  stop(): Promise<void>;
}

/** The part of the emulator's package that is used here, by module; a test compares it with the package itself. */
export interface EmulatorModules {
  readonly "pulumi-purview-emulator": {
    startEmulator(options?: EmulatorOptions): Promise<RunningEmulator>;
    environmentOf(tenant: EmulatorTenant): Readonly<Record<string, string>>;
  };
  readonly "pulumi-purview-emulator/command": {
    run(name: string, args: readonly string[]): Promise<number>;
    /** The command and its options. */
    define(name: string): Command;
  };
}

/** Loads a module of the emulator's package from next to this package, else from the project in the current directory. */
export function requireEmulator<Name extends keyof EmulatorModules>(module: Name): EmulatorModules[Name] {
  const load = createRequire(__filename);
  return load(resolveModule(load, module)) as EmulatorModules[Name];
}

function resolveModule(load: NodeJS.Require, module: string): string {
  try {
    return load.resolve(module, { paths: [__dirname, process.cwd()] });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "MODULE_NOT_FOUND") throw error;
    throw new EngineError(
      `the emulator is a package of its own that is not installed here: npm install --save-dev ${PACKAGE}`,
    );
  }
}

/**
 * Starts an emulator in this process, for unit tests. It is the package `pulumi-purview-emulator`, which must be installed.
 *
 * @example
 * const emulator = await startEmulator();
 * const stack = await TestStack.open({ cwd: "infrastructure", env: environmentOf(emulator.tenants[0]) });
 * await emulator.stop();
 */
export const startEmulator = async (options: EmulatorOptions = {}): Promise<RunningEmulator> =>
  requireEmulator(PACKAGE).startEmulator({ clock: "instant", ...options });

/** The environment variables that point a provider at a tenant of the emulator. */
export const environmentOf = (tenant: EmulatorTenant): Readonly<Record<string, string>> =>
  requireEmulator(PACKAGE).environmentOf(tenant);
