import { findKind, type Kind } from "../../provider/kinds";
import { createLifecycle } from "../../provider/lifecycle";
import type { Lifecycle, Recorded, Written } from "../../provider/lifecycle/types";
import { makeSession, resolveSettings } from "../../provider/session";
import type { Plain, Properties } from "../../provider/values";
import { configOf, Emulator, type Journalled } from "../hosts/dynamic/support/emulator";

/** A tenant of the emulator, and lifecycles as new provider processes would have them. */
export class Emulated {
  private sessions: { close(): Promise<void> }[] = [];

  private constructor(readonly emulator: Emulator) {}

  static async start(): Promise<Emulated> {
    return new Emulated(await Emulator.start("--clock", "instant"));
  }

  /** A new process: nothing remembered. */
  lifecycle(): Lifecycle {
    const settings = resolveSettings({ stackConfig: configOf(this.emulator.tenant()), env: {} });
    const reporter = { warn: () => undefined, info: () => undefined, progress: () => undefined };
    const session = makeSession(settings);
    this.sessions.push(session);
    return createLifecycle({ session, settings, reporter });
  }

  /** An object that was there before, as an administrator's portal would have made it. */
  async put(noun: string, name: string, wire: object): Promise<void> {
    const path = `tenants/${this.emulator.tenant().tenantId}/objects/${noun}/${encodeURIComponent(name)}`;
    await this.emulator.control("PUT", path, { Name: name, ...wire });
  }

  /** The writes that a task causes, as the service got them. */
  async writesOf(task: () => Promise<unknown>): Promise<readonly Journalled[]> {
    const from = await this.emulator.journalLength();
    await task();
    const cmdlets = await this.emulator.cmdlets(from);
    return cmdlets.filter(({ cmdlet }) => !/^Get-/.test(cmdlet ?? ""));
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
