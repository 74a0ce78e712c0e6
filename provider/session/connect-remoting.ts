import { findCmdlet, findParameter } from "../../catalogue";
import type { Credential } from "../auth";
import { known, serviceUrl, type TenantLocation } from "../clouds";
import {
  Endpoint,
  passwordCredentials,
  RemotingChannel,
  tokenCredentials,
  type RemotingCredentials,
} from "../transport/remoting";
import { arbitrationMailbox } from "../transport/rest";
import type { SecretText } from "../values";
import type { ConnectDeps, OpenedChannel, SignedIn } from "./connect";
import type { Settings } from "./settings";

export interface GivenPassword {
  readonly username: string;
  readonly secret: SecretText;
}

/** Of the addresses of the connect page's examples (docs/service/remoting.md#connect-examples). */
const PATH = "/powershell-liveid/";

/** Tokens are asked for Exchange; one for Security & Compliance that the settings hold is as good. */
export function forExchange(location: TenantLocation, settings: Settings): TenantLocation {
  const cloud = known(location.environment);
  if (!cloud || settings.audience !== undefined) return location;
  return { ...location, audience: cloud.exchangeAudience, otherAudiences: [location.audience, EXCHANGE_APP] };
}

/** Resource app of Exchange Online; a v2 token names it as audience (docs/service/sign-in.md#challenge). */
const EXCHANGE_APP = "00000002-0000-0ff1-ce00-000000000000";

/** User name and password, where they are what signs in. */
export function givenPassword(settings: Settings, credential: Credential): GivenPassword | undefined {
  const { username, password: secret } = settings;
  if (username === undefined || secret === undefined || !credential.settings.includes("password")) return undefined;
  return { username, secret };
}

export function openRemoting(settings: Settings, deps: ConnectDeps, signedIn: SignedIn): OpenedChannel {
  const { location, organization, person } = signedIn;
  const { delegatedOrganization } = settings;
  const endpoint = new Endpoint(remotingAddress(settings, location.serviceOrigin), location.hosts, {
    delegatedOrganization,
    anchorMailbox: person === undefined ? arbitrationMailbox(organization) : undefined,
  });
  const channel = new RemotingChannel({
    ...deps,
    endpoint,
    credentials: credentialsOf(signedIn),
    tenant: organization,
    maxSessions: settings.maxSessions,
    requestTimeoutMs: settings.requestTimeoutMs,
    typeOf: typeInCatalogue,
  });
  return { channel, serviceHost: () => endpoint.host, remoteSessions: () => channel.sessionCount };
}

function credentialsOf({ tokens, location, password }: SignedIn): RemotingCredentials {
  const byToken = tokenCredentials(tokens, location.tenantId);
  return password ? passwordCredentials(password.username, password.secret, byToken) : byToken;
}

/** The address as it was given, path and query included; its path where only a host was given. */
export function remotingAddress({ connectionUri }: Pick<Settings, "connectionUri">, serviceOrigin: string): URL {
  const url = connectionUri === undefined ? new URL(serviceOrigin) : serviceUrl("connectionUri", connectionUri);
  return url.pathname === "/" ? new URL(PATH, url) : url;
}

function typeInCatalogue(cmdlet: string, parameter: string): string | undefined {
  const found = findCmdlet(cmdlet);
  return found && findParameter(found, parameter)?.type;
}
