interface Advice {
  readonly code: string;
  readonly meaning: string;
  readonly advice: string;
}

const wrongCredential = "PURVIEW_AUTH_CREDENTIAL";
const app = "PURVIEW_AUTH_APP";
const person = "PURVIEW_AUTH_INTERACTION";

/** AADSTS numbers that users meet, in words (docs/service/errors.md#aadsts). */
const meanings: { readonly [number: string]: Advice } = {
  "7000215": {
    code: wrongCredential,
    meaning: "the client secret is wrong",
    advice: "Give the secret's value, not its id, and check that it belongs to this app and tenant.",
  },
  "7000222": {
    code: wrongCredential,
    meaning: "the client secret has expired",
    advice: "Create a new one in the app registration.",
  },
  "7000216": {
    code: wrongCredential,
    meaning: "the request had no credential",
    advice: "Give clientSecret or a certificate.",
  },
  "700016": {
    code: app,
    meaning: "the app is not in this tenant",
    advice:
      "Check clientId and tenantId; an app of another tenant needs admin consent in this tenant first, and each cloud has its own app registrations.",
  },
  "700023": {
    code: wrongCredential,
    meaning: "the certificate was presented to the wrong cloud",
    advice: "Check environment and azureADAuthorizationEndpointUri.",
  },
  "700027": {
    code: wrongCredential,
    meaning: "the certificate is not known to the app, was revoked or has expired",
    advice: "Upload its public part to the app registration; a new upload can take a minute to become active.",
  },
  "7000112": { code: app, meaning: "the app is disabled", advice: "Enable the enterprise application." },
  "7000229": {
    code: app,
    meaning: "the app has no service principal in this tenant",
    advice: "Grant admin consent to it.",
  },
  "70021": {
    code: wrongCredential,
    meaning: "no federated credential of the app matches the token",
    advice: "Compare issuer, subject and audience of the federated credential with those of the pipeline's token.",
  },
  "700211": {
    code: wrongCredential,
    meaning: "no federated credential of the app has the token's issuer",
    advice: "Compare issuer, subject and audience of the federated credential with those of the pipeline's token.",
  },
  "700213": {
    code: wrongCredential,
    meaning: "no federated credential of the app has the token's subject",
    advice: "Compare issuer, subject and audience of the federated credential with those of the pipeline's token.",
  },
  "700212": {
    code: wrongCredential,
    meaning: "no federated credential of the app has the token's audience",
    advice: "Compare issuer, subject and audience of the federated credential with those of the pipeline's token.",
  },
  "700024": {
    code: wrongCredential,
    meaning: "the client assertion is not within its valid time",
    advice: "Check this machine's clock and that the assertion is fresh.",
  },
  "500011": {
    code: app,
    meaning: "the tenant does not know the service's audience",
    advice: "Check environment and audience; the tenant may be in another cloud.",
  },
  "90002": {
    code: "PURVIEW_TENANT_UNKNOWN",
    meaning: "the tenant does not exist",
    advice: "Check tenantId and environment.",
  },
  "900021": { code: "PURVIEW_TENANT_UNKNOWN", meaning: "the tenant id is not valid", advice: "Check tenantId." },
  "900382": {
    code: app,
    meaning: "the app cannot be used across clouds",
    advice: "Check environment: each cloud has its own app registrations.",
  },
  "650057": {
    code: app,
    meaning: "the app does not ask for this service",
    advice: "Add Exchange.ManageAsApp to the app's permissions.",
  },
  "65001": { code: app, meaning: "no consent was granted to the app", advice: "Grant admin consent to it." },
  "50105": {
    code: app,
    meaning: "the user is not assigned to the application that signs in",
    advice:
      "Have an administrator assign the user (Entra admin center: Enterprise applications > the application > Users and groups), or turn off Assignment required there.",
  },
  "50126": {
    code: wrongCredential,
    meaning: "user name or password is wrong",
    advice: "Check both; federated users need `purview login`.",
  },
  "50034": {
    code: wrongCredential,
    meaning: "the user does not exist in this tenant",
    advice: "Check username and tenant.",
  },
  "50053": {
    code: wrongCredential,
    meaning: "the account is locked or its address blocked",
    advice: "Wait, or have an admin unlock it.",
  },
  "50055": { code: wrongCredential, meaning: "the password has expired", advice: "Change it in a browser first." },
  "50056": {
    code: wrongCredential,
    meaning: "the user has no password in this tenant",
    advice: "Use `purview login`.",
  },
  "50057": { code: wrongCredential, meaning: "the account is disabled", advice: "Have an admin enable it." },
  "50076": {
    code: person,
    meaning: "the account needs multi-factor authentication, which a user name and password alone cannot give",
    advice: "Use `purview login`, or an app with a certificate for pipelines.",
  },
  "50079": {
    code: person,
    meaning:
      "the account must first register for multi-factor authentication, which a user name and password alone cannot do",
    advice: "Use `purview login`, or an app with a certificate for pipelines.",
  },
  "50158": {
    code: person,
    meaning: "the account must pass a further check that requires a user",
    advice: "Use `purview login`, or an app with a certificate for pipelines.",
  },
  "53003": {
    code: person,
    meaning: "a Conditional Access policy blocked the sign-in",
    advice: "Ask the tenant's admin which conditions apply.",
  },
  "53000": { code: person, meaning: "this device is not compliant", advice: "Sign in from a managed device." },
  "700082": { code: person, meaning: "the saved sign-in has expired", advice: "Run `purview login` again." },
  "70008": { code: person, meaning: "the saved sign-in has expired", advice: "Run `purview login` again." },
  "50173": { code: person, meaning: "the saved sign-in was revoked", advice: "Run `purview login` again." },
  "700084": { code: person, meaning: "the saved sign-in has expired", advice: "Run `purview login` again." },
  "7000218": {
    code: app,
    meaning: "the app is not a public client",
    advice: "Allow public client flows, or leave clientId out.",
  },
  "530003": { code: person, meaning: "this device must be registered", advice: "Sign in from a registered device." },
};

const declined: Advice = {
  code: person,
  meaning: "it was declined on the sign-in page",
  advice: "Run it again and accept; where admin consent is required, the page says so.",
};
const late: Advice = { code: person, meaning: "the code was not entered in time", advice: "Run it again." };

/** OAuth error codes, where the platform returns no number. */
const words: { readonly [error: string]: Advice } = {
  access_denied: declined,
  authorization_declined: declined,
  expired_token: late,
  code_expired: late,
  device_code_expired: late,
};

export const oauthAdvice = (error: string | undefined): Advice | undefined =>
  error === undefined || !Object.hasOwn(words, error) ? undefined : words[error];

export const aadstsAdvice = (number: string | undefined): Advice | undefined =>
  number === undefined || !Object.hasOwn(meanings, number) ? undefined : meanings[number];
