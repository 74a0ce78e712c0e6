import assert from "node:assert/strict";
import { X509Certificate, createPrivateKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseCertificate } from "../../provider/auth";
import { certificate as certificateCredential } from "../../provider/auth/certificate";
import { ConfigError } from "../../provider/errors";
import { SecretText } from "../../provider/values";
import { platform } from "./platform";

const file = (name: string): Buffer => readFileSync(join(__dirname, "fixtures", name));
const pfx = (name: string): Buffer => Buffer.from(file(`${name}.pfx.b64`).toString(), "base64");
const parse = (bytes: Buffer, password?: string) => parseCertificate(bytes, password, "clientCertificate");
const leaf = new X509Certificate(file("plain.pem").toString().slice(file("plain.pem").lastIndexOf("-----BEGIN CERT")));
const utf16 = (mark: string): Buffer => Buffer.from(mark + file("plain.pem").toString(), "utf16le");
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
    ["it is empty", Buffer.alloc(0), undefined, /it is empty.* a secret that a pipeline does not find/],
    ["it is blank", Buffer.from(" \n"), undefined, /it is empty/],
    ["it is DER without a key", leaf.raw, undefined, /in DER \(\.cer, \.crt\) without its private key.*PFX/],
    [
      "it is a key in DER",
      createPrivateKey(file("plain.pem")).export({ format: "der", type: "pkcs8" }),
      undefined,
      /private key in DER without its certificate/,
    ],
    ["it is text in UTF-16", utf16("\ufeff"), undefined, /UTF-16, as Notepad.*UTF-8/],
    ["it is text in UTF-16 without a mark", utf16(""), undefined, /UTF-16/],
    ["it is text in UTF-16 of the other order", utf16("\ufeff").swap16(), undefined, /UTF-16/],
    [
      "its line ends are escaped",
      Buffer.from(file("plain.pem").toString().trim().replaceAll("\n", "\\n")),
      undefined,
      /two characters \\n instead of line breaks.*base64/,
    ],
    ["it is a thumbprint", Buffer.from(leaf.fingerprint.replaceAll(":", "")), undefined, /it is a thumbprint.*PFX/],
    ["it is a SHA-256 thumbprint with colons", Buffer.from(leaf.fingerprint256), undefined, /it is a thumbprint/],
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

  const settings: readonly (readonly [title: string, value: string, reason: RegExp])[] = [
    [
      "a thumbprint with an invisible mark, as certificate managers copy it",
      `\u200e${leaf.fingerprint.replaceAll(":", " ")}`,
      /it is a thumbprint/,
    ],
    ["a path", "/run/secrets/purview.pfx", /it is the path of a file.*clientCertificatePath/],
    ["a path of Windows", "C:\\certificates\\purview.pfx", /it is the path of a file/],
    [
      "PEM with escaped line ends",
      file("plain.pem").toString().trim().replaceAll("\n", "\\n"),
      /line ends are the two characters/,
    ],
    ["the base64 of text in UTF-16", utf16("\ufeff").toString("base64"), /UTF-16/],
    ["the base64 of DER without a key", leaf.raw.toString("base64"), /in DER/],
    ["blanks", "  ", /it is empty/],
    ["no base64", "p@ss-w0rd!", /not base64/],
  ];
  for (const [title, value, reason] of settings)
    it(`is refused in clientCertificate where it is ${title}, with its own cause and what to give instead`, async () => {
      const { context } = await platform("public");
      const opened = async (): Promise<unknown> =>
        await certificateCredential.open({ clientId: "app", clientCertificate: new SecretText(value) }, context);
      await assert.rejects(opened, (error: unknown) => {
        assert.ok(error instanceof ConfigError);
        assert.match(error.message, reason);
        assert.ok(error.context.advice);
        return true;
      });
    });
});
