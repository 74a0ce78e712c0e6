import { createCipheriv, createDecipheriv, pbkdf2, randomBytes } from "node:crypto";
import { promisify } from "node:util";
import { EngineError } from "../errors";

const ITERATIONS = 1_000_000;
const derive = (passphrase: string, salt: Buffer): Promise<Buffer> =>
  promisify(pbkdf2)(passphrase, salt, ITERATIONS, 32, "sha256");

/** Encrypts what the state keeps secret. */
export interface Crypter {
  encrypt(plaintext: string): string;
  decrypt(ciphertext: string): string;
}

/** Pulumi's passphrase secrets provider: AES-256-GCM under a key of PBKDF2-SHA256 with a million rounds. */
export class PassphraseCrypter implements Crypter {
  /** A plaintext keeps its ciphertext, so that an unchanged state stays the same file. */
  private readonly known = new Map<string, string>();

  private constructor(
    private readonly key: Buffer,
    /** What a state or a stack's settings file carries to open this again: the salt and a proof of the passphrase. */
    readonly salt: string,
  ) {}

  static async create(passphrase: string): Promise<PassphraseCrypter> {
    const salt = randomBytes(8);
    const key = await derive(passphrase, salt);
    return new PassphraseCrypter(key, `v1:${salt.toString("base64")}:${seal(key, "pulumi")}`);
  }

  /** Throws EngineError when the passphrase is not the one that made the salt. */
  static async open(passphrase: string, state: string): Promise<PassphraseCrypter> {
    const [version, salt, ...proof] = state.split(":");
    if (version !== "v1" || salt === undefined || proof.length === 0)
      throw new EngineError("the encryption salt of the stack is malformed");
    const key = await derive(passphrase, Buffer.from(salt, "base64"));
    if (unseal(key, proof.join(":")) !== "pulumi")
      throw new EngineError("incorrect passphrase: set PULUMI_CONFIG_PASSPHRASE to the one that made this stack");
    return new PassphraseCrypter(key, state);
  }

  encrypt(plaintext: string): string {
    const ciphertext = this.known.get(plaintext) ?? seal(this.key, plaintext);
    this.known.set(plaintext, ciphertext);
    return ciphertext;
  }

  decrypt(ciphertext: string): string {
    const plaintext = unseal(this.key, ciphertext);
    if (plaintext === undefined)
      throw new EngineError("a secret of the state cannot be decrypted with this passphrase");
    this.known.set(plaintext, ciphertext);
    return plaintext;
  }
}

function seal(key: Buffer, plaintext: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  const sealed = Buffer.concat([cipher.update(plaintext, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return `v1:${nonce.toString("base64")}:${sealed.toString("base64")}`;
}

function unseal(key: Buffer, ciphertext: string): string | undefined {
  const [version, nonce, sealed] = ciphertext.split(":");
  if (version !== "v1" || nonce === undefined || sealed === undefined) return undefined;
  const bytes = Buffer.from(sealed, "base64");
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, Buffer.from(nonce, "base64"));
    decipher.setAuthTag(bytes.subarray(-16));
    return Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString("utf8");
  } catch {
    return undefined;
  }
}
