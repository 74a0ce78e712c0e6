import type { App, Tenant } from "../tenants/model";
import { appOf } from "../tenants/model";
import type { World } from "../world";
import { aadsts } from "./aadsts";
import { checkAssertion } from "./assertion";

/** Microsoft's own public clients that sign users in to S&C (docs/service/sign-in.md#public-client), and the Azure CLI. */
const PUBLIC_CLIENTS = new Set(["fb78d390-0c51-40cd-8e17-fdbfab77341b", "04b07795-8ddb-461a-bbee-02f9e1bf7b46"]);
const DISABLED_CLIENT = "a0c73c16-a7e3-4564-9a95-2bdf47383716";

/** The app that asks, without looking at its credential. */
export function clientNamed(tenant: Tenant, clientId: string | null): App | "public" {
  if (!clientId) throw aadsts.missing("client_id");
  if (clientId.toLowerCase() === DISABLED_CLIENT) throw aadsts.appDisabled(clientId);
  if (PUBLIC_CLIENTS.has(clientId.toLowerCase())) return "public";
  const app = appOf(tenant, clientId);
  if (!app) throw aadsts.appNotInTenant(clientId, tenant.organization);
  return app;
}

/** The app of a confidential flow, with its secret or assertion verified. */
export async function confidentialClient(world: World, tenant: Tenant, form: URLSearchParams, endpoint: string) {
  const app = clientNamed(tenant, form.get("client_id"));
  if (app === "public") throw aadsts.noCredential();
  await checkCredential({ world, tenant, app, form, endpoint });
  return app;
}

/** In the users' flows a registered app may come bare (as a public client); a credential that is sent must be right. */
export async function userFlowClient(world: World, tenant: Tenant, form: URLSearchParams, endpoint: string) {
  const clientId = form.get("client_id");
  const app = clientNamed(tenant, clientId);
  const sent = form.has("client_secret") || form.has("client_assertion");
  if (app === "public" && sent) throw aadsts.publicWithSecret();
  if (app !== "public" && sent) await checkCredential({ world, tenant, app, form, endpoint });
  return clientId ?? "";
}

/** What an app says of itself at an endpoint. */
interface Claim {
  readonly world: World;
  readonly tenant: Tenant;
  readonly app: App;
  readonly form: URLSearchParams;
  readonly endpoint: string;
}

async function checkCredential({ world, tenant, app, form, endpoint }: Claim) {
  const secret = form.get("client_secret");
  const assertion = form.get("client_assertion");
  if (assertion !== null) return checkAssertion({ world, tenant, app, form, endpoint, assertion });
  if (secret === null) throw aadsts.noCredential();
  if (app.clientSecret === undefined || secret !== app.clientSecret) throw aadsts.wrongSecret(app.clientId);
}
