import type { FastifyReply } from "fastify";
import type { Json } from "../contract";
import type { EnvironmentName } from "../environments";
import type { Tenant } from "../tenants/model";
import type { World } from "../world";
import { aadsts } from "./aadsts";
import { clientNamed } from "./client";
import { DEVICE_LIFE_SECONDS, type OneTimeGrants } from "./one-time";
import { resourceForUser } from "./resource";

/** Seconds between polls that the answer asks for: short, for a tenant on the same machine. */
const INTERVAL = 1;

interface Asked {
  readonly world: World;
  readonly grants: OneTimeGrants;
  readonly tenant: Tenant | undefined;
  readonly environment: EnvironmentName | undefined;
  readonly form: URLSearchParams;
}

export function startDeviceCode(origin: string, asked: Asked): { [key: string]: Json } {
  const { world, grants, tenant, environment, form } = asked;
  const clientId = form.get("client_id");
  const audienceTenant = tenant ?? world.tenants.firstOf(environment ?? "public")?.tenant;
  if (!audienceTenant) throw aadsts.noTenant();
  clientNamed(audienceTenant, clientId);
  const scope = form.get("scope") ?? "";
  resourceForUser(audienceTenant, scope);
  const device = grants.startDevice(clientId ?? "", scope, world.clock.now());
  const verification = `${origin}/devicelogin`;
  return {
    user_code: device.userCode,
    device_code: device.deviceCode,
    verification_uri: verification,
    expires_in: DEVICE_LIFE_SECONDS,
    interval: INTERVAL,
    message: `To sign in, use a web browser to open the page ${verification} and enter the code ${device.userCode} to authenticate.`,
  };
}

/** Where a person answers: the form posts to the control API, as a test does. */
export function deviceLoginPage(grants: OneTimeGrants, reply: FastifyReply): FastifyReply {
  const codes = grants.waiting().map(({ userCode }) => `<li><code>${userCode}</code></li>`);
  return reply.type("text/html; charset=utf-8").send(`<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Sign in to the emulated tenant</title>
<body style="font-family:system-ui;max-width:32rem;margin:3rem auto;padding:0 1rem">
<h1>Device sign-in</h1>
<p>Codes that wait: </p><ul>${codes.join("") || "<li>none</li>"}</ul>
<form method="post" action="/_emulator/devicecodes">
<p><label>Code<br><input name="userCode" required autofocus></label></p>
<p><label>User principal name<br><input name="userPrincipalName" required></label></p>
<p><button>Approve</button></p>
</form></body></html>`);
}
