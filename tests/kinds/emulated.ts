import { findKind, type Kind } from "../../provider/kinds";
import { createLifecycle } from "../../provider/lifecycle";
import type { Lifecycle, Recorded, Written } from "../../provider/lifecycle/types";
import { makeSession, resolveSettings } from "../../provider/session";
import type { Plain, Properties } from "../../provider/values";
import {
  argsOf,
  type Emulator,
  type RanCmdlet,
  startEmulator,
  type TenantClient,
  type WireObject,
} from "../support/emulator";

/** A tenant of the emulator, and lifecycles as new provider processes would have them. */
export class Emulated {
  private sessions: { close(): Promise<void> }[] = [];

  readonly tenant: TenantClient;

  private constructor(private readonly emulator: Emulator) {
    this.tenant = emulator.tenant();
  }

  static async start(): Promise<Emulated> {
    return new Emulated(await startEmulator());
  }

  /** A new process: nothing remembered. */
  lifecycle(): Lifecycle {
    const settings = resolveSettings({ args: argsOf(this.tenant), env: { PURVIEW_DELETION_PROTECTION: "none" } });
    const reporter = { warn: () => undefined, info: () => undefined, progress: () => undefined };
    const session = makeSession(settings);
    this.sessions.push(session);
    return createLifecycle({ session, settings, reporter });
  }

  /** An object that was there before, as an administrator's portal would have made it. */
  async put(noun: string, name: string, wire: WireObject): Promise<void> {
    await this.tenant.put(noun, name, wire);
  }

  /** The writes that a task causes, as the service got them. */
  async writesOf(task: () => Promise<unknown>): Promise<readonly RanCmdlet[]> {
    const from = await this.emulator.lastRequest();
    await task();
    return (await this.tenant.cmdlets(from)).filter(({ cmdlet }) => !cmdlet.startsWith("Get-"));
  }

  async closeSessions(): Promise<void> {
    await Promise.all(this.sessions.map((session) => session.close()));
    this.sessions = [];
  }

  async stop(): Promise<void> {
    await this.closeSessions();
    await this.emulator.stop();
  }
}

export const kindNamed = (noun: string): Kind => {
  const kind = findKind(noun);
  if (!kind) throw new Error(`no kind ${noun}`);
  return kind;
};

/** What a host would have in state after a write. */
export const recordedOf = ({ id, outputs }: Pick<Written, "id" | "outputs">, inputs: Properties): Recorded => ({
  id,
  outputs,
  inputs,
  declared: Object.keys(inputs).filter((property) => property !== "acceptIrreversible"),
});

export type Wire = { readonly [property: string]: Plain };
