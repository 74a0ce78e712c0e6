import { Server, ServerCredentials, type UntypedServiceImplementation } from "@grpc/grpc-js";
import { type IResourceProviderServer, ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { streaming, unary } from "./rpc";
import { check } from "./handlers/check";
import { checkConfig, configure, diffConfig } from "./handlers/config";
import { diff } from "./handlers/diff";
import { invoke } from "./handlers/invoke";
import { list } from "./handlers/list";
import * as meta from "./handlers/meta";
import { read } from "./handlers/read";
import { create, remove, update } from "./handlers/write";
import type { Instance } from "./instance";

/** As large as the engine's own limit. */
const MAX_MESSAGE_BYTES = 400 * 1024 * 1024;

type Served = Pick<IResourceProviderServer, keyof typeof ResourceProviderService & keyof IResourceProviderServer>;

/** Every RPC that there is; what providers of custom resources do not do is refused in our words. */
function handlers(instance: Instance): Served {
  const { calls } = instance;
  return {
    handshake: unary((request) => meta.handshake(instance, request), calls),
    attach: unary((request) => meta.attach(instance, request), calls),
    getPluginInfo: unary(() => meta.pluginInfo(instance), calls),
    getSchema: unary((request) => meta.schema(instance, request), calls),
    getMapping: unary(meta.mapping, calls),
    getMappings: unary(meta.mappings, calls),
    checkConfig: unary((request) => checkConfig(instance, request), calls),
    diffConfig: unary(diffConfig, calls),
    configure: unary((request) => configure(instance, request), calls),
    check: unary((request, context) => check(instance, request, context), calls),
    diff: unary((request, context) => diff(instance, request, context), calls),
    create: unary((request, context) => create(instance, request, context), calls),
    read: unary((request, context) => read(instance, request, context), calls),
    update: unary((request, context) => update(instance, request, context), calls),
    delete: unary((request, context) => remove(instance, request, context), calls),
    list: streaming((request, context) => list(instance, request, context), calls),
    invoke: unary((request, context) => invoke(instance, request, context), calls),
    parameterize: unary(meta.unsupported("takes no parameters: leave out what follows its name"), calls),
    construct: unary(meta.unsupported("has no components, only resources"), calls),
    call: unary(meta.unsupported("has no methods"), calls),
    cancel: unary(() => meta.cancel(instance), calls),
  };
}

export interface Serving {
  readonly port: number;
  /** Stops taking calls, gives running ones a moment, then ends. */
  stop(): Promise<void>;
}

/** Serves on a free port of the loopback interface. */
export async function serve(instance: Instance): Promise<Serving> {
  const server = new Server({
    "grpc.max_receive_message_length": MAX_MESSAGE_BYTES,
    "grpc.max_send_message_length": MAX_MESSAGE_BYTES,
  });
  server.addService(ResourceProviderService, handlers(instance) as unknown as UntypedServiceImplementation);
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    ),
  );
  return {
    port,
    stop: async () => {
      await instance.close();
      server.forceShutdown();
    },
  };
}
