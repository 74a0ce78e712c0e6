import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { TokenCache, pickCredential, type AuthContext, type AuthSettings } from "../../provider/auth";
import { clouds, locateTenant, type KnownEnvironment } from "../../provider/clouds";
import type { HttpRequest } from "../../provider/http";
import { SecretText } from "../../provider/values";
import { PurviewError } from "../../provider/errors";
import { FakeClock, FakeHttp, jwt, openid, type Reply } from "../transport/fakes";

export const TID = "11111111-2222-3333-4444-555555555555";
export const CLIENT = "99999999-2222-3333-4444-555555555555";
export const SECRET = new SecretText("s3cr3t-value-4711");
export const pem = readFileSync(join(__dirname, "fixtures/plain.pem"), "utf8");
export const leaf = new X509Certificate(pem.slice(pem.lastIndexOf("-----BEGIN CERT")));

export interface Platform {
  readonly context: AuthContext;
  readonly http: FakeHttp;
  readonly clock: FakeClock;
  /** Requests to token endpoints, decoded. */
  readonly forms: URLSearchParams[];
}

export const good = (environment: KnownEnvironment, clock: FakeClock): Reply => ({
  body: {
    token_type: "Bearer",
    expires_in: 3599,
    access_token: jwt({ tid: TID, aud: clouds[environment].audience, exp: clock.now() / 1000 + 3599, appid: CLIENT }),
  },
});

/** The identity platform of one cloud, seen from the network client. */
export async function platform(
  environment: KnownEnvironment,
  answer?: (request: HttpRequest, form: URLSearchParams) => Reply | undefined,
  env: AuthContext["env"] = {},
): Promise<Platform> {
  const clock = new FakeClock(Date.now());
  const forms: URLSearchParams[] = [];
  const http = new FakeHttp((request) => {
    if (request.url.includes("/.well-known/")) {
      const subScope = clouds[environment].regionSubScope;
      return openid(
        new URL(request.url).origin,
        TID,
        subScope === undefined ? {} : { tenant_region_sub_scope: subScope },
      );
    }
    const form = new URLSearchParams(request.body);
    if (request.url.includes("/oauth2/v2.0/token")) forms.push(form);
    return answer?.(request, form) ?? good(environment, clock);
  });
  const location = await locateTenant({ environment }, TID, http);
  http.requests.length = 0;
  return { context: { location, http, clock, env }, http, clock, forms };
}

export async function signIn({ context }: Platform, credentials: AuthSettings): Promise<TokenCache> {
  return new TokenCache(await pickCredential(credentials).open(credentials, context), context);
}

export const failsWith = (code: string, text?: RegExp) => (error: unknown) => {
  assert.ok(error instanceof PurviewError, String(error));
  assert.equal(error.code, code, error.message);
  if (text) assert.match(error.message, text);
  assert.doesNotMatch(`${error.stack} ${JSON.stringify(error)}`, /s3cr3t-value/);
  return true;
};
