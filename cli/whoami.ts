import { Command } from "commander";
import { printable } from "../provider/errors";
import { makeSession } from "../provider/session";
import { EXIT } from "./exit";
import { describeIdentity } from "./identity/describe";
import { kindRights } from "./identity/kind-rights";
import { runAction } from "./parse";
import { programSettings, withSettings, type SettingFlags } from "./program-settings";
import { interruptible } from "./report";

interface Flags extends SettingFlags {
  readonly json?: boolean;
}

/** The command and its options. */
export const define = (): Command =>
  withSettings(
    new Command("purview whoami")
      .description("Signs in as a program with the same settings would; shows the identity and what it may do.")
      .option("--json", "print the result as JSON"),
  );

/** `purview whoami`: who the settings sign in as, and what that identity may do. */
export const run = (args: readonly string[]): Promise<number> => runAction<Flags>(define(), args, whoami);

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
      return EXIT.ok;
    }
    const count = (access: string): number => rights.filter((one) => one.access === access).length;
    const rows: [string, string][] = [
      ["identity", `${identity.identity} (${identity.credential})`],
      ["tenant", `${identity.organization} (${identity.tenantId})`],
      ["cloud", identity.environment],
      ["service", identity.service],
      ["app roles", identity.roles.join(", ") || "none"],
      ["token until", identity.tokenUntil ?? "none (user name and password)"],
      [
        "may",
        `write ${count("write")}, only read ${count("read")}, not read ${count("none")} of ${rights.length} kinds`,
      ],
    ];
    for (const [name, value] of rows) process.stdout.write(`${name.padEnd(12)} ${printable(value)}\n`);
    return EXIT.ok;
  } catch (error) {
    if (signal.aborted) return EXIT.interrupted;
    throw error;
  } finally {
    done();
    await session.close();
  }
}
