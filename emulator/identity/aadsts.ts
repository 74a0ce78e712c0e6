import { randomUUID } from "node:crypto";
import type { Json } from "../contract";

/** An error of the token service, in Entra's own form. Sources: docs/service/errors.md#aadsts; Microsoft's error-code page. */
export class Aadsts extends Error {
  readonly status: number;
  readonly suberror: string | undefined;

  constructor(
    /** The number behind `AADSTS`. */
    readonly number: number,
    /** OAuth error, e.g. `invalid_client`. */
    readonly error: string,
    readonly text: string,
    { status, suberror }: { readonly status?: number; readonly suberror?: string } = {},
  ) {
    super(`AADSTS${number}: ${text}`);
    const ofClient = error === "invalid_client" || error === "unauthorized_client";
    this.status = status ?? (ofClient ? 401 : 400);
    this.suberror = suberror;
  }

  body(host: string, now: number): { [key: string]: Json } {
    const trace = randomUUID();
    const correlation = randomUUID();
    const timestamp = `${new Date(now).toISOString().slice(0, 19).replace("T", " ")}Z`;
    return {
      error: this.error,
      error_description: `${this.message} Trace ID: ${trace} Correlation ID: ${correlation} Timestamp: ${timestamp}`,
      error_codes: [this.number],
      timestamp,
      trace_id: trace,
      correlation_id: correlation,
      error_uri: `https://${host}/error?code=${this.number}`,
      ...(this.suberror && { suberror: this.suberror }),
    };
  }
}

const named = (app: { clientId: string; displayName?: string }): string =>
  `'${app.clientId}'${app.displayName ? `(${app.displayName})` : ""}`;

