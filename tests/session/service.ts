import assert from "node:assert/strict";
import { clouds } from "../../provider/clouds";
import type { HttpRequest } from "../../provider/http";
import { PurviewError } from "../../provider/errors";
import { FakeClock, FakeHttp, jwt, openid, page, type Reply } from "../transport/fakes";

export const TID = "11111111-2222-3333-4444-555555555555";
export const QUERY = { cmdlet: "Get-ComplianceTag", parameters: {} };
export const base = {
  tenantId: TID,
  organization: "contoso.onmicrosoft.com",
  clientId: "c",
  clientSecret: "s3cr3t-4711",
};

export const failsWith = (code: string) => (error: unknown) => {
  assert.ok(error instanceof PurviewError, String(error));
  assert.equal(error.code, code, error.message);
  return true;
};

export function service(
  answer: (request: HttpRequest) => Reply | Promise<Reply> = () => page([]),
  clock = new FakeClock(Date.now()),
) {
  const http = new FakeHttp((request) => {
    const { origin, pathname } = new URL(request.url);
    if (pathname.includes("/.well-known/")) return openid(origin, TID);
    if (pathname.endsWith("/token"))
      return {
        body: {
          token_type: "Bearer",
          expires_in: 3599,
          access_token: jwt({ tid: TID, aud: clouds.public.audience, appid: "c", exp: clock.now() / 1000 + 3599 }),
        },
      };
    return answer(request);
  });
  return { http, clock };
}

export const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
