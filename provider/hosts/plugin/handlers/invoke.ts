import { type InvokeRequest, InvokeResponse } from "@pulumi/pulumi/proto/provider_pb";
import { NotFoundError, ValidationError } from "../../../errors";
import type { Kind } from "../../../kinds";
import { containsUnknown, plainOf, type Properties } from "../../../values";
import { decodeDeclared, encode } from "../codec";
import type { CallContext } from "../rpc";
import type { Instance } from "../instance";
import { keepSecrets, secretsOf } from "../secrets";
import { failures } from "./config";
import { listed, wantedIn } from "./listing";

function answer(properties: Properties): InvokeResponse {
  const response = new InvokeResponse();
  response.setReturn(encode(properties));
  return response;
}

function refused(property: string, reason: string): InvokeResponse {
  const response = new InvokeResponse();
  response.setFailuresList(failures([{ property, reason }]));
  return response;
}

async function get(instance: Instance, kind: Kind, args: Properties, { signal }: CallContext): Promise<InvokeResponse> {
  const [id, name] = [plainOf(args["id"] ?? null), plainOf(args["name"] ?? null)];
  const singleton = kind.identity.kind === "singleton";
  if (!singleton && (typeof id === "string") === (typeof name === "string")) {
    return refused("", "give either `id` or `name`");
  }
  const wanted = singleton ? kind.noun : String(id ?? name);
  const found = await instance.connected.lifecycle.read(kind, { id: wanted, signal });
  if (found) return answer(keepSecrets({ ...secretsOf(kind, found.outputs), id: found.id }, args));
  throw new NotFoundError(`The tenant has no ${kind.noun} ${JSON.stringify(wanted)}.`, {
    code: "PURVIEW_NOT_FOUND",
    noun: kind.noun,
    object: wanted,
    advice: "Names are compared as a whole, ignoring case; ids are GUIDs.",
  });
}

async function list(instance: Instance, kind: Kind, args: Properties, context: CallContext): Promise<InvokeResponse> {
  const objects = await listed(instance, kind, wantedIn(args), context);
  return answer({ objects: objects.map(({ id, name, builtIn }) => ({ id, name, builtIn })) });
}

/** The data functions: `purview:<area>:get<Noun>` and `purview:<area>:list<Nouns>`. */
export async function invoke(
  instance: Instance,
  request: InvokeRequest,
  context: CallContext,
): Promise<InvokeResponse> {
  const called = instance.backend.function(request.getTok());
  if (!called) {
    throw new ValidationError(`This version of pulumi-purview has no function "${request.getTok()}".`, {
      code: "PURVIEW_UNKNOWN_TYPE",
    });
  }
  const args = decodeDeclared(request.getArgs());
  const unknown = Object.entries(args).find(([, value]) => containsUnknown(value));
  if (unknown) return refused(unknown[0], "is not known yet: it comes from a resource that this preview would change");
  return (called.form === "get" ? get : list)(instance, called.kind, args, context);
}
