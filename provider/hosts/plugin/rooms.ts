import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type * as Kinds from "../../kinds";
import type * as LifecycleRoom from "../../lifecycle";
import type * as Schema from "../../schema";
import type * as SessionRoom from "../../session";
import { isPurviewError } from "../../errors";
import type { Backend, Rooms, SettingsGiven } from "./instance";
import { missingSettings } from "./missing";

/**
 * The rooms behind the protocol, each loaded when it is first needed: the engine starts a plugin for its schema or its
 * handshake alone, and waits for it every time.
 */
/* eslint-disable @typescript-eslint/no-require-imports */
const kinds = (): typeof Kinds => require("../../kinds") as typeof Kinds;
const schema = (): typeof Schema => require("../../schema") as typeof Schema;
const session = (): typeof SessionRoom => require("../../session") as typeof SessionRoom;
const lifecycle = (): typeof LifecycleRoom => require("../../lifecycle") as typeof LifecycleRoom;
/* eslint-enable @typescript-eslint/no-require-imports */

/** Version of the package that this file belongs to, built or not. */
function packageVersion(folder = __dirname): string {
  const file = join(folder, "package.json");
  if (existsSync(file)) return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
  return packageVersion(dirname(folder));
}

/** Each setting is judged by itself, so that all mistakes are told at once. */
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

export function createRooms(): Rooms {
  const version = packageVersion();
  return {
    version,
    kind: (token) => kinds().kinds.find((kind) => kind.token === token),
    function: (token) =>
      kinds()
        .kinds.flatMap(schema().functionsOf)
        .find((one) => one.token === token),
    schema: () => JSON.stringify(schema().packageSchema(kinds().kinds, session().settingsTable, version)),
    checkSettings,
    open: async (args, reporter): Promise<Backend> => {
      const settings = session().resolveSettings({ args, env: process.env });
      try {
        const opened = await session().shareSession(settings, { notify: (message) => reporter.progress(message) });
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
