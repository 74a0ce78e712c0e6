import { instantOf } from "../../kinds/fields/instant";

/** `2026-01-02T03:04:05Z`: a moment as people read it, without the service's seven decimals. What is no moment stays as it is. */
export function readableInstant(text: string): string {
  const milliseconds = /^\/Date\((-?\d+)\)\/$/.exec(text)?.[1];
  const ms = milliseconds === undefined ? instantOf(text) : Number(milliseconds);
  return Number.isNaN(ms) ? text : new Date(ms).toISOString().replace(/\.\d+Z$/, "Z");
}
