import { createDecipheriv, createHash, createPrivateKey, pbkdf2Sync, type KeyObject } from "node:crypto";
import { derChild, derChildren, integer, octets, oid, readDer, type Der } from "./der";
import { decryptRc2 } from "./rc2";

export interface Pkcs12 {
  readonly key: KeyObject;
  /** DER certificates as they lie in the file. */
  readonly certificates: readonly Buffer[];
}

const DATA = "1.2.840.113549.1.7.1";
const ENCRYPTED_DATA = "1.2.840.113549.1.7.6";
const KEY_BAG = "1.2.840.113549.1.12.10.1.1";
const SHROUDED_KEY_BAG = "1.2.840.113549.1.12.10.1.2";
const CERT_BAG = "1.2.840.113549.1.12.10.1.3";
const NESTED_BAG = "1.2.840.113549.1.12.10.1.6";
const PBES2 = "1.2.840.113549.1.5.13";

const HASHES: { readonly [oid: string]: string } = {
  "1.2.840.113549.2.7": "sha1",
  "1.2.840.113549.2.9": "sha256",
  "1.2.840.113549.2.10": "sha384",
  "1.2.840.113549.2.11": "sha512",
};
const CIPHERS: { readonly [oid: string]: { readonly name: string; readonly key: number } } = {
  "2.16.840.1.101.3.4.1.2": { name: "aes-128-cbc", key: 16 },
  "2.16.840.1.101.3.4.1.22": { name: "aes-192-cbc", key: 24 },
  "2.16.840.1.101.3.4.1.42": { name: "aes-256-cbc", key: 32 },
  "1.2.840.113549.3.7": { name: "des-ede3-cbc", key: 24 },
};
/** PBE of PKCS #12 itself with SHA-1: what Windows and older OpenSSL write. */
const OLD_PBE: {
  readonly [oid: string]: { readonly cipher: "3des" | "rc2"; readonly key: number; readonly iv: number };
} = {
  "1.2.840.113549.1.12.1.3": { cipher: "3des", key: 24, iv: 8 },
  "1.2.840.113549.1.12.1.5": { cipher: "rc2", key: 16, iv: 8 },
  "1.2.840.113549.1.12.1.6": { cipher: "rc2", key: 5, iv: 8 },
};

/** Key derivation of PKCS #12 (RFC 7292, appendix B) with SHA-1. */
export function pkcs12Key(password: string, salt: Buffer, id: number, iterations: number, size: number): Buffer {
  const block = 64;
  const text = Buffer.alloc((password.length + 1) * 2);
  [...Array(password.length).keys()].forEach((at) => text.writeUInt16BE(password.charCodeAt(at), at * 2));
  const filled = (bytes: Buffer): Buffer => Buffer.alloc(Math.ceil(bytes.length / block) * block, bytes);
  const input = Buffer.concat([filled(salt), filled(text)]);
  const parts: Buffer[] = [];
  for (let made = 0; made < size; made += 20) {
    let hash = createHash("sha1").update(Buffer.alloc(block, id)).update(input).digest();
    for (let round = 1; round < iterations; round++) hash = createHash("sha1").update(hash).digest();
    parts.push(hash);
    const addend = Buffer.alloc(block, hash);
    for (let at = 0; at < input.length; at += block) {
      let carry = 1;
      for (let index = block - 1; index >= 0; index--) {
        carry += (input[at + index] ?? 0) + (addend[index] ?? 0);
        input[at + index] = carry & 0xff;
        carry >>= 8;
      }
    }
  }
  return Buffer.concat(parts).subarray(0, size);
}

function decrypt(algorithm: Der, data: Buffer, password: string): Buffer {
  const name = oid(derChild(algorithm, 0));
  const parameters = derChild(algorithm, 1);
  if (name === PBES2) return decryptPbes2(parameters, data, password);
  const old = OLD_PBE[name];
  if (!old) throw new Error(`unknown encryption ${name}`);
  const salt = octets(derChild(parameters, 0));
  const iterations = integer(derChild(parameters, 1));
  const key = pkcs12Key(password, salt, 1, iterations, old.key);
  const iv = pkcs12Key(password, salt, 2, iterations, old.iv);
  if (old.cipher === "rc2") return decryptRc2(key, iv, data);
  const decipher = createDecipheriv("des-ede3-cbc", key, iv);
  return Buffer.concat([decipher.update(data), decipher.final()]);
}

function decryptPbes2(parameters: Der, data: Buffer, password: string): Buffer {
  const [derivation, encryption] = derChildren(parameters);
  if (!derivation || !encryption) throw new Error("PBES2 without its parameters");
  const [salt, iterations, ...rest] = derChildren(derChild(derivation, 1));
  const cipher = CIPHERS[oid(derChild(encryption, 0))];
  if (!salt || !iterations || !cipher) throw new Error("unknown PBES2 encryption");
  const prf = rest.find(({ tag }) => tag === 0x30);
  const hash = prf ? HASHES[oid(derChild(prf, 0))] : "sha1";
  if (!hash) throw new Error("unknown PBES2 hash");
  const key = pbkdf2Sync(password, octets(salt), integer(iterations), cipher.key, hash);
  const decipher = createDecipheriv(cipher.name, key, octets(derChild(encryption, 1)));
  return Buffer.concat([decipher.update(data), decipher.final()]);
}

function contentOf(info: Der, password: string): Buffer {
  const type = oid(derChild(info, 0));
  const content = derChild(derChild(info, 1), 0);
  if (type === DATA) return octets(content);
  if (type !== ENCRYPTED_DATA) throw new Error("the file is protected by a public key");
  const encrypted = derChild(content, 1);
  return decrypt(derChild(encrypted, 1), octets(derChild(encrypted, 2)), password);
}

/**
 * Opens a PFX (PKCS #12) file with one RSA key, which neither Node nor msal can.
 * @throws Error with a short reason; never with the password
 */
export function readPkcs12(file: Buffer, password: string): Pkcs12 {
  const safe = octets(derChild(derChild(derChild(readDer(file), 1), 1), 0));
  const certificates: Buffer[] = [];
  let key: KeyObject | undefined;
  const take = (bags: Buffer): void => {
    for (const bag of derChildren(readDer(bags))) {
      const type = oid(derChild(bag, 0));
      const value = derChild(derChild(bag, 1), 0);
      if (type === KEY_BAG) key ??= createPrivateKey({ key: value.whole, format: "der", type: "pkcs8" });
      else if (type === SHROUDED_KEY_BAG) {
        const plain = decrypt(derChild(value, 0), octets(derChild(value, 1)), password);
        key ??= createPrivateKey({ key: plain, format: "der", type: "pkcs8" });
      } else if (type === CERT_BAG) certificates.push(octets(derChild(derChild(value, 1), 0)));
      else if (type === NESTED_BAG) take(value.whole);
    }
  };
  for (const info of derChildren(readDer(safe))) take(contentOf(info, password));
  if (!key) throw new Error("the file holds no private key");
  if (certificates.length === 0) throw new Error("the file holds no certificate");
  return { key, certificates };
}
