import type { InvokeRequest, InvokeResponse } from "@pulumi/pulumi/proto/provider_pb";
import type { CallContext } from "../guard";
import type { Instance } from "../instance";
import { Unimplemented } from "../status";

export function invoke(_instance: Instance, request: InvokeRequest, _context: CallContext): Promise<InvokeResponse> {
  throw new Unimplemented(`The provider has no function ${request.getTok()}.`);
}
