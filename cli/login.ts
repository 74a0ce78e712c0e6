import { Command } from "commander";
import { decodeToken, signInUser, type AuthContext } from "../provider/auth";
import { systemClock } from "../provider/clock";
import { locateTenant } from "../provider/clouds";
import type { Http } from "../provider/http";
import { locateAnyTenant } from "../provider/clouds/any-tenant";
import { printable } from "../provider/errors";
import type { Settings } from "../provider/session";
import { UndiciHttp } from "../provider/http";
import { EXIT } from "./exit";
import { runAction } from "./parse";
import { programSettings, withSettings, type SettingFlags } from "./program-settings";
import { interruptible } from "./report";

/** How long somebody may take to sign in. */
const SIGN_IN_LIMIT_MS = 15 * 60_000;

interface Flags extends SettingFlags {
  readonly environment?: string;
  readonly userPrincipalName?: string;
  readonly tenantId?: string;
  readonly clientId?: string;
  readonly deviceCode?: boolean;
  readonly json?: boolean;
}

/** The command and its options. */
export const define = (): Command =>
  withSettings(
    new Command("purview login")
      .description(
        "Signs a person in (browser or device code, with multi-factor authentication) and keeps the sign-in on this machine. Providers use it when no other credential is configured and the tenant is the same.",
      )
      .option("--environment <name>", "public, gcc, gccHigh, dod or china (default: found from the tenant)")
      .option("--user-principal-name <name>", "whom to sign in, for example navin@contoso.com")
      .option("--tenant-id <id>", "tenant, if it is not that of the user's domain")
      .option("--client-id <id>", "a public client of your own instead of Microsoft's")
      .option("--device-code", "show a code to enter on another device, instead of opening a browser")
      .option("--json", "print the result as JSON"),
  );

/** `purview login`: what `Connect-IPPSSession -UserPrincipalName` is in PowerShell. */
export const run = (args: readonly string[]): Promise<number> => runAction<Flags>(define(), args, login);

async function login(flags: Flags): Promise<number> {
  const { environment, userPrincipalName, tenantId, clientId } = flags;
  const { settings } = programSettings(flags, { environment, userPrincipalName, tenantId });
  const http = new UndiciHttp(settings, process.env, systemClock);
  const { signal, done } = interruptible();
  try {
    const location = await locate(settings, http, tenantId, userPrincipalName, signal);
    const context: AuthContext = { location, http, clock: systemClock, env: process.env };
    const { account, token } = await signInUser(context, {
      clientId: clientId ?? undefined,
      userPrincipalName,
      deviceCode: flags.deviceCode ?? false,
      // Progress goes to stderr: stdout is the result.
      show: (message) => process.stderr.write(`${message}\n`),
      signal: AbortSignal.any([signal, AbortSignal.timeout(SIGN_IN_LIMIT_MS)]),
    });
    const until = decodeToken(token)?.exp;
    const result = {
      userPrincipalName: account.username,
      tenantId: account.tenantId,
      environment: account.environment,
      tokenUntil: until === undefined ? null : new Date(until * 1000).toISOString(),
    };
    process.stdout.write(
      flags.json
        ? `${JSON.stringify(result)}\n`
        : `Signed in as ${printable(account.username)} to tenant ${account.tenantId} (${account.environment}).\n`,
    );
    return EXIT.ok;
  } catch (error) {
    // msal's local web server still waits for the browser and would keep the process running.
    if (signal.aborted) process.exit(EXIT.interrupted);
    if (error instanceof DOMException && error.name === "TimeoutError") {
      process.stderr.write("purview login: nobody signed in within 15 minutes.\n");
      process.exit(EXIT.error);
    }
    throw error;
  } finally {
    done();
    await http.close();
  }
}

/** By the named tenant, else by the user's domain, else any tenant of the cloud: the sign-in then decides. */
function locate(
  settings: Settings,
  http: Http,
  tenantId: string | undefined,
  userPrincipalName: string | undefined,
  signal: AbortSignal,
) {
  const tenant = tenantId ?? userPrincipalName?.split("@")[1] ?? settings.tenantId ?? settings.organization;
  return tenant === undefined ? locateAnyTenant(settings) : locateTenant(settings, tenant, http, signal);
}
