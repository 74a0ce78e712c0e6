import { randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { chmod, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import type { ICachePlugin } from "@azure/msal-node";
import { isList, isRecord } from "../values";

type Env = { readonly [name: string]: string | undefined };

/** An account of `purview login`; no secret. */
export interface LoginAccount {
  readonly homeAccountId: string;
  readonly username: string;
  readonly tenantId: string;
  readonly environment: string;
  readonly clientId: string;
}

/** The user's configuration folder for this tool; PURVIEW_CONFIG_DIR moves it. */
export function configFolder(env: Env, platform: NodeJS.Platform = process.platform): string {
  const own = env["PURVIEW_CONFIG_DIR"];
  if (own) return own;
  const home = env["HOME"] || env["USERPROFILE"] || homedir();
  if (platform === "win32") return join(env["APPDATA"] || join(home, "AppData", "Roaming"), "purview");
  if (platform === "darwin") return join(home, "Library", "Application Support", "purview");
  return join(env["XDG_CONFIG_HOME"] || join(home, ".config"), "purview");
}

const accountsFile = (env: Env): string => join(configFolder(env), "accounts.json");
export const tokenFile = (env: Env): string => join(configFolder(env), "msal-cache.json");

const isAccount = (value: unknown): value is LoginAccount =>
  isRecord(value) &&
  ["homeAccountId", "username", "tenantId", "environment", "clientId"].every((key) => typeof value[key] === "string");

export function readAccounts(env: Env): readonly LoginAccount[] {
  try {
    if (!existsSync(accountsFile(env))) return [];
    const value: unknown = JSON.parse(readFileSync(accountsFile(env), "utf8"));
    return isList(value) ? value.filter(isAccount) : [];
  } catch {
    return [];
  }
}

/** Writes a file that only its owner may read, whole or not at all; several sessions may write it at once. */
async function writePrivate(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const next = `${path}.${randomUUID()}`;
  try {
    await writeFile(next, text, { mode: 0o600 });
    await chmod(next, 0o600);
    await rename(next, path);
  } catch (error) {
    await rm(next, { force: true });
    throw error;
  }
}

export const writeAccounts = (env: Env, accounts: readonly LoginAccount[]): Promise<void> =>
  writePrivate(accountsFile(env), JSON.stringify(accounts, undefined, 2));

/** Removes the accounts and their tokens. */
export async function removeLogin(env: Env): Promise<void> {
  await rm(accountsFile(env), { force: true });
  await rm(tokenFile(env), { force: true });
}

/** The parts of msal's extensions that are used, where a user has installed them. */
interface Extensions {
  readonly PersistenceCreator: { createPersistence(options: object): Promise<unknown> };
  readonly PersistenceCachePlugin: new (persistence: unknown) => ICachePlugin;
  readonly DataProtectionScope: { readonly CurrentUser: string };
}

/**
 * msal's cache on disk. With `@azure/msal-node-extensions` installed next to this package it is protected by the platform (DPAPI,
 * Keychain, libsecret); that package needs native code, so it is not a dependency. Otherwise a file with mode 0600.
 * @param purpose `keep`: the sign-in must be saved. `use`: a folder that cannot be written only costs the next run a request.
 */
export async function msalCachePlugin(env: Env, purpose: "use" | "keep" = "use"): Promise<ICachePlugin> {
  const path = tokenFile(env);
  const name = "@azure/msal-node-extensions";
  try {
    const extensions = (await import(name)) as unknown as Extensions;
    const persistence = await extensions.PersistenceCreator.createPersistence({
      cachePath: path,
      dataProtectionScope: extensions.DataProtectionScope.CurrentUser,
      serviceName: "pulumi-purview",
      accountName: "purview-login",
      usePlaintextFileOnLinux: false,
    });
    return new extensions.PersistenceCachePlugin(persistence);
  } catch {
    return filePlugin(path, purpose);
  }
}

const filePlugin = (path: string, purpose: "use" | "keep"): ICachePlugin => ({
  beforeCacheAccess: async ({ tokenCache }) => {
    const text = await readFile(path, "utf8").catch(() => undefined);
    if (text !== undefined) tokenCache.deserialize(text);
  },
  afterCacheAccess: async ({ cacheHasChanged, tokenCache }) => {
    if (!cacheHasChanged) return;
    const written = writePrivate(path, tokenCache.serialize());
    await (purpose === "keep" ? written : written.catch(() => undefined));
  },
});
