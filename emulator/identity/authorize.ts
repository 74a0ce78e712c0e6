import type { FastifyReply } from "fastify";
import type { Tenant } from "../tenants/model";
import type { World } from "../world";
import { Aadsts, aadsts } from "./aadsts";
import { clientNamed } from "./client";
import { member } from "./grants";
import type { OneTimeGrants } from "./one-time";
import { resourceForUser } from "./resource";

const LOOPBACK = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(\/|$)/i;

/** What the page is asked for; without a tenant it is the one of the user, else the first. */
interface Asked {
  readonly world: World;
  readonly grants: OneTimeGrants;
  readonly tenant: Tenant | undefined;
  readonly query: URLSearchParams;
}

/**
 * Signs in without asking: the user of `login_hint`, else the tenant's first one. Answers to a loopback redirect only,
 * with a code bound to the PKCE challenge.
 */
export function authorizePage(asked: Asked, reply: FastifyReply): FastifyReply {
  const { query } = asked;
  const redirectUri = query.get("redirect_uri") ?? "";
  if (!LOOPBACK.test(redirectUri)) throw aadsts.redirectNotAllowed(redirectUri);
  const mode = query.get("response_mode") ?? "query";
  const state = query.get("state");
  const answer = (fields: Record<string, string>): FastifyReply =>
    deliver(reply, redirectUri, mode, { ...fields, ...(state !== null && { state }) });
  try {
    return answer({ code: codeFor(asked, redirectUri), session_state: "emulator" });
  } catch (error) {
    if (!(error instanceof Aadsts)) throw error;
    return answer({ error: error.error, error_description: error.message });
  }
}

function codeFor({ world, grants, tenant: named, query }: Asked, redirectUri: string): string {
  if (query.get("response_type") !== "code") throw aadsts.malformed("response_type must be 'code'.");
  const hint = query.get("login_hint") ?? "";
  const tenant = named ?? world.tenants.homeOf(hint)?.tenant ?? world.tenants.firstOf("public")?.tenant;
  if (!tenant) throw aadsts.noTenant();
  const clientId = query.get("client_id");
  clientNamed(tenant, clientId);
  const scope = query.get("scope") ?? "";
  resourceForUser(tenant, scope);
  const user = hint ? member(world, tenant, hint) : tenant.users[0];
  if (!user) throw aadsts.loginRequired(hint);
  const challenge = query.get("code_challenge") ?? undefined;
  if (challenge !== undefined && query.get("code_challenge_method") !== "S256")
    throw aadsts.malformed("code_challenge_method must be 'S256'.");
  const granted = {
    tenantId: tenant.tenantId,
    clientId: clientId ?? "",
    userPrincipalName: user.userPrincipalName,
    redirectUri,
    scope,
    challenge,
    nonce: query.get("nonce") ?? undefined,
  };
  return grants.giveCode(granted, world.clock.now());
}

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);

function deliver(reply: FastifyReply, uri: string, mode: string, fields: Record<string, string>): FastifyReply {
  const parameters = new URLSearchParams(fields).toString();
  if (mode === "fragment") return reply.redirect(`${uri}#${parameters}`);
  if (mode !== "form_post") return reply.redirect(`${uri}${uri.includes("?") ? "&" : "?"}${parameters}`);
  const inputs = Object.entries(fields).map(
    ([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  );
  return reply.type("text/html; charset=utf-8").send(`<!doctype html>
<html lang="en"><title>Signing in</title><body onload="document.forms[0].submit()">
<form method="post" action="${escapeHtml(uri)}">${inputs.join("")}<noscript><button>Continue</button></noscript></form>
</body></html>`);
}
