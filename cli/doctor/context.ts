import type { Credential } from "../../provider/auth";
import type { TenantLocation } from "../../provider/clouds";
import type { LiveSession, Settings } from "../../provider/session";
import type { ProxyChoice } from "../../provider/http";

/** What the steps know, and what they find out for the steps after them. */
export interface DoctorContext {
  readonly settings: Settings;
  readonly encrypted: readonly string[];
  readonly session: LiveSession;
  readonly env: { readonly [name: string]: string | undefined };
  credential?: Credential | undefined;
  proxy?: ProxyChoice | undefined;
  location?: TenantLocation | undefined;
}
