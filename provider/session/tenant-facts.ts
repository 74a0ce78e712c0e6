import type { Environment } from "../clouds";

/** Who and where a session is; known only after sign-in. */
export interface TenantFacts {
  readonly tenantId: string;
  readonly organization: string;
  readonly environment: Environment;
  /** e.g. `app <client id>`; for messages. */
  readonly identity: string;
}
