import { formatError } from "../../errors";
import type { Kind } from "../../kinds";
import type { Lifecycle, Recorded, Written } from "../../lifecycle/types";
import type { Settings } from "../../session/settings";
import type { Properties } from "../../values";
import { parseDurationMs } from "../protocol/duration";
import type { EngineLog } from "../protocol/engine-log";
import { type DiffAnswer, diffAnswer, inputsDiffer, inputsWith, outputsWith } from "./answers";
import { decodeOutputs, decodeProperties, type Reserved, reservedOf, type Wire } from "./codec";
import type { EngineRequest, EngineRequests } from "./engine-request";
import { isUnfinished, ReportedError, UnfinishedError } from "./failures";
import { PROVIDER_KEY } from "./inputs";

/** The configuration of the provider that a resource uses: the whole stack configuration, or an explicit provider's arguments. */
export interface DynamicConfig {
  get(key: string): unknown;
}

export interface Connected {
  readonly lifecycle: Lifecycle;
  readonly settings: Settings;
}

/** What the provider object of a noun needs of its process. */
export interface DynamicHost {
  connect(config: DynamicConfig): Promise<Connected>;
  readonly log: EngineLog;
  /** Aborts when the engine ends this process. */
  readonly closing: AbortSignal;
  /** Undefined where this version of the SDK does not let them be seen. */
  readonly requests: EngineRequests | undefined;
}

interface Failure {
  readonly property: string;
  readonly reason: string;
}

/** The object that the SDK's dynamic provider process drives; its shape is `pulumi.dynamic.ResourceProvider`. */
export interface DynamicProvider {
  configure(request: { readonly config: DynamicConfig }): Promise<void>;
  check(olds: Wire, news: Wire): Promise<{ inputs: Wire; failures: readonly Failure[] }>;
  diff(id: string, olds: Wire, news: Wire): Promise<DiffAnswer>;
  create(inputs: Wire): Promise<{ id: string; outs: Wire }>;
  read(id: string, outputs: Wire): Promise<{ id: string; props: Wire; inputs?: Wire }>;
  update(id: string, olds: Wire, news: Wire): Promise<{ outs: Wire }>;
  delete(id: string, outputs: Wire): Promise<void>;
}

