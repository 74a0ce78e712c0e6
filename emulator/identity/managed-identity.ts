import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { ENVIRONMENT_NAMES, environmentOf } from "../environments";
import { seededSecret } from "../random";
import type { App, Tenant } from "../tenants/model";
import type { World } from "../world";
import { Aadsts } from "./aadsts";
import { resourceForApp } from "./resource";
import { issueForApp } from "./tokens";

/** Secret of the App Service form, one per tenant (`IDENTITY_HEADER`). */
export const identityHeader = (world: World, tenant: Tenant): string =>
  seededSecret(world.settings.seed, tenant.tenantId, "identity-header");

const refuse = (reply: FastifyReply, status: number, text: string): FastifyReply =>
  reply.code(status).send({ error: "invalid_request", error_description: text });

/**
 * The machine's own token service: the IMDS form (at the root, where the resource names the cloud, or under
 * `/_identity/<tenant>`) and the App Service form. Facts: docs/service/sign-in.md#managed-identity; Microsoft's IMDS pages.
 */
export function managedIdentityRoutes(app: FastifyInstance, world: World): void {
  const config = { journal: "managedIdentity" };
  const imds = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    if (String(request.headers.metadata).toLowerCase() !== "true")
      return refuse(reply, 400, "Required metadata header not specified");
    if (!queryOf(request).has("api-version"))
      return refuse(reply, 400, "Required query variable 'api-version' is missing");
    return answer(world, request, reply, "imds");
  };
  const appService = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const tenant = tenantOf(world, request);
    if (!tenant || request.headers["x-identity-header"] !== identityHeader(world, tenant))
      return refuse(reply, 401, "The X-IDENTITY-HEADER is missing or wrong");
    return answer(world, request, reply, "appService");
  };
  app.get("/metadata/identity/oauth2/token", { config }, imds);
  app.get("/_identity/:tenant/metadata/identity/oauth2/token", { config }, imds);
  app.get("/_identity/:tenant/msi/token", { config }, appService);
}

async function answer(
  world: World,
  request: FastifyRequest,
  reply: FastifyReply,
  form: "imds" | "appService",
): Promise<unknown> {
  const query = queryOf(request);
  const resource = query.get("resource");
  if (!resource) return refuse(reply, 400, "Required query variable 'resource' is missing");
  const tenant = tenantOf(world, request);
  const identity = tenant && identityOf(tenant, query);
  if (!tenant || !identity) return refuse(reply, 400, "Identity not found");
  request.entry.tenantId = tenant.tenantId;
  request.entry.audience = resource;
  try {
    const known = resourceForApp(tenant, `${resource}/.default`);
    const { access_token, expires_in } = await issueForApp(
      { world, tenant, clientCapabilities: capabilities(query) },
      identity,
      known,
    );
    const expires_on = String(Math.floor(world.clock.wall() / 1000) + expires_in);
    const common = { access_token, client_id: identity.clientId, expires_on, resource, token_type: "Bearer" };
    return form === "imds" ? { ...common, expires_in: String(expires_in), ext_expires_in: String(expires_in) } : common;
  } catch (error) {
    if (!(error instanceof Aadsts)) throw error;
    return reply.code(400).send({ error: error.error, error_description: error.message });
  }
}

const queryOf = (request: FastifyRequest): URLSearchParams => new URLSearchParams(request.url.split("?")[1]);

const capabilities = (query: URLSearchParams): readonly string[] =>
  query.get("xms_cc")?.split(",").filter(Boolean) ?? [];

/** Named in the path; else whose identity is asked for; else the default tenant of the cloud that the resource belongs to. */
function tenantOf(world: World, request: FastifyRequest): Tenant | undefined {
  const named = (request.params as { tenant?: string }).tenant;
  if (named !== undefined) return world.tenants.find(named)?.tenant;
  const query = queryOf(request);
  const owner = world.tenants.all().find(({ tenant }) => identityNamed(tenant, query) !== undefined);
  if (owner) return owner.tenant;
  const environment = ENVIRONMENT_NAMES.find((name) => environmentOf(name).audience === query.get("resource"));
  return world.tenants.firstOf(environment ?? "public")?.tenant;
}

function identityOf(tenant: Tenant, query: URLSearchParams): App | undefined {
  const asked = ["client_id", "object_id", "principal_id", "msi_res_id", "mi_res_id"].some((name) => query.has(name));
  return asked ? identityNamed(tenant, query) : tenant.apps.find((app) => app.managedIdentity === "system");
}

function identityNamed(tenant: Tenant, query: URLSearchParams): App | undefined {
  const clientId = query.get("client_id")?.toLowerCase();
  const objectId = (query.get("object_id") ?? query.get("principal_id"))?.toLowerCase();
  return tenant.apps.find(
    (app) =>
      app.managedIdentity && (app.clientId.toLowerCase() === clientId || app.objectId.toLowerCase() === objectId),
  );
}
