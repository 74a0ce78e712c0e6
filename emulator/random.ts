import { createHash } from "node:crypto";

/** Bytes that depend on the labels alone: the same seed gives the same tenants, ids and secrets. */
const digest = (...labels: readonly (string | number)[]): Buffer =>
  createHash("sha256").update(labels.join("\u0000")).digest();

/** A version-4 GUID made of the labels. */
export function seededGuid(...labels: readonly (string | number)[]): string {
  const bytes = digest(...labels).subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** A client secret in the look of Entra's (40 characters, `8Q~` in the middle). */
export function seededSecret(...labels: readonly (string | number)[]): string {
  const text = digest(...labels, "secret").toString("base64url") + digest(...labels, "more").toString("base64url");
  return `${text.slice(0, 3)}8Q~${text.slice(3, 37)}`;
}

export const seededHex = (length: number, ...labels: readonly (string | number)[]): string =>
  digest(...labels)
    .toString("hex")
    .slice(0, length);

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
