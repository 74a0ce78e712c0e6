import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { within } from "../clock";
import { BailError, EngineError } from "../errors";
import { type PropertyMap, annotateSecrets, containsUnknowns, reveal } from "../property/value";
import { EVERYTHING, type WireOptions, fromStruct, toStruct, toWire } from "../property/wire";
import { nameOf, servedPackage, typeOf } from "../state/urn";
import {
  type CheckResult,
  type DiffResult,
  DiffUnavailable,
  type LiveResult,
  ProviderError,
  checkRequest,
  checkResult,
  diffResult,
  failureOf,
  live,
} from "./provider-answers";
import type { PluginProcess } from "./plugin-process";
import { CHANNEL_OPTIONS, type Method, call, detailsOf, errorDetail, hasCode } from "./rpc";

const HANDSHAKE_MS = 10_000;

interface Protocol {
  readonly secrets: boolean;
  readonly references: boolean;
  readonly preview: boolean;
}

/** What a comparison takes. */
export interface Bags {
  readonly oldInputs: PropertyMap;
  readonly oldOutputs: PropertyMap;
  readonly news: PropertyMap;
}

export interface DiffOptions {
  readonly ignoreChanges: readonly string[];
  /** New inputs may hold values that only the update will know. */
  readonly mayHoldUnknowns: boolean;
}

export interface CheckOptions {
  readonly olds: PropertyMap;
  readonly news: PropertyMap;
  readonly seed: Uint8Array;
  readonly preview: boolean;
}

export interface Target {
  readonly urn: string;
  readonly id: string;
}

/** One provider process (or a connection to a server that runs already), called as the CLI calls it. */
export class ProviderClient {
  private protocol: Protocol | undefined;
  private configured: Promise<{ readonly known: boolean }> | undefined;
  /** Aborts, with the reason to report, the calls that still wait for an answer when the engine hangs up. */
  private readonly hungUp = new AbortController();

  constructor(
    private readonly client: ResourceProviderClient,
    private readonly process: PluginProcess | undefined,
  ) {}

