import { randomUUID } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { seededSecret } from "../random";
import type { Tenant } from "../tenants/model";
import type { World } from "../world";
import { identityHeader } from "./managed-identity";
import {
  azureDevOpsSubject,
  GITHUB_SUBJECT,
  serviceConnectionId,
  WORKLOAD_SYSTEMS,
  type WorkloadSystem,
  workloadIssuer,
} from "./workload";

/** Seconds; GitHub's own tokens live five minutes, Azure DevOps' ten. */
const LIFE = 300;

const requestToken = (world: World, system: WorkloadSystem): string =>
  seededSecret(world.settings.seed, system, "request-token");

/** The OIDC token requests of GitHub Actions (GET, `{value}`) and Azure DevOps (POST, `{oidcToken}`). */
export function workloadRoutes(app: FastifyInstance, world: World): void {
  const config = { journal: "oidc" };
  const authorized = (request: FastifyRequest, system: WorkloadSystem): boolean =>
    request.headers.authorization?.toLowerCase() === `bearer ${requestToken(world, system)}`.toLowerCase();
  const refuse = (reply: FastifyReply): FastifyReply =>
    reply.code(401).send({ message: "The request token is wrong." });

  app.get("/_identity/github/token", { config }, async (request, reply) => {
    if (!authorized(request, "github")) return refuse(reply);
    const query = new URLSearchParams(request.url.split("?")[1]);
    const subject = query.get("sub") ?? GITHUB_SUBJECT;
    const audience = query.get("audience") ?? `https://github.com/${subject.split(":")[1]?.split("/")[0] ?? "contoso"}`;
    request.entry.audience = audience;
    const value = await sign(world, "github", subject, audience);
    return { count: value.length, value };
  });
  app.post("/_identity/azureDevOps/oidctoken", { config }, async (request, reply) => {
    if (!authorized(request, "azureDevOps")) return refuse(reply);
    const connection = new URLSearchParams(request.url.split("?")[1]).get("serviceConnectionId");
    if (!connection) return reply.code(400).send({ message: "serviceConnectionId is required." });
    request.entry.audience = "api://AzureADTokenExchange";
    return {
      oidcToken: await sign(world, "azureDevOps", azureDevOpsSubject(connection), "api://AzureADTokenExchange"),
    };
  });
  for (const system of WORKLOAD_SYSTEMS) {
    app.get(`/_identity/${system}/.well-known/openid-configuration`, { config }, () => ({
      issuer: workloadIssuer(world, system),
      jwks_uri: `${workloadIssuer(world, system)}/jwks`,
      id_token_signing_alg_values_supported: ["RS256"],
    }));
    app.get(`/_identity/${system}/jwks`, { config }, () => world.keys.jwks());
  }
}

function sign(world: World, system: WorkloadSystem, subject: string, audience: string): Promise<string> {
  const iat = Math.floor(world.clock.wall() / 1000);
  const iss = workloadIssuer(world, system);
  return world.keys.sign("JWT", {
    iss,
    sub: subject,
    aud: audience,
    iat,
    nbf: iat,
    exp: iat + LIFE,
    jti: randomUUID(),
  });
}

/** The environment that makes a program on this machine believe it runs in Azure, GitHub Actions or Azure DevOps. */
export function machineSettings(world: World, tenant: Tenant): Record<string, Record<string, string>> {
  const { url } = world.places;
  const [first] = tenant.apps;
  const user = tenant.apps.find((app) => app.managedIdentity === "user");
  return {
    imds: { AZURE_POD_IDENTITY_AUTHORITY_HOST: `${url}/_identity/${tenant.tenantId}` },
    appService: {
      IDENTITY_ENDPOINT: `${url}/_identity/${tenant.tenantId}/msi/token`,
      IDENTITY_HEADER: identityHeader(world, tenant),
    },
    userAssigned: { clientId: user?.clientId ?? "" },
    github: {
      ACTIONS_ID_TOKEN_REQUEST_URL: `${workloadIssuer(world, "github")}/token?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken(world, "github"),
      subject: GITHUB_SUBJECT,
      issuer: workloadIssuer(world, "github"),
      clientId: first?.clientId ?? "",
    },
    azureDevOps: {
      SYSTEM_OIDCREQUESTURI: `${workloadIssuer(world, "azureDevOps")}/oidctoken?api-version=7.1`,
      SYSTEM_ACCESSTOKEN: requestToken(world, "azureDevOps"),
      serviceConnectionId: serviceConnectionId(world.settings.seed, tenant.tenantId),
      issuer: workloadIssuer(world, "azureDevOps"),
      clientId: first?.clientId ?? "",
    },
  };
}
