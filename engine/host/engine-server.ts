import * as grpc from "@grpc/grpc-js";
import { EngineService, type IEngineServer } from "@pulumi/pulumi/proto/engine_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/engine_pb";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { UnsupportedError } from "../errors";
import type { EventSink, Severity } from "../events";
import type { Monitor } from "./monitor";
import { CHANNEL_OPTIONS } from "./rpc";

const { LogSeverity } = proto;
const SEVERITIES: ReadonlyMap<proto.LogSeverity, Severity> = new Map([
  [LogSeverity.INFO, "info"],
  [LogSeverity.WARNING, "warning"],
  [LogSeverity.ERROR, "error"],
]);

/** The SDK blames an old CLI for what this engine does not have. */
const explainUnsupported = (message: string): string =>
  message.replace(
    /The Pulumi CLI does not support (.+?)\. Please update the Pulumi CLI/g,
    (_all, what: string) => new UnsupportedError(what).message,
  );

/** The gRPC server on loopback that programs and plugins call back to. */
export class EngineServer {
  private readonly server = new grpc.Server(CHANNEL_OPTIONS);
  private port = 0;
  private rootUrn = "";

  constructor(private readonly sink: EventSink) {}

  get address(): string {
    return `127.0.0.1:${this.port}`;
  }

  async start(monitor: Monitor | undefined): Promise<void> {
    this.server.addService(EngineService, this.engine);
    if (monitor) this.server.addService(ResourceMonitorService, monitor.service);
    this.port = await new Promise<number>((resolve, reject) =>
      this.server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) =>
        error ? reject(error) : resolve(port),
      ),
    );
  }

  stop(): void {
    this.server.forceShutdown();
  }

  private readonly engine: IEngineServer = {
    log: (call, callback) => {
      this.log(call.request);
      callback(null, new Empty());
    },
    getRootResource: (_call, callback) => callback(null, new proto.GetRootResourceResponse().setUrn(this.rootUrn)),
    setRootResource: (call, callback) => {
      this.rootUrn = call.request.getUrn();
      callback(null, new proto.SetRootResourceResponse());
    },
    startDebugging: (_call, callback) => callback(null, new Empty()),
    requirePulumiVersion: (_call, callback) =>
      callback({ code: grpc.status.UNKNOWN, details: new UnsupportedError("requirePulumiVersion").message }),
  };

  /** Debug messages carry whole response objects, secrets included: they are dropped. */
  private log(request: proto.LogRequest): void {
    const severity = SEVERITIES.get(request.getSeverity());
    if (severity === undefined) return;
    this.sink.diagnostic({
      severity,
      message: explainUnsupported(request.getMessage()),
      urn: request.getUrn(),
      ephemeral: request.getEphemeral(),
    });
  }
}
