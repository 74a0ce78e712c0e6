import { generateKeyPair } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { makeCertificate } from "./certificate";

export interface PrivateTls {
  readonly key: string;
  readonly cert: string;
  /** The authority's certificate, for `NODE_EXTRA_CA_CERTS` or the provider's `caFile`. */
  readonly caFile: string;
  /** Takes the file away again. */
  remove(): void;
}

const HOSTS = ["localhost", "127.0.0.1", "::1"];
const DAYS = 30;

/** A certificate authority for this run alone; its key is forgotten once the server's certificate is signed. */
export async function makePrivateTls(): Promise<PrivateTls> {
  const pair = promisify(generateKeyPair);
  const [authority, server] = await Promise.all([
    pair("rsa", { modulusLength: 2048 }),
    pair("rsa", { modulusLength: 2048 }),
  ]);
  const ca = { commonName: "pulumi-purview emulator CA", key: authority.privateKey };
  const caPem = makeCertificate({ ...ca, authority: true, days: DAYS });
  const cert = makeCertificate({
    commonName: "localhost",
    key: server.privateKey,
    issuer: ca,
    hosts: HOSTS,
    days: DAYS,
  });
  const folder = mkdtempSync(join(tmpdir(), "purview-emulator-"));
  const caFile = join(folder, "ca.pem");
  writeFileSync(caFile, caPem);
  chmodSync(caFile, 0o644);
  return {
    key: server.privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    cert: cert + caPem,
    caFile,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
