import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { environmentOf } from "../environments";
import type { Seen } from "../faults/faults";
import { THROTTLED } from "../faults/answer-status";
import { redactParameters } from "../journal/redact";
import { originUsed } from "../origin";
import { namesOf } from "../tenants/model";
import type { LiveTenant } from "../tenants/tenants";
import type { World } from "../world";
import { wrongAnchor } from "./anchor";
import { authenticate, type Authenticated } from "./authenticate";
import { runBatch } from "./batch";
import { sendEnvelope } from "./envelope";
import { sendBadRequest, sendError } from "./errors";
import { invokeCommand } from "./invoke";
import type { Limits } from "./limits";
import { METADATA } from "./metadata";
import { moduleFile } from "./module-file";
import type { Paging } from "./paging";
import { type ParsedBody, readCmdletInput, skipToken, type Target, targetOf } from "./target";

/** The host that everybody knows, or one that it sends a tenant's calls to. */
export type ListenerRole = "global" | "region";

export interface AdminParts {
  readonly role: ListenerRole;
  readonly limits: Limits;
  readonly paging: Paging;
}

interface AdminRequest {
  readonly target: Target;
  readonly live: LiveTenant | undefined;
  readonly body: ParsedBody | undefined;
}

declare module "fastify" {
  interface FastifyRequest {
    /** What an admin request was read as; only there. */
    admin?: AdminRequest;
  }
}

/** The admin API under `/adminapi/`, any case. */
export function adminRoutes(app: FastifyInstance, world: World, parts: AdminParts): void {
  app.route({
    method: ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"],
    url: "/adminapi/*",
    config: { journal: "admin" },
    preValidation: (request, reply, done) => {
      const live = take(world, parts, request, reply);
      // Before the faults: a request that is delayed on purpose is in flight all the same.
      if (live && !parts.limits.enter(world, live.tenant.tenantId, reply)) throttled(reply, 1.5);
      else done();
    },
    handler: (request, reply) => handle({ world, parts, request, reply }),
  });
}

/** Reads what the journal and the faults want to know, before anything is checked. Answers whose call will run here. */
function take(world: World, parts: AdminParts, request: FastifyRequest, reply: FastifyReply): LiveTenant | undefined {
  const target = targetOf(request.url);
  const live = world.tenants.find(target.tenantName);
  const invokes = target.operation === "invokecommand";
  const body = invokes && request.method === "POST" ? readCmdletInput(request) : undefined;
  request.admin = { target, live, body };
  const { entry } = request;
  entry.tenantId = live?.tenant.tenantId ?? null;
  if (body && "input" in body) {
    entry.cmdlet = body.input.name;
    entry.parameters = redactParameters(body.input.parameters);
  }
  const link = invokes ? skipToken(target) : null;
  entry.cmdlet ??= parts.paging.cmdletOf(link);
  request.seen = {
    path: request.url,
    tenant: live ? namesOf(live.tenant) : [],
    cmdlet: entry.cmdlet,
    admin: true,
    page: link !== null,
    runsHere: parts.role === "region" || world.settings.redirect === "none",
  };
  const correlation = request.headers["client-request-id"];
  if (correlation !== undefined) reply.header("client-request-id", correlation);
  return request.seen.runsHere ? live : undefined;
}

/** One request on its way through the admin API. */
interface Passage {
  readonly world: World;
  readonly parts: AdminParts;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

async function handle(passage: Passage): Promise<FastifyReply> {
  const { world, parts, request, reply } = passage;
  const { target, live, body } = request.admin ?? { target: targetOf(request.url), live: undefined, body: undefined };
  const seen: Seen = request.seen;
  const known = await authenticate(world, live, request, reply);
  if (!known) return reply;
  if (!seen.runsHere) return redirect(passage, known);
  const wait = parts.limits.spend(world, known.live.tenant.tenantId, reply);
  if (wait !== undefined) return throttled(reply, wait);
  if (target.version !== "beta" && target.version !== "v1.0") return notFound(world, reply, request.url);
  if (target.operation === "invokecommand")
    return invokeCommand({ ...known, world, paging: parts.paging, target, body, seen, request, reply });
  return answerOther(passage, known, target);
}

const throttled = (reply: FastifyReply, seconds: number): FastifyReply =>
  reply.code(429).header("retry-after", seconds.toFixed(2)).type("text/plain; charset=utf-8").send(THROTTLED);

/** The global host runs nothing: it finds the tenant's region by the anchor (docs/service/clouds.md#redirect). */
function redirect({ world, request, reply }: Passage, { live }: Authenticated): FastifyReply {
  const anchor = request.headers["x-anchormailbox"];
  const wrong = wrongAnchor(live.tenant, Array.isArray(anchor) ? anchor[0] : anchor);
  if (wrong !== undefined)
    return sendError(world, reply, 500, {
      code: "InternalServerError",
      type: "Microsoft.Exchange.Data.Directory.CannotResolveTenantNameException",
      message: wrong,
      id: "anchor",
      title: wrong,
    });
  const { region, regionSuffix } = environmentOf(live.tenant.environment);
  const origin =
    world.settings.redirect === "port446" ? `https://${region}.${regionSuffix}:446` : world.places.regionUrl;
  return reply.code(302).header("location", `${origin}${request.url}`).send("");
}

function answerOther(
  { world, request, reply }: Passage,
  known: Authenticated,
  target: Target,
): FastifyReply | Promise<FastifyReply> {
  const root = `${originUsed(request)}/adminapi/${target.version}/${encodeURIComponent(target.tenantName)}`;
  if (target.operation === "$batch" && request.method === "POST") return runBatch(world, request, reply);
  if (target.operation === "$metadata" && request.method === "GET")
    return reply.type("application/xml").header("odata-version", "4.0").send(METADATA);
  const banner = /^exobanner\('[^']*'\)$/.test(target.operation);
  const file = target.operation === "exomodulefile";
  if (!banner && !file) return notFound(world, reply, request.url);
  if (request.method !== "GET")
    return sendBadRequest(
      world,
      reply,
      `The requested resource does not support http method '${request.method}'.`,
      405,
    );
  if (file && known.caller.roleGroups.length === 0) return noSupportedRole(world, reply, known.caller.name);
  return sendEnvelope(reply, { root, value: file ? moduleFile(world, known.live, known.caller, request) : [] });
}

/** What an app hears at the door that has the permission, but no role that S&C knows (docs/service/admin-api.md#ladder). */
function noSupportedRole(world: World, reply: FastifyReply, application: string): FastifyReply {
  const message = `The role assigned to application ${application} isn't supported in this scenario.`;
  return sendError(world, reply, 403, {
    code: "Forbidden",
    type: "Microsoft.Exchange.Configuration.Authorization.CmdletAccessDeniedException",
    message,
    id: message,
    title: message,
  });
}

const notFound = (world: World, reply: FastifyReply, url: string): FastifyReply =>
  sendError(world, reply, 404, {
    code: "NotFound",
    type: "Microsoft.OData.ODataException",
    message: `Resource not found for the segment in '${url.split("?")[0]}'.`,
    id: "resource",
    title: "Resource not found.",
  });
