import { AuthError } from "../errors";
import { withMsal } from "./msal";
import { readAccounts, tokenCache, type LoginAccount } from "./login-store";
import type { Credentials } from "./credentials";
import type { AuthContext, Way } from "./source";

const WAY = "purview login";

const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** The account that the settings mean: by name, else of this tenant, else the only one (partners work elsewhere). */
export function chooseAccount(
  accounts: readonly LoginAccount[],
  credentials: Credentials,
  tenantId?: string,
): LoginAccount | undefined {
  const { userPrincipalName } = credentials;
  if (userPrincipalName !== undefined) return accounts.find(({ username }) => same(username, userPrincipalName));
  const here = tenantId === undefined ? [] : accounts.filter((account) => same(account.tenantId, tenantId));
  if (here.length > 0) return here[0];
  const partner = credentials.delegatedOrganization !== undefined || tenantId === undefined;
  return partner && accounts.length === 1 ? accounts[0] : undefined;
}

const environmentOfProcess = (): AuthContext["env"] => process.env;

/** The account of `purview login`, used silently; nothing interactive ever starts in a provider. */
export const login: Way = {
  name: WAY,
  settings: ["useLogin"],
  missing: (credentials) => {
    if (credentials.useLogin === false) return "useLogin is false";
    if (credentials.useLogin === true) return undefined;
    return readAccounts(environmentOfProcess()).length > 0 ? undefined : "nobody has signed in";
  },
  identity: ({ userPrincipalName }) => `user ${userPrincipalName ?? "of purview login"}`,
  tenant: (credentials) => chooseAccount(readAccounts(environmentOfProcess()), credentials)?.tenantId,
  open(credentials, context) {
    const { tenantId } = context.location;
    const account = chooseAccount(readAccounts(context.env), credentials, tenantId);
    if (!account)
      throw new AuthError(
        `Nobody is signed in to tenant ${tenantId} with \`purview login\`${
          credentials.userPrincipalName === undefined ? "" : ` as ${credentials.userPrincipalName}`
        }, and nothing else is configured.`,
        {
          code: "PURVIEW_LOGIN_REQUIRED",
          tenant: tenantId,
          advice: "Run `purview login`, or set clientId with clientCertificatePath or clientSecret.",
        },
      );
    const call = { way: WAY, identity: `user ${account.username}` };
    return {
      ...call,
      acquire: async ({ audience, claims, fresh, signal }) => {
        const cachePlugin = await tokenCache(context.env);
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
  new AuthError(`The saved sign-in of ${account.username} is gone.`, {
    code: "PURVIEW_LOGIN_REQUIRED",
    tenant,
    advice: "Run `purview login` again.",
  });
