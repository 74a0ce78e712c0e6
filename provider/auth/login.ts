import { AuthError } from "../errors";
import { withMsal } from "./msal";
import { readAccounts, msalCachePlugin, type LoginAccount } from "./login-files";
import type { AuthSettings } from "./auth-settings";
import type { Credential } from "./credential";
import type { AuthContext } from "./token-source";

const NAME = "purview login";

const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** The account that the settings mean: by name, else of this tenant, else the only one (partners work elsewhere). */
export function chooseAccount(
  accounts: readonly LoginAccount[],
  settings: AuthSettings,
  tenantId?: string,
): LoginAccount | undefined {
  const { userPrincipalName } = settings;
  if (userPrincipalName !== undefined) return accounts.find(({ username }) => same(username, userPrincipalName));
  const here = tenantId === undefined ? [] : accounts.filter((account) => same(account.tenantId, tenantId));
  if (here.length > 0) return here[0];
  const partner = settings.delegatedOrganization !== undefined || tenantId === undefined;
  return partner && accounts.length === 1 ? accounts[0] : undefined;
}

const environmentOfProcess = (): AuthContext["env"] => process.env;

/** The account of `purview login`, used silently; nothing interactive ever starts in a provider. */
export const login: Credential = {
  name: NAME,
  settings: ["useLogin"],
  missing: (settings) => {
    if (settings.useLogin === false) return "useLogin is false";
    if (settings.useLogin === true) return undefined;
    return readAccounts(environmentOfProcess()).length > 0 ? undefined : "no account is signed in";
  },
  identity: ({ userPrincipalName }) => `user ${userPrincipalName ?? "of purview login"}`,
  tenant: (settings) => chooseAccount(readAccounts(environmentOfProcess()), settings)?.tenantId,
  open(settings, context) {
    const { tenantId } = context.location;
    const account = chooseAccount(readAccounts(context.env), settings, tenantId);
    if (!account)
      throw new AuthError(
        `No account is signed in to tenant ${tenantId} with \`purview login\`${
          settings.userPrincipalName === undefined ? "" : ` as ${settings.userPrincipalName}`
        }, and no other credential is configured.`,
        {
          code: "PURVIEW_LOGIN_REQUIRED",
          tenant: tenantId,
          advice: "Run `purview login`, or set clientId with clientCertificatePath or clientSecret.",
        },
      );
    const call = { credential: NAME, identity: `user ${account.username}` };
    return {
      ...call,
      acquire: async ({ audience, claims, fresh, signal }) => {
        const cachePlugin = await msalCachePlugin(context.env);
        return withMsal(context, { ...call, signal }, async (msal, configuration) => {
          const application = new msal.PublicClientApplication({
            ...configuration,
            auth: { ...configuration.auth, clientId: account.clientId },
            cache: { cachePlugin },
          });
          const known = await application.getTokenCache().getAllAccounts();
          const found = known.find(({ homeAccountId }) => homeAccountId === account.homeAccountId);
          if (!found) throw lost(account, tenantId);
          return application.acquireTokenSilent({
            account: found,
            scopes: [`${audience}/.default`],
            forceRefresh: fresh ?? false,
            ...(claims && { claims }),
          });
        });
      },
    };
  },
};

const lost = (account: LoginAccount, tenant: string): AuthError =>
  new AuthError(`The saved sign-in of ${account.username} no longer exists.`, {
    code: "PURVIEW_LOGIN_REQUIRED",
    tenant,
    advice: "Run `purview login` again.",
  });
