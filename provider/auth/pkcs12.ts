import { createPrivateKey, type KeyObject } from "node:crypto";
import type * as Forge from "node-forge";

export interface Pkcs12 {
  readonly key: KeyObject;
  /** DER certificates as they lie in the file. */
  readonly certificates: readonly Buffer[];
}

/** The file could be opened, but something is missing in it. */
export class IncompletePkcs12 extends Error {}

/**
 * Opens a PFX (PKCS #12) file with one RSA key, which neither Node nor msal can.
 * @throws IncompletePkcs12, or any error when it cannot be opened; never with the password
 */
export function readPkcs12(file: Buffer, password: string): Pkcs12 {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- large, and few sign in with a PFX
  const forge = require("node-forge") as typeof Forge;
  const { asn1, pki, pkcs12 } = forge;
  const der = (value: Forge.asn1.Asn1): Buffer => Buffer.from(asn1.toDer(value).getBytes(), "binary");
  const open = (): Forge.pkcs12.Pkcs12Pfx => {
    const pfx = asn1.fromDer(file.toString("binary"));
    try {
      return pkcs12.pkcs12FromAsn1(pfx, password);
    } catch (error) {
      if (/^[\x20-\x7e]*$/.test(password)) throw error;
      // The password of the MAC is UTF-16, that of PBES2 is UTF-8; forge takes one text for both. The padding verifies it as well.
      (pfx.value as Forge.asn1.Asn1[]).splice(2);
      return pkcs12.pkcs12FromAsn1(pfx, forge.util.encodeUtf8(password));
    }
  };
  const bags = open().safeContents.flatMap(({ safeBags }) => safeBags);
  const key = bags.find((bag) => bag.key)?.key;
  const certificates = bags
    .filter((bag) => bag.type === pki.oids["certBag"])
    .map((bag) => der(bag.cert ? pki.certificateToAsn1(bag.cert) : bag.asn1));
  if (!key) throw new IncompletePkcs12("it holds no RSA key");
  if (certificates.length === 0) throw new IncompletePkcs12("it holds no certificate");
  const pkcs8 = der(pki.wrapRsaPrivateKey(pki.privateKeyToAsn1(key)));
  return { key: createPrivateKey({ key: pkcs8, format: "der", type: "pkcs8" }), certificates };
}
