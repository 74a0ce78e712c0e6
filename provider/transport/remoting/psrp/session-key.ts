import { constants, createCipheriv, generateKeyPair, privateDecrypt, type KeyObject } from "node:crypto";
import { promisify } from "node:util";
import { malformed } from "../malformed";

/** CryptoAPI's PUBLICKEYBLOB of an RSA key of 2048 bits, up to its exponent (docs/service/remoting.md#session-key). */
const PUBLIC_BLOB = Buffer.from("06020000 00A40000 52534131 00080000".replaceAll(" ", ""), "hex");
/** SIMPLEBLOB of an AES-256 key. */
const SIMPLE_BLOB_HEADER = 12;
const KEY_BYTES = 256;

/** Our half of the exchange: made for one session, never stored. */
export interface KeyExchange {
  /** For PUBLIC_KEY. */
  readonly publicKey: string;
  /**
   * The session's AES key.
   * @param encrypted Text of ENCRYPTED_SESSION_KEY.
   */
  unlock(encrypted: string): Buffer;
}

export async function newKeyExchange(): Promise<KeyExchange> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)("rsa", { modulusLength: KEY_BYTES * 8 });
  const { n = "", e = "" } = publicKey.export({ format: "jwk" });
  const modulus = Buffer.from(n, "base64url").reverse();
  const exponent = Buffer.alloc(4);
  Buffer.from(e, "base64url").reverse().copy(exponent);
  return {
    publicKey: Buffer.concat([PUBLIC_BLOB, exponent, modulus]).toString("base64"),
    unlock: (encrypted) => unlock(encrypted, privateKey),
  };
}

function unlock(encrypted: string, key: KeyObject): Buffer {
  const blob = Buffer.from(encrypted, "base64");
  if (blob.byteLength !== SIMPLE_BLOB_HEADER + KEY_BYTES) throw malformed("the session key has a wrong length");
  const ciphertext = Buffer.from(blob.subarray(SIMPLE_BLOB_HEADER)).reverse();
  // Node refuses PKCS#1 v1.5 (docs/service/remoting.md#session-key). Nobody learns from a failure here but the server itself.
  const padded = privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, ciphertext);
  const end = padded.indexOf(0, 2);
  if (padded[0] !== 0 || padded[1] !== 2 || padded.byteLength - end - 1 !== 32)
    throw malformed("the session key cannot be decrypted");
  return padded.subarray(end + 1);
}

/** Content of `SS`: AES-256-CBC without a vector, over UTF-16. */
export function encryptSecure(value: string, key: Uint8Array): string {
  const cipher = createCipheriv("aes-256-cbc", key, Buffer.alloc(16));
  return Buffer.concat([cipher.update(value, "utf16le"), cipher.final()]).toString("base64");
}
