import { createHash, type KeyObject, X509Certificate } from "node:crypto";
import {
  createLocalJWKSet,
  decodeJwt,
  decodeProtectedHeader,
  errors,
  importSPKI,
  type JWTPayload,
  jwtVerify,
} from "jose";
import type { App, Federated, Tenant } from "../tenants/model";
import type { World } from "../world";
import { aadsts } from "./aadsts";
import { assertionAudiences, audiencesIn } from "./authority";
import { resolveIssuer, workloadIssuerOf } from "./workload";

const TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
/** Clocks may differ by so much, seconds. */
const SKEW = 300;
const DEFAULT_AUDIENCE = "api://AzureADTokenExchange";

interface Presented {
  readonly world: World;
  readonly tenant: Tenant;
  readonly app: App;
  readonly form: URLSearchParams;
  readonly endpoint: string;
  readonly assertion: string;
}

/** A signed statement in place of a secret: by the app's own certificate, or by an issuer that the app trusts. */
export async function checkAssertion(presented: Presented): Promise<void> {
  const type = presented.form.get("client_assertion_type");
  if (!type) throw aadsts.missing("client_assertion_type");
  if (type !== TYPE) throw aadsts.assertionType(type);
  const { header, claims } = read(presented.assertion);
  const own = claims.iss?.toLowerCase() === presented.app.clientId.toLowerCase();
  if (own || header.x5t !== undefined || header["x5t#S256"] !== undefined || header.x5c)
    return checkCertificate(presented, header, claims);
  return checkFederated(presented, claims);
}

interface Header {
  readonly alg?: string;
  readonly kid?: string;
  readonly x5t?: string;
  readonly "x5t#S256"?: string;
  readonly x5c?: readonly string[];
}

function read(assertion: string): { header: Header; claims: JWTPayload } {
  try {
    return { header: decodeProtectedHeader(assertion) as Header, claims: decodeJwt(assertion) };
  } catch {
    throw aadsts.assertionMalformed("The JWT cannot be read.");
  }
}

async function checkCertificate(presented: Presented, header: Header, claims: JWTPayload): Promise<void> {
  const { world, tenant, app, assertion, endpoint } = presented;
  const key = registeredKey(app, header);
  try {
    await jwtVerify(assertion, key, {
      algorithms: ["PS256", "RS256"],
      clockTolerance: SKEW,
      currentDate: new Date(world.clock.wall()),
      requiredClaims: ["exp"],
    });
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw aadsts.assertionTime();
    if (error instanceof errors.JWTClaimValidationFailed) throw aadsts.assertionTime();
    throw aadsts.certificate("Client assertion failed signature validation.", thumbprintIn(header));
  }
  const id = app.clientId.toLowerCase();
  if (claims.iss?.toLowerCase() !== id || claims.sub?.toLowerCase() !== id) throw aadsts.assertionClient();
  const allowed = assertionAudiences(world, tenant, endpoint);
  if (!audiencesIn(claims).some((audience) => allowed.has(audience.toLowerCase()))) throw aadsts.assertionAudience();
}

/** The registered certificate that the header names; both thumbprints when both are there. */
function registeredKey(app: App, header: Header): KeyObject {
  const { x5t, "x5t#S256": x5tS256 } = header;
  const registered = certificatesOf(app).find(
    ({ raw }) =>
      (x5t !== undefined || x5tS256 !== undefined) &&
      (x5t === undefined || isDigest("sha1", raw, x5t)) &&
      (x5tS256 === undefined || isDigest("sha256", raw, x5tS256)),
  );
  if (!registered) throw aadsts.certificate("The key was not found.", thumbprintIn(header));
  const [leaf] = header.x5c ?? [];
  if (leaf !== undefined && !Buffer.from(leaf, "base64").equals(registered.raw))
    throw aadsts.certificate("The key was not found.", thumbprintIn(header));
  return registered.publicKey;
}

/** Compared as bytes: MSAL for Python pads its base64url. */
const isDigest = (algorithm: string, raw: Buffer, thumbprint: string): boolean =>
  createHash(algorithm).update(raw).digest().equals(Buffer.from(thumbprint, "base64url"));

const PEM = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

export const certificatesOf = ({ certificatePem }: Pick<App, "certificatePem">): readonly X509Certificate[] =>
  (certificatePem?.match(PEM) ?? []).map((pem) => new X509Certificate(pem));

const thumbprintIn = (header: Header): string =>
  Buffer.from(header["x5t#S256"] ?? header.x5t ?? "", "base64url")
    .toString("hex")
    .toUpperCase();

async function checkFederated({ world, app, assertion }: Presented, claims: JWTPayload): Promise<void> {
  const ofIssuer = app.federated.filter(({ issuer }) => resolveIssuer(world, issuer) === claims.iss);
  if (!ofIssuer.length) throw aadsts.federatedIssuer(String(claims.iss));
  const ofSubject = ofIssuer.filter(({ subject }) => subject === claims.sub);
  const [credential] = ofSubject;
  if (!credential) throw aadsts.federatedSubject(String(claims.sub));
  const wanted = credential.audience ?? DEFAULT_AUDIENCE;
  if (!audiencesIn(claims).includes(wanted)) throw aadsts.federatedAudience(audiencesIn(claims).join(","));
  await checkFederatedSignature(world, credential, assertion);
  const now = world.clock.wall() / 1000;
  if (claims.exp === undefined || claims.exp + SKEW < now || (claims.nbf ?? 0) - SKEW > now)
    throw aadsts.assertionTime();
}

/** By the keys given with the credential; by this emulator's own for its own issuers; other issuers cannot be asked. */
async function checkFederatedSignature(world: World, credential: Federated, assertion: string): Promise<void> {
  const { publicKeyPem, jwks, issuer } = credential;
  try {
    if (publicKeyPem) {
      const { alg = "RS256" } = decodeProtectedHeader(assertion);
      await jwtVerify(assertion, await importSPKI(publicKeyPem, alg), { currentDate: new Date(0) }).catch(ignoreTimes);
    } else if (jwks) {
      await jwtVerify(assertion, createLocalJWKSet({ keys: [...jwks.keys] }), { currentDate: new Date(0) }).catch(
        ignoreTimes,
      );
    } else if (workloadIssuerOf(world, resolveIssuer(world, issuer))) {
      const check = await world.keys.verify("JWT", assertion, world.clock.wall());
      if (check.kind === "forged" || check.kind === "garbage") throw new Error("not signed by this emulator");
    }
  } catch {
    throw aadsts.federatedSignature();
  }
}

/** Times are judged by the caller, with a skew and an error of their own. */
function ignoreTimes(error: unknown): void {
  if (error instanceof errors.JWTExpired || error instanceof errors.JWTClaimValidationFailed) return;
  throw error;
}
