/** One element of ASN.1 DER, as much of it as PKCS #12 needs. */
export interface Der {
  readonly tag: number;
  readonly body: Buffer;
  /** Header and body. */
  readonly whole: Buffer;
}

/** @throws RangeError on bytes that are no DER */
export function readDer(bytes: Buffer, at = 0): Der {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined) throw new RangeError("DER ends early");
  let [length, start] = [first, at + 2];
  if (first === 0x80) return readIndefinite(bytes, at, tag);
  if (first > 0x80) {
    const size = first & 0x7f;
    if (size > 4 || start + size > bytes.length) throw new RangeError("DER length is out of range");
    length = bytes.readUIntBE(start, size);
    start += size;
  }
  if (start + length > bytes.length) throw new RangeError("DER ends early");
  return { tag, body: bytes.subarray(start, start + length), whole: bytes.subarray(at, start + length) };
}

/** BER's open-ended form, which Windows and Java write for the outer layers. */
function readIndefinite(bytes: Buffer, at: number, tag: number): Der {
  let end = at + 2;
  while (!(bytes[end] === 0 && bytes[end + 1] === 0)) end += readDer(bytes, end).whole.length;
  return { tag, body: bytes.subarray(at + 2, end), whole: bytes.subarray(at, end + 2) };
}

export function derChildren(parent: Der | Buffer): readonly Der[] {
  const bytes = Buffer.isBuffer(parent) ? parent : parent.body;
  const children: Der[] = [];
  for (let at = 0; at < bytes.length;) {
    const child = readDer(bytes, at);
    children.push(child);
    at += child.whole.length;
  }
  return children;
}

export function derChild(parent: Der, index: number): Der {
  const child = derChildren(parent)[index];
  if (!child) throw new RangeError("DER element is missing");
  return child;
}

/** Bytes of an OCTET STRING, put together where BER split it. */
export const octets = (element: Der): Buffer =>
  element.tag & 0x20 ? Buffer.concat(derChildren(element).map(octets)) : element.body;

export function oid(element: Der): string {
  const [first = 0, ...rest] = element.body;
  const parts = [Math.floor(first / 40), first % 40];
  let value = 0;
  for (const byte of rest) {
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) {
      parts.push(value);
      value = 0;
    }
  }
  return parts.join(".");
}

export const integer = (element: Der): number => element.body.reduce((value, byte) => value * 256 + byte, 0);
