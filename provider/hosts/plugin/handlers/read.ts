import { type ReadRequest, ReadResponse } from "@pulumi/pulumi/proto/provider_pb";
import { encode } from "../codec";
import type { CallContext } from "../rpc";
import type { Instance } from "../instance";
import { common, recordedIn } from "../requests";
import { keepSecrets, secretsOf } from "../secrets";

/** Only what a write or read of ours left has it; the properties that a program gives to `.get()` have not. */
const MARK = "stateVersion";

export async function read(instance: Instance, request: ReadRequest, context: CallContext): Promise<ReadResponse> {
  const kind = instance.kindOf(request);
  const before = recordedIn({ id: request.getId(), outputs: request.getProperties(), inputs: request.getInputs() });
  const refreshing = MARK in before.outputs;
  const found = await instance.connected.lifecycle.read(kind, {
    ...common(instance, request, context),
    id: request.getId(),
    ...(refreshing ? { recorded: before } : {}),
  });
  const response = new ReadResponse();
  // An answer without an id says that the object is gone.
  if (!found) return response;
  response.setId(found.id);
  response.setProperties(encode(secretsOf(kind, keepSecrets(found.outputs, before.outputs, before.inputs))));
  response.setInputs(encode(secretsOf(kind, keepSecrets(found.inputs, before.inputs))));
  response.setRefreshBeforeUpdate(instance.connected.settings.drift === "live");
  return response;
}
