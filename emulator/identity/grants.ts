import { createHash } from "node:crypto";
import type { Tenant, User } from "../tenants/model";
import { userOf } from "../tenants/model";
import type { World } from "../world";
import { aadsts } from "./aadsts";
import { confidentialClient, userFlowClient } from "./client";
import type { OneTimeGrants } from "./one-time";
import { resourceForApp, resourceForUser } from "./resource";
import { capabilitiesOf, issueForApp, issueForUser, type TokenAnswer } from "./tokens";

export interface TokenRequest {
  readonly world: World;
  readonly grants: OneTimeGrants;
  /** Undefined at `/organizations` and `/common`: then the user's name decides. */
  readonly tenant: Tenant | undefined;
  readonly form: URLSearchParams;
  /** The URL that was posted to. */
  readonly endpoint: string;
}

type Grant = (request: TokenRequest) => Promise<TokenAnswer>;

export const GRANTS: Readonly<Record<string, Grant>> = {
  client_credentials: clientCredentials,
  password,
  refresh_token: refreshToken,
  authorization_code: authorizationCode,
  "urn:ietf:params:oauth:grant-type:device_code": deviceCode,
  device_code: deviceCode,
};

async function clientCredentials({ world, tenant, form, endpoint }: TokenRequest): Promise<TokenAnswer> {
  if (!tenant) throw aadsts.noTenant();
  const app = await confidentialClient(world, tenant, form, endpoint);
  const resource = resourceForApp(tenant, form.get("scope"));
  return issueForApp({ world, tenant, clientCapabilities: capabilitiesOf(form.get("claims")) }, app, resource);
}

async function password(request: TokenRequest): Promise<TokenAnswer> {
  const { world, form } = request;
  const name = form.get("username");
  if (!name) throw aadsts.missing("username");
  const tenant = request.tenant ?? world.tenants.homeOf(name)?.tenant;
  if (!tenant) throw aadsts.noTenant();
  const clientId = await userFlowClient(world, tenant, form, request.endpoint);
  const user = member(world, tenant, name);
  if (form.get("password") !== user.password) throw aadsts.wrongPassword();
  const wanted = resourceForUser(tenant, form.get("scope"));
  if (user.mfa) throw aadsts.mfaRequired(wanted.resource);
  return issueForUser(
    { world, tenant, clientId, clientCapabilities: capabilitiesOf(form.get("claims")) },
    user,
    wanted,
  );
}

async function refreshToken(request: TokenRequest): Promise<TokenAnswer> {
  const { world, form } = request;
  const token = form.get("refresh_token");
  if (!token) throw aadsts.missing("refresh_token");
  const check = await world.keys.verify("refresh+jwt", token, world.clock.now());
  if (check.kind === "expired") throw aadsts.expiredGrant();
  if (check.kind !== "good") throw aadsts.badRefreshToken();
  const name = String(check.claims.upn);
  const tenant = request.tenant ?? world.tenants.homeOf(name)?.tenant;
  if (!tenant) throw aadsts.noTenant();
  const clientId = await userFlowClient(world, tenant, form, request.endpoint);
  if (check.claims.cid !== clientId) throw aadsts.otherClient({ clientId });
  const wanted = { ...resourceForUser(tenant, form.get("scope")), offline: true };
  const ask = { world, tenant, clientId, clientCapabilities: capabilitiesOf(form.get("claims")) };
  return issueForUser(ask, member(world, tenant, name), wanted);
}

async function authorizationCode(request: TokenRequest): Promise<TokenAnswer> {
  const { world, form, grants } = request;
  const code = form.get("code");
  if (!code) throw aadsts.missing("code");
  const granted = grants.takeCode(code, world.clock.now());
  const tenant = request.tenant ?? world.tenants.find(granted.tenantId)?.tenant;
  if (!tenant) throw aadsts.noTenant();
  const clientId = await userFlowClient(world, tenant, form, request.endpoint);
  if (granted.clientId !== clientId) throw aadsts.otherClient({ clientId });
  if (form.get("redirect_uri") !== granted.redirectUri) throw aadsts.codeRedirect();
  if (granted.challenge !== undefined) {
    const verifier = form.get("code_verifier");
    if (!verifier) throw aadsts.missing("code_verifier");
    if (createHash("sha256").update(verifier).digest("base64url") !== granted.challenge) throw aadsts.codeVerifier();
  }
  const wanted = resourceForUser(tenant, form.get("scope") ?? granted.scope);
  const ask = { world, tenant, clientId, nonce: granted.nonce };
  return issueForUser(
    { ...ask, clientCapabilities: capabilitiesOf(form.get("claims")) },
    member(world, tenant, granted.userPrincipalName),
    wanted,
  );
}

async function deviceCode(request: TokenRequest): Promise<TokenAnswer> {
  const { world, form, grants } = request;
  const code = form.get("device_code");
  if (!code) throw aadsts.missing("device_code");
  const device = grants.pollDevice(code, world.clock.now());
  const tenant = request.tenant ?? world.tenants.homeOf(device.userPrincipalName)?.tenant;
  if (!tenant) throw aadsts.noTenant();
  const clientId = await userFlowClient(world, tenant, form, request.endpoint);
  if (device.clientId !== clientId) throw aadsts.otherClient({ clientId });
  const wanted = resourceForUser(tenant, form.get("scope") ?? device.scope);
  const ask = { world, tenant, clientId, clientCapabilities: capabilitiesOf(form.get("claims")) };
  return issueForUser(ask, member(world, tenant, device.userPrincipalName), wanted);
}

/** A user of the tenant itself, or of a partner that administers it. */
export function member(world: World, tenant: Tenant, name: string): User {
  const own = userOf(tenant, name);
  if (own) return own;
  const home = world.tenants.homeOf(name)?.tenant;
  const guest = home && tenant.partners.includes(home.tenantId) ? userOf(home, name) : undefined;
  if (!guest) throw aadsts.userNotFound(name, tenant.organization);
  return guest;
}
