import type { FastifyReply, FastifyRequest } from "fastify";
import type { JWTPayload } from "jose";
import type { Caller } from "../contract";
import { sessionFor } from "../identity/resource";
import { appOf, type Tenant, userOf } from "../tenants/model";
import { withMemberships } from "../rbac";
import type { LiveTenant } from "../tenants/tenants";
import type { World } from "../world";
import { challenge } from "./challenge";
import { sendError } from "./errors";
import { grantsIn } from "./memberships";

export interface Authenticated {
  readonly caller: Caller;
  readonly live: LiveTenant;
}

/** Who calls which tenant; undefined when the request was answered with 401 or 500 (docs/service/sign-in.md#challenge). */
export async function authenticate(
  world: World,
  live: LiveTenant | undefined,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Authenticated | undefined> {
  const [scheme = "", ...rest] = (request.headers.authorization ?? "").split(" ");
  const token = rest.join(" ").trim();
  if (scheme.toLowerCase() !== "bearer" || !token) {
    reply.code(401).header("www-authenticate", challenge(world, {})).send("");
    return undefined;
  }
  const check = await world.keys.verify("JWT", token, world.clock.now());
  if (check.kind === "garbage") {
    sendError(world, reply, 500, {
      code: "InternalServerError",
      type: "System.ArgumentException",
      message: "IDX12741: JWT must have three segments (JWS) or five segments (JWE).",
      id: "garbage",
      title: "An unexpected error occurred.",
    });
    return undefined;
  }
  const claims = check.kind === "forged" ? undefined : check.claims;
  request.entry.audience = claims?.aud === undefined ? null : [claims.aud].flat().join(",");
  const caller = check.kind === "good" && live ? callerOf(world, live, check.claims) : undefined;
  if (!caller || !live) {
    reply
      .code(401)
      .header("www-authenticate", challenge(world, { invalidToken: true }))
      .send("");
    return undefined;
  }
  return { caller: withMemberships(caller, live.service), live };
}

/** Undefined = 401: wrong audience, another tenant's token, an identity that is gone, or one without any grant. */
function callerOf(world: World, { tenant, service }: LiveTenant, claims: JWTPayload): Caller | undefined {
  const opened = sessionFor(tenant, claims.aud);
  if (!opened) return undefined;
  // Distinguished on request only: that a full session lacks these cmdlets over REST is documented for the module, not measured.
  const session = opened === "full" && !world.settings.strictSessions ? {} : { session: opened };
  const home = world.tenants.find(String(claims.tid))?.tenant;
  if (!home || (home !== tenant && !tenant.partners.includes(home.tenantId))) return undefined;
  const confined = (units: readonly string[] | undefined) => (units ? { administrativeUnits: units } : {});
  if (typeof claims.upn === "string") {
    const user = userOf(tenant, claims.upn) ?? guestOf(world, tenant, claims.upn);
    if (!user) return undefined;
    const { userPrincipalName: name, objectId, administrativeUnits } = user;
    const roleGroups = grantsIn(service, [name, objectId], user.roleGroups);
    return roleGroups.length
      ? { type: "user", name, roleGroups, ...session, ...confined(administrativeUnits) }
      : undefined;
  }
  // A granted permission without any role is let in, and then may call nothing (docs/service/admin-api.md#ladder).
  const app = appOf(home, String(claims.appid));
  if (!app?.permissions.length || !Array.isArray(claims.roles)) return undefined;
  const { clientId: name, objectId, administrativeUnits } = app;
  const roleGroups = grantsIn(service, [name, objectId], app.roleGroups);
  return { type: "app", name, roleGroups, ...session, ...confined(administrativeUnits) };
}

function guestOf(world: World, tenant: Tenant, upn: string) {
  const home = world.tenants.homeOf(upn)?.tenant;
  return home && tenant.partners.includes(home.tenantId) ? userOf(home, upn) : undefined;
}
