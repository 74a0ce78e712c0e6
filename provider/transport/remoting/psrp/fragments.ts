import { malformed, tooLarge } from "../malformed";

/** Object id 8, fragment id 8, flags 1, length 4; big-endian (docs/service/remoting.md#fragment). */
export const FRAGMENT_HEADER = 21;
const START = 1;
const END = 2;
/** Far above the largest object that a cmdlet returns. */
export const MAX_MESSAGE_MB = 64;
const MAX_MESSAGE_BYTES = MAX_MESSAGE_MB * 1024 * 1024;

/**
 * Cuts one message into fragments.
 * @param objectId From 1, another one for each message.
 * @param maxBlob Bytes of the message that one fragment holds, at least 1.
 */
export function fragmentsOf(message: Uint8Array, objectId: bigint, maxBlob: number): readonly Buffer[] {
  const count = Math.max(1, Math.ceil(message.byteLength / maxBlob));
  return Array.from({ length: count }, (_, index) => {
    const blob = message.subarray(index * maxBlob, (index + 1) * maxBlob);
    const header = Buffer.alloc(FRAGMENT_HEADER);
    header.writeBigUInt64BE(objectId, 0);
    header.writeBigUInt64BE(BigInt(index), 8);
    header.writeUInt8((index === 0 ? START : 0) | (index === count - 1 ? END : 0), 16);
    header.writeUInt32BE(blob.byteLength, 17);
    return Buffer.concat([header, blob]);
  });
}

interface Pending {
  readonly objectId: bigint;
  next: bigint;
  size: number;
  readonly blobs: Buffer[];
}

/** Puts the fragments of one stream together again: one message at a time, in order. */
export class Defragmenter {
  #pending: Pending | undefined;

  /**
   * @param packet Whole fragments.
   * @returns the messages that became complete
   * @throws TransportError PURVIEW_RESPONSE_MALFORMED, PURVIEW_RESPONSE_TOO_LARGE
   */
  push(packet: Buffer): readonly Buffer[] {
    const messages: Buffer[] = [];
    let rest = packet;
    while (rest.byteLength > 0) {
      if (rest.byteLength < FRAGMENT_HEADER) throw malformed("a fragment was cut off in its header");
      const end = FRAGMENT_HEADER + rest.readUInt32BE(17);
      if (end > rest.byteLength) throw malformed("a fragment is longer than the packet that holds it");
      const message = this.#take(rest.subarray(0, end));
      if (message) messages.push(message);
      rest = rest.subarray(end);
    }
    return messages;
  }

  #take(fragment: Buffer): Buffer | undefined {
    const objectId = fragment.readBigUInt64BE(0);
    const fragmentId = fragment.readBigUInt64BE(8);
    const flags = fragment.readUInt8(16);
    // What was begun before is over, as in PowerShell's own receiver.
    if ((flags & START) !== 0) this.#pending = { objectId, next: 0n, size: 0, blobs: [] };
    const pending = this.#pending;
    if (!pending) throw malformed("a message begins in the middle");
    if (pending.objectId !== objectId || pending.next !== fragmentId) throw malformed("fragments are out of sequence");
    const blob = fragment.subarray(FRAGMENT_HEADER);
    pending.size += blob.byteLength;
    if (pending.size > MAX_MESSAGE_BYTES) throw tooLarge(`one message exceeds ${MAX_MESSAGE_MB} MB`);
    pending.blobs.push(blob);
    pending.next++;
    if ((flags & END) === 0) return undefined;
    this.#pending = undefined;
    return Buffer.concat(pending.blobs);
  }
}
