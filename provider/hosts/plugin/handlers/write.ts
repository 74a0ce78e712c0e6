import {
  type CreateRequest,
  CreateResponse,
  type DeleteRequest,
  type UpdateRequest,
  UpdateResponse,
} from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Kind } from "../../../kinds";
import type { Written } from "../../../lifecycle/types";
import { isUnknown, type Properties } from "../../../values";
import { decodeDeclared, encode } from "../codec";
import type { CallContext } from "../rpc";
import type { Instance } from "../instance";
import { changeOf, common, recordedIn } from "../requests";
import { keepSecrets, secretsOf } from "../secrets";
import { PartialWrite } from "../status";

/** A property that is left out of a preview's answer is unknown (docs/service/pulumi-engine.md#preview-unknown). */
const known = (properties: Properties): Properties =>
  Object.fromEntries(Object.entries(properties).filter(([, value]) => !isUnknown(value)));

const refreshFirst = (instance: Instance): boolean => instance.connected.settings.drift === "live";

/** The outputs of a finished write; throws the partial success of an unfinished one. */
function outputsOf(instance: Instance, kind: Kind, written: Written, desired: Properties): Properties {
  const outputs = secretsOf(kind, keepSecrets(written.outputs, desired));
  if (!written.unfinished) return outputs;
  throw new PartialWrite({
    id: written.id,
    outputs,
    inputs: desired,
    reasons: written.unfinished.reasons,
    refreshFirst: refreshFirst(instance),
  });
}

export async function create(
  instance: Instance,
  request: CreateRequest,
  context: CallContext,
): Promise<CreateResponse> {
  const kind = instance.kindOf(request);
  const { lifecycle } = instance.connected;
  const desired = decodeDeclared(request.getProperties());
  const asked = { ...common(instance, request, context), desired };
  const response = new CreateResponse();
  response.setRefreshBeforeUpdate(refreshFirst(instance));
  if (request.getPreview()) {
    response.setProperties(encode(known(keepSecrets(await lifecycle.preview(kind, asked), desired))));
    return response;
  }
  const written = await lifecycle.create(kind, asked);
  response.setId(written.id);
  response.setProperties(encode(outputsOf(instance, kind, written, desired)));
  return response;
}

export async function update(
  instance: Instance,
  request: UpdateRequest,
  context: CallContext,
): Promise<UpdateResponse> {
  const kind = instance.kindOf(request);
  const { lifecycle } = instance.connected;
  const change = changeOf(instance, request, context);
  const { desired } = change;
  const response = new UpdateResponse();
  response.setRefreshBeforeUpdate(refreshFirst(instance));
  const outputs = request.getPreview()
    ? known(keepSecrets(await lifecycle.preview(kind, change), desired))
    : outputsOf(instance, kind, await lifecycle.update(kind, change), desired);
  response.setProperties(encode(outputs));
  return response;
}

export async function remove(instance: Instance, request: DeleteRequest, context: CallContext): Promise<Empty> {
  await instance.connected.lifecycle.delete(instance.kindOf(request), {
    ...common(instance, request, context),
    recorded: recordedIn({ id: request.getId(), outputs: request.getProperties(), inputs: request.getOldInputs() }),
  });
  return new Empty();
}
