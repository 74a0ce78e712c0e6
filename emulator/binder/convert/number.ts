import type { Json } from "../../contract";
import { cannotConvert, cannotConvertBecause } from "./conversion-error";

export const TICKS_PER_MS = 10_000;

/** A whole number that an `Int64` holds; JSON's other numbers arrive as `Double` and convert to no time. */
export const isLong = (value: Json): value is number => Number.isInteger(value) && Math.abs(Number(value)) < 2 ** 63;

export type IntegerRange = "Int32" | "Int64" | "UInt32" | "UInt64" | "Byte";

const BOUNDS: Readonly<Record<IntegerRange, readonly [number, number]>> = {
  Byte: [0, 255],
  Int32: [-(2 ** 31), 2 ** 31 - 1],
  UInt32: [0, 2 ** 32 - 1],
  Int64: [-(2 ** 63), 2 ** 63],
  UInt64: [0, 2 ** 64],
};

const MULTIPLIERS: Readonly<Record<string, number>> = {
  "": 1,
  kb: 2 ** 10,
  mb: 2 ** 20,
  gb: 2 ** 30,
  tb: 2 ** 40,
  pb: 2 ** 50,
};

/** .NET rounds half to even when a fraction becomes an integer. */
export function roundHalfToEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

const TAIL = "(?:d|n|u?[lsy]|u)?(kb|mb|gb|tb|pb)?$";
const DECIMAL = new RegExp(String.raw`^([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)${TAIL}`, "i");
const PREFIXED = new RegExp(String.raw`^([+-]?)(0x[\da-f]+|0b[01]+)${TAIL}`, "i");
const WITH_THOUSANDS = /^[+-]?\d[\d,]*\.?\d*(?:e[+-]?\d+)?$/i;

/** A string as PowerShell's tokenizer reads a number (bases, suffixes, multipliers), else as .NET does (thousands). Blank is 0. */
export function parseNumber(text: string): number | undefined {
  const trimmed = text.trim();
  if (trimmed === "") return 0;
  if (WITH_THOUSANDS.test(trimmed)) return Number(trimmed.replaceAll(",", ""));
  const decimal = DECIMAL.exec(trimmed);
  if (decimal) return Number(decimal[1]) * multiplierOf(decimal[2]);
  const prefixed = PREFIXED.exec(trimmed);
  if (prefixed) return (prefixed[1] === "-" ? -1 : 1) * Number(prefixed[2]) * multiplierOf(prefixed[3]);
  return undefined;
}

const multiplierOf = (unit = ""): number => MULTIPLIERS[unit.toLowerCase()] ?? 1;

/** Null becomes 0, a boolean 0 or 1, a fraction is rounded to even, a numeric string is read; the rest is refused. */
export function toInteger(value: Json, range: IntegerRange): number {
  const type = `System.${range}`;
  const read = numberOf(value, type);
  const rounded = roundHalfToEven(read);
  const [low, high] = BOUNDS[range];
  if (rounded < low || rounded > high)
    throw cannotConvertBecause(value, type, `Value was either too large or too small for an ${range}.`);
  return rounded;
}

export const toDouble = (value: Json): number => numberOf(value, "System.Double");

function numberOf(value: Json, type: string): number {
  if (value === null) return 0;
  if (typeof value === "boolean") return value ? 1 : 0;
  if (typeof value === "number") return value;
  if (typeof value !== "string") throw cannotConvert(value, type);
  const parsed = parseNumber(value);
  if (parsed === undefined) throw cannotConvertBecause(value, type, "Input string was not in a correct format.");
  return parsed;
}
