import { type ListRequest, ListResponse } from "@pulumi/pulumi/proto/provider_pb";
import { ValidationError } from "../../../errors";
import { decode } from "../codec";
import type { CallContext } from "../rpc";
import type { Instance } from "../instance";
import { isComputed, listed, wantedIn } from "./listing";

function computed(): ListResponse {
  const response = new ListResponse();
  response.setComputed(new ListResponse.Computed());
  return response;
}

function result(id: string, name: string): ListResponse {
  const found = new ListResponse.Result();
  found.setId(id);
  found.setName(name);
  const response = new ListResponse();
  response.setResult(found);
  return response;
}

function continuation(at: number): ListResponse {
  const more = new ListResponse.Continuation();
  more.setContinuationToken(String(at));
  const response = new ListResponse();
  response.setContinuation(more);
  return response;
}

function offsetOf(token: string): number {
  if (/^\d*$/.test(token)) return Number(token || "0");
  throw new ValidationError(`"${token}" is no page of this list.`, { code: "PURVIEW_INPUT" });
}

const orAll = (count: number): number => (count < 1 ? Infinity : count);

/** The objects of one resource type, as ids that can be imported; page by page where the engine asks for pages. */
export async function* list(
  instance: Instance,
  request: ListRequest,
  context: CallContext,
): AsyncIterable<ListResponse> {
  const kind = instance.kindOf({ getType: () => request.getToken(), getUrn: () => "" });
  const query = decode(request.getQuery());
  if (isComputed(query)) return yield computed();
  const offset = offsetOf(request.getContinuationToken());
  const all = await listed(instance, kind, wantedIn(query), context);
  const end = Math.min(all.length, orAll(request.getLimit()));
  const page = all.slice(offset, Math.min(end, offset + orAll(request.getPageSize())));
  for (const { id, name } of page) yield result(id, name);
  if (offset + page.length < end) yield continuation(offset + page.length);
}
