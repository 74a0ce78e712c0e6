import { createHash, createPublicKey, type KeyObject, randomBytes, sign } from "node:crypto";
import { isIP } from "node:net";
import { bits, boolean, implicit, integer, nothing, octets, oid, sequence, set, tagged, text, time } from "./der";

export interface CertificateWish {
  readonly commonName: string;
  /** The key that the certificate is for. */
  readonly key: KeyObject;
  /** Absent = signed by its own key. */
  readonly issuer?: { readonly commonName: string; readonly key: KeyObject };
  /** May sign others. */
  readonly authority?: boolean;
  /** Host names and addresses of a server. */
  readonly hosts?: readonly string[];
  readonly days: number;
}

const DAY_MS = 86_400_000;

const ALGORITHM = {
  rsa: (): Buffer => sequence(oid("1.2.840.113549.1.1.11"), nothing()),
  ec: (): Buffer => sequence(oid("1.2.840.10045.4.3.2")),
};

/** PEM of an X.509 v3 certificate, SHA-256 with the issuer's RSA or EC key. */
export function makeCertificate(wish: CertificateWish): string {
  const issuer = wish.issuer ?? wish;
  const algorithm = ALGORITHM[issuer.key.asymmetricKeyType === "ec" ? "ec" : "rsa"]();
  const now = Date.now();
  const publicKey = createPublicKey(wish.key).export({ type: "spki", format: "der" });
  const body = sequence(
    tagged(0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    algorithm,
    nameOf(issuer.commonName),
    sequence(time(new Date(now - DAY_MS)), time(new Date(now + wish.days * DAY_MS))),
    nameOf(wish.commonName),
    publicKey,
    tagged(3, sequence(...extensionsOf(wish, publicKey))),
  );
  const der = sequence(body, algorithm, bits(sign("sha256", body, issuer.key)));
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
}

const nameOf = (commonName: string): Buffer => sequence(set(sequence(oid("2.5.4.3"), text(commonName))));

function extensionsOf({ authority, hosts }: CertificateWish, publicKey: Buffer): readonly Buffer[] {
  const extension = (id: string, critical: boolean, value: Buffer): Buffer =>
    sequence(oid(id), ...(critical ? [boolean(true)] : []), octets(value));
  const keyId = createHash("sha1").update(publicKey).digest();
  return [
    extension("2.5.29.19", true, authority ? sequence(boolean(true)) : sequence()),
    extension("2.5.29.14", false, octets(keyId)),
    ...(hosts?.length ? [extension("2.5.29.17", false, sequence(...hosts.map(alternativeName)))] : []),
    ...(hosts?.length ? [extension("2.5.29.37", false, sequence(oid("1.3.6.1.5.5.7.3.1")))] : []),
  ];
}

function alternativeName(host: string): Buffer {
  const version = isIP(host);
  if (version === 4) return implicit(7, Buffer.from(host.split(".").map(Number)));
  if (version === 6) return implicit(7, Buffer.from(Array.from({ length: 16 }, (_, i) => (i === 15 ? 1 : 0))));
  return implicit(2, Buffer.from(host, "ascii"));
}
