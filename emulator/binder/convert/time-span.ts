import type { Json } from "../../contract";
import { cannotConvert, cannotConvertBecause } from "./conversion-error";
import { isLong, TICKS_PER_MS } from "./number";

/** `Int64.MaxValue` ticks. */
const MAX_MS = 922_337_203_685_477;

const PLAIN_SPAN = /^(-)?(?:(\d+)\.)?(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,7}))?)?$/;
const SPAN_OF_FOUR = /^(-)?(\d+):(\d{1,2}):(\d{1,2}):(\d{1,2})(?:\.(\d{1,7}))?$/;

/** `[-][d.]hh:mm[:ss[.f]]`, `d:hh:mm:ss`, a bare number of days, or ticks. Answers .NET's constant form `[-][d.]hh:mm:ss`. */
export function toTimeSpan(value: Json): string {
  if (isLong(value)) return formatSpan(value / TICKS_PER_MS);
  if (typeof value !== "string") throw cannotConvert(value, "System.TimeSpan");
  const ms = spanMs(value.trim());
  if (ms === undefined)
    throw cannotConvertBecause(value, "System.TimeSpan", `String '${value}' was not recognized as a valid TimeSpan.`);
  return formatSpan(ms);
}

function spanMs(text: string): number | undefined {
  const ms = /^-?\d+$/.test(text) ? Number(text) * 86_400_000 : clockMs(text);
  return ms !== undefined && Math.abs(ms) <= MAX_MS ? ms : undefined;
}

function clockMs(text: string): number | undefined {
  const groups = PLAIN_SPAN.exec(text) ?? SPAN_OF_FOUR.exec(text);
  if (!groups) return undefined;
  const [days, hours, minutes, seconds] = [2, 3, 4, 5].map((index) => Number(groups[index] ?? 0)) as [
    number,
    number,
    number,
    number,
  ];
  if (hours > 23 || minutes > 59 || seconds > 59) return undefined;
  const ms = Math.floor(Number(`0.${groups[6] ?? "0"}`) * 1000);
  const total = ((days * 24 + hours) * 60 + minutes) * 60_000 + seconds * 1000 + ms;
  return groups[1] ? -total : total;
}

function formatSpan(ms: number): string {
  const two = (n: number): string => String(n).padStart(2, "0");
  const rest = Math.abs(Math.trunc(ms / 1000));
  const days = Math.floor(rest / 86_400);
  const clock = [Math.floor(rest / 3600) % 24, Math.floor(rest / 60) % 60, rest % 60].map(two).join(":");
  return `${ms < 0 ? "-" : ""}${days ? `${days}.` : ""}${clock}`;
}
