import assert from "node:assert/strict";
import { X509Certificate, createPrivateKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseCertificate } from "../../provider/auth";
import { ConfigError } from "../../provider/errors";

const file = (name: string): Buffer => readFileSync(join(__dirname, "fixtures", name));
const pfx = (name: string): Buffer => Buffer.from(file(`${name}.pfx.b64`).toString(), "base64");
const parse = (bytes: Buffer, password?: string) => parseCertificate(bytes, password, "clientCertificate");
const leaf = new X509Certificate(file("plain.pem").toString().slice(file("plain.pem").lastIndexOf("-----BEGIN CERT")));
const thumbprint = leaf.fingerprint256.replaceAll(":", "");

describe("a client certificate", () => {
  const files: [string, Buffer, string | undefined, number][] = [
    ["a PFX of today's OpenSSL with a password in Unicode", pfx("modern"), 'Grüße "1"', 2],
    ["a PFX of old tools (RC2 and 3DES)", pfx("legacy"), "secret-1", 2],
    ["a PFX as Windows exports it (3DES)", pfx("windows"), "secret-1", 1],
    ["a PFX without any protection", pfx("open"), undefined, 1],
    ["a PFX with an empty password", pfx("empty-password"), undefined, 1],
    ["PEM with an encrypted key", file("encrypted.pem"), "secret-1", 2],
    ["PEM in any order, without a password", file("plain.pem"), undefined, 2],
    ["PEM without a password, though one is given", file("plain.pem"), "superfluous", 2],
  ];
  for (const [title, bytes, password, certificates] of files)
    it(`is read from ${title}`, () => {
      const certificate = parse(bytes, password);
      assert.equal(certificate.thumbprintSha256, thumbprint);
      assert.match(certificate.thumbprintSha256, /^[0-9A-F]{64}$/);
      assert.equal(leaf.checkPrivateKey(createPrivateKey(certificate.privateKey)), true);
      assert.equal(certificate.x5c.match(/BEGIN CERTIFICATE/g)?.length, certificates);
      assert.equal(new X509Certificate(certificate.x5c).fingerprint256, leaf.fingerprint256, "the leaf comes first");
    });

  const refused: [string, Buffer, string | undefined, RegExp][] = [
    ["the password is wrong", pfx("modern"), "wrong-7391", /password is wrong/],
    ["the password is wrong (old PFX)", pfx("legacy"), "wrong-7391", /password is wrong/],
    ["the password of PEM is wrong", file("encrypted.pem"), "wrong-7391", /password is wrong/],
    ["a password is missing", pfx("windows"), undefined, /needs a password/],
    ["a password is missing for PEM", file("encrypted.pem"), undefined, /needs a password/],
    ["the file is cut off", pfx("modern").subarray(0, 700), 'Grüße "1"', /damaged/],
    ["it is no certificate at all", Buffer.from("hello"), undefined, /damaged/],
    ["it is empty", Buffer.alloc(0), undefined, /damaged/],
    ["the key is elliptic", file("elliptic.pem"), undefined, /its key is ec/],
    ["the key is elliptic, in a PFX", pfx("elliptic"), "secret-1", /holds no RSA key/],
    ["the key is short", file("small.pem"), undefined, /its key has 1024 bits/],
    ["key and certificate are strangers", file("strangers.pem"), undefined, /none of its certificates/],
    ["there is no key", Buffer.from(leaf.toString()), undefined, /no private key/],
  ];
  for (const [title, bytes, password, reason] of refused)
    it(`is refused when ${title}, with one clear error and no secret in it`, () => {
      assert.throws(
        () => parse(bytes, password),
        (error: unknown) => {
          assert.ok(error instanceof ConfigError);
          assert.equal(error.code, "PURVIEW_CERTIFICATE");
          assert.match(error.message, reason);
          assert.doesNotMatch(error.message + JSON.stringify(error), /wrong-7391/);
          return true;
        },
      );
    });
});
