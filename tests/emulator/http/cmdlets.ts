import assert from "node:assert/strict";
import type { EmulatorOptions, TenantLine } from "../../../emulator/index";
import { type Emulator, startEmulator } from "../../support/emulator";
import { invoke, tenantOf, tokenFor } from "./client";

// Rows are looked into freely by tests.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Row = { readonly [property: string]: any };

/** Cmdlets of one tenant over HTTP; the clock is the test's. */
export class Cmdlets {
  private constructor(
    readonly emulator: Emulator,
    readonly tenant: TenantLine,
    private token: string,
  ) {}

  static async start(options: EmulatorOptions = {}): Promise<Cmdlets> {
    const emulator = await startEmulator({ clock: "manual", ...options });
    const tenant = tenantOf(emulator, "public");
    return new Cmdlets(emulator, tenant, await tokenFor(tenant));
  }

  stop(): Promise<void> {
    return this.emulator.stop();
  }

  /** Lets lag and distribution pass; tokens live on the same clock. */
  async settle(ms = 10_000): Promise<void> {
    await this.emulator.advanceClock(ms);
    if (ms > 10_000) this.token = await tokenFor(this.tenant);
  }

  /** What a cmdlet returned, without annotations. */
  async rows(cmdlet: string, parameters: unknown = {}): Promise<readonly Row[]> {
    const { status, json, text } = await this.#send(cmdlet, parameters);
    assert.equal(status, 200, `${cmdlet}: ${text}`);
    return (json.value as Row[]).map((row) =>
      Object.fromEntries(Object.entries(row).filter(([name]) => !name.includes("@"))),
    );
  }

  /** The same of one object, and then everything that the call set off. */
  async one(cmdlet: string, parameters: unknown = {}): Promise<Row> {
    const rows = await this.rows(cmdlet, parameters);
    assert.equal(rows.length, 1, `${cmdlet} returned ${rows.length} objects`);
    return rows[0] as Row;
  }

  /** A call that succeeds, and then everything that it set off. */
  async done(cmdlet: string, parameters: unknown = {}): Promise<readonly string[]> {
    const { status, json, text } = await this.#send(cmdlet, parameters);
    assert.equal(status, 200, `${cmdlet}: ${text}`);
    await this.settle();
    return (json["@adminapi.warnings"] ?? []) as string[];
  }

  /** Short class of the error, or "" when the call succeeds. */
  async fault(cmdlet: string, parameters: unknown = {}): Promise<string> {
    const { status, json } = await this.#send(cmdlet, parameters);
    if (status === 200) return "";
    const type = String(json.error.innererror.internalexception?.type ?? json.error.innererror.type);
    return type.split(".").at(-1) ?? "";
  }

  async message(cmdlet: string, parameters: unknown = {}): Promise<string> {
    const { json } = await this.#send(cmdlet, parameters);
    return String(json.error?.innererror.internalexception?.message ?? "");
  }

  /** The answer in CLIXML, as Microsoft's module asks for it. */
  async clixml(cmdlet: string, parameters: unknown = {}): Promise<string> {
    const headers = { "x-responseformat": "clixml" };
    const { text, json } = await invoke(this.emulator, this.tenant, cmdlet, parameters, { token: this.token, headers });
    const [value] = (json?.value ?? []) as { _clixml?: string }[];
    return value?._clixml ?? text;
  }

  #send(cmdlet: string, parameters: unknown) {
    return invoke(this.emulator, this.tenant, cmdlet, parameters, { token: this.token });
  }
}

/** A table as REST wants it. */
export const table = (values: Row): Row => ({ "@odata.type": "#Exchange.GenericHashTable", ...values });
