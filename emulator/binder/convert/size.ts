import type { Json } from "../../contract";
import { cannotConvert, cannotConvertBecause } from "./conversion-error";
import { parseNumber } from "./number";

const UNITS: Readonly<Record<string, number>> = { b: 0, kb: 10, mb: 20, gb: 30, tb: 40 };

/** `Unlimited<int>`: the word (case ignored) or a whole number. */
export function toUnlimited(value: Json): number | "Unlimited" {
  if (typeof value === "number" && Number.isInteger(value)) return value;
  if (typeof value !== "string") throw cannotConvert(value, "Unlimited<Int32>");
  if (value.trim().toLowerCase() === "unlimited") return "Unlimited";
  const parsed = value.trim() === "" ? undefined : parseNumber(value);
  if (parsed === undefined || !Number.isInteger(parsed))
    throw cannotConvertBecause(value, "Unlimited<Int32>", `The value '${value}' must be an integer or 'Unlimited'.`);
  return parsed;
}

/** `10MB`, `1.5 GB`, a number of bytes, or the form read back: `10 MB (10,485,760 bytes)`. Answers the last form. */
export function toByteSize(value: Json): string {
  const type = "ByteQuantifiedSize";
  if (typeof value === "number" && value >= 0) return formatSize(Math.floor(value));
  if (typeof value !== "string") throw cannotConvert(value, type);
  const readBack = /\(([\d,]+) bytes\)$/.exec(value.trim());
  if (readBack) return formatSize(Number((readBack[1] ?? "").replaceAll(",", "")));
  const parts = /^(\d[\d,]*(?:\.\d+)?)\s*(b|kb|mb|gb|tb)?$/i.exec(value.trim());
  if (!parts) throw cannotConvertBecause(value, type, "The value must be a number followed by B, KB, MB, GB or TB.");
  const number = Number((parts[1] ?? "").replaceAll(",", ""));
  return formatSize(Math.floor(number * 2 ** (UNITS[(parts[2] ?? "b").toLowerCase()] ?? 0)));
}

function formatSize(bytes: number): string {
  const [unit, power] = Object.entries(UNITS).findLast(([, exponent]) => bytes >= 2 ** exponent) ?? ["b", 0];
  const shown = Number((bytes / 2 ** power).toPrecision(4));
  return `${shown} ${unit.toUpperCase()} (${bytes.toLocaleString("en-US")} bytes)`;
}
