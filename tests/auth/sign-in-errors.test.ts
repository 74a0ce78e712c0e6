import assert from "node:assert/strict";
import { signInError } from "../../provider/auth/sign-in-error";
import { PurviewError, TransportError } from "../../provider/errors";
import { type Reply } from "../transport/fakes";
import { TID, CLIENT, SECRET, platform, signIn, failsWith } from "./platform";

describe("A rejected sign-in", () => {
  const numbers: [number, string, RegExp][] = [
    [7000215, "PURVIEW_AUTH_CREDENTIAL", /the secret's value, not its id/],
    [700016, "PURVIEW_AUTH_APP", /clientId and tenantId/],
    [700027, "PURVIEW_AUTH_CREDENTIAL", /revoked/],
    [700023, "PURVIEW_AUTH_CREDENTIAL", /wrong cloud/],
    [90002, "PURVIEW_TENANT_UNKNOWN", /tenantId/],
    [99999, "PURVIEW_AUTH_FAILED", /doctor/],
  ];
  for (const [number, code, text] of numbers)
    it(`is explained for AADSTS${number}, in one message without the credential`, async () => {
      const description = `AADSTS${number}: Something about app.\r\nTrace ID: 1\r\nCorrelation ID: 2`;
      const cloud = await platform("public", () => ({
        status: 401,
        body: { error: "invalid_client", error_description: description, error_codes: [number] },
      }));
      const cache = await signIn(cloud, { clientId: CLIENT, clientSecret: SECRET });
      await assert.rejects(cache.get(), (error: Error) => {
        assert.doesNotMatch(error.message, /Trace ID/);
        assert.match(error.message, new RegExp(`AADSTS${number}`));
        return failsWith(code, text)(error);
      });
      assert.equal(cloud.http.requests.length, 1);
    });

  for (const [number, word] of [
    [50076, "multi-factor"],
    [50126, "password is wrong"],
    [50053, "locked"],
  ] as const)
    it(`says of a password what AADSTS${number} means`, async () => {
      const cloud = await platform("public", () => ({
        status: 400,
        body: { error: "invalid_grant", error_description: `AADSTS${number}: x`, error_codes: [number] },
      }));
      const cache = await signIn(cloud, { username: "navin@contoso.com", password: SECRET });
      await assert.rejects(cache.get(), (error: Error) => {
        assert.match(error.message, new RegExp(word));
        return error instanceof PurviewError;
      });
    });

  it("is tried again after 429 and 5xx, each time with a request", async () => {
    let asked = 0;
    const cloud = await platform("public", () =>
      ++asked < 3 ? { status: asked === 1 ? 429 : 503, headers: { "retry-after": "7" } } : undefined,
    );
    await (await signIn(cloud, { clientId: CLIENT, clientSecret: SECRET })).get();
    assert.equal(asked, 3);
    assert.deepEqual(cloud.clock.slept.slice(0, 2), [7000, 7000]);
  });

  it("does not affect the next attempt", async () => {
    let broken = true;
    const cloud = await platform("public", () => (broken ? { status: 503 } : undefined));
    const cache = await signIn(cloud, { clientId: CLIENT, clientSecret: SECRET });
    await assert.rejects(cache.get(), PurviewError);
    broken = false;
    assert.ok((await cache.get()).value);
  });

  it("shows a wait of seconds", async () => {
    let asked = 0;
    const cloud = await platform("public", () =>
      ++asked < 2 ? { status: 429, headers: { "retry-after": "7" } } : undefined,
    );
    const told: string[] = [];
    const context = { ...cloud.context, notify: (message: string) => void told.push(message) };
    await (await signIn({ ...cloud, context }, { clientId: CLIENT, clientSecret: SECRET })).get();
    assert.deepEqual(told, ["The identity platform is busy (status 429); trying again in 7 s …"]);
  });

  const nonsense: [string, Reply, RegExp][] = [
    ["no JSON", { body: "<html>login</html>" }, /did not come from the identity platform \(status 200\)/],
    ["a list", { body: [1] }, /did not come from the identity platform/],
    [
      "a redirect",
      { status: 302, headers: { location: "https://evil.example/x?s3cr3t-value" } },
      /a redirect \(status 302\) to evil\.example, which was not followed/,
    ],
    ["of wrong types", { body: { token_type: 5, expires_in: "x", access_token: { a: 1 } } }, /has no token/],
    ["without a token", { body: { token_type: "Bearer", expires_in: 3599 } }, /has no token/],
  ];
  for (const [title, reply, text] of nonsense)
    it(`by a response that is ${title} is one clear error`, async () => {
      const cloud = await platform("public", () => reply);
      await assert.rejects(
        (await signIn(cloud, { clientId: CLIENT, clientSecret: SECRET })).get(),
        failsWith("PURVIEW_AUTH_FAILED", text),
      );
      assert.equal(cloud.http.requests.length, 1);
    });

  it("by a token that no header can carry is one clear error", async () => {
    for (const value of ["two\r\nlines", "snow\u2603man"]) {
      const cloud = await platform("public", () => ({
        body: { token_type: "Bearer", expires_in: 3599, access_token: value },
      }));
      await assert.rejects(
        (await signIn(cloud, { clientId: CLIENT, clientSecret: SECRET })).get(),
        failsWith("PURVIEW_TOKEN_REFUSED", /holds characters/),
      );
    }
  });

  it("on the sign-in page is explained where the platform returns no number", () => {
    const call = { credential: "device code", identity: "a user" };
    const refused = (error: string) => signInError(call, TID, { status: 400, error }, undefined);
    assert.ok(failsWith("PURVIEW_AUTH_INTERACTION", /it was declined on the sign-in page/)(refused("access_denied")));
    assert.ok(failsWith("PURVIEW_AUTH_INTERACTION", /was not entered in time/)(refused("expired_token")));
    const thrown = { errorCode: "access_denied" };
    assert.ok(failsWith("PURVIEW_AUTH_INTERACTION", /declined/)(signInError(call, TID, undefined, thrown)));
  });

  it("does not ask a proxy again that has rejected the credentials", async () => {
    const cloud = await platform("public", () => {
      throw new TransportError("The proxy rejected the credentials.", { code: "PURVIEW_PROXY" });
    });
    await assert.rejects(
      (await signIn(cloud, { clientId: CLIENT, clientSecret: SECRET })).get(),
      failsWith("PURVIEW_PROXY"),
    );
    assert.equal(cloud.http.requests.length, 1);
  });
});
