/** Order in which .NET writes a GUID's bytes: the first three groups little-endian. */
const ORDER = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];

export const ZERO_GUID = "00000000-0000-0000-0000-000000000000";

export function guidBytes(guid: string): Buffer {
  const bytes = Buffer.from(guid.replaceAll("-", ""), "hex");
  return Buffer.from(ORDER.map((at) => bytes[at] ?? 0));
}

export function guidFrom(bytes: Uint8Array): string {
  const hex = Buffer.from(ORDER.map((at) => bytes[at] ?? 0)).toString("hex");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
