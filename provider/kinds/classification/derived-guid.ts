import { createHash } from "node:crypto";

/** Any constant would do, as long as it never changes. */
const NAMESPACE = "a2e1c7f6-0b5d-4c39-9f0e-6d1f1d7c5b11";

/** A GUID that is always the same for the same parts (a version 5 UUID). Case and blanks around them do not count. */
export function derivedGuid(...parts: readonly string[]): string {
  const name = JSON.stringify(parts.map((part) => part.trim().normalize("NFC").toLowerCase()));
  const hash = createHash("sha1")
    .update(Buffer.from(NAMESPACE.replaceAll("-", ""), "hex"))
    .update(name)
    .digest()
    .subarray(0, 16);
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
