import { createLifecycle } from "../../provider/lifecycle";
import type { DiffResult, Lifecycle, Recorded, Written } from "../../provider/lifecycle/types";
import { findKind, type Kind } from "../../provider/kinds";
import { makeSession, resolveSettings } from "../../provider/session";
import type { Properties } from "../../provider/values";
import { argsOf, type Emulator, type RanCmdlet, type TenantClient, type WireObject } from "../support/emulator";

/** A tenant of the emulator with people in it, and provider processes that work on it. */
export class Tenant {
  readonly told: string[] = [];
  readonly #sessions: { close(): Promise<void> }[] = [];

  private constructor(
    readonly emulator: Emulator,
    readonly client: TenantClient,
  ) {}

  static async of(emulator: Emulator, answers: "recorded" | "loose"): Promise<Tenant> {
    return new Tenant(
      emulator,
      await emulator.addTenant({ answers, apps: [{ roleGroups: ["Organization Management"] }] }),
    );
  }

  person(name: string, address: string, more: WireObject = {}): Promise<WireObject> {
    return this.client.put("Recipient", name, { DisplayName: name, PrimarySmtpAddress: address, ...more });
  }

  group(name: string, address: string, members: readonly string[]): Promise<WireObject> {
    const RecipientTypeDetails = "MailUniversalDistributionGroup";
    return this.person(name, address, { RecipientTypeDetails, Members: members });
  }

  /** A new process: nothing remembered but what is in state. */
  process(): Lifecycle {
    const settings = resolveSettings({ args: argsOf(this.client), env: { PURVIEW_DELETION_PROTECTION: "none" } });
    const say = (message: string): void => void this.told.push(message);
    const session = makeSession(settings);
    this.#sessions.push(session);
    return createLifecycle({ session, settings, reporter: { warn: say, info: say, progress: () => undefined } });
  }

  async cmdlets(task: () => Promise<unknown>): Promise<readonly RanCmdlet[]> {
    const from = await this.emulator.lastRequest();
    await task();
    return await this.client.cmdlets(from);
  }

  async writes(task: () => Promise<unknown>): Promise<readonly RanCmdlet[]> {
    return (await this.cmdlets(task)).filter(({ cmdlet }) => !cmdlet.startsWith("Get-"));
  }

  async close(): Promise<void> {
    await Promise.all(this.#sessions.map((session) => session.close()));
  }
}

export const POLICY = findKind("RetentionCompliancePolicy") as Kind;

/** One resource as a host has it: what the program says, and what state holds. */
export class Resource {
  recorded: Recorded | undefined;

  constructor(
    readonly tenant: Tenant,
    public desired: Properties,
    readonly kind: Kind = POLICY,
  ) {}

  /** As `pulumi up` of a program with this resource alone. */
  async up(): Promise<Written> {
    const lifecycle = this.tenant.process();
    const { desired, kind } = this;
    const written = this.recorded
      ? await lifecycle.update(kind, { recorded: this.recorded, desired, ignored: [] })
      : await lifecycle.create(kind, { desired });
    this.recorded = { id: written.id, outputs: written.outputs, inputs: desired, declared: Object.keys(desired) };
    return written;
  }

  async preview(against: "live" | "recorded" = "live"): Promise<DiffResult> {
    if (!this.recorded) throw new Error("nothing is in state");
    return await this.tenant
      .process()
      .diff(this.kind, { recorded: this.recorded, desired: this.desired, ignored: [], against });
  }

  async refresh(): Promise<void> {
    if (!this.recorded) throw new Error("nothing is in state");
    const { recorded } = this;
    const found = await this.tenant.process().read(this.kind, { id: recorded.id, recorded });
    if (!found) throw new Error("it is gone");
    this.recorded = { ...recorded, id: found.id, outputs: found.outputs, inputs: found.inputs };
  }
}
