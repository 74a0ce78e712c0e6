import type { Canonical } from "./canonical";

/** Seconds of a .NET time span (`1.02:03:04`, `26:03:04`), or of a number of days; undefined = it is none. */
export function secondsOf(value: Canonical | undefined): number | undefined {
  if (typeof value !== "string") return undefined;
  const [, days = "0", hours, minutes, seconds = "0"] =
    /^\s*(?:(\d+)\.)?(\d+):(\d+)(?::(\d+)(?:\.\d+)?)?\s*$/.exec(value) ?? [];
  if (hours === undefined) return /^\s*\d+\s*$/.test(value) ? Number(value) * 86_400 : undefined;
  return Number(days) * 86_400 + Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

/** Are both as long? */
export function sameTimeSpan(a: Canonical, b: Canonical): boolean {
  const [first, second] = [secondsOf(a), secondsOf(b)];
  return first === undefined || second === undefined ? (a || null) === (b || null) : first === second;
}
