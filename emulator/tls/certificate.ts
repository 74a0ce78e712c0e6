import { createPublicKey, type KeyObject, randomBytes } from "node:crypto";
import { isIP } from "node:net";
import type * as Forge from "node-forge";

export interface CertificateRequest {
  readonly commonName: string;
  /** The RSA key that the certificate is for. */
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

/** PEM of an X.509 v3 certificate, SHA-256 with the issuer's RSA key. */
export function makeCertificate(request: CertificateRequest): string {
  // Loaded here, since only an emulator with TLS needs it.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { md, pki } = require("node-forge") as typeof Forge;
  const issuer = request.issuer ?? request;
  const now = Date.now();
  const certificate = pki.createCertificate();
  certificate.publicKey = pki.publicKeyFromPem(pemOf(createPublicKey(request.key)));
  certificate.serialNumber = `01${randomBytes(15).toString("hex")}`;
  certificate.validity.notBefore = new Date(now - DAY_MS);
  certificate.validity.notAfter = new Date(now + request.days * DAY_MS);
  certificate.setSubject([{ name: "commonName", value: request.commonName }]);
  certificate.setIssuer([{ name: "commonName", value: issuer.commonName }]);
  certificate.setExtensions([...extensionsOf(request)]);
  certificate.sign(pki.privateKeyFromPem(privatePemOf(issuer.key)), md.sha256.create());
  return pki.certificateToPem(certificate).replaceAll("\r\n", "\n");
}

const pemOf = (key: KeyObject): string => key.export({ type: "spki", format: "pem" }).toString();
const privatePemOf = (key: KeyObject): string => key.export({ type: "pkcs8", format: "pem" }).toString();

function extensionsOf({ authority, hosts = [] }: CertificateRequest): readonly object[] {
  const server = [
    { name: "subjectAltName", altNames: hosts.map(alternativeName) },
    { name: "extKeyUsage", serverAuth: true },
  ];
  return [
    { name: "basicConstraints", critical: true, cA: authority ?? false },
    { name: "subjectKeyIdentifier" },
    ...(hosts.length > 0 ? server : []),
  ];
}

/** Types of `GeneralName` (RFC 5280): 2 = DNS name, 7 = IP address. */
const alternativeName = (host: string): object => (isIP(host) ? { type: 7, ip: host } : { type: 2, value: host });
