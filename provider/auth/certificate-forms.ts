import { createPrivateKey, X509Certificate } from "node:crypto";

/** What people give in place of a certificate with its key, and what to give instead. */
export interface Unfit {
  readonly why: string;
  readonly advice: string;
}

const BEGIN = "-----BEGIN ";
const GIVE_BOTH = "Give the PFX file, or a PEM file with the key and the certificate in it.";

/** Why these bytes are no certificate with a key, where their form alone says it; undefined = they may be one. */
export function unfitBytes(bytes: Buffer): Unfit | undefined {
  if (bytes.length === 0 || bytes.toString("latin1").trim() === "")
    return {
      why: "it is empty",
      advice:
        "Check the file, or the variable that should hold it: a secret that a pipeline does not find is often an empty text.",
    };
  if (isUtf16(bytes))
    return {
      why: "it is text in UTF-16, as Notepad and `>` of Windows PowerShell write it",
      advice: "Save it as UTF-8 (in PowerShell: Set-Content -Encoding utf8), or give the file that was copied.",
    };
  const text = bytes.toString("latin1").replace(/^\u00ef\u00bb\u00bf/, "");
  return unfitText(text.trim()) ?? unfitDer(bytes);
}

/** The same of a setting's text, before it is read as base64. */
export function unfitText(text: string): Unfit | undefined {
  if (isThumbprint(text))
    return {
      why: "it is a thumbprint, which only names a certificate in a Windows certificate store",
      advice: `Export the certificate together with its private key as PFX, and give that file or its base64. ${GIVE_BOTH}`,
    };
  if (text.includes(BEGIN) && /\\r?\\n|\\n/.test(text) && !/-----\r?\n/.test(text))
    return {
      why: "its line ends are the two characters \\n instead of line breaks",
      advice:
        "Store it with real line breaks, or give the file in base64, which has none (`base64 -w0 purview.pem`); JSON and some secret stores escape line ends.",
    };
  if (/^(?:[A-Za-z]:[\\/]|\.{0,2}\/|~\/)?[\w .\\/-]+\.(pfx|p12|pem|cer|crt|key)$/i.test(text))
    return { why: "it is the path of a file", advice: "Give a path in clientCertificatePath." };
  return undefined;
}

/** SHA-1 or SHA-256 in hex, as certificate managers show and copy it: with blanks, colons, an invisible mark in front. */
function isThumbprint(text: string): boolean {
  const digits = text.replace(/[\s:\u200e\u200f\u202a-\u202e]|^\u00e2\u0080\u008e/g, "");
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(digits);
}

/** By its mark, or because every other byte of what should be ASCII is zero. */
function isUtf16(bytes: Buffer): boolean {
  const mark = bytes.subarray(0, 2).toString("hex");
  if (mark === "fffe" || mark === "feff") return true;
  const start = bytes.subarray(0, 64);
  const zeros = (offset: 0 | 1): boolean =>
    start.length >= 8 && start.every((byte, i) => i % 2 !== offset || byte === 0);
  return zeros(0) || zeros(1);
}

function unfitDer(bytes: Buffer): Unfit | undefined {
  if (bytes[0] !== 0x30) return undefined;
  if (reads(() => new X509Certificate(bytes)))
    return {
      why: "it is a certificate in DER (.cer, .crt) without its private key",
      advice: `That file is what the app registration gets. ${GIVE_BOTH}`,
    };
  if (
    ["pkcs8", "pkcs1", "sec1"].some((type) =>
      reads(() => createPrivateKey({ key: bytes, format: "der", type: type as "pkcs8" })),
    )
  )
    return { why: "it is a private key in DER without its certificate", advice: GIVE_BOTH };
  return undefined;
}

function reads(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch {
    return false;
  }
}
