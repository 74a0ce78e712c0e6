import assert from "node:assert/strict";
import { type Clock, systemClock } from "../../provider/clock";
import { PurviewError } from "../../provider/errors";
import { openSession, resolveSettings, type Session, type SettingsSources } from "../../provider/session";
import type { JournalEntry } from "../support/emulator";

/** Waits between tries pass fifty times as fast; time limits of whole requests stay. */
export const hasty: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) => systemClock.sleep(ms < 60_000 ? ms / 50 : ms, signal),
};

/** A list that every tenant has. */
export const TAGS = { cmdlet: "Get-ComplianceTag", parameters: {} };

/** A session as a provider opens it, in a hurry. */
export const open = (args: SettingsSources["args"]): Session =>
  openSession(resolveSettings({ args }), { clock: hasty });

export const failsWith = (code: string, text?: RegExp) => (error: unknown) => {
  assert.ok(error instanceof PurviewError, String(error));
  assert.equal(error.code, code, error.message);
  if (text) assert.match(error.message, text);
  return true;
};

/** Calls of the Admin API alone. */
export const admin = (requests: readonly JournalEntry[]) => requests.filter(({ type }) => type === "admin");