export function createDynamicProvider(kind: Kind, host: DynamicHost): DynamicProvider {
  let ready: Promise<Connected> | undefined;
  /** URNs that a program has declared: the engine checks them before it compares them, except for what a refresh shows. */
  const checked = new Set<string>();

  /** The SDK caches the provider before its `configure` has ended, so every call waits for the one that was started. */
  const connected = (): Promise<Connected> => ready ?? host.connect({ get: () => undefined });

  const common = (reserved: Reserved) => ({
    signal: host.closing,
    reporter: host.log.reporter(reserved.options.urn),
    logicalName: reserved.options.urn?.split("::").at(-1),
  });

  /** The engine's request is right where it can be seen; the class knows the options only as they were in its constructor. */
  const timeoutMs = (request: EngineRequest | undefined, reserved: Reserved, verb: "create" | "update" | "delete") =>
    request ? request.timeoutMs : parseDurationMs(reserved.options.customTimeouts?.[verb]);
  const ignored = (request: EngineRequest | undefined, reserved: Reserved): readonly string[] =>
    request ? request.ignoreChanges : (reserved.options.ignoreChanges ?? []);

  const guarded = async <T>(task: () => Promise<T>): Promise<T> => {
    try {
      return await task();
    } catch (error) {
      throw error instanceof UnfinishedError ? error : new ReportedError(error);
    } finally {
      await host.log.flush();
    }
  };

  const settle = (written: Written, reserved: Reserved, declared: Properties): Wire => {
    const outputs = outputsWith(written.outputs, reserved, Object.keys(declared));
    if (!isUnfinished(written)) return outputs;
    // The SDK adds `__provider` to answers, not to errors; without it in state, refresh and destroy know no provider.
    const saved = reserved.provider === undefined ? outputs : { ...outputs, [PROVIDER_KEY]: reserved.provider };
    throw new UnfinishedError(written.id, saved, written.unfinished.reasons);
  };

  return {
    configure: async ({ config }) => {
      ready = host.connect(config);
      // Whoever needs the connection reports the error; an unhandled rejection would report it again.
      ready.catch(() => undefined);
    },

    check: async (olds, news) => {
      const old = Object.keys(olds).length > 0 ? decodeProperties(olds) : undefined;
      const { urn } = reservedOf(news).options;
      if (urn !== undefined) checked.add(urn);
      try {
        const { lifecycle } = await connected();
        const request = { ...common(reservedOf(news)), news: decodeProperties(news), olds: old };
        const { inputs, failures, warnings } = await lifecycle.check(kind, request);
        warnings.forEach(({ property, reason }) => request.reporter.warn(`${property}: ${reason}`));
        return { inputs: inputsWith(inputs, news, old), failures };
      } catch (error) {
        // As a failure, not an exception: the SDK prints exceptions of check with their stack next to the engine's own line.
        return { inputs: news, failures: [{ property: "", reason: formatError(error) }] };
      } finally {
        await host.log.flush();
      }
    },

    diff: (id, olds, news) => {
      const request = host.requests?.current();
      return guarded(async () => {
        const { lifecycle, settings } = await connected();
        const reserved = reservedOf(news);
        const desired = decodeProperties(news);
        const result = await lifecycle.diff(kind, {
          ...common(reserved),
          recorded: recordedOf(id, olds, reserved.previous ?? Object.keys(desired)),
          desired,
          ignored: ignored(request, reserved),
          against: settings.drift === "live" ? "live" : "recorded",
        });
        const { warn } = common(reserved).reporter;
        result.driftLines.forEach(warn);
        const { urn } = reserved.options;
        // A refresh compares too (docs/service/pulumi-engine.md#refresh-diff), and does nothing of what these warn of.
        if (urn === undefined || checked.has(urn)) result.warnings.forEach(warn);
        return diffAnswer(result, {
          foreignState: reservedOf(olds).provider === undefined,
          inputsDiffer: inputsDiffer(request?.oldInputs, news),
        });
      });
    },

    create: (inputs) => {
      const request = host.requests?.creating(inputs);
      return guarded(async () => {
        const { lifecycle } = await connected();
        const reserved = reservedOf(inputs);
        const desired = decodeProperties(inputs);
        const written = await lifecycle.create(kind, {
          ...common(reserved),
          timeoutMs: timeoutMs(request, reserved, "create"),
          desired,
        });
        return { id: written.id, outs: settle(written, reserved, desired) };
      });
    },

    read: (id, outputs) =>
      guarded(async () => {
        const { lifecycle } = await connected();
        const reserved = reservedOf(outputs);
        const known = decodeProperties(outputs);
        // `.get()` hands over what the program presets, which no update has written.
        const recorded = "stateVersion" in known ? recordedOf(id, outputs, reserved.declared ?? []) : undefined;
        const found = await lifecycle.read(kind, { ...common(reserved), id, recorded });
        if (!found) return { id: "", props: {} };
        const props = outputsWith(found.outputs, reserved, reserved.declared ?? Object.keys(found.inputs));
        // Without the names that were declared, the inputs in state are better than what could be guessed.
        return {
          id: found.id,
          props,
          ...(reserved.declared && { inputs: inputsWith(found.inputs, outputs, undefined) }),
        };
      }),

    update: (id, olds, news) => {
      const request = host.requests?.current();
      return guarded(async () => {
        const { lifecycle } = await connected();
        const reserved = reservedOf(news);
        const desired = decodeProperties(news);
        const written = await lifecycle.update(kind, {
          ...common(reserved),
          timeoutMs: timeoutMs(request, reserved, "update"),
          recorded: recordedOf(id, olds, reserved.previous ?? Object.keys(desired)),
          desired,
          ignored: ignored(request, reserved),
        });
        return { outs: settle(written, reserved, desired) };
      });
    },

    delete: (id, outputs) => {
      const request = host.requests?.current();
      return guarded(async () => {
        const { lifecycle } = await connected();
        const reserved = reservedOf(outputs);
        const recorded = recordedOf(id, outputs, reserved.declared ?? []);
        await lifecycle.delete(kind, {
          ...common(reserved),
          timeoutMs: timeoutMs(request, reserved, "delete"),
          recorded,
        });
      });
    },
  };
}

const recordedOf = (id: string, outputs: Wire, declared: readonly string[]): Recorded => ({
  id,
  outputs: decodeOutputs(outputs),
  declared,
});
