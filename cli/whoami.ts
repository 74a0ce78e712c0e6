import { Command } from "commander";
import { makeSession, type Connected } from "../provider/session";
import { printable } from "../provider/errors";
import { EXIT } from "./exit";
import { parse } from "./parse";
import { programSettings, withSettings, type SettingFlags } from "./program-settings";
import { guarded, interruptible } from "./report";
import { kindRights } from "./doctor/rights";

interface Flags extends SettingFlags {
  readonly json?: boolean;
}

/** `purview whoami`: who the settings sign in as, and what that identity may do. */
export async function run(args: readonly string[]): Promise<number> {
  let code: number = EXIT.well;
  const command = withSettings(
    new Command("purview whoami")
      .description("Signs in as a program with the same settings would, and says who that is and what it may do.")
      .option("--json", "print the result as JSON"),
  ).action(async (flags: Flags) => {
    code = await guarded("whoami", flags.json, () => whoami(flags));
  });
  const parsed = await parse(command, args);
  return parsed === EXIT.well ? code : parsed;
}

async function whoami(flags: Flags): Promise<number> {
  const { settings } = programSettings(flags);
  const session = makeSession(settings);
  const { signal, done } = interruptible();
  try {
    const connected = await session.connection(signal);
    const rights = kindRights(await session.rights(signal));
    const identity = await describeIdentity(connected);
    if (flags.json) {
      process.stdout.write(`${JSON.stringify({ ...identity, kinds: rights })}\n`);
      return EXIT.well;
    }
    const count = (access: string): number => rights.filter((one) => one.access === access).length;
    const rows: [string, string][] = [
      ["identity", `${identity.identity} (${identity.way})`],
      ["tenant", `${identity.organization} (${identity.tenantId})`],
      ["cloud", identity.environment],
      ["service", identity.service],
      ["app roles", identity.roles.join(", ") || "none"],
      ["token until", identity.tokenUntil],
      [
        "may",
        `write ${count("write")}, only read ${count("read")}, not read ${count("none")} of ${rights.length} kinds`,
      ],
    ];
    for (const [name, value] of rows) process.stdout.write(`${name.padEnd(12)} ${printable(value)}\n`);
    return EXIT.well;
  } catch (error) {
    if (signal.aborted) return EXIT.interrupted;
    throw error;
  } finally {
    done();
    await session.close();
  }
}

/** What is worth telling of a connection; no secret in it. */
export async function describeIdentity(connected: Connected) {
  const { facts, tokens, way } = connected;
  const { claims, expiresAtMs } = await tokens.get();
  return {
    ...facts,
    way,
    service: connected.serviceHost(),
    roles: claims?.roles ?? [],
    scopes: claims?.scopes ?? [],
    directoryRoles: claims?.wids ?? [],
    tokenUntil: new Date(expiresAtMs).toISOString(),
  };
}