  static async connect(
    port: number,
    engineAddress: string,
    directory: string | undefined,
    plugin: PluginProcess | undefined,
  ): Promise<ProviderClient> {
    const client = new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), CHANNEL_OPTIONS);
    const provider = new ProviderClient(client, plugin);
    const request = new proto.ProviderHandshakeRequest()
      .setEngineAddress(engineAddress)
      .setConfigureWithUrn(true)
      .setSupportsRefreshBeforeUpdate(true)
      .setInvokeWithPreview(true);
    if (directory !== undefined) request.setRootDirectory(directory).setProgramDirectory(directory);
    try {
      const answer = await call(client, client.handshake, request, {
        deadlineMs: HANDSHAKE_MS,
        waitForReady: true,
      });
      provider.protocol = {
        secrets: answer.getAcceptSecrets(),
        references: answer.getAcceptResources(),
        preview: true,
      };
    } catch (error) {
      if (!hasCode(error, grpc.status.UNIMPLEMENTED)) {
        await provider.close();
        throw await provider.failure(error);
      }
    }
    return provider;
  }

  async checkConfig(urn: string, olds: PropertyMap, news: PropertyMap): Promise<CheckResult> {
    const open: WireOptions = { unknowns: true, secrets: false, references: false };
    const request = checkRequest(urn).setOlds(toStruct(olds, open)).setNews(toStruct(news, open));
    try {
      const answer = await this.send(this.client.checkConfig, request);
      const result = checkResult(answer);
      return { ...result, inputs: annotateSecrets(result.inputs, news) };
    } catch (error) {
      if (configIsUnimplemented(error, urn)) return { inputs: news, failures: [] };
      throw await this.failure(error);
    }
  }

  async diffConfig(
    urn: string,
    oldInputs: PropertyMap,
    oldOutputs: PropertyMap,
    news: PropertyMap,
  ): Promise<DiffResult> {
    const open: WireOptions = { unknowns: true, secrets: false, references: false };
    const request = new proto.DiffRequest()
      .setUrn(urn)
      .setName(nameOf(urn))
      .setType(typeOf(urn))
      .setOldInputs(toStruct(oldInputs, open))
      .setOlds(toStruct(oldOutputs, open))
      .setNews(toStruct(news, open));
    try {
      return diffResult(await this.send(this.client.diffConfig, request));
    } catch (error) {
      if (!configIsUnimplemented(error, urn)) throw await this.failure(error);
      return {
        changes: "unknown",
        replaceKeys: [],
        changedKeys: [],
        detailedDiff: undefined,
        deleteBeforeReplace: false,
      };
    }
  }

  /** Begins the configuration; what goes wrong shows with the first use. Unknown values leave the provider unconfigured. */
  configure(urn: string, id: string, inputs: PropertyMap): void {
    if (Object.entries(inputs).some(([key, value]) => key !== "version" && containsUnknowns(value))) {
      this.protocol ??= { secrets: false, references: false, preview: false };
      this.configured = Promise.resolve({ known: false });
      return;
    }
    this.configured = this.sendConfigure(urn, id, inputs);
    this.configured.catch(() => undefined);
  }

  private async sendConfigure(urn: string, id: string, inputs: PropertyMap): Promise<{ readonly known: boolean }> {
    const type = typeOf(urn);
    const request = new proto.ConfigureRequest()
      .setUrn(urn)
      .setName(nameOf(urn))
      .setType(type)
      .setId(id)
      .setAcceptsecrets(true)
      .setAcceptresources(true)
      .setSendsOldInputs(true)
      .setSendsOldInputsToDelete(true)
      .setArgs(toStruct(inputs, EVERYTHING));
    const variables = request.getVariablesMap();
    for (const [key, value] of Object.entries(inputs)) {
      if (key === "version") continue;
      const plain = toWire(reveal(value), EVERYTHING);
      variables.set(`${servedPackage(type)}:config:${key}`, typeof plain === "string" ? plain : JSON.stringify(plain));
    }
    try {
      const answer = await this.send(this.client.configure, request);
      this.protocol ??= {
        secrets: answer.getAcceptsecrets(),
        references: answer.getAcceptresources(),
        preview: answer.getSupportspreview(),
      };
      return { known: true };
    } catch (error) {
      const missing = errorDetail(error, proto.ConfigureErrorMissingKeys, "pulumirpc.ConfigureErrorMissingKeys");
      if (!missing) throw await this.failure(error);
      const lines = missing.getMissingkeysList().map((key) => `\t- ${key.getName()}: ${key.getDescription()}`);
      throw new ProviderError(`${detailsOf(error)}:\n${lines.join("\n")}`, false);
    }
  }

  async check(urn: string, { olds, news, seed, preview }: CheckOptions): Promise<CheckResult> {
    const { known, wire, protocol } = await this.ready(preview);
    if (!known) return { inputs: news, failures: [] };
    const request = checkRequest(urn).setOlds(toStruct(olds, wire)).setNews(toStruct(news, wire)).setRandomseed(seed);
    const result = checkResult(await this.ask(this.client.check, request));
    return protocol.secrets ? result : { ...result, inputs: annotateSecrets(result.inputs, news) };
  }

  async diff(target: Target, bags: Bags, options: DiffOptions): Promise<DiffResult> {
    const { known, wire } = await this.ready(options.mayHoldUnknowns);
    if (!known)
      throw new DiffUnavailable(
        "The provider for this resource has inputs that are not known during preview.\nThis preview may not correctly represent the changes that will be applied during an update.",
      );
    const request = new proto.DiffRequest()
      .setId(target.id)
      .setUrn(target.urn)
      .setName(nameOf(target.urn))
      .setType(typeOf(target.urn))
      .setOldInputs(toStruct(bags.oldInputs, wire))
      .setOlds(toStruct(bags.oldOutputs, wire))
      .setNews(toStruct(bags.news, wire))
      .setIgnorechangesList([...options.ignoreChanges]);
    return diffResult(await this.ask(this.client.diff, request));
  }

  async create(
    urn: string,
    inputs: PropertyMap,
    { timeout, preview }: { readonly timeout: number; readonly preview: boolean },
  ): Promise<LiveResult> {
    const { known, wire, protocol } = await this.ready(preview);
    if (preview && !known) return live({});
    if (preview && !protocol.preview) return live({ outputs: inputs });
    const request = new proto.CreateRequest()
      .setUrn(urn)
      .setName(nameOf(urn))
      .setType(typeOf(urn))
      .setProperties(toStruct(inputs, wire))
      .setTimeout(timeout)
      .setPreview(preview);
    const result = await this.partial(async () => {
      const answer = await this.send(this.client.create, request);
      return live({
        id: answer.getId(),
        outputs: fromStruct(answer.getProperties()),
        refreshBeforeUpdate: answer.getRefreshBeforeUpdate(),
      });
    });
    if (result.id === "" && !preview)
      throw new ProviderError(`plugin returned empty resource.ID from create '${urn}'`, true);
    return protocol.secrets ? result : { ...result, outputs: annotateSecrets(result.outputs, inputs) };
  }

  async update(
    target: Target,
    bags: Bags,
    options: { readonly timeout: number; readonly preview: boolean; readonly ignoreChanges: readonly string[] },
  ): Promise<LiveResult> {
    const { known, wire, protocol } = await this.ready(options.preview);
    if (options.preview && !known) return live({});
    if (options.preview && !protocol.preview) return live({ outputs: bags.news });
    const request = new proto.UpdateRequest()
      .setId(target.id)
      .setUrn(target.urn)
      .setName(nameOf(target.urn))
      .setType(typeOf(target.urn))
      .setOldInputs(toStruct(bags.oldInputs, { ...wire, unknowns: false }))
      .setOlds(toStruct(bags.oldOutputs, { ...wire, unknowns: false }))
      .setNews(toStruct(bags.news, wire))
      .setTimeout(options.timeout)
      .setIgnorechangesList([...options.ignoreChanges])
      .setPreview(options.preview);
    const result = await this.partial(async () => {
      const answer = await this.send(this.client.update, request);
      return live({
        outputs: fromStruct(answer.getProperties()),
        refreshBeforeUpdate: answer.getRefreshBeforeUpdate(),
      });
    });
    return protocol.secrets ? result : { ...result, outputs: annotateSecrets(result.outputs, bags.news) };
  }

  /** Without `inputs` and `state` it is an import: the id is all that is known. An empty id in the result = gone. */
  async read(
    target: Target,
    timeout: number,
    inputs?: PropertyMap,
    state?: PropertyMap,
  ): Promise<LiveResult & { exists: boolean }> {
    const { known, wire, protocol } = await this.ready(false);
    if (!known) return { ...live({ inputs: {} }), exists: true };
    const request = new proto.ReadRequest()
      .setId(target.id)
      .setUrn(target.urn)
      .setName(nameOf(target.urn))
      .setType(typeOf(target.urn))
      .setTimeout(timeout);
    if (inputs !== undefined) request.setInputs(toStruct(inputs, wire));
    if (state !== undefined) request.setProperties(toStruct(state, wire));
    let exists = true;
    const result = await this.partial(async () => {
      const answer = await this.send(this.client.read, request);
      const found = answer.getInputs();
      exists = answer.getProperties() !== undefined;
      return live({
        id: answer.getId(),
        outputs: fromStruct(answer.getProperties()),
        inputs: found && fromStruct(found),
        refreshBeforeUpdate: answer.getRefreshBeforeUpdate(),
      });
    });
    if (protocol.secrets) return { ...result, exists };
    return {
      ...result,
      exists,
      outputs: annotateSecrets(result.outputs, state ?? {}),
      inputs: result.inputs && annotateSecrets(result.inputs, inputs ?? {}),
    };
  }

  async delete(target: Target, inputs: PropertyMap, outputs: PropertyMap, timeout: number): Promise<void> {
    const { wire } = await this.ready(false);
    const request = new proto.DeleteRequest()
      .setId(target.id)
      .setUrn(target.urn)
      .setName(nameOf(target.urn))
      .setType(typeOf(target.urn))
      .setOldInputs(toStruct(inputs, wire))
      .setProperties(toStruct(outputs, wire))
      .setTimeout(timeout);
    await this.ask(this.client.delete, request);
  }

  async invoke(
    token: string,
    args: PropertyMap,
    preview: boolean,
  ): Promise<{ result: PropertyMap; failures: CheckResult["failures"] }> {
    const { known, wire } = await this.ready(preview);
    if (!known) return { result: {}, failures: [] };
    const request = new proto.InvokeRequest().setTok(token).setArgs(toStruct(args, { ...wire, unknowns: false }));
    request.setPreview?.(preview);
    const answer = await this.ask(this.client.invoke, request);
    return { result: fromStruct(answer.getReturn()), failures: answer.getFailuresList().map(failureOf) };
  }

  /** Asks the provider to give up what it does. */
  async cancel(deadlineMs: number): Promise<void> {
    await call(this.client, this.client.cancel, new Empty(), { deadlineMs }).catch(() => undefined);
  }

  /** As the CLI ends a provider: Cancel, hang up, SIGINT, five seconds, SIGKILL. */
  async close(): Promise<void> {
    if (this.process === undefined || this.process.isRunning) await this.cancel(5_000);
    this.hungUp.abort(new BailError("the engine ended before the provider had answered"));
    this.client.close();
    await this.process?.stop();
  }

  /** Kills the process at once, and waits for no answer. */
  kill(): void {
    this.hungUp.abort(new ProviderError("the provider was killed before it had answered", true));
    this.process?.killNow();
  }

  private async ready(unknowns: boolean) {
    if (this.configured === undefined) throw new EngineError("the provider is used before it was configured");
    const { known } = await this.configured;
    const protocol = this.protocol ?? { secrets: false, references: false, preview: false };
    const wire: WireOptions = { unknowns, secrets: protocol.secrets, references: protocol.references };
    return { known, protocol, wire };
  }

  private readonly send = <Q, R>(method: Method<Q, R>, request: Q): Promise<R> =>
    call(this.client, method, request, { signal: this.hungUp.signal });

  private async ask<Q, R>(method: Method<Q, R>, request: Q): Promise<R> {
    try {
      return await this.send(method, request);
    } catch (error) {
      throw await this.failure(error);
    }
  }

  /** Turns "created, but not as it should be" into a result; anything else into a failure. */
  private async partial(action: () => Promise<LiveResult>): Promise<LiveResult> {
    try {
      return await action();
    } catch (error) {
      const init = errorDetail(error, proto.ErrorResourceInitFailed, "pulumirpc.ErrorResourceInitFailed");
      if (!init) throw await this.failure(error);
      const inputs = init.getInputs();
      const reasons = init.getReasonsList();
      return live({
        id: init.getId(),
        outputs: fromStruct(init.getProperties()),
        inputs: inputs && fromStruct(inputs),
        refreshBeforeUpdate: init.getRefreshBeforeUpdate(),
        initErrors: reasons.length > 0 ? reasons : [detailsOf(error)],
      });
    }
  }

  private async failure(error: unknown): Promise<EngineError> {
    if (error instanceof EngineError) return error;
    if (this.hungUp.signal.aborted) return this.hungUp.signal.reason as EngineError;
    // The connection breaks a moment before the process is known to have ended.
    if (this.process && hasCode(error, grpc.status.UNAVAILABLE)) await within(this.process.ended, 1_000, undefined);
    if (this.process !== undefined && !this.process.isRunning)
      return new ProviderError(this.process.describeEnd(), true);
    const vague = hasCode(
      error,
      grpc.status.INTERNAL,
      grpc.status.UNKNOWN,
      grpc.status.DATA_LOSS,
      grpc.status.UNAVAILABLE,
    );
    return new ProviderError(detailsOf(error), vague);
  }
}

/** The dynamic provider of Node answers these two with an empty message, which arrives as an internal error. */
const configIsUnimplemented = (error: unknown, urn: string): boolean =>
  hasCode(error, grpc.status.UNIMPLEMENTED) ||
  (typeOf(urn) === "pulumi:providers:pulumi-nodejs" && hasCode(error, grpc.status.INTERNAL));
