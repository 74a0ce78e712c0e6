import { ConfigError } from "../errors";
import type { Environment, KnownEnvironment } from "./environment";
import { environmentsOfLoginHost, environmentsOfServiceHost, serviceUrl } from "./hosts";
import { isLoopback } from "../http";
import { clouds, knownEnvironments, sameHosts, type Cloud } from "./table";

/** The settings that choose or override a cloud. */
export interface CloudSettings {
  readonly environment?: Environment | undefined;
  /** As `Connect-IPPSSession -ConnectionUri`, PowerShell form (`…/powershell-liveid/`) included; only its origin is used. */
  readonly connectionUri?: string | undefined;
  /** As `Connect-IPPSSession -AzureADAuthorizationEndpointUri`: `https://login…/organizations` or `/common`. */
  readonly azureADAuthorizationEndpointUri?: string | undefined;
  /** Token audience; default: the cloud's. */
  readonly audience?: string | undefined;
}

/** What the settings alone say; which of `possible` it is, discovery finds. */
export interface Endpoints {
  /** Clouds that the settings leave open, the likeliest first. */
  readonly possible: readonly KnownEnvironment[];
  readonly given?: Environment | undefined;
  readonly front?: URL | undefined;
  /** Origin of the identity platform where the settings name one; no slash at the end. */
  readonly login?: URL | undefined;
  readonly audience?: string | undefined;
}

export const known = (environment: Environment): Cloud | undefined =>
  environment === "custom" ? undefined : clouds[environment];

const mismatch = (what: string, advice: string): ConfigError =>
  new ConfigError(what, { code: "PURVIEW_ENVIRONMENT_MISMATCH", property: "environment", advice });

/**
 * Reads the cloud settings and finds mismatches among them before anything is sent.
 * @throws ConfigError
 */
export function readEndpoints(settings: CloudSettings): Endpoints {
  const front = settings.connectionUri ? serviceUrl("connectionUri", settings.connectionUri) : undefined;
  const login = settings.azureADAuthorizationEndpointUri
    ? serviceUrl("azureADAuthorizationEndpointUri", settings.azureADAuthorizationEndpointUri)
    : undefined;
  const given = settings.environment;
  const byGiven = given && given !== "custom" ? [given] : knownEnvironments;
  const byFront = front ? environmentsOfServiceHost(front.hostname) : [];
  const byLogin = login ? environmentsOfLoginHost(login.hostname) : [];
  const agree = (one: readonly KnownEnvironment[], other: readonly KnownEnvironment[]): readonly KnownEnvironment[] =>
    other.length === 0 ? one : one.filter((name) => other.some((other) => name === other || sameHosts(name, other)));
  const withFront = agree(byGiven, byFront);
  if (front && withFront.length === 0)
    throw mismatch(
      `environment is ${given}, but connectionUri (${front.host}) belongs to ${clouds[byFront[0] ?? "public"].title}.`,
      "Remove one of the two, or make them agree.",
    );
  const possible = agree(withFront, byLogin);
  if (login && possible.length === 0)
    throw mismatch(
      `azureADAuthorizationEndpointUri (${login.host}) is in another cloud than ${given ? `environment ${given}` : `connectionUri (${front?.host})`}.`,
      "Remove one of the two, or make them agree.",
    );
  const audience = settings.audience?.replace(/\/\.default$/, "").replace(/\/+$/, "");
  return { possible, given, front, login, ...(audience ? { audience } : {}) };
}

/** Where the service is, and for whom a token is asked, once the cloud is known. */
export function serviceOf(endpoints: Endpoints, cloud: Cloud): { readonly origin: string; readonly audience: string } {
  const { front } = endpoints;
  const origin = front?.origin ?? `https://${cloud.frontDoors[0]}`;
  const elsewhere =
    front !== undefined && !isLoopback(front.hostname) && environmentsOfServiceHost(front.hostname).length === 0;
  return { origin, audience: endpoints.audience ?? (elsewhere ? front.origin : cloud.audience) };
}
