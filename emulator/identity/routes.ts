import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { cloudOfLoginHost, ENVIRONMENT_NAMES, type EnvironmentName, sameAuthority } from "../environments";
import { redactForm } from "../journal/redact";
import { originUsed } from "../origin";
import type { LiveTenant } from "../tenants/tenants";
import type { World } from "../world";
import { Aadsts, aadsts } from "./aadsts";
import { originOf } from "./authority";
import { authorizePage } from "./authorize";
import { deviceLoginPage, startDeviceCode } from "./device-code";
import { discoveryDocument, instanceDiscovery } from "./discovery";
import { GRANTS } from "./grants";
import type { OneTimeGrants } from "./one-time";

interface Named {
  readonly tenant: string;
  readonly environment?: string;
}

const ANY_TENANT = new Set(["organizations", "common"]);

/** The token service, at the root and under `/login/<cloud>` (every cloud has an authority of its own). */
export function identityRoutes(app: FastifyInstance, world: World, grants: OneTimeGrants): void {
  for (const prefix of ["", "/login/:environment"]) {
    const path = (rest: string): string => `${prefix}/:tenant${rest}`;
    const get = (rest: string, type: string, handler: Handler): void => {
      app.get(path(rest), { config: { journal: type } }, answering(world, handler));
    };
    const post = (rest: string, type: string, handler: Handler): void => {
      app.post(path(rest), { config: { journal: type } }, answering(world, handler));
    };
    for (const version of ["/v2.0", ""])
      get(`${version}/.well-known/openid-configuration`, "discovery", ({ request, ...named }) =>
        discoveryDocument(originOf(world, request, named.live?.tenant), named, (request.params as Named).tenant),
      );
    get("/discovery/instance", "discovery", ({ request }) =>
      instanceDiscovery(world, new URLSearchParams(request.url.split("?")[1])),
    );
    get("/discovery/v2.0/keys", "keys", () => world.keys.jwks());
    post("/oauth2/v2.0/token", "token", (context) => token(world, grants, context));
    post("/oauth2/token", "token", (context) => {
      // The first version of the endpoint names the resource where the second has a scope.
      const resource = context.form.get("resource");
      if (resource) context.form.set("scope", `${resource}/.default`);
      return token(world, grants, context);
    });
    post("/oauth2/v2.0/devicecode", "devicecode", ({ request, live, form, environment }) =>
      startDeviceCode(originOf(world, request, live?.tenant), {
        world,
        grants,
        tenant: live?.tenant,
        environment,
        form,
      }),
    );
    get("/oauth2/v2.0/authorize", "authorize", ({ live, request, reply }) => {
      const query = new URLSearchParams(request.url.split("?")[1]);
      return authorizePage({ world, grants, tenant: live?.tenant, query }, reply);
    });
  }
  app.get("/devicelogin", { config: { journal: "devicecode" } }, (_request, reply) => deviceLoginPage(grants, reply));
}

interface Context {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** Undefined at `/organizations` and `/common`. */
  readonly live: LiveTenant | undefined;
  /** The authority's cloud; undefined at the root, which serves every cloud. */
  readonly environment: EnvironmentName | undefined;
  readonly form: URLSearchParams;
}

type Handler = (context: Context) => unknown;

const answering =
  (world: World, handler: Handler) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    try {
      return await handler(contextOf(world, request, reply));
    } catch (error) {
      if (!(error instanceof Aadsts)) throw error;
      return reply.code(error.status).send(error.body(new URL(world.places.url).host, world.clock.wall()));
    }
  };

function contextOf(world: World, request: FastifyRequest, reply: FastifyReply): Context {
  const { tenant: name, environment: cloud } = request.params as Named;
  const environment =
    cloud === undefined
      ? cloudOfLoginHost(request.hostname)
      : ENVIRONMENT_NAMES.find((known) => known.toLowerCase() === cloud.toLowerCase());
  if (cloud !== undefined && !environment) throw aadsts.tenantNotFound(name);
  const live = world.tenants.find(name);
  request.entry.tenantId = live?.tenant.tenantId ?? null;
  if (!live && !ANY_TENANT.has(name.toLowerCase())) throw aadsts.tenantNotFound(name);
  const form = new URLSearchParams(typeof request.body === "string" ? request.body : "");
  return { request, reply, live, environment, form };
}

async function token(world: World, grants: OneTimeGrants, context: Context): Promise<unknown> {
  const { request, reply, live, environment, form } = context;
  request.entry.parameters = redactForm(form);
  request.entry.audience =
    form
      .get("scope")
      ?.split(" ")
      .find((scope) => scope.startsWith("http"))
      ?.replace(/\/\.default$/, "") ?? null;
  if (!/^application\/x-www-form-urlencoded\b/i.test(request.headers["content-type"] ?? ""))
    throw aadsts.malformed("the body must be application/x-www-form-urlencoded.");
  const name = form.get("grant_type");
  if (!name) throw aadsts.missing("grant_type");
  const grant = GRANTS[name];
  if (!grant) throw aadsts.unsupportedGrant(name);
  const tenant = live?.tenant;
  if (tenant && environment && !sameAuthority(environment, tenant.environment))
    throw form.has("client_assertion") ? aadsts.assertionAudience() : aadsts.crossCloud();
  const endpoint = `${originUsed(request)}${request.url.split("?")[0]}`;
  reply.header("cache-control", "no-store").header("pragma", "no-cache");
  return grant({ world, grants, tenant, form, endpoint });
}
