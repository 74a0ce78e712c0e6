import {
  GetMappingResponse,
  GetMappingsResponse,
  GetSchemaResponse,
  type GetSchemaRequest,
  type ProviderHandshakeRequest,
  ProviderHandshakeResponse,
} from "@pulumi/pulumi/proto/provider_pb";
import { type PluginAttach, PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { ValidationError } from "../../../errors";
import type { Instance } from "../instance";
import { Unimplemented } from "../status";

/** Handshake and Configure must say the same (docs/service/pulumi-engine.md#handshake). */
export const ACCEPTS = { secrets: true, resources: false, outputs: false, autonaming: true } as const;

export function handshake(instance: Instance, request: ProviderHandshakeRequest): ProviderHandshakeResponse {
  instance.log.attach(request.getEngineAddress());
  const response = new ProviderHandshakeResponse();
  response.setAcceptSecrets(ACCEPTS.secrets);
  response.setAcceptResources(ACCEPTS.resources);
  response.setAcceptOutputs(ACCEPTS.outputs);
  response.setSupportsAutonamingConfiguration(ACCEPTS.autonaming);
  return response;
}

export function attach(instance: Instance, request: PluginAttach): Empty {
  instance.log.attach(request.getAddress());
  return new Empty();
}

export function pluginInfo(instance: Instance): PluginInfo {
  const info = new PluginInfo();
  info.setVersion(instance.backend.version);
  return info;
}

export function schema(instance: Instance, request: GetSchemaRequest): GetSchemaResponse {
  // 0 is the only version of the schema format that there is.
  if (request.getVersion() !== 0) {
    throw new ValidationError(`There is no schema of version ${request.getVersion()}; ask for 0.`, {
      code: "PURVIEW_INPUT",
    });
  }
  const response = new GetSchemaResponse();
  response.setSchema(instance.backend.schema());
  return response;
}

/** Nothing converts to this provider from another system's configuration. */
export const mapping = (): GetMappingResponse => new GetMappingResponse();
export const mappings = (): GetMappingsResponse => new GetMappingsResponse();

/** What other sorts of providers answer; without a handler grpc-js would say it in its own words. */
export const unsupported = (what: string) => (): never => {
  throw new Unimplemented(`pulumi-purview ${what}.`);
};

export async function cancel(instance: Instance): Promise<Empty> {
  await instance.close();
  return new Empty();
}
