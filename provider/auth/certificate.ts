import { X509Certificate, createPrivateKey, type KeyObject } from "node:crypto";
import { readFile } from "node:fs/promises";
import { ConfigError } from "../errors";
import { unfitBytes, unfitText } from "./certificate-forms";
import { appIdentity, required } from "./required";
import { withMsal } from "./msal";
import { IncompletePkcs12, readPkcs12 } from "./pkcs12";
import type { AuthSettings } from "./auth-settings";
import type { Credential } from "./credential";

/** A certificate as msal wants it. */
export interface ClientCertificate {
  /** PKCS #8, PEM. */
  readonly privateKey: string;
  /** Bare hex: msal silently truncates one with colons (docs/service/sign-in.md#certificate). */
  readonly thumbprintSha256: string;
  /** The chain, leaf first, PEM: what subject-name/issuer trust looks at. */
  readonly x5c: string;
  readonly validToMs: number;
}

const unusable = (setting: string, why: string, advice: string): ConfigError =>
  new ConfigError(`The certificate of ${setting} cannot be used: ${why}.`, {
    code: "PURVIEW_CERTIFICATE",
    property: setting,
    advice,
  });

const PEM_CERTIFICATES = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;
const PEM_KEY =
  /-----BEGIN (?:ENCRYPTED |RSA |EC )?PRIVATE KEY-----[\s\S]+?-----END (?:ENCRYPTED |RSA |EC )?PRIVATE KEY-----/;

function readParts(
  bytes: Buffer,
  password: string | undefined,
  setting: string,
): { key: KeyObject; certificates: X509Certificate[] } {
  const pem = bytes.toString("latin1");
  if (!pem.includes("-----BEGIN ")) {
    const { key, certificates } = readPkcs12(bytes, password ?? "");
    return { key, certificates: certificates.map((der) => new X509Certificate(der)) };
  }
  const key = PEM_KEY.exec(pem)?.[0];
  if (!key)
    throw unusable(
      setting,
      "it has no private key",
      "Give the key and the certificate in one file: the certificate alone is what the app registration gets.",
    );
  const certificates = pem.match(PEM_CERTIFICATES)?.map((text) => new X509Certificate(text)) ?? [];
  if (certificates.length === 0)
    throw unusable(setting, "it has only a key", "Give the key and the certificate in one file.");
  return { key: createPrivateKey({ key, ...(password !== undefined && { passphrase: password }) }), certificates };
}

/** Leaf first, then each issuer that is there. */
function chain(leaf: X509Certificate, all: readonly X509Certificate[]): readonly X509Certificate[] {
  const found = [leaf];
  for (let last = leaf; found.length <= all.length;) {
    const issuer = all.find((one) => !found.includes(one) && last.checkIssued(one));
    if (!issuer) break;
    found.push(issuer);
    last = issuer;
  }
  return found;
}

/**
 * Reads PFX or PEM (RSA), with or without a password.
 * @throws ConfigError `PURVIEW_CERTIFICATE`; never with any of the content
 */
export function parseCertificate(bytes: Buffer, password: string | undefined, setting: string): ClientCertificate {
  const unfit = unfitBytes(bytes);
  if (unfit) throw unusable(setting, unfit.why, unfit.advice);
  let parts: ReturnType<typeof readParts>;
  try {
    parts = readParts(bytes, password, setting);
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    if (error instanceof IncompletePkcs12)
      throw unusable(setting, error.message, "Export the certificate together with its RSA key.");
    const advice = "It must be PFX or PEM with an RSA key; check clientCertificatePassword.";
    throw unusable(
      setting,
      password === undefined ? "it is damaged or needs a password" : "it is damaged or the password is wrong",
      advice,
    );
  }
  const { key, certificates } = parts;
  const { modulusLength = 0 } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType === "rsa" && modulusLength < 2048)
    throw unusable(
      setting,
      `its key has ${modulusLength} bits`,
      "Use a certificate with an RSA key of 2048 bits or more.",
    );
  if (key.asymmetricKeyType !== "rsa")
    throw unusable(
      setting,
      `its key is ${key.asymmetricKeyType ?? "unknown"}`,
      "Use a certificate with an RSA key: the identity platform accepts no other.",
    );
  const leaf = certificates.find((one) => one.checkPrivateKey(key));
  if (!leaf)
    throw unusable(
      setting,
      "its key belongs to none of its certificates",
      "Export the certificate together with its own key.",
    );
  return {
    privateKey: key.export({ format: "pem", type: "pkcs8" }).toString(),
    thumbprintSha256: leaf.fingerprint256.replaceAll(":", ""),
    x5c: chain(leaf, certificates).map(String).join("\n"),
    validToMs: Date.parse(leaf.validTo),
  };
}

async function readBytes(settings: AuthSettings): Promise<{ bytes: Buffer; setting: string }> {
  const value = settings.clientCertificate?.reveal();
  if (value !== undefined) {
    const setting = "clientCertificate";
    const unfit = unfitText(value.trim());
    if (unfit) throw unusable(setting, unfit.why, unfit.advice);
    if (value.includes("-----BEGIN ")) return { bytes: Buffer.from(value), setting };
    if (!/^[A-Za-z0-9+/_=\s-]+$/.test(value))
      throw unusable(setting, "it is not base64", "Give the PFX or PEM file in base64.");
    return { bytes: Buffer.from(value, "base64"), setting };
  }
  const setting = "clientCertificatePath";
  const path = required(settings.clientCertificatePath, setting, "certificate");
  try {
    return { bytes: await readFile(path), setting };
  } catch (error) {
    throw unusable(
      setting,
      `${path} cannot be read (${(error as NodeJS.ErrnoException).code ?? "unknown"})`,
      "Check the path and its permissions.",
    );
  }
}

export const certificate: Credential = {
  name: "certificate",
  settings: ["clientCertificate", "clientCertificatePath"],
  missing: ({ clientCertificate, clientCertificatePath }) =>
    clientCertificate || clientCertificatePath
      ? undefined
      : "neither clientCertificate nor clientCertificatePath is set",
  identity: appIdentity,
  async open(settings, context) {
    const clientId = required(settings.clientId, "clientId", "certificate");
    const { bytes, setting } = await readBytes(settings);
    const { privateKey, thumbprintSha256, x5c, validToMs } = parseCertificate(
      bytes,
      settings.clientCertificatePassword?.reveal(),
      setting,
    );
    if (validToMs < context.clock.now())
      throw unusable(
        setting,
        `it expired on ${new Date(validToMs).toISOString().slice(0, 10)}`,
        "Renew it and upload the new one to the app registration.",
      );
    const call = { credential: "certificate", identity: appIdentity(settings) };
    return {
      ...call,
      anyAudience: true,
      acquire: ({ audience, claims, signal }) =>
        withMsal(context, { ...call, signal }, (msal, configuration) =>
          new msal.ConfidentialClientApplication({
            ...configuration,
            auth: { ...configuration.auth, clientId, clientCertificate: { privateKey, thumbprintSha256, x5c } },
          }).acquireTokenByClientCredential({ scopes: [`${audience}/.default`], ...(claims && { claims }) }),
        ),
    };
  },
};
