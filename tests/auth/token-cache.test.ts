import assert from "node:assert/strict";
import { TokenCache, decodeToken } from "../../provider/auth";
import { SecretText } from "../../provider/values";
import { clouds } from "../../provider/clouds";
import { jwt } from "../transport/fakes";
import { TID, CLIENT, SECRET, platform, signIn, failsWith } from "./platform";

describe("The token cache", () => {
  const app = { clientId: CLIENT, clientSecret: SECRET };

  it("asks once for many at once, and not again while the token lasts", async () => {
    const cloud = await platform("public");
    const cache = await signIn(cloud, app);
    await Promise.all(Array.from({ length: 50 }, () => cache.get()));
    await cache.get();
    assert.equal(cloud.forms.length, 1);
  });

  it("asks its source for a token that is not cached when the last one was rejected", async () => {
    const cloud = await platform("public");
    const asked: (boolean | undefined)[] = [];
    const token = () => jwt({ tid: TID, aud: clouds.public.audience, exp: Date.now() / 1000 + 3600, n: asked.length });
    const acquire = ({ fresh }: { fresh?: boolean | undefined }) => {
      asked.push(fresh);
      return Promise.resolve({ value: token() });
    };
    const cache = new TokenCache({ credential: "test", identity: "x", acquire }, cloud.context);
    await cache.renew(await cache.get());
    assert.deepEqual(asked, [false, true]);
  });

  it("renews a token before it expires", async () => {
    const cloud = await platform("public");
    const cache = await signIn(cloud, app);
    await cache.get();
    cloud.clock.time += 3599_000 - 4 * 60_000;
    await cache.get();
    assert.equal(cloud.forms.length, 2);
  });

  it("goes on with the old token while the platform is down for a moment", async () => {
    let down = false;
    const cloud = await platform("public", () => (down ? { status: 503 } : undefined));
    const cache = await signIn(cloud, app);
    const first = await cache.get();
    down = true;
    cloud.clock.time += 3599_000 - 4 * 60_000;
    assert.equal((await cache.get()).value, first.value);
  });

  const wrong: [string, { [claim: string]: unknown }, string][] = [
    ["another tenant", { tid: "22222222-2222-3333-4444-555555555555" }, "PURVIEW_TOKEN_TENANT"],
    ["no tenant", { tid: undefined }, "PURVIEW_TOKEN_TENANT"],
    ["another audience", { aud: "https://graph.microsoft.com" }, "PURVIEW_TOKEN_AUDIENCE"],
    ["the audience of Exchange", { aud: "https://outlook.office365.com" }, "PURVIEW_TOKEN_AUDIENCE"],
    ["the past", { exp: 1 }, "PURVIEW_TOKEN_EXPIRED"],
  ];
  for (const [title, claims, code] of wrong)
    it(`refuses a token of ${title}, from the platform and ready-made`, async () => {
      const token = jwt({ tid: TID, aud: clouds.public.audience, exp: Date.now() / 1000 + 3600, ...claims });
      const cloud = await platform("public", () => ({
        body: { access_token: token, expires_in: 3599, token_type: "Bearer" },
      }));
      await assert.rejects((await signIn(cloud, app)).get(), failsWith(code));
      await assert.rejects((await signIn(cloud, { accessToken: new SecretText(token) })).get(), failsWith(code));
    });

  it("takes a ready token with or without Bearer, but none that it cannot read or renew", async () => {
    const token = jwt({ tid: TID, aud: `${clouds.public.audience}/`, exp: Date.now() / 1000 + 3600 });
    const cloud = await platform("public");
    const cache = await signIn(cloud, { accessToken: new SecretText(`Bearer ${token}`) });
    const first = await cache.get();
    assert.equal(first.value, token);
    await assert.rejects(cache.renew(first), failsWith("PURVIEW_TOKEN_REFUSED"));
    await assert.rejects(
      (await signIn(cloud, { accessToken: new SecretText("opaque") })).get(),
      failsWith("PURVIEW_TOKEN_REFUSED"),
    );
    assert.equal(cloud.http.requests.length, 0);
  });
});

describe("A decoded token", () => {
  it("is undefined for an opaque or damaged token", () => {
    for (const token of [
      "",
      "opaque",
      "a.b",
      "a.b.c",
      "a.!!.c",
      `a.${Buffer.from("[]").toString("base64url")}.c`,
      "a.b.c.d.e",
    ])
      assert.equal(decodeToken(token), undefined);
  });
});
