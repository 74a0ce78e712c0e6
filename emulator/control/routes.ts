import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { CmdletFault } from "../contract";
import { faultRulesSchema } from "../faults/schema";
import type { OneTimeGrants } from "../identity/one-time";
import { machineSettings } from "../identity/workload-routes";
import { TenantConflict } from "../tenants/tenants";
import type { World } from "../world";
import { isLoopback } from "./loopback";
import { ControlError, parse } from "./input";
import { objectRoutes } from "./objects";
import { clockSchema, deviceAnswerSchema, tenantRequestSchema } from "./schemas";
import { tenantAnswer, tenantLine } from "./tenant-answer";

interface ControlParts {
  readonly grants: OneTimeGrants;
  /** Initial objects, clock, no faults, empty journal. */
  reset(): void;
}

/** `/_emulator/…`: JSON in, JSON out, on both listeners; for tests, the page, and anybody who acts as the administrator in the portal. */
export function controlRoutes(app: FastifyInstance, world: World, { grants, reset }: ControlParts): void {
  app.addHook("onRequest", async (request) => {
    if (!isLoopback(request)) throw new ControlError(403, "the control API answers to this machine only");
  });
  app.setErrorHandler((error, _request, reply) => sendControlError(error, reply));
  app.setNotFoundHandler((request, reply) =>
    reply.code(404).send({ error: `no such control: ${request.method} ${request.url}` }),
  );

  app.get("/requests", (request) => {
    const last = Number((request.query as { last?: string }).last ?? Infinity);
    return last > 0 ? world.journal.all().slice(-last) : world.journal.all();
  });
  app.get("/tenants", () => world.tenants.all().map(({ tenant }) => tenantAnswer(world, tenant)));
  app.get("/summary", () => ({
    now: new Date(world.clock.now()).toISOString(),
    clock: world.clock.mode,
    faults: world.faults.list(),
    tenants: world.tenants.all().map(({ tenant }) => tenantLine(world, tenant)),
  }));
  app.post("/reset", () => {
    reset();
    world.saved();
    return { reset: true };
  });
  app.post("/clock", (request) => {
    world.clock.advance(parse(clockSchema, request).advanceMs);
    world.saved();
    return { now: new Date(world.clock.now()).toISOString() };
  });
  app.post("/tenants", (request, reply) => {
    const { tenant } = world.tenants.add(
      parse(tenantRequestSchema, request) as Parameters<typeof world.tenants.add>[0],
    );
    world.saved(tenant.tenantId);
    return reply.code(201).send(tenantAnswer(world, tenant));
  });
  app.get("/tenants/:tenant/identity", (request) => {
    const { tenant: name } = request.params as { tenant: string };
    const live = world.tenants.find(name);
    if (!live) throw new ControlError(404, `no tenant ${name}`);
    return machineSettings(world, live.tenant);
  });
  app.get("/faults", () => world.faults.list());
  app.put("/faults", (request) => {
    world.faults.replace(parse(faultRulesSchema, request));
    return world.faults.list();
  });
  app.delete("/faults", () => {
    world.faults.replace([]);
    return [];
  });
  app.get("/devicecodes", () => grants.waiting());
  app.post("/devicecodes", (request) => answerDevice(grants, request));
  objectRoutes(app, world);
}

function answerDevice(grants: OneTimeGrants, request: FastifyRequest): unknown {
  const { userCode, userPrincipalName, approve } = parse(deviceAnswerSchema, request);
  if (approve && !userPrincipalName) throw new ControlError(400, "userPrincipalName: who signs in?");
  const answer = approve && userPrincipalName ? { userPrincipalName } : "declined";
  if (!grants.answerDevice(userCode, answer)) throw new ControlError(404, `no device code ${userCode} waits`);
  return { answered: true };
}

function sendControlError(error: unknown, reply: FastifyReply): FastifyReply {
  const status =
    error instanceof ControlError || error instanceof CmdletFault
      ? error.status
      : error instanceof TenantConflict
        ? 409
        : ((error as { statusCode?: number }).statusCode ?? 500);
  return reply.code(status).send({ error: (error as Error).message });
}
