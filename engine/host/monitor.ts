import * as grpc from "@grpc/grpc-js";
import type { IResourceMonitorServer } from "@pulumi/pulumi/proto/resource_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/resource_pb";
import { CheckFailure } from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Deployment } from "../deploy/context";
import { type Generator, ShutdownError } from "../deploy/generator";
import { EngineError, UnsupportedError, messageOf } from "../errors";
import { Reference, type PropertyMap, containsUnknowns } from "../property/value";
import { type WireOptions, fromStruct, toStruct } from "../property/wire";
import type { ResourceState } from "../state/resource";
import { packageOf } from "../state/urn";
import type { DefaultProviders } from "./default-providers";
import { RegistrationReader } from "./registration";

const FEATURES: ReadonlySet<string> = new Set([
  "secrets",
  "resourceReferences",
  "aliasSpecs",
  "deletedWith",
  "replaceWith",
]);

type Handler<Q, R> = grpc.handleUnaryCall<Q, R>;

/** The ResourceMonitor that the program talks to. */
export class Monitor {
  /** True once the program said that it will register nothing more. */
  complete = false;
  private readonly reader: RegistrationReader;

  constructor(
    private readonly d: Deployment,
    private readonly generator: Generator,
    private readonly defaults: DefaultProviders,
    private readonly unsupported: (error: UnsupportedError) => void,
  ) {
    this.reader = new RegistrationReader(defaults);
  }

  readonly service: IResourceMonitorServer = {
    supportsFeature: this.answer((request: proto.SupportsFeatureRequest) =>
      new proto.SupportsFeatureResponse().setHassupport(FEATURES.has(request.getId())),
    ),
    getDeploymentInfo: (_call, callback) => callback({ code: grpc.status.UNIMPLEMENTED }),
    registerResource: this.answer((request: proto.RegisterResourceRequest) => this.register(request)),
    registerResourceOutputs: this.answer(async (request: proto.RegisterResourceOutputsRequest) => {
      await this.generator.outputs(request.getUrn(), fromStruct(request.getOutputs()));
      return new Empty();
    }),
    readResource: this.answer((request: proto.ReadResourceRequest) => this.read(request)),
    invoke: this.answer((request: proto.ResourceInvokeRequest) => this.invoke(request)),
    signalAndWaitForShutdown: this.answer(() => {
      this.complete = true;
      return new Empty();
    }),
    call: this.refuse("method calls on components"),
    existsResource: this.refuse("asking whether a resource exists"),
    registerStackTransform: this.refuse("transforms"),
    registerStackInvokeTransform: this.refuse("invoke transforms"),
    registerResourceHook: this.refuse("resource hooks"),
    registerErrorHook: this.refuse("error hooks"),
    registerPackage: this.refuse("parameterized packages"),
  };

  private async register(request: proto.RegisterResourceRequest): Promise<proto.RegisterResourceResponse> {
    const goal = await this.reader.goal(request);
    const state = await this.generator.register(goal);
    this.reader.registered(goal, state, request);
    let outputs: PropertyMap = request.getCustom() ? state.outputs : {};
    if (!request.getSupportspartialvalues())
      outputs = Object.fromEntries(Object.entries(outputs).filter(([, value]) => !containsUnknowns(value)));
    return new proto.RegisterResourceResponse()
      .setUrn(state.urn)
      .setId(state.id)
      .setObject(toStruct(outputs, wireOf(request.getAcceptsecrets(), request.getAcceptresources())));
  }

  private async read(request: proto.ReadResourceRequest): Promise<proto.ReadResourceResponse> {
    const goal = await this.reader.readGoal(request);
    const state = await this.generator.read(goal);
    return new proto.ReadResourceResponse()
      .setUrn(state.urn)
      .setProperties(toStruct(state.outputs, wireOf(request.getAcceptsecrets(), request.getAcceptresources())));
  }

  private async invoke(request: proto.ResourceInvokeRequest): Promise<proto.ResourceInvokeResponse> {
    const token = request.getTok();
    const args = fromStruct(request.getArgs());
    if (packageOf(token) === "pulumi") {
      if (token !== "pulumi:pulumi:getResource") throw new UnsupportedError(`the function ${token}`);
      return new proto.ResourceInvokeResponse().setReturn(toStruct(this.lookUp(args), wireOf(true, true)));
    }
    if (request.getPackageref() !== "") throw new UnsupportedError("parameterized packages");
    const reference = request.getProvider() || (await this.defaults.reference(packageOf(token), request.getVersion()));
    const { result, failures } = await this.d.provider(reference, "").invoke(token, args, this.d.preview);
    return new proto.ResourceInvokeResponse()
      .setReturn(toStruct(result, wireOf(true, request.getAcceptresources())))
      .setFailuresList(
        failures.map(({ property, reason }) => new CheckFailure().setProperty(property).setReason(reason)),
      );
  }

  /** What a reference to a resource turns into in the program. */
  private lookUp(args: PropertyMap): PropertyMap {
    const { urn } = args;
    const state: ResourceState | undefined = typeof urn === "string" ? this.d.news.get(urn) : undefined;
    if (!state) throw new EngineError(`unknown resource ${urn instanceof Reference ? urn.urn : String(urn)}`);
    return { urn: state.urn, id: state.id, state: state.outputs };
  }

  private answer<Q, R>(handle: (request: Q) => R | Promise<R>): Handler<Q, R> {
    return (call, callback) => {
      Promise.resolve()
        .then(() => handle(call.request))
        .then(
          (response) => callback(null, response),
          (error: unknown) => {
            if (error instanceof UnsupportedError) this.unsupported(error);
            const code = error instanceof ShutdownError ? grpc.status.UNAVAILABLE : grpc.status.UNKNOWN;
            callback({ code, details: messageOf(error) });
          },
        );
    };
  }

  private refuse<Q, R>(what: string): Handler<Q, R> {
    return this.answer<Q, R>(() => {
      throw new UnsupportedError(what);
    });
  }
}

const wireOf = (secrets: boolean, references: boolean): WireOptions => ({ unknowns: true, secrets, references });
