import type { Json } from "../../contract";
import { cannotConvert, cannotConvertBecause } from "./conversion-error";
import { isLong, TICKS_PER_MS } from "./number";

/** 9999-12-31T23:59:59.9999999. */
const MAX_TICKS = 3_155_378_975_999_999_999n;
/** 0001-01-01T00:00:00Z. */
const EPOCH_OF_TICKS = -62_135_596_800_000;

const MONTHS = "January February March April May June July August September October November December".split(" ");
const WEEKDAYS = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");
/** Whole or by its first three letters. */
const anyOf = (names: readonly string[]): string =>
  names.map((name) => `${name.slice(0, 3)}(?:${name.slice(3)})?`).join("|");

const WEEKDAY = String.raw`(?:(?<weekday>${anyOf(WEEKDAYS)}),?\s+)?`;
const MONTH = `(?<month>${anyOf(MONTHS)})`;
const [YEAR, NUMBER, DAY] = [String.raw`(?<year>\d{4})`, String.raw`(?<month>\d{1,2})`, String.raw`(?<day>\d{1,2})`];
const SEPARATOR = "(?<separator>[-/. ])";
const CLOCK = String.raw`(?<hour>\d{1,2})(?::(?<minute>\d{2})(?::(?<second>\d{2})(?:\.(?<fraction>\d{1,7}))?)?)?`;
const TIME = String.raw`(?:[T ]\s*${CLOCK}\s*(?<half>am|pm)?\s*(?<zone>z|gmt|[+-]\d{2}:?\d{2})?)?`;

/** What the invariant culture reads: the month first where figures leave it open; no day is the first of the month. */
const FORMS = [
  String.raw`${YEAR}${SEPARATOR}${NUMBER}\k<separator>${DAY}${TIME}`,
  String.raw`${NUMBER}${SEPARATOR}${DAY}\k<separator>(?<year>\d{2}|\d{4})${TIME}`,
  String.raw`${WEEKDAY}${MONTH}\.?\s+${DAY},?\s+${YEAR},?${TIME}`,
  String.raw`${WEEKDAY}${DAY}[\s-]+${MONTH}[\s-]+${YEAR}${TIME}`,
  String.raw`${YEAR}[-/]${NUMBER}`,
  String.raw`${NUMBER}[-/]${YEAR}`,
  String.raw`${MONTH},?\s+${YEAR}`,
].map((form) => new RegExp(`^${form}$`, "i"));

/** A date, or a whole number of ticks. Answers UTC ISO text. */
export function toDateTime(value: Json): string {
  if (isLong(value) && value >= 0 && BigInt(value) <= MAX_TICKS)
    return new Date(EPOCH_OF_TICKS + value / TICKS_PER_MS).toISOString();
  if (typeof value !== "string") throw cannotConvert(value, "System.DateTime");
  const groups = FORMS.map((form) => form.exec(value.trim())?.groups).find((found) => found !== undefined);
  const date = groups && dateOf(groups);
  if (!date)
    throw cannotConvertBecause(value, "System.DateTime", `String '${value}' was not recognized as a valid DateTime.`);
  return date.toISOString();
}

type Groups = Readonly<Record<string, string | undefined>>;

function dateOf({ year = "", month = "", day = "1", weekday, ...clock }: Groups): Date | undefined {
  const midnight = new Date(0);
  midnight.setUTCFullYear(fullYear(year), monthOf(month) - 1, Number(day));
  const ms = clockOf(clock);
  const exists = fullYear(year) >= 1 && midnight.getUTCMonth() === monthOf(month) - 1 && Number(day) >= 1;
  if (!exists || ms === undefined || (weekday && !isOn(midnight, weekday))) return undefined;
  return new Date(midnight.getTime() + ms - offsetMs(clock.zone));
}

const isOn = (date: Date, weekday: string): boolean =>
  WEEKDAYS[date.getUTCDay()]?.slice(0, 3).toLowerCase() === weekday.slice(0, 3).toLowerCase();

/** Two digits: the calendar's window ends in 2049. */
const fullYear = (text: string): number =>
  text.length > 2 ? Number(text) : Number(text) + (Number(text) > 49 ? 1900 : 2000);

const monthOf = (text: string): number =>
  /^\d+$/.test(text)
    ? Number(text)
    : MONTHS.findIndex((name) => name.toLowerCase().startsWith(text.slice(0, 3).toLowerCase())) + 1;

/** Milliseconds since midnight, or undefined when there is no such time. */
function clockOf({ hour = "0", minute = "0", second = "0", fraction = "0", half }: Groups): number | undefined {
  const hours = hourOf(Number(hour), half);
  if (hours === undefined || Number(minute) > 59 || Number(second) > 59) return undefined;
  return ((hours * 60 + Number(minute)) * 60 + Number(second)) * 1000 + Math.floor(Number(`0.${fraction}`) * 1000);
}

function hourOf(hour: number, half: string | undefined): number | undefined {
  if (half === undefined) return hour <= 23 ? hour : undefined;
  if (hour < 1 || hour > 12) return undefined;
  return (hour % 12) + (half.toLowerCase() === "pm" ? 12 : 0);
}

function offsetMs(zone: string | undefined): number {
  if (zone === undefined || /^[a-z]/i.test(zone)) return 0;
  const sign = zone.startsWith("-") ? -1 : 1;
  return sign * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2))) * 60_000;
}
