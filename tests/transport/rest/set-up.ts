import assert from "node:assert/strict";
import { TokenCache, type AuthContext } from "../../../provider/auth";
import { cloudHosts, clouds, type TenantLocation } from "../../../provider/clouds";
import type { HttpRequest } from "../../../provider/http";
import { PurviewError } from "../../../provider/errors";
import { TransportError } from "../../../provider/errors";
import { Pace, RestChannel, Route } from "../../../provider/transport/rest";
import { FakeClock, FakeHttp, jwt, type Reply } from "../fakes";

export const TID = "11111111-2222-3333-4444-555555555555";
export const FRONT = "https://ps.compliance.protection.outlook.com";
export const REGION = "https://nam11b.ps.compliance.protection.outlook.com";
export const BUSY = "You have reached the maximum number of concurrent requests per tenant. Please wait and try again";

export const location: TenantLocation = {
  environment: "public",
  tenantId: TID,
  audience: clouds.public.audience,
  authority: { url: `https://login.microsoftonline.com/${TID}` },
  tokenEndpoint: "https://login.microsoftonline.com/x",
  serviceOrigin: FRONT,
  hosts: cloudHosts(clouds.public),
  federationAudience: "",
};

/** Where the service is, and who asks it. */
interface Place {
  readonly front: string;
  readonly hosts: TenantLocation["hosts"];
  readonly identity: string;
}

export function setUp(
  handler: (request: HttpRequest, index: number) => Reply | Promise<Reply>,
  { front = FRONT, hosts = location.hosts, identity = "app 1" }: Partial<Place> = {},
) {
  const http = new FakeHttp(handler);
  const clock = new FakeClock();
  const claimsAsked: (string | undefined)[] = [];
  let tokens = 0;
  const context: AuthContext = { location, http, clock, env: {} };
  const cache = new TokenCache(
    {
      credential: "test",
      identity,
      acquire: ({ claims }) => {
        claimsAsked.push(claims);
        return Promise.resolve({
          value: jwt({ tid: TID, aud: location.audience, exp: clock.now() / 1000 + 3600, n: ++tokens }),
        });
      },
    },
    context,
  );
  const notes: string[] = [];
  const throttled: number[] = [];
  const debugged: string[] = [];
  const channel = new RestChannel({
    http,
    clock,
    tokens: cache,
    route: new Route({ front, hosts, cacheKey: "x" }),
    pace: new Pace(clock),
    connection: { connectionId: "c-1", anchor: "UPN:SystemMailbox{x}@contoso.onmicrosoft.com" },
    tenantId: TID,
    tenant: "contoso.onmicrosoft.com",
    requestTimeoutMs: 960_000,
    notify: (note) => notes.push(note),
    throttled: (sentAtMs) => throttled.push(sentAtMs),
    random: () => 0.5,
    debug: (message) => debugged.push(message),
    answerForm: "clixml",
  });
  return { channel, http, clock, claimsAsked, notes, throttled, debugged, asked: () => tokens };
}

export const READ = { cmdlet: "Get-ComplianceTag", parameters: {} };
export const WRITE = { cmdlet: "New-ComplianceTag", parameters: { Name: "seven years" } };
export const failsWith = (code: string, more?: (error: PurviewError) => void) => (error: unknown) => {
  assert.ok(error instanceof PurviewError, String(error));
  assert.equal(error.code, code, error.message);
  more?.(error);
  return true;
};
export const lost = () => new TransportError("lost", { code: "PURVIEW_CONNECTION_LOST" });
export const refused = () => new TransportError("refused", { code: "PURVIEW_CONNECT_FAILED" });
