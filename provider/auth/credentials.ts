import type { SecretText } from "../values";

type Maybe<T> = T | undefined;

/** The settings that say who signs in; names and environment variables as in docs/settings.md. */
export interface Credentials {
  readonly tenantId?: Maybe<string>;
  readonly organization?: Maybe<string>;
  readonly delegatedOrganization?: Maybe<string>;
  readonly clientId?: Maybe<string>;
  readonly clientSecret?: Maybe<SecretText>;
  /** Base64 of a PFX, or PEM text or its base64. */
  readonly clientCertificate?: Maybe<SecretText>;
  readonly clientCertificatePath?: Maybe<string>;
  readonly clientCertificatePassword?: Maybe<SecretText>;
  readonly clientAssertionCommand?: Maybe<string>;
  readonly useOidc?: Maybe<boolean>;
  readonly oidcToken?: Maybe<SecretText>;
  readonly oidcTokenFilePath?: Maybe<string>;
  readonly oidcRequestUrl?: Maybe<string>;
  readonly oidcRequestToken?: Maybe<SecretText>;
  readonly adoPipelineServiceConnectionId?: Maybe<string>;
  readonly useMsi?: Maybe<boolean>;
  readonly msiClientId?: Maybe<string>;
  readonly msiEndpoint?: Maybe<string>;
  readonly useCli?: Maybe<boolean>;
  readonly useLogin?: Maybe<boolean>;
  readonly userPrincipalName?: Maybe<string>;
  readonly username?: Maybe<string>;
  readonly password?: Maybe<SecretText>;
  readonly accessToken?: Maybe<SecretText>;
  /** How near the program a setting was given: 0 program, 1 stack configuration, 2 environment. The chain prefers the nearer. */
  readonly distance?: Maybe<(key: string) => number>;
}
