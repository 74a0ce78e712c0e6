import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type * as Kinds from "../../kinds";
import type * as LifecycleModule from "../../lifecycle";
import type * as Schema from "../../schema";
import type * as SessionModule from "../../session";
import { isPurviewError } from "../../errors";
import type { Backend, Connected, SettingsGiven } from "./instance";
import { stopYoungGenerationGrowth } from "../protocol/young-generation";
import { missingSettings } from "./missing-settings";

/** Loads once: asking Node again costs it a search through the file system. */
function lazy<T>(load: () => T): () => T {
  let loaded: { readonly module: T } | undefined;
  return () => (loaded ??= { module: load() }).module;
}

/*
 * Each folder behind the protocol is loaded when it is first needed: the engine starts a plugin for its schema or its handshake
 * alone, and waits for it every time.
 */
/* eslint-disable @typescript-eslint/no-require-imports */
const kinds = lazy(() => require("../../kinds") as typeof Kinds);
const schema = lazy(() => require("../../schema") as typeof Schema);
const session = lazy(() => require("../../session") as typeof SessionModule);
const lifecycle = lazy(() => require("../../lifecycle") as typeof LifecycleModule);
/* eslint-enable @typescript-eslint/no-require-imports */

/** Version of the package that this file belongs to, built or not. */
function packageVersion(folder = __dirname): string {
  const file = join(folder, "package.json");
  if (existsSync(file)) return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
  return packageVersion(dirname(folder));
}

/** Each setting is checked by itself, so that all mistakes are reported at once. */
function checkSettings(args: SettingsGiven): { property: string; reason: string }[] {
  const { resolveSettings } = session();
  return Object.entries(args).flatMap(([key, value]) => {
    try {
      resolveSettings({ args: { [key]: value }, env: {} });
      return [];
    } catch (error) {
      if (!isPurviewError(error)) throw error;
      return [{ property: error.context.property ?? key, reason: error.message }];
    }
  });
}

export function createBackend(): Backend {
  const version = packageVersion();
  const byToken = lazy(() => new Map(kinds().kinds.map((kind) => [kind.token, kind])));
  return {
    version,
    kind: (token) => byToken().get(token),
    function: (token) =>
      kinds()
        .kinds.flatMap(schema().functionsOf)
        .find((one) => one.token === token),
    schema: () => JSON.stringify(schema().packageSchema(kinds().kinds, session().settingsTable, version)),
    checkSettings,
    connect: async (args, reporter): Promise<Connected> => {
      const settings = session().resolveSettings({ args, env: process.env });
      try {
        const opened = await session().shareSession(settings, {
          notify: (message) => reporter.progress(message),
          debug: (message) => reporter.debug?.(message),
        });
        stopYoungGenerationGrowth();
        return {
          settings,
          lifecycle: lifecycle().createLifecycle({ settings, session: opened, reporter }),
          close: () => opened.close(),
        };
      } catch (error) {
        throw (isPurviewError(error) && missingSettings(session(), settings, error)) || error;
      }
    },
  };
}
