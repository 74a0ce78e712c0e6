import type { Plain } from "../../values";
import type { Canonical } from "./canonical";
import { textOrValue } from "./read";

const UNITS = ["B", "KB", "MB", "GB", "TB"] as const;

/** Bytes of `10MB`, `10 MB (10,485,760 bytes)` or a number (of bytes); undefined = it is no size. */
function bytesOf(value: Canonical): number | undefined {
  if (typeof value === "number") return value;
  if (typeof value !== "string") return undefined;
  const exact = /\(([\d,]+) bytes\)/i.exec(value)?.[1];
  if (exact !== undefined) return Number(exact.replaceAll(",", ""));
  const [, number, unit = "B"] = /^\s*([\d.]+)\s*([KMGT]?B)?\s*$/i.exec(value) ?? [];
  const power = UNITS.findIndex((one) => one === unit.toUpperCase());
  return number === undefined ? undefined : Math.round(Number(number) * 1024 ** power);
}

/** Do both say as many bytes? */
export function sameSize(a: Canonical, b: Canonical): boolean {
  const [first, second] = [bytesOf(a), bytesOf(b)];
  return first === undefined || second === undefined ? (a || null) === (b || null) : first === second;
}

/**
 * A `ByteQuantifiedSize` as a program writes it: Get returns `10 MB (10,485,760 bytes)` for `10MB`
 * (docs/service/reading.md#sizes).
 */
export const readSize = (wire: Plain): Plain => {
  const text = textOrValue(wire);
  return typeof text === "string"
    ? text.replace(/\s*\([\d,]+ bytes\)\s*$/i, "").replace(/^([\d.]+) ([KMGT]?B)$/i, "$1$2")
    : wire;
};