/** Each error once, named by what happened. */
export const aadsts = {
  missing: (field: string) =>
    new Aadsts(900144, "invalid_request", `The request body must contain the following parameter: '${field}'.`),
  malformed: (why: string) => new Aadsts(9000401, "invalid_request", `The request is malformed: ${why}`),
  unsupportedGrant: (grant: string) =>
    new Aadsts(70003, "unsupported_grant_type", `The app requested an unsupported grant type '${grant}'.`),
  tenantNotFound: (tenant: string) =>
    new Aadsts(
      90002,
      "invalid_request",
      `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.`,
    ),
  unknownInstance: () => new Aadsts(50049, "invalid_instance", "Unknown or invalid instance."),
  noTenant: () =>
    new Aadsts(
      50059,
      "invalid_request",
      "No tenant-identifying information found in either the request or implied by any provided credentials.",
    ),
  appNotInTenant: (clientId: string, tenant: string) =>
    new Aadsts(
      700016,
      "unauthorized_client",
      `Application with identifier '${clientId}' was not found in the directory '${tenant}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`,
      { status: 400 },
    ),
  appDisabled: (clientId: string) =>
    new Aadsts(7000112, "unauthorized_client", `Application '${clientId}' is disabled.`, { status: 400 }),
  wrongSecret: (clientId: string) =>
    new Aadsts(
      7000215,
      "invalid_client",
      `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${clientId}'.`,
    ),
  noCredential: () =>
    new Aadsts(
      7000218,
      "invalid_client",
      "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
    ),
  publicWithSecret: () =>
    new Aadsts(
      700025,
      "invalid_client",
      "Client is public so neither 'client_assertion' nor 'client_secret' should be presented.",
    ),
  certificate: (reason: string, thumbprint: string) =>
    new Aadsts(
      700027,
      "invalid_client",
      `The certificate with identifier used to sign the client assertion is not registered on application. [Reason - ${reason}, Thumbprint of key used by client: '${thumbprint}']`,
    ),
  assertionMalformed: (why: string) =>
    new Aadsts(50027, "invalid_client", `JWT token is invalid or malformed. ${why}`.trim()),
  assertionType: (type: string) =>
    new Aadsts(
      90023,
      "invalid_request",
      `Unsupported 'client_assertion_type' value '${type}'. Expected 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'.`,
    ),
  assertionAudience: () =>
    new Aadsts(
      700023,
      "invalid_client",
      "Client assertion audience claim does not match Realm issuer. Review the documentation at https://docs.microsoft.com/azure/active-directory/develop/active-directory-certificate-credentials .",
    ),
  assertionTime: () => new Aadsts(700024, "invalid_client", "Client assertion is not within its valid time range."),
  assertionClient: () =>
    new Aadsts(
      700021,
      "invalid_client",
      "Client assertion application identifier doesn't match 'client_id' parameter.",
    ),
  federatedIssuer: (issuer: string) =>
    new Aadsts(
      700211,
      "invalid_request",
      `No matching federated identity record found for presented assertion issuer '${issuer}'. Please check your federated identity credential Subject, Audience and Issuer against the presented assertion.`,
      { status: 401 },
    ),
  federatedSubject: (subject: string) =>
    new Aadsts(
      700213,
      "invalid_request",
      `No matching federated identity record found for presented assertion subject '${subject}'. Please check your federated identity credential Subject, Audience and Issuer against the presented assertion.`,
      { status: 401 },
    ),
  federatedAudience: (audience: string) =>
    new Aadsts(
      700212,
      "invalid_request",
      `No matching federated identity record found for presented assertion audience '${audience}'. Please check your federated identity credential Subject, Audience and Issuer against the presented assertion.`,
      { status: 401 },
    ),
  federatedSignature: () =>
    new Aadsts(
      5001814,
      "invalid_request",
      "The signature of the federated assertion could not be verified with the keys of its issuer.",
      { status: 401 },
    ),
  crossCloud: () =>
    new Aadsts(900382, "invalid_client", "Confidential Client is not supported in Cross Cloud request."),
  scopeMissing: () => aadsts.missing("scope"),
  scopeNotDefault: (scope: string) =>
    new Aadsts(
      1002012,
      "invalid_scope",
      `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`,
    ),
  scopeInvalid: (scope: string) =>
    new Aadsts(
      70011,
      "invalid_scope",
      `The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid. The scope ${scope} is not valid.`,
    ),
  resourceNotFound: (resource: string, tenant: string) =>
    new Aadsts(
      500011,
      "invalid_resource",
      `The resource principal named ${resource} was not found in the tenant named ${tenant}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.`,
    ),
  userNotFound: (upn: string, tenant: string) =>
    new Aadsts(
      50034,
      "invalid_grant",
      `The user account ${upn} does not exist in the ${tenant} directory. To sign into this application, the account must be added to the directory.`,
    ),
  wrongPassword: () =>
    new Aadsts(50126, "invalid_grant", "Error validating credentials due to invalid username or password."),
  mfaRequired: (resource: string) =>
    new Aadsts(
      50076,
      "invalid_grant",
      `Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access '${resource}'.`,
      { suberror: "basic_action" },
    ),
  badRefreshToken: () => new Aadsts(9002313, "invalid_grant", "Invalid request. Request is malformed or invalid."),
  expiredGrant: () => new Aadsts(700082, "invalid_grant", "The refresh token has expired due to inactivity."),
  codeRedeemed: () =>
    new Aadsts(
      54005,
      "invalid_grant",
      "OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.",
    ),
  codeExpired: () =>
    new Aadsts(
      70008,
      "invalid_grant",
      "The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.",
    ),
  codeVerifier: () =>
    new Aadsts(
      501481,
      "invalid_grant",
      "The Code_Verifier does not match the code_challenge supplied in the authorization request.",
    ),
  codeRedirect: () =>
    new Aadsts(
      500112,
      "invalid_client",
      "The redirect URI provided in the request does not match the redirect URI of the authorization code.",
      { status: 400 },
    ),
  otherClient: (app: { clientId: string }) =>
    new Aadsts(700009, "invalid_grant", `The grant was issued to another client than ${named(app)}.`),
  redirectNotAllowed: (uri: string) =>
    new Aadsts(
      50011,
      "invalid_request",
      `The redirect URI '${uri}' specified in the request does not match the redirect URIs configured for the application.`,
    ),
  pending: () =>
    new Aadsts(
      70016,
      "authorization_pending",
      "OAuth 2.0 device flow error. Authorization is pending. Continue polling.",
    ),
  declined: () => new Aadsts(70018, "authorization_declined", "The end user declined the request."),
  deviceExpired: () =>
    new Aadsts(
      70020,
      "expired_token",
      "The provided value for the input parameter 'device_code' is not valid. This device code has expired.",
    ),
  loginRequired: (upn: string) =>
    new Aadsts(50058, "login_required", `A silent sign-in request was sent but no user is signed in (${upn}).`),
} as const;
