import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { credentials, Server, ServerCredentials, type ServiceError } from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import type { LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { providerText } from "../../../../provider/hosts/dynamic/inputs";

const ROOT = join(__dirname, "../../../..");

export type Props = Record<string, unknown>;

export interface Said {
  readonly severity: number;
  readonly message: string;
  readonly urn: string;
  readonly ephemeral: boolean;
}

export interface Checked {
  readonly inputs: Props;
  readonly failures: readonly { readonly property: string; readonly reason: string }[];
}

export interface Diffed {
  /** DIFF_UNKNOWN = the engine compares inputs itself. */
  readonly changes: "unknown" | "none" | "some";
  readonly replaces: readonly string[];
  readonly deleteBeforeReplace: boolean;
}

/** A failed RPC, with what the engine would save of it. */
export interface Failed {
  readonly message: string;
  readonly saved: { readonly id: string; readonly properties: Props; readonly reasons: readonly string[] } | undefined;
}

const struct = (props: Props): Struct => Struct.fromJavaScript(props as Record<string, JavaScriptValue>);
const plain = (given: Struct | undefined): Props => (given?.toJavaScript() ?? {}) as Props;

/** The SDK's real dynamic provider process, driven over gRPC as the engine drives it. */
export class ProviderProcess {
  stderr = "";
  stdout = "";

  private constructor(
    readonly child: ChildProcess,
    readonly client: ResourceProviderClient,
    readonly said: Said[],
    private readonly engine: Server,
  ) {}

  static async start(config: Record<string, string>, env: NodeJS.ProcessEnv = {}): Promise<ProviderProcess> {
    const said: Said[] = [];
    const { engine, address } = await startEngine(said);
    const child = spawn(process.execPath, [require.resolve("@pulumi/pulumi/cmd/dynamic-provider"), address], {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const lines = createInterface({ input: child.stdout });
    const [port] = (await once(lines, "line")) as [string];
    const client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure());
    const provider = new ProviderProcess(child, client, said, engine);
    lines.on("line", (line) => (provider.stdout += `${line}\n`));
    child.stderr.on("data", (chunk: Buffer) => (provider.stderr += chunk.toString()));
    const request = new proto.ConfigureRequest();
    request.setArgs(struct(config));
    await provider.#call<proto.ConfigureResponse>((done) => client.configure(request, done));
    return provider;
  }

  /** What the class puts into inputs. */
  static inputs(noun: string, props: Props, options: Props = {}): Props {
    const urn = `urn:pulumi:test::project::pulumi-nodejs:dynamic/purview:${noun}::${String(props["name"] ?? "r")}`;
    return { ...props, __provider: providerText(noun), __options: { urn, ...options } };
  }

  async check(olds: Props, news: Props): Promise<Checked> {
    const request = new proto.CheckRequest();
    request.setOlds(struct(olds));
    request.setNews(struct(news));
    const answer = await this.#call<proto.CheckResponse>((done) => this.client.check(request, done));
    const failures = answer.getFailuresList().map((f) => ({ property: f.getProperty(), reason: f.getReason() }));
    return { inputs: plain(answer.getInputs()), failures };
  }

  async diff(id: string, olds: Props, news: Props): Promise<Diffed> {
    const request = new proto.DiffRequest();
    request.setId(id);
    request.setOlds(struct(olds));
    request.setNews(struct(news));
    const answer = await this.#call<proto.DiffResponse>((done) => this.client.diff(request, done));
    return {
      changes: (["unknown", "none", "some"] as const)[answer.getChanges()] ?? "unknown",
      replaces: answer.getReplacesList(),
      deleteBeforeReplace: answer.getDeletebeforereplace(),
    };
  }

  async create(inputs: Props): Promise<{ id: string; outputs: Props }> {
    const request = new proto.CreateRequest();
    request.setProperties(struct(inputs));
    const answer = await this.#call<proto.CreateResponse>((done) => this.client.create(request, done));
    return { id: answer.getId(), outputs: plain(answer.getProperties()) };
  }

  async read(id: string, outputs: Props): Promise<{ id: string; outputs: Props; inputs: Props }> {
    const request = new proto.ReadRequest();
    request.setId(id);
    request.setProperties(struct(outputs));
    const answer = await this.#call<proto.ReadResponse>((done) => this.client.read(request, done));
    return { id: answer.getId(), outputs: plain(answer.getProperties()), inputs: plain(answer.getInputs()) };
  }

  async update(id: string, olds: Props, news: Props): Promise<Props> {
    const request = new proto.UpdateRequest();
    request.setId(id);
    request.setOlds(struct(olds));
    request.setNews(struct(news));
    const answer = await this.#call<proto.UpdateResponse>((done) => this.client.update(request, done));
    return plain(answer.getProperties());
  }

  async delete(id: string, outputs: Props): Promise<void> {
    const request = new proto.DeleteRequest();
    request.setId(id);
    request.setProperties(struct(outputs));
    await this.#call<Empty>((done) => this.client.delete(request, done));
  }

  /** As the engine ends a provider: SIGINT, then up to 5 s. */
  async stop(signal: NodeJS.Signals = "SIGINT"): Promise<{ readonly code: number | null; readonly ms: number }> {
    const begun = Date.now();
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const exited = once(this.child, "exit");
      this.child.kill(signal);
      await exited;
    }
    this.client.close();
    this.engine.forceShutdown();
    return { code: this.child.exitCode, ms: Date.now() - begun };
  }

  get warnings(): readonly string[] {
    return this.said.filter((one) => one.severity === 2).map((one) => one.message);
  }

  #call<T>(start: (done: (error: ServiceError | null, answer: T) => void) => unknown): Promise<T> {
    return new Promise((resolve, reject) => {
      start((error, answer) => (error ? reject(failure(error)) : resolve(answer)));
    });
  }
}

function failure(error: ServiceError): Error & Failed {
  const [details] = error.metadata.get("grpc-status-details-bin");
  return Object.assign(new Error(error.details), {
    saved: details === undefined ? undefined : saved(Buffer.from(details)),
  });
}

/** google.rpc.Status holds one Any, which holds ErrorResourceInitFailed: both length-delimited, read by hand. */
function saved(status: Buffer): Failed["saved"] {
  const name = Buffer.from("pulumirpc.ErrorResourceInitFailed");
  let at = status.indexOf(name) + name.length + 1;
  let length = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = status[at++] ?? 0;
    length += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) break;
  }
  const detail = proto.ErrorResourceInitFailed.deserializeBinary(status.subarray(at, at + length));
  return { id: detail.getId(), properties: plain(detail.getProperties()), reasons: detail.getReasonsList() };
}

async function startEngine(said: Said[]): Promise<{ engine: Server; address: string }> {
  const engine = new Server();
  engine.addService(
    { log: EngineService.log },
    {
      log: (call: { request: LogRequest }, done: (error: null, answer: Empty) => void) => {
        const { request } = call;
        said.push({
          severity: request.getSeverity(),
          message: request.getMessage(),
          urn: request.getUrn(),
          ephemeral: request.getEphemeral(),
        });
        done(null, new Empty());
      },
    },
  );
  const port = await new Promise<number>((resolve, reject) => {
    engine.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  return { engine, address: `127.0.0.1:${port}` };
}
