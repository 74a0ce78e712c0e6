import { createLifecycle } from "../../lifecycle";
import {
  closeAllSessions,
  closeSessionsOnSignals,
  resolveSettings,
  type Settings,
  settingsTable,
  shareSession,
} from "../../session";
import { engineGone } from "../protocol/engine-gone";
import { createEngineLog, writeToStderr } from "../protocol/engine-log";
import { stopYoungGenerationGrowth } from "../protocol/young-generation";
import { watchThisProcess } from "./engine-request";
import type { Connected, DynamicConfig, DynamicHost } from "./provider";

const UNSEEN =
  "This version of @pulumi/pulumi does not let pulumi-purview see the options `ignoreChanges` and `customTimeouts` that transforms " +
  "and transformations add: they are not honored. Set them on the resources, import the classes from " +
  '"pulumi-purview/plugin", or install a version of @pulumi/pulumi that pulumi-purview names as its dependency.';

/** The host of this very process: the engine that started it, its signals, its environment. */
export function createProcessHost(): DynamicHost {
  const engine = process.argv[2];
  const log = createEngineLog({ address: engine, withoutEngine: writeToStderr });
  const closing = new AbortController();
  const stop = (): void => closing.abort(new Error("The engine ends this provider."));
  // On Windows the engine sends SIGBREAK; other systems do not know it.
  process.once("SIGINT", stop).once("SIGTERM", stop).once("SIGBREAK", stop);
  const end = (): void => void log.flush().finally(() => process.exit(0));
  // The engine ends every dynamic provider with SIGINT, after success too, and kills it 5 s later.
  closeSessionsOnSignals(end);
  if (engine !== undefined) {
    // A killed engine ends nobody.
    void engineGone(engine).then(() => (stop(), closeAllSessions().finally(end)));
  }
  const requests = watchThisProcess();
  if (engine !== undefined && !requests) log.reporter(undefined).warn(UNSEEN);
  return {
    log,
    closing: closing.signal,
    requests,
    connect: async (config) => connect(settingsOf(config), log.reporter(undefined)),
  };
}

async function connect(settings: Settings, reporter: ReturnType<DynamicHost["log"]["reporter"]>): Promise<Connected> {
  const session = await shareSession(settings, {
    notify: (message) => reporter.progress(message),
    debug: (message) => reporter.debug?.(message),
  });
  stopYoungGenerationGrowth();
  return { settings, lifecycle: createLifecycle({ session, settings, reporter }) };
}

/**
 * An explicit provider's arguments and the stack's configuration reach a dynamic provider alike, as `purview:key`; a misspelt key
 * can only be seen where the SDK lets all of them be seen.
 */
export function settingsOf(config: DynamicConfig, env: NodeJS.ProcessEnv = process.env): Settings {
  const asked = Object.fromEntries(settingsTable.map(({ name }) => [`purview:${name}`, config.get(`purview:${name}`)]));
  const { rawConfig } = config as { readonly rawConfig?: Readonly<Record<string, unknown>> };
  const all = Object.entries(rawConfig ?? {}).filter(([key]) => key.startsWith("purview:"));
  return resolveSettings({ stackConfig: { ...asked, ...Object.fromEntries(all) }, env });
}
