import { guidIn, isRecord, textOf } from "../values";
import { clouds, knownEnvironments } from "./table";
import { environmentsOfLoginHost } from "./hosts";
import type { KnownEnvironment } from "./environment";

/** What matters of a tenant's OpenID configuration. */
export interface OpenidConfiguration {
  readonly tenantId: string;
  /** Clouds that the document speaks for, the likeliest first; none where it names none. */
  readonly environments: readonly KnownEnvironment[];
  readonly tokenEndpoint: string;
  /** The document as msal wants it for `authorityMetadata`. */
  readonly metadata: string;
}

/** The clouds that the document speaks for: sub-scope first (docs/service/clouds.md#discovery), then the instance and the token host. */
function environmentsIn(document: { readonly [key: string]: unknown }): readonly KnownEnvironment[] {
  const subScope = textOf(document["tenant_region_sub_scope"])?.toUpperCase();
  const bySubScope = knownEnvironments.filter(
    (name) => subScope !== undefined && clouds[name].regionSubScope === subScope,
  );
  if (bySubScope.length > 0) return bySubScope;
  const scope = textOf(document["tenant_region_scope"])?.toUpperCase();
  if (scope === "USGOV" || scope === "USG") return ["gccHigh", "dod"];
  const instance = textOf(document["cloud_instance_name"]);
  const hosts = [
    ...(instance ? [instance, `login.${instance}`] : []),
    ...["token_endpoint", "issuer"].map((key) => URL.parse(textOf(document[key]) ?? "")?.hostname ?? ""),
  ];
  const byHost = hosts.map(environmentsOfLoginHost).find((found) => found.length > 0) ?? [];
  // A tenant of a cloud with a sub-scope would name it, where the host has a cloud without one.
  const plain = byHost.filter((name) => clouds[name].regionSubScope === undefined);
  return plain.length > 0 ? plain : byHost;
}

/**
 * Reads a parsed `.well-known/openid-configuration`; undefined when it is not one.
 * @param asked The tenant whose configuration it is: its GUID counts where the document has none.
 */
export function readOpenidConfiguration(document: unknown, asked = ""): OpenidConfiguration | undefined {
  if (!isRecord(document)) return undefined;
  const tokenEndpoint = textOf(document["token_endpoint"]);
  const tenantId = [tokenEndpoint, textOf(document["issuer"]), asked]
    .map((part) => guidIn(part ?? ""))
    .find((guid) => guid !== undefined);
  if (!tokenEndpoint || !URL.canParse(tokenEndpoint) || !tenantId) return undefined;
  const texts = Object.fromEntries(Object.entries(document).filter(([, value]) => textOf(value) !== undefined));
  return {
    tenantId,
    environments: environmentsIn(document),
    tokenEndpoint,
    metadata: JSON.stringify({
      ...texts,
      issuer: textOf(document["issuer"]) ?? tokenEndpoint,
      authorization_endpoint:
        textOf(document["authorization_endpoint"]) ?? tokenEndpoint.replace(/\/token$/, "/authorize"),
    }),
  };
}
