import { Command } from "commander";
import { loadMsal, readAccounts, removeLogin, tokenCache, writeAccounts } from "../provider/auth";
import { EXIT } from "./exit";
import { parse } from "./parse";
import { guarded } from "./report";

interface Flags {
  readonly userPrincipalName?: string;
  readonly json?: boolean;
}

/** `purview logout`: what `Disconnect-ExchangeOnline` is in PowerShell. */
export async function run(args: readonly string[]): Promise<number> {
  let code: number = EXIT.well;
  const command = new Command("purview logout")
    .description("Forgets the people who signed in with `purview login` on this machine.")
    .option("--user-principal-name <name>", "forget this one only")
    .option("--json", "print the result as JSON")
    .action(async (flags: Flags) => {
      code = await guarded("logout", flags.json, () => logout(flags));
    });
  const parsed = await parse(command, args);
  return parsed === EXIT.well ? code : parsed;
}

async function logout({ userPrincipalName, json }: Flags): Promise<number> {
  const accounts = readAccounts(process.env);
  const forgotten = accounts.filter(
    ({ username }) => userPrincipalName === undefined || username.toLowerCase() === userPrincipalName.toLowerCase(),
  );
  const left = accounts.filter((account) => !forgotten.includes(account));
  // Tokens of several people lie in one file; who stays must sign in once more only when nobody's could be told apart.
  if (left.length === 0) await removeLogin(process.env);
  else {
    await forgetTokens(forgotten.map(({ homeAccountId }) => homeAccountId));
    await writeAccounts(process.env, left);
  }
  const names = [...new Set(forgotten.map(({ username }) => username))];
  const line = names.length === 0 ? "Nobody was signed in." : `Signed out: ${names.join(", ")}.`;
  process.stdout.write(json ? `${JSON.stringify({ signedOut: names })}\n` : `${line}\n`);
  return EXIT.well;
}

async function forgetTokens(homeAccountIds: readonly string[]): Promise<void> {
  const msal = await loadMsal();
  const cachePlugin = await tokenCache(process.env, "keep");
  const cache = new msal.PublicClientApplication({
    auth: { clientId: "none" },
    cache: { cachePlugin },
  }).getTokenCache();
  for (const account of await cache.getAllAccounts())
    if (homeAccountIds.includes(account.homeAccountId)) await cache.removeAccount(account);
}
