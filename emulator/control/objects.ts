import type { FastifyInstance, FastifyRequest } from "fastify";
import { findFamily } from "../../catalogue";
import type { TenantService } from "../contract";
import type { World } from "../world";
import { ControlError, parse } from "./input";
import { objectSchema } from "./schemas";

interface Path {
  readonly tenant: string;
  readonly noun?: string;
  readonly "*"?: string;
}

/** Out-of-band changes, as an admin in the portal would make them (design 6). A name may hold slashes. */
export function objectRoutes(app: FastifyInstance, world: World): void {
  const at = (request: FastifyRequest): { id: string; service: TenantService; noun: string; key: string } => {
    const { tenant: name, noun = "", "*": key = "" } = request.params as Path;
    const live = world.tenants.find(name);
    if (!live) throw new ControlError(404, `no tenant ${name}`);
    return { id: live.tenant.tenantId, service: live.service, noun: nounNamed(live.service, noun), key };
  };
  app.get("/tenants/:tenant/objects", (request) => {
    const { tenant: name } = request.params as Path;
    const live = world.tenants.find(name);
    if (!live) throw new ControlError(404, `no tenant ${name}`);
    return Object.fromEntries(live.service.nouns().map((noun) => [noun, live.service.listObjects(noun).length]));
  });
  app.get("/tenants/:tenant/objects/:noun", (request) => {
    const { service, noun } = at(request);
    return service.listObjects(noun);
  });
  app.get("/tenants/:tenant/objects/:noun/*", (request) => {
    const { service, noun, key } = at(request);
    return service.getObject(noun, key);
  });
  app.put("/tenants/:tenant/objects/:noun/*", (request) => {
    const { id, service, noun, key } = at(request);
    const answer = service.putObject(noun, key, parse(objectSchema, request));
    world.saved(id);
    return answer;
  });
  app.patch("/tenants/:tenant/objects/:noun/*", (request) => {
    const { id, service, noun, key } = at(request);
    const answer = service.patchObject(noun, key, parse(objectSchema, request));
    world.saved(id);
    return answer;
  });
  app.delete("/tenants/:tenant/objects/:noun/*", (request, reply) => {
    const { id, service, noun, key } = at(request);
    service.deleteObject(noun, key);
    world.saved(id);
    return reply.code(204).send();
  });
}

/** The noun as the catalogue spells it; one that only the service keeps is taken as it is. */
function nounNamed(service: TenantService, noun: string): string {
  const known =
    findFamily(noun)?.noun ?? service.nouns().find((candidate) => candidate.toLowerCase() === noun.toLowerCase());
  if (known === undefined) throw new ControlError(404, `no noun ${noun}`);
  return known;
}
