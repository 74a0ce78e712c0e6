import type { Json } from "../../contract";
import { cannotConvert, cannotConvertBecause } from "./conversion-error";

const TICKS_PER_MS = 10_000;
/** 9999-12-31T23:59:59.9999999. */
const MAX_TICKS = 3_155_378_975_999_999_999n;
/** 0001-01-01T00:00:00Z. */
const EPOCH_OF_TICKS = -62_135_596_800_000;
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

const TIME = String.raw`(?:[T ]\s*(\d{1,2})(?::(\d{2})(?::(\d{2})(?:\.(\d{1,7}))?)?)?\s*(am|pm)?\s*(z|[+-]\d{2}:?\d{2})?)?`;
const ISO = new RegExp(String.raw`^(\d{4})-(\d{1,2})-(\d{1,2})${TIME}$`, "i");
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})/(\d{1,2})/(\d{1,2})${TIME}$`, "i");
const MONTH_FIRST = new RegExp(String.raw`^(\d{1,2})[/-](\d{1,2})[/-](\d{2}|\d{4})${TIME}$`, "i");
const YEAR_MONTH = /^(\d{4})[/-](\d{1,2})$/;
const NAMED = new RegExp(String.raw`^(?:[a-z]{3,9},?\s+)?([a-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4}),?${TIME}$`, "i");
const DAY_NAMED = new RegExp(String.raw`^(?:[a-z]{3,9},?\s+)?(\d{1,2})[\s-]+([a-z]{3,9})[\s-]+(\d{4})${TIME}$`, "i");

/** The invariant culture's dates (month first), ISO, spelled months; a number is ticks. Answers UTC ISO text. */
export function toDateTime(value: Json): string {
  if (isLong(value) && value >= 0 && BigInt(value) <= MAX_TICKS)
    return new Date(EPOCH_OF_TICKS + value / TICKS_PER_MS).toISOString();
  if (typeof value !== "string") throw cannotConvert(value, "System.DateTime");
  const parsed = parseDate(value.trim());
  if (!parsed)
    throw cannotConvertBecause(value, "System.DateTime", `String '${value}' was not recognized as a valid DateTime.`);
  return parsed.toISOString();
}

/** A whole number that an `Int64` holds; JSON's other numbers arrive as `Double` and convert to no time. */
const isLong = (value: Json): value is number => Number.isInteger(value) && Math.abs(Number(value)) < 2 ** 63;

function parseDate(text: string): Date | undefined {
  const order: readonly [RegExp, readonly [number, number, number]][] = [
    [ISO, [0, 1, 2]],
    [YEAR_FIRST, [0, 1, 2]],
    [YEAR_MONTH, [0, 1, 2]],
    [MONTH_FIRST, [2, 0, 1]],
    [NAMED, [2, 0, 1]],
    [DAY_NAMED, [2, 1, 0]],
  ];
  for (const [pattern, [y, m, d]] of order) {
    const groups = pattern.exec(text)?.slice(1);
    if (groups) return dateOf([groups[y], groups[m], groups[d]], groups.slice(3));
  }
  return undefined;
}

function dateOf(ymd: readonly (string | undefined)[], clock: readonly (string | undefined)[]): Date | undefined {
  const year = fullYear(ymd[0] ?? "");
  const month = monthOf(ymd[1] ?? "");
  const day = Number(ymd[2] ?? 1);
  const hour = hourOf(Number(clock[0] ?? 0), clock[4]);
  const [minute, second] = [Number(clock[1] ?? 0), Number(clock[2] ?? 0)];
  const ms = Math.floor(Number(`0.${clock[3] ?? "0"}`) * 1000);
  if (year < 1 || month < 1 || month > 12 || hour === undefined || minute > 59 || second > 59) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (day < 1 || date.getUTCMonth() !== month - 1) return undefined;
  date.setUTCHours(hour, minute, second, ms);
  return new Date(date.getTime() - offsetMs(clock[5]));
}

/** Two digits: the calendar's window ends in 2049. */
const fullYear = (text: string): number =>
  text.length > 2 ? Number(text) : Number(text) + (Number(text) > 49 ? 1900 : 2000);

const monthOf = (text: string): number =>
  /^\d+$/.test(text) ? Number(text) : MONTHS.indexOf(text.slice(0, 3).toLowerCase()) + 1;

function hourOf(hour: number, half: string | undefined): number | undefined {
  if (half === undefined) return hour <= 23 ? hour : undefined;
  if (hour < 1 || hour > 12) return undefined;
  return (hour % 12) + (half.toLowerCase() === "pm" ? 12 : 0);
}

function offsetMs(zone: string | undefined): number {
  if (zone === undefined || zone.toLowerCase() === "z") return 0;
  const sign = zone.startsWith("-") ? -1 : 1;
  return sign * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2))) * 60_000;
}

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
  if (/^-?\d+$/.test(text)) return Number(text) * 86_400_000;
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
