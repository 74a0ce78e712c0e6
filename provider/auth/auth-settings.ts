import type { SecretText } from "../values";

type Maybe<T> = T | undefined;

/** Where a setting can be given; `default` = nowhere. */
export type SettingLayer = "arguments" | "stackConfig" | "environment" | "default";

/** Where a setting's value came from, for `purview doctor` and messages. */
export interface Origin {
  readonly layer: SettingLayer;
  /** e.g. `purview:tenantId`, `ARM_TENANT_ID`. */
  readonly name: string;
}

/** The settings that say who signs in; names and environment variables as in docs/settings.md. */
export interface AuthSettings {
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
  /** Where each setting was given; the chain prefers what is given nearer to the program. */
  readonly origins?: Maybe<{ readonly [setting: string]: Origin }>;
}
