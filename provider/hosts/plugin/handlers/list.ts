import { type ListRequest, type ListResponse } from "@pulumi/pulumi/proto/provider_pb";
import type { CallContext } from "../guard";
import type { Instance } from "../instance";
import { Unimplemented } from "../status";

/** The objects of one kind, as ids to import. */

export async function* list(
  _instance: Instance,
  request: ListRequest,
  _context: CallContext,
): AsyncIterable<ListResponse> {
  throw new Unimplemented(`Listing ${request.getToken()} is not there yet.`);
}
