import type { AuthSettings } from "./auth-settings";
import type { AuthContext, TokenSource } from "./token-source";

/** One kind of credential, whether it is configured or not. */
export interface Credential {
  /** For messages: `client secret`, `certificate` … */
  readonly name: string;
  /** Settings of which at least one must be set for the credential to count as configured. */
  readonly settings: readonly (keyof AuthSettings)[];
  /** What is missing, in words; undefined when the credential is configured. Throws ConfigError when it is configured in part. */
  missing(settings: AuthSettings): string | undefined;
  /** Non-secret identity for the session's key. */
  identity(settings: AuthSettings): string;
  /** The tenant that the credential itself knows, where no setting names it. */
  tenant?(settings: AuthSettings): string | undefined;
  open(settings: AuthSettings, context: AuthContext): Promise<TokenSource> | TokenSource;
}
