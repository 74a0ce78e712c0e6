import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { type AdminParts, adminRoutes, type ListenerRole } from "./admin/routes";
import { sendError } from "./admin/errors";
import { controlRoutes } from "./control/routes";
import { injectAfter, injectBefore } from "./faults/inject";
import type { Fault } from "./faults/schema";
import type { Seen } from "./faults/faults";
import type { OneTimeGrants } from "./identity/one-time";
import { managedIdentityRoutes } from "./identity/managed-identity";
import { identityRoutes } from "./identity/routes";
import { workloadRoutes } from "./identity/workload-routes";
import type { JournalEntry, RequestType } from "./journal/journal";
import { redactHeaders, redactPath } from "./journal/redact";
import { pageRoutes } from "./page/page";
import { namesOf } from "./tenants/model";
import type { World } from "./world";

declare module "fastify" {
  interface FastifyContextConfig {
    /** Kind of request in the journal; absent = unknown, `none` = not a request to the service. */
    readonly journal?: string;
  }
  interface FastifyRequest {
    entry: JournalEntry;
    seen: Seen;
    faults: readonly Fault[];
  }
}

export interface ListenerParts extends AdminParts {
  readonly grants: OneTimeGrants;
  readonly tls: { readonly key: string; readonly cert: string } | undefined;
  reset(): void;
}

/** Rule packages are the biggest bodies. */
const BODY_LIMIT = 32 * 1024 * 1024;

/** One of the two listeners. */
export function buildListener(world: World, role: ListenerRole, parts: ListenerParts): FastifyInstance {
  const app = fastify({
    bodyLimit: BODY_LIMIT,
    forceCloseConnections: true,
    routerOptions: { caseSensitive: false, ignoreTrailingSlash: true, maxParamLength: 500 },
    ...(parts.tls && { https: parts.tls }),
  } as Parameters<typeof fastify>[0]) as unknown as FastifyInstance;
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "string" }, (_request, body, done) => done(null, body));
  keepJournal(app, world, role);
  injectFaults(app, world);
  app.register(
    (control, _options, done) => {
      controlRoutes(control, world, parts);
      done();
    },
    { prefix: "/_emulator" },
  );
  adminRoutes(app, world, { ...parts, role });
  if (role === "global") {
    identityRoutes(app, world, parts.grants);
    managedIdentityRoutes(app, world);
    workloadRoutes(app, world);
    pageRoutes(app);
  }
  app.setErrorHandler((error, _request, reply) => sendUnexpected(world, error, reply));
  return app;
}

/** Not a request to the service: the control API, and the page that the global listener has. */
const isControl = ({ url }: FastifyRequest, role: ListenerRole): boolean =>
  url.startsWith("/_emulator/") || (role === "global" && ["/", "/favicon.ico"].includes(url));

function keepJournal(app: FastifyInstance, world: World, role: ListenerRole): void {
  app.addHook("onRequest", async (request, reply) => {
    reply.header("request-id", crypto.randomUUID());
    if (isControl(request, role)) return;
    request.entry = world.journal.begin({
      type: (request.routeOptions.config.journal ?? "unknown") as RequestType,
      method: request.method,
      host: request.host,
      path: redactPath(request.url),
      headers: redactHeaders(request.headers),
    });
    request.seen = { path: request.url, tenant: [], cmdlet: null, admin: false, page: false, runsHere: true };
    request.faults = [];
  });
  app.addHook("onSend", async (request, reply, payload) => {
    if (request.entry) request.entry.status = reply.statusCode;
    return payload;
  });
}

function injectFaults(app: FastifyInstance, world: World): void {
  app.addHook("preHandler", async (request: FastifyRequest, reply: FastifyReply) => {
    if (!request.entry) return;
    if (!request.seen.admin) request.seen = { ...request.seen, tenant: namesInPath(world, request) };
    request.faults = world.faults.take("protocol", request.seen);
    if (request.faults.length) request.entry.fault = request.faults.map(({ type }) => type).join(",");
    if (await injectBefore(world, request.faults, request, reply)) return reply;
    return undefined;
  });
  app.addHook("onSend", async (request, reply, payload) =>
    request.faults?.length ? injectAfter(request.faults, request, reply, payload) : payload,
  );
}

/** The tenant of a sign-in request, for faults that match one. */
function namesInPath(world: World, request: FastifyRequest): readonly string[] {
  const { tenant } = (request.params ?? {}) as { tenant?: string };
  const live = tenant === undefined ? undefined : world.tenants.find(tenant);
  request.entry.tenantId ??= live?.tenant.tenantId ?? null;
  return live ? namesOf(live.tenant) : [];
}

/** A defect of the emulator itself, or a body that is too large: never a silent success. */
function sendUnexpected(world: World, error: unknown, reply: FastifyReply): FastifyReply {
  const status = (error as { statusCode?: number }).statusCode ?? 500;
  const message = error instanceof Error ? error.message : String(error);
  return sendError(world, reply, status, {
    code: status >= 500 ? "InternalServerError" : "BadRequest",
    type: "System.Exception",
    message: status >= 500 ? `emulator defect: ${message}` : message,
    id: message,
  });
}
