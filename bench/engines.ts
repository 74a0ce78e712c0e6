import { join, resolve } from "node:path";
import { type Ran, embeddedEngine, type PulumiEngine } from "../scripts/start/pulumi-engine";
import { type Host, type Provider, writeProgram } from "./program";
import { measure, type Usage } from "./usage";

export const ROOT = resolve(__dirname, "..");

/** Command lines of the processes that serve providers, ours and the no-op ones. */
const PROVIDER_PROCESS = /dynamic-provider|hosts\/plugin\/main|noop\/plugin/;

export interface Stack {
  readonly folder: string;
  /** Where the state is, if not below `folder`: programs of several folders may share one. */
  readonly stateFolder?: string;
  readonly host: Host;
  readonly provider: Provider;
  /** The program's text. */
  readonly source: string;
  /** Points the provider at the emulator. */
  readonly env: Readonly<Record<string, string>>;
}

/** The embedded engine on a program that exists for this stack alone. */
export function engineFor({ folder, stateFolder, host, provider, source, env }: Stack): PulumiEngine {
  const name = `${host}-${provider}`;
  return embeddedEngine({
    root: writeProgram({ folder: join(folder, name), packageRoot: ROOT, host, provider, source }),
    cli: ROOT,
    folder: stateFolder ?? join(folder, `${name}-state`),
    env: { PURVIEW_DELETION_PROTECTION: "none", ...env, PULUMI_CONFIG_PASSPHRASE: "bench" },
  });
}

/** What one command of the engine costs. Throws when it fails. */
export async function cost(title: string, run: () => Promise<Ran>): Promise<Usage> {
  const { result, usage } = await measure(PROVIDER_PROCESS, run);
  if (result.code === 0) return usage;
  throw new Error(`${title}: exit ${result.code}\n${result.stdout.slice(-3000)}\n${result.stderr.slice(-3000)}`);
}
