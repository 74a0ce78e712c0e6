import type { World } from "../world";

/** Resource app id that Security & Compliance names in its challenge (docs/service/sign-in.md#challenge). */
const RESOURCE = "00000007-0000-0ff1-ce00-000000000000";

interface Reason {
  /** A token came and was refused. */
  readonly invalidToken?: boolean;
  /** Continuous access evaluation: what the next token request must carry. */
  readonly claims?: unknown;
}

/** The `WWW-Authenticate` header of a 401. */
export function challenge(world: World, { invalidToken, claims }: Reason): string {
  const parts = [
    `client_id="${RESOURCE}"`,
    'trusted_issuers="00000001-0000-0000-c000-000000000000@*"',
    'token_types="app_asserted_user_v1 service_asserted_app_v1"',
    `authorization_uri="${world.places.url}/common/oauth2/authorize"`,
    ...(invalidToken ? ['error="invalid_token"'] : []),
    ...(claims === undefined
      ? []
      : ['error="insufficient_claims"', `claims="${Buffer.from(JSON.stringify(claims)).toString("base64")}"`]),
  ];
  return `Bearer ${parts.join(", ")}`;
}
