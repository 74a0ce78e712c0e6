import { Command } from "commander";
import { loadMsal, readAccounts, removeLogin, msalCachePlugin, writeAccounts } from "../provider/auth";
import { EXIT } from "./exit";
import { runAction } from "./parse";

interface Flags {
  readonly userPrincipalName?: string;
  readonly json?: boolean;
}

/** The command and its options. */
export const define = (): Command =>
  new Command("purview logout")
    .description("Removes the sign-ins of `purview login` from this machine.")
    .option("--user-principal-name <name>", "sign out this person only")
    .option("--json", "print the result as JSON");

/** `purview logout`: what `Disconnect-ExchangeOnline` is in PowerShell. */
export const run = (args: readonly string[]): Promise<number> => runAction<Flags>(define(), args, logout);

async function logout({ userPrincipalName, json }: Flags): Promise<number> {
  const accounts = readAccounts(process.env);
  const signedOut = accounts.filter(
    ({ username }) => userPrincipalName === undefined || username.toLowerCase() === userPrincipalName.toLowerCase(),
  );
  const remaining = accounts.filter((account) => !signedOut.includes(account));
  // One file holds the tokens of several people: those of the others stay.
  if (remaining.length === 0) await removeLogin(process.env);
  else {
    await removeTokens(signedOut.map(({ homeAccountId }) => homeAccountId));
    await writeAccounts(process.env, remaining);
  }
  const names = [...new Set(signedOut.map(({ username }) => username))];
  const line = names.length === 0 ? "Nobody was signed in." : `Signed out: ${names.join(", ")}.`;
  process.stdout.write(json ? `${JSON.stringify({ signedOut: names })}\n` : `${line}\n`);
  return EXIT.ok;
}

async function removeTokens(homeAccountIds: readonly string[]): Promise<void> {
  const msal = await loadMsal();
  const cachePlugin = await msalCachePlugin(process.env, "keep");
  const cache = new msal.PublicClientApplication({
    auth: { clientId: "none" },
    cache: { cachePlugin },
  }).getTokenCache();
  for (const account of await cache.getAllAccounts())
    if (homeAccountIds.includes(account.homeAccountId)) await cache.removeAccount(account);
}
