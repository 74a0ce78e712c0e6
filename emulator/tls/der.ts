/** Just enough ASN.1 DER to write an X.509 certificate: Node reads them, but makes none. */
const block = (tag: number, content: Buffer): Buffer =>
  Buffer.concat([Buffer.from([tag]), length(content.length), content]);

function length(bytes: number): Buffer {
  if (bytes < 0x80) return Buffer.from([bytes]);
  const hex = bytes.toString(16);
  const digits = Buffer.from(hex.length % 2 ? `0${hex}` : hex, "hex");
  return Buffer.concat([Buffer.from([0x80 | digits.length]), digits]);
}

export const sequence = (...parts: readonly Buffer[]): Buffer => block(0x30, Buffer.concat(parts));
export const set = (...parts: readonly Buffer[]): Buffer => block(0x31, Buffer.concat(parts));
export const octets = (content: Buffer): Buffer => block(0x04, content);
export const bits = (content: Buffer): Buffer => block(0x03, Buffer.concat([Buffer.from([0]), content]));
export const text = (value: string): Buffer => block(0x0c, Buffer.from(value, "utf8"));
export const boolean = (value: boolean): Buffer => block(0x01, Buffer.from([value ? 0xff : 0]));
export const nothing = (): Buffer => block(0x05, Buffer.alloc(0));
/** `[number]` around something, constructed. */
export const tagged = (number: number, content: Buffer): Buffer => block(0xa0 | number, content);
/** `[number]` in the place of a primitive's own tag. */
export const implicit = (number: number, content: Buffer): Buffer => block(0x80 | number, content);

/** A number that is not negative. */
export function integer(value: Buffer): Buffer {
  return block(0x02, value[0]! & 0x80 ? Buffer.concat([Buffer.from([0]), value]) : value);
}

export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  return block(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

function base128(value: number): number[] {
  const digits = [value & 0x7f];
  for (let left = value >>> 7; left > 0; left >>>= 7) digits.unshift((left & 0x7f) | 0x80);
  return digits;
}

/** GeneralizedTime, seconds. */
export const time = (at: Date): Buffer =>
  block(0x18, Buffer.from(`${at.toISOString().slice(0, 19).replace(/[-:T]/g, "")}Z`, "ascii"));
