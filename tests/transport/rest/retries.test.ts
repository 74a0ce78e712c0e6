import assert from "node:assert/strict";
import { AuthError, PurviewError } from "../../../provider/errors";
import { page, refusal, type Reply } from "../fakes";
import { BUSY, setUp, READ, WRITE, failsWith, lost, refused } from "./set-up";

describe("A retried request", () => {
  const transient: [string, () => Reply][] = [
    ["502", () => ({ status: 502, body: "<html>" })],
    ["503 without text", () => ({ status: 503 })],
    ["504", () => ({ status: 504 })],
    ["500 that says nothing", () => ({ status: 500 })],
    ["500 of a busy backend", () => refusal(500, "Ex1A2B3C|x.StorageTransientException|try later")],
    [
      "a lost connection",
      () => {
        throw lost();
      },
    ],
  ];
  for (const [title, reply] of transient) {
    it(`reads after ${title}`, async () => {
      const { channel, http } = setUp((_, index) => (index < 2 ? reply() : page([])));
      await channel.invoke(READ);
      assert.equal(http.requests.length, 3);
    });
    it(`gives up reading after ${title} five times`, async () => {
      const { channel, http } = setUp(reply);
      await assert.rejects(channel.invoke(READ), PurviewError);
      assert.equal(http.requests.length, 5);
    });
    it(`never sends a write again after ${title}`, async () => {
      const { channel, http } = setUp(reply);
      await assert.rejects(
        channel.invoke(WRITE),
        failsWith("PURVIEW_OUTCOME_UNKNOWN", (error) => assert.match(error.message, /seven years/)),
      );
      assert.equal(http.requests.length, 1);
    });
  }

  const harmless: [string, (index: number) => Reply][] = [
    ["429", () => ({ status: 429, headers: { "retry-after": "1.5" }, body: BUSY })],
    ["503 with words", () => ({ status: 503, body: "Server is busy." })],
    ["401", () => ({ status: 401 })],
    ["the session limit", () => refusal(400, "The maximum number of connections allowed : 3")],
    [
      "a refused connection",
      () => {
        throw refused();
      },
    ],
  ];
  for (const [title, reply] of harmless)
    it(`sends even a write again after ${title}: it certainly did nothing`, async () => {
      const { channel, http } = setUp((_, index) => (index === 0 ? reply(index) : page([{ ok: true }])));
      assert.equal((await channel.invoke(WRITE)).objects.length, 1);
      assert.equal(http.requests.length, 2);
    });

  it("does not repeat deterministic errors, also when they come as 500", async () => {
    const { channel, http } = setUp(() => refusal(500, "Ex1A2B3C|x.ErrorRuleNotFoundException|There is no rule"));
    await assert.rejects(channel.invoke(READ), failsWith("PURVIEW_NOT_FOUND"));
    assert.equal(http.requests.length, 1);
  });

  it("waits for the whole tenant once when one request is throttled, and says so", async () => {
    const { channel, http, clock, notes } = setUp((_, index) =>
      index === 1 ? { status: 429, headers: { "Retry-After": "30" }, body: BUSY } : page([]),
    );
    await channel.invoke(READ);
    const start = clock.now();
    await Promise.all([channel.invoke(READ), channel.invoke(READ)]);
    assert.ok(clock.now() - start >= 30_000 && clock.now() - start < 70_000);
    assert.equal(notes.length, 1);
    assert.match(notes[0] ?? "", /waiting 30 s/);
    assert.ok(http.requests.length <= 4);
  });

  it("reports when each throttled request was sent, also one that met the session limit", async () => {
    const limit = refusal(400, "The maximum number of connections allowed : 3");
    const replies: Reply[] = [{ status: 429, headers: { "retry-after": "5" } }, limit, { status: 503 }];
    const { channel, clock, throttled } = setUp((_, index) => replies[index] ?? page([]));
    const start = clock.now();
    await channel.invoke(READ);
    assert.deepEqual(throttled, [start, start + 5000]);
  });

  it("ends when throttling does not", async () => {
    const { channel, clock } = setUp(() => ({ status: 429, headers: { "retry-after": "60" } }));
    const start = clock.now();
    await assert.rejects(channel.invoke(READ), failsWith("PURVIEW_THROTTLED"));
    assert.ok(clock.now() - start <= 960_000);
  });

  const challenged = `Bearer realm="", error="insufficient_claims", claims="${Buffer.from('{"access_token":{}}').toString("base64")}"`;
  const ENDLESS: readonly (readonly [identity: string, cure: RegExp])[] = [
    ["app 1", /Conditional Access policy for workload identities .*service principal sign-ins/],
    ["user ann@contoso.com", /run `purview login` from a place and a device/],
  ];
  for (const [identity, cure] of ENDLESS)
    it(`ends when every new token of ${identity} is challenged again, and says what an administrator can do`, async () => {
      const { channel, http } = setUp(() => ({ status: 401, headers: { "www-authenticate": challenged } }), {
        identity,
      });
      await assert.rejects(channel.invoke(READ), (error: unknown) => {
        assert.ok(error instanceof AuthError);
        assert.equal(error.code, "PURVIEW_CLAIMS_CHALLENGE");
        assert.match(error.message, /asked the same of every new token \(claims challenge\)/);
        assert.match(error.message, cure);
        assert.doesNotMatch(error.message, /Exchange\.ManageAsApp/);
        return true;
      });
      assert.ok(http.requests.length < 6, String(http.requests.length));
    });

  for (const status of [401, 403])
    it(`tells a person whom the service refuses with ${status} about role groups, not about app roles`, async () => {
      const { channel } = setUp(() => ({ status }), { identity: "user ann@contoso.com" });
      await assert.rejects(channel.invoke(READ), (error: unknown) => {
        assert.ok(error instanceof PurviewError);
        assert.match(error.message, /add ann@contoso\.com to a role group .* Role groups/);
        assert.doesNotMatch(error.message, /Exchange\.ManageAsApp/);
        return true;
      });
    });

  it("asks for a new token after 401, with the claims of a challenge", async () => {
    const claims = '{"access_token":{"nbf":{"essential":true,"value":"1"}}}';
    const challenge = `Bearer realm="", error="insufficient_claims", claims="${Buffer.from(claims).toString("base64")}"`;
    const { channel, http, claimsAsked } = setUp((_, index) =>
      index === 0 ? { status: 401, headers: { "www-authenticate": challenge } } : page([]),
    );
    await channel.invoke(READ);
    assert.deepEqual(claimsAsked, [undefined, claims]);
    const sent = http.requests.map(({ headers }) => headers?.["authorization"]);
    assert.notEqual(sent[0], sent[1]);
  });

  it("asks for one new token when many requests meet 401 at once", async () => {
    const { channel, asked } = setUp(({ headers }) => {
      const claims = JSON.parse(
        Buffer.from((headers?.["authorization"] ?? "").split(".")[1] ?? "", "base64url").toString(),
      ) as { n: number };
      return claims.n === 1 ? { status: 401 } : page([]);
    });
    await Promise.all(Array.from({ length: 20 }, () => channel.invoke(READ)));
    assert.equal(asked(), 2);
  });

  it("ends with one clear error when the service rejects every token", async () => {
    const { channel, http } = setUp(() => ({ status: 401 }));
    await assert.rejects(channel.invoke(WRITE), failsWith("PURVIEW_UNAUTHORIZED"));
    assert.ok(http.requests.length <= 3);
  });

  it("names the missing setting when the service does not find the organization", async () => {
    const { channel } = setUp(() => refusal(500, "Could not find the organization container for x"));
    await assert.rejects(
      channel.invoke(READ),
      failsWith("PURVIEW_ORGANIZATION", ({ message }) => assert.match(message, /Set organization/)),
    );
  });

  it("keeps the status of a response whose body cannot be read", async () => {
    const { channel } = setUp(() => ({ status: 403, bodyProblem: "undecodable" }));
    await assert.rejects(channel.invoke(READ), failsWith("PURVIEW_PERMISSION"));
  });
});
