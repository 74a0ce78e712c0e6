import { randomUUID } from "node:crypto";
import type { JWTPayload } from "jose";
import type { App, Tenant, User } from "../tenants/model";
import type { World } from "../world";
import { authorityOf } from "./authority";
import type { UserScopes } from "./resource";

/** Answer of the token endpoint. */
export interface TokenAnswer {
  readonly token_type: "Bearer";
  readonly expires_in: number;
  readonly ext_expires_in: number;
  readonly access_token: string;
  readonly scope?: string;
  readonly refresh_token?: string;
  readonly id_token?: string;
  readonly client_info?: string;
}

/** Template ids of the directory roles that S&C accepts in `wids` (docs/service/sign-in.md#directory-roles). */
const DIRECTORY_ROLES: Readonly<Record<string, string>> = {
  "Global Administrator": "62e90394-69f5-4237-9190-012177145e10",
  "Compliance Administrator": "17315797-102d-40b4-93e0-432062caca18",
  "Global Reader": "f2ef992c-3afb-46b9-b7cf-a126ee74c451",
  "Security Administrator": "194ae4cb-b126-40b2-bd5b-6091b380977d",
  "Security Reader": "5d6b6bb7-de71-4623-b4af-96380a352509",
};
const EVERY_APP = "0997a1d0-0d1d-4acb-b408-d5ca73121e90";
const EVERY_USER = "b79fbf4d-3ef9-4689-8143-76b194e85509";

const widsOf = (roleGroups: readonly string[], always: string): string[] => [
  ...roleGroups.flatMap((group) => DIRECTORY_ROLES[group] ?? []),
  always,
];

const SECONDS = 1000;
/** Lifetime of a refresh token in days. */
const REFRESH_DAYS = 90;

interface Ask {
  readonly world: World;
  readonly tenant: Tenant;
  readonly clientCapabilities: readonly string[];
}

const lifeOf = (world: World, seconds: number): { iat: number; nbf: number; exp: number } => {
  const iat = Math.floor(world.clock.now() / SECONDS);
  return { iat, nbf: iat, exp: iat + seconds };
};

const capabilities = ({ clientCapabilities }: Ask): JWTPayload =>
  clientCapabilities.length ? { xms_cc: clientCapabilities } : {};

export async function issueForApp(ask: Ask, app: App, resource: string): Promise<TokenAnswer> {
  const { world, tenant } = ask;
  const lifetime = world.settings.tokenLifetime;
  const access_token = await world.keys.sign("JWT", {
    aud: resource,
    iss: authorityOf(world, tenant).issuer,
    ...lifeOf(world, lifetime),
    appid: app.clientId,
    app_displayname: app.displayName,
    idtyp: "app",
    oid: app.objectId,
    sub: app.objectId,
    tid: tenant.tenantId,
    // Without any grant the claim is absent, and a token is issued all the same (docs/service/sign-in.md#app-permission).
    ...(app.permissions.length > 0 && { roles: app.permissions }),
    wids: widsOf(app.roleGroups, EVERY_APP),
    uti: randomUUID(),
    ver: "1.0",
    ...capabilities(ask),
  });
  return { token_type: "Bearer", expires_in: lifetime, ext_expires_in: lifetime, access_token };
}

export async function issueForUser(
  ask: Ask & { readonly clientId: string; readonly nonce?: string | undefined },
  user: User,
  wanted: UserScopes,
): Promise<TokenAnswer> {
  const { world, tenant, clientId } = ask;
  const lifetime = world.settings.tokenLifetime;
  const { issuer } = authorityOf(world, tenant);
  const who = { oid: user.objectId, tid: tenant.tenantId, sub: user.objectId };
  const access_token = await world.keys.sign("JWT", {
    aud: wanted.resource,
    iss: issuer,
    ...lifeOf(world, lifetime),
    appid: clientId,
    idtyp: "user",
    ...who,
    upn: user.userPrincipalName,
    unique_name: user.userPrincipalName,
    scp: "AdminApi.AccessAsUser.All user_impersonation",
    wids: widsOf(user.roleGroups, EVERY_USER),
    uti: randomUUID(),
    ver: "1.0",
    ...capabilities(ask),
  });
  return {
    token_type: "Bearer",
    expires_in: lifetime,
    ext_expires_in: lifetime,
    access_token,
    scope: [`${wanted.resource}/user_impersonation`, `${wanted.resource}/.default`].join(" "),
    client_info: Buffer.from(JSON.stringify({ uid: user.objectId, utid: tenant.tenantId })).toString("base64url"),
    ...(wanted.offline && {
      refresh_token: await world.keys.sign("refresh+jwt", {
        ...lifeOf(world, REFRESH_DAYS * 86_400),
        upn: user.userPrincipalName,
        cid: clientId,
      }),
    }),
    ...(wanted.openid && {
      id_token: await world.keys.sign("JWT", {
        aud: clientId,
        iss: issuer,
        ...lifeOf(world, lifetime),
        ...who,
        preferred_username: user.userPrincipalName,
        name: user.userPrincipalName,
        ver: "2.0",
        ...(ask.nonce && { nonce: ask.nonce }),
      }),
    }),
  };
}

/** `xms_cc` of the request's `claims` (client capabilities such as CP1); anything else in it is accepted and ignored. */
export function capabilitiesOf(claims: string | null): readonly string[] {
  if (!claims) return [];
  try {
    const asked = JSON.parse(claims) as { access_token?: { xms_cc?: { values?: unknown } } };
    const values = asked.access_token?.xms_cc?.values;
    return Array.isArray(values) ? values.map(String) : [];
  } catch {
    return [];
  }
}
