import { execFile } from "node:child_process";
import type { AuthenticationResult } from "@azure/msal-node";
import { abortable } from "../clock";
import { AuthError, printable } from "../errors";
import { decodeToken } from "./jwt";
import { withMsal } from "./msal";
import { readAccounts, msalCachePlugin, writeAccounts, type LoginAccount } from "./login-files";
import { EXCHANGE_CLIENT_ID } from "./exchange-client";
import type { AuthContext } from "./token-source";

export interface LoginOptions {
  readonly clientId?: string | undefined;
  /** Hint for the sign-in page, as `Connect-IPPSSession -UserPrincipalName`. */
  readonly userPrincipalName?: string | undefined;
  /** Show a code to enter on another device, instead of opening a browser here. */
  readonly deviceCode: boolean;
  /** Shows the code and where to enter it. */
  readonly show: (message: string) => void;
  readonly signal?: AbortSignal | undefined;
}

function openBrowser(url: string): Promise<void> {
  const [program, ...words] =
    process.platform === "win32"
      ? ["rundll32", "url.dll,FileProtocolHandler"]
      : [process.platform === "darwin" ? "open" : "xdg-open"];
  return new Promise((resolve, reject) => {
    execFile(program ?? "", [...words, url], (error) => (error ? reject(error) : resolve()));
  });
}

/** Signs a user in, by browser or device code, and saves the account for providers. Only the command line calls it. */
export async function signInUser(
  context: AuthContext,
  options: LoginOptions,
): Promise<{ readonly account: LoginAccount; readonly token: string }> {
  const clientId = options.clientId ?? EXCHANGE_CLIENT_ID;
  const { location } = context;
  const cachePlugin = await msalCachePlugin(context.env, "keep");
  const call = {
    credential: options.deviceCode ? "device code" : "browser",
    identity: options.userPrincipalName ?? "a user",
    signal: options.signal,
  };
  let result: AuthenticationResult | null = null;
  const signedIn = withMsal(context, call, async (msal, configuration) => {
    const application = new msal.PublicClientApplication({
      ...configuration,
      auth: { ...configuration.auth, clientId },
      cache: { cachePlugin },
    });
    const scopes = [`${location.audience}/.default`];
    result = options.deviceCode
      ? await application.acquireTokenByDeviceCode({
          scopes,
          deviceCodeCallback: ({ message, userCode, verificationUri }) =>
            options.show(printable(message || `Open ${verificationUri} and enter ${userCode}.`)),
        })
      : await application.acquireTokenInteractive({
          scopes,
          ...(options.userPrincipalName && { loginHint: options.userPrincipalName }),
          openBrowser: async (url) => {
            options.show("Waiting for the sign-in in your browser …");
            const { href } = new URL(url);
            await openBrowser(href).catch(() =>
              options.show(`Open this address in a browser on this machine, or use --device-code: ${href}`),
            );
          },
        });
    return result;
  });
  // msal never stops waiting for the browser: a cancelled sign-in leaves it behind.
  await abortable(signedIn, options.signal);
  const { account, accessToken: token } = (result as AuthenticationResult | null) ?? { account: null, accessToken: "" };
  if (!account)
    throw new AuthError("The sign-in ended without an account.", {
      code: "PURVIEW_AUTH_FAILED",
      tenant: location.tenantId,
    });
  const kept: LoginAccount = {
    homeAccountId: account.homeAccountId,
    username: account.username,
    tenantId: decodeToken(token)?.tid ?? (account.tenantId || location.tenantId),
    environment: location.environment,
    clientId,
  };
  const others = readAccounts(context.env).filter(
    (other) => other.homeAccountId !== kept.homeAccountId || other.tenantId !== kept.tenantId,
  );
  await writeAccounts(context.env, [kept, ...others]);
  return { account: kept, token };
}
