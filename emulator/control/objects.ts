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

/** Out-of-band changes, as an admin in the portal would make them (docs/emulator.md#control-api). A name may hold slashes. */
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
  // Without a name: the only one there is, as singletons have none worth knowing.
  for (const url of ["/tenants/:tenant/objects/:noun/*", "/tenants/:tenant/objects/:noun"]) {
    app.put(url, (request) => {
      const { id, service, noun, key } = at(request);
      const value = parse(objectSchema, request);
      const named = key || (typeof value.Name === "string" ? value.Name : onlyOne(service, noun));
      const answer = service.putObject(noun, named, value);
      world.saved(id);
      return answer;
    });
    app.patch(url, (request) => {
      const { id, service, noun, key } = at(request);
      const answer = service.patchObject(noun, key || onlyOne(service, noun), parse(objectSchema, request));
      world.saved(id);
      return answer;
    });
    app.delete(url, (request, reply) => {
      const { id, service, noun, key } = at(request);
      service.deleteObject(noun, key || onlyOne(service, noun));
      world.saved(id);
      return reply.code(204).send();
    });
  }
}

function onlyOne(service: TenantService, noun: string): string {
  const [only, ...others] = service.listObjects(noun);
  const key = only?.Guid ?? only?.Name;
  if (typeof key !== "string" || others.length)
    throw new ControlError(400, `which ${noun}? There are ${others.length + (only ? 1 : 0)}: say its name or GUID`);
  return key;
}

/** The noun as the catalogue spells it; one that only the service keeps is taken as it is. */
function nounNamed(service: TenantService, noun: string): string {
  const known =
    findFamily(noun)?.noun ?? service.nouns().find((candidate) => candidate.toLowerCase() === noun.toLowerCase());
  if (known === undefined) throw new ControlError(404, `no noun ${noun}`);
  return known;
}
