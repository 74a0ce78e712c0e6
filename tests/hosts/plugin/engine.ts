import { credentials, type ServiceError } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { encode } from "../../../provider/hosts/plugin/codec";
import { type Backend, type Connected, Instance } from "../../../provider/hosts/plugin/instance";
import { serve } from "../../../provider/hosts/plugin/server";
import { createEngineLog, type EngineLog } from "../../../provider/hosts/protocol/engine-log";
import { kinds } from "../../../provider/kinds";
import type { Lifecycle } from "../../../provider/lifecycle/types";
import { functionsOf } from "../../../provider/schema";
import type { Settings } from "../../../provider/session/settings";
import type { Properties } from "../../../provider/values";

export const TOKEN = "purview:retention:RetentionCompliancePolicy";
export const URN = `urn:pulumi:dev::proj::${TOKEN}::Finance records`;

const settings = {
  drift: "live",
  maxConcurrency: 3,
  maxDistributing: 1,
  requestTimeoutMs: 1000,
  settleTimeoutMs: 1000,
  settle: "distributed",
  adoptExisting: false,
  deletionProtection: "none",
} as Settings;

const unexpected = (verb: string) => (): never => {
  throw new Error(`${verb} was not expected`);
};

/** A lifecycle of which a test gives the part that it needs. */
export const lifecycle = (part: Partial<Lifecycle>): Lifecycle => ({
  check: unexpected("check"),
  diff: unexpected("diff"),
  preview: unexpected("preview"),
  create: unexpected("create"),
  read: unexpected("read"),
  update: unexpected("update"),
  delete: unexpected("delete"),
  list: unexpected("list"),
  ...part,
});

export interface Provider {
  /** Calls an RPC as the engine does; rejects with the gRPC error. */
  call<Response>(method: string, request: unknown): Promise<Response>;
  readonly client: ResourceProviderClient;
  readonly port: number;
  stop(): Promise<void>;
}

export interface Given {
  readonly lifecycle?: Partial<Lifecycle>;
  readonly settings?: Partial<Settings>;
  readonly backend?: Partial<Backend>;
  readonly log?: EngineLog;
  readonly close?: () => Promise<void>;
}

/** The plugin's real server on a real port, over a lifecycle of the test's own; configured unless the test says otherwise. */
export async function provider(given: Given, configure = true): Promise<Provider> {
  const connected: Connected = {
    settings: { ...settings, ...given.settings },
    lifecycle: lifecycle(given.lifecycle ?? {}),
    close: given.close ?? (async () => undefined),
  };
  const backend: Backend = {
    version: "0.1.0",
    kind: (token) => kinds.find((kind) => kind.token === token),
    function: (token) => kinds.flatMap(functionsOf).find((one) => one.token === token),
    schema: () => "{}",
    checkSettings: () => [],
    connect: async () => connected,
    ...given.backend,
  };
  const serving = await serve(new Instance(backend, given.log ?? createEngineLog()));
  const client = new ResourceProviderClient(`127.0.0.1:${serving.port}`, credentials.createInsecure());
  const call = <Response>(method: string, request: unknown): Promise<Response> =>
    new Promise((resolve, reject) => {
      const rpc = (client as unknown as { [name: string]: (request: unknown, callback: unknown) => void })[method];
      rpc?.call(client, request, (error: ServiceError | null, response: Response) =>
        error ? reject(error) : resolve(response),
      );
    });
  if (configure) await call("configure", new pb.ConfigureRequest());
  return {
    call,
    client,
    port: serving.port,
    stop: async () => {
      client.close();
      await serving.stop();
    },
  };
}

export const empty = (): Empty => new Empty();

export function checkRequest(news: Properties, olds: Properties = {}): pb.CheckRequest {
  const request = new pb.CheckRequest();
  request.setUrn(URN);
  request.setType(TOKEN);
  request.setName("Finance records");
  request.setNews(encode(news));
  request.setOlds(encode(olds));
  return request;
}

export function diffRequest(
  olds: Properties,
  oldInputs: Properties,
  news: Properties,
  ignored: string[] = [],
): pb.DiffRequest {
  const request = new pb.DiffRequest();
  request.setId("guid-1");
  request.setUrn(URN);
  request.setOlds(encode(olds));
  request.setOldInputs(encode(oldInputs));
  request.setNews(encode(news));
  request.setIgnorechangesList(ignored);
  return request;
}

export function createRequest(properties: Properties, preview = false, timeout = 0): pb.CreateRequest {
  const request = new pb.CreateRequest();
  request.setUrn(URN);
  request.setProperties(encode(properties));
  request.setPreview(preview);
  request.setTimeout(timeout);
  return request;
}

export function updateRequest(
  olds: Properties,
  oldInputs: Properties,
  news: Properties,
  preview = false,
): pb.UpdateRequest {
  const request = new pb.UpdateRequest();
  request.setId("guid-1");
  request.setUrn(URN);
  request.setOlds(encode(olds));
  request.setOldInputs(encode(oldInputs));
  request.setNews(encode(news));
  request.setPreview(preview);
  return request;
}

export function readRequest(id: string, properties?: Properties, inputs?: Properties): pb.ReadRequest {
  const request = new pb.ReadRequest();
  request.setId(id);
  request.setUrn(URN);
  if (properties) request.setProperties(encode(properties));
  if (inputs) request.setInputs(encode(inputs));
  return request;
}

export function deleteRequest(properties: Properties, oldInputs: Properties): pb.DeleteRequest {
  const request = new pb.DeleteRequest();
  request.setId("guid-1");
  request.setUrn(URN);
  request.setProperties(encode(properties));
  request.setOldInputs(encode(oldInputs));
  return request;
}
