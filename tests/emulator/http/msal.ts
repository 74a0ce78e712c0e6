import { ConfidentialClientApplication, type Configuration, PublicClientApplication } from "@azure/msal-node";
import { generateKeyPairSync, type KeyObject, X509Certificate } from "node:crypto";
import type { TenantLine } from "../../../emulator/index";
import { makeCertificate } from "../../../emulator/tls/certificate";
import { AUDIENCE, authorityOf, send } from "./client";

const LOGIN: Readonly<Record<string, string>> = {
  public: "https://login.microsoftonline.com",
  gcc: "https://login.microsoftonline.com",
  gccHigh: "https://login.microsoftonline.us",
  dod: "https://login.microsoftonline.us",
  china: "https://login.partner.microsoftonline.cn",
};

/** The set-up of docs/service/sign-in.md#plain-http: a built-in login host with the emulator's metadata, over plain http. */
export async function msalAuth(tenant: TenantLine): Promise<{ authority: string; authorityMetadata: string }> {
  const { text } = await send(`${authorityOf(tenant)}/v2.0/.well-known/openid-configuration`);
  return { authority: `${LOGIN[tenant.environment]}/${tenant.tenantId}`, authorityMetadata: text };
}

export const scopesOf = (tenant: TenantLine): string[] => [`${AUDIENCE[tenant.environment]}/.default`];

export async function confidential(
  tenant: TenantLine,
  auth: Partial<Configuration["auth"]>,
): Promise<ConfidentialClientApplication> {
  return new ConfidentialClientApplication({
    auth: { clientId: tenant.clientId, ...(await msalAuth(tenant)), ...auth },
  });
}

export async function publicClient(tenant: TenantLine, clientId: string): Promise<PublicClientApplication> {
  return new PublicClientApplication({ auth: { clientId, ...(await msalAuth(tenant)) } });
}

export interface KeyAndCertificate {
  readonly privateKey: KeyObject;
  readonly pem: string;
  readonly certificate: X509Certificate;
}

export function newCertificate(): KeyAndCertificate {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const pem = makeCertificate({ commonName: "test", key: privateKey, days: 2 });
  return { privateKey, pem, certificate: new X509Certificate(pem) };
}

export const pkcs8 = (key: KeyObject): string => key.export({ type: "pkcs8", format: "pem" }).toString();

export const hex = (fingerprint: string): string => fingerprint.replaceAll(":", "");

/** Claims of a token, unverified. */
export const claimsOf = (token: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8")) as Record<string, unknown>;
