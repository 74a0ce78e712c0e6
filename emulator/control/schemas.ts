import { X509Certificate } from "node:crypto";
import { z } from "zod";
import { ENVIRONMENT_NAMES, type EnvironmentName } from "../environments";

const text = z.string().min(1);
const names = z.array(text);
const domain = z.string().regex(/^[a-z0-9][a-z0-9.-]*\.[a-z]+$/i, "must be a domain such as contoso.onmicrosoft.com");

const federated = z.strictObject({
  issuer: text,
  subject: text,
  audience: text.optional(),
  publicKeyPem: text.optional(),
  jwks: z.object({ keys: z.array(z.record(z.string(), z.unknown())).min(1) }).optional(),
});

const certificate = text.refine((pem) => readable(pem), "must be one or more PEM certificates (BEGIN CERTIFICATE)");

function readable(pem: string): boolean {
  try {
    return new X509Certificate(pem).publicKey.asymmetricKeyType === "rsa";
  } catch {
    return false;
  }
}

const app = z.strictObject({
  clientId: z.guid().optional(),
  clientSecret: text.optional(),
  certificatePem: certificate.optional(),
  federated: z.union([federated, z.array(federated)]).optional(),
  roleGroups: names.optional(),
  permissions: names.optional(),
  administrativeUnits: names.optional(),
  managedIdentity: z.enum(["system", "user"]).optional(),
});

const user = z.strictObject({
  userPrincipalName: z.string().regex(/^[^@\s]+@[^@\s]+$/, "must be name@domain"),
  password: text.optional(),
  mfa: z.boolean().optional(),
  roleGroups: names.optional(),
  administrativeUnits: names.optional(),
});

/** Body of `POST /_emulator/tenants`. */
export const tenantRequestSchema = z.strictObject({
  environment: z.enum(ENVIRONMENT_NAMES as [EnvironmentName, ...EnvironmentName[]]).default("public"),
  organization: domain.optional(),
  tenantId: z.guid().optional(),
  domains: z.array(domain).optional(),
  partners: z.array(z.guid()).optional(),
  answers: z.enum(["loose", "recorded"]).optional(),
  apps: z.array(app).optional(),
  users: z.array(user).optional(),
});

export const clockSchema = z.strictObject({ advanceMs: z.number().min(0) });

export const objectSchema = z.record(z.string(), z.json());

export const deviceAnswerSchema = z.object({
  userCode: text,
  userPrincipalName: text.optional(),
  approve: z.stringbool().or(z.boolean()).default(true),
});
