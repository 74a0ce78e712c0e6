import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { clouds } from "../../provider/clouds";
import { CancelledError } from "../../provider/errors";
import {
  closeAllSessions,
  makeSession,
  openSession,
  resolveSettings,
  sessionKey,
  shareSession,
  type Session,
} from "../../provider/session";
import { jwt, openid, page } from "../transport/fakes";
import { TID, QUERY, base, failsWith, service, tick } from "./service";

describe("a session", () => {
  afterEach(() => closeAllSessions());

  it("sends nothing until it is used, then signs in once for all callers", async () => {
    const { http, clock } = service();
    const session = openSession(resolveSettings({ args: base }), { http, clock });
    await tick();
    assert.equal(http.requests.length, 0);
    const [facts] = await Promise.all([session.facts(), session.list(QUERY), session.rights(), session.read(QUERY)]);
    assert.deepEqual(facts, {
      tenantId: TID,
      organization: "contoso.onmicrosoft.com",
      environment: "public",
      identity: "app c",
    });
    assert.equal(http.requests.filter(({ url }) => url.endsWith("openid-configuration")).length, 1);
    assert.equal(http.requests.filter(({ url }) => url.includes("/token")).length, 1);
    const anchors = http.requests.map(({ headers }) => headers?.["X-AnchorMailbox"]).filter(Boolean);
    assert.deepEqual(
      [...new Set(anchors)],
      ["UPN:SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}@contoso.onmicrosoft.com"],
    );
  });

  it("runs no more cmdlets at a time than allowed", async () => {
    let running = 0;
    let most = 0;
    const { http, clock } = service(async () => {
      most = Math.max(most, ++running);
      await tick();
      running--;
      return page([]);
    });
    const session = openSession(resolveSettings({ args: { ...base, maxConcurrency: 2 } }), { http, clock });
    await Promise.all(Array.from({ length: 9 }, (_, n) => session.write({ cmdlet: "Set-X", parameters: { n } })));
    assert.equal(most, 2);
  });

  it("is shared by the same tenant, identity and audience, and by no others", () => {
    const { http, clock } = service();
    const open = (args: object): Session =>
      openSession(resolveSettings({ args: { ...base, ...args } }), { http, clock });
    const one = open({});
    assert.equal(open({ drift: "refresh" }), one);
    for (const other of [
      { tenantId: "22222222-2222-3333-4444-555555555555" },
      { clientId: "d" },
      { clientSecret: "other" },
      { audience: "https://x" },
      { environment: "gccHigh" },
      { username: "u", password: "p" },
    ])
      if (!("username" in other)) assert.notEqual(open(other), one, JSON.stringify(other));
    assert.doesNotMatch(sessionKey(resolveSettings({ args: base })), /s3cr3t/);
  });

  describe("whose settings turn out to mean the same tenant", () => {
    const OTHER = "99999999-2222-3333-4444-555555555555";
    const byDomain = { tenantId: "contoso.onmicrosoft.com", organization: "" };
    const share = ({ http, clock }: ReturnType<typeof service>, args: object): Promise<Session> =>
      shareSession(resolveSettings({ args: { ...base, ...args } }), { http, clock });
    const signIns = ({ http }: ReturnType<typeof service>) => http.requests.filter(({ url }) => url.includes("/token"));

    it("is one session with one sign-in, by GUID, by domain and by a second domain, opened at the same moment", async () => {
      const w = service();
      const all = await Promise.all(
        [{}, byDomain, { ...byDomain, tenantId: "contoso.com" }].map((args) => share(w, args)),
      );
      assert.equal(new Set(all).size, 1);
      assert.equal(await share(w, byDomain), all[0]);
      await Promise.all(all.map((session) => session.facts()));
      assert.equal(signIns(w).length, 1);
      await closeAllSessions();
      assert.notEqual(await share(w, byDomain), all[0]);
    });

    it("is another session for another identity, cloud or tenant, and only what could be the same is looked up", async () => {
      const w = service();
      const one = await share(w, {});
      assert.notEqual(await share(w, { tenantId: OTHER }), one);
      assert.notEqual(await share(w, { ...byDomain, clientId: "d" }), one);
      assert.equal(w.http.requests.length, 0);
      const apart = await share(w, { ...byDomain, connectionUri: "https://x.example.com/powershell-liveid/" });
      assert.notEqual(apart, one);
      assert.equal(signIns(w).length, 0);
    });

    it("is its own where its tenant cannot be found, and says so when it is used", async () => {
      const w = service();
      const one = await share(w, {});
      const lost = await share(w, { ...byDomain, tenantId: "no domain" });
      assert.notEqual(lost, one);
      await assert.rejects(lost.facts(), failsWith("PURVIEW_CONFIG_INVALID"));
    });
  });

  it("names what is missing before anything is sent", () => {
    assert.throws(
      () => openSession(resolveSettings({ args: { ...base, tenantId: "", organization: "" } })),
      failsWith("PURVIEW_TENANT_MISSING"),
    );
    assert.throws(
      () => openSession(resolveSettings({ args: { tenantId: TID, useLogin: false } })),
      failsWith("PURVIEW_AUTH_NOT_CONFIGURED"),
    );
  });

  it("rejects an organization that no header can carry, before anything is sent", async () => {
    const { http, clock } = service();
    const settings = resolveSettings({ args: { ...base, organization: "bücher.onmicrosoft.com" } });
    await assert.rejects(makeSession(settings, { http, clock, env: {} }).facts(), failsWith("PURVIEW_CONFIG_INVALID"));
    assert.equal(http.requests.length, 0);
  });

  it("tries to sign in again after a failure", async () => {
    const { http, clock } = service();
    const { handler } = http;
    http.handler = () => ({ status: 400, body: {} });
    const session = openSession(resolveSettings({ args: base }), { http, clock });
    await assert.rejects(session.facts(), failsWith("PURVIEW_TENANT_UNKNOWN"));
    http.handler = handler;
    assert.equal((await session.facts()).tenantId, TID);
  });

  it("asks Graph for the initial domain when no setting has it, and goes on without when that is not allowed", async () => {
    const args = { ...base, organization: "" };
    const domains = [
      { name: "contoso.com", isInitial: false },
      { name: "initial.onmicrosoft.com", isInitial: true },
    ];
    const { http, clock } = service(({ url }) =>
      url.startsWith("https://graph") ? { body: { value: [{ verifiedDomains: domains }] } } : page([]),
    );
    const session = makeSession(resolveSettings({ args }), { http, clock });
    assert.equal((await session.facts()).organization, "initial.onmicrosoft.com");
    const graph = http.requests.filter(({ url }) => url.startsWith("https://graph.microsoft.com/"));
    assert.equal(graph.length, 1);
    const refused = service(({ url }) => (url.startsWith("https://graph") ? { status: 403 } : page([])));
    assert.equal((await makeSession(resolveSettings({ args }), refused).facts()).organization, TID);
  });

  it("works in the customer's tenant for a partner, anchored there", async () => {
    const customer = "22222222-2222-3333-4444-555555555555";
    const { http, clock } = service();
    const { handler } = http;
    http.handler = (request, index) => {
      if (request.url.includes("/.well-known/")) return openid(new URL(request.url).origin, customer);
      if (request.url.includes("/oauth2/"))
        return {
          body: {
            token_type: "Bearer",
            expires_in: 3599,
            access_token: jwt({
              tid: customer,
              aud: clouds.public.audience,
              upn: "me@partner.com",
              scp: "x",
              exp: clock.now() / 1000 + 3599,
            }),
          },
        };
      return handler(request, index);
    };
    const settings = resolveSettings({
      args: { username: "me@partner.com", password: "x", delegatedOrganization: "customer.onmicrosoft.com" },
    });
    const session = makeSession(settings, { http, clock });
    await session.read(QUERY);
    assert.match(http.requests[0]?.url ?? "", /\/customer\.onmicrosoft\.com\/v2\.0\//);
    const call = http.requests.at(-1);
    assert.match(call?.url ?? "", new RegExp(`/adminapi/beta/${customer}/`));
    assert.equal(
      call?.headers?.["X-AnchorMailbox"],
      "UPN:SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}@customer.onmicrosoft.com",
    );
  });

  it("is anchored in the user's own account for a user", async () => {
    const { http, clock } = service();
    const { handler } = http;
    http.handler = (request, index) =>
      request.url.includes("/oauth2/")
        ? {
            body: {
              token_type: "Bearer",
              expires_in: 3599,
              access_token: jwt({
                tid: TID,
                aud: clouds.public.audience,
                upn: "navin@contoso.com",
                scp: "x",
                exp: clock.now() / 1000 + 3599,
              }),
            },
          }
        : handler(request, index);
    const session = makeSession(
      resolveSettings({ args: { tenantId: TID, username: "navin@contoso.com", password: "x" } }),
      { http, clock },
    );
    await session.read(QUERY);
    assert.equal((await session.facts()).identity, "user navin@contoso.com");
    assert.equal(http.requests.at(-1)?.headers?.["X-AnchorMailbox"], "UPN:navin@contoso.com");
  });

  it("keeps the regional host in a file without secrets, and drops it when it is wrong", async () => {
    const folder = mkdtempSync(join(tmpdir(), "purview-region-"));
    const file = join(folder, "cache", "regions.json");
    const region = "https://nam11b.ps.compliance.protection.outlook.com";
    const make = () => {
      const { http, clock } = service(({ url }) =>
        url.startsWith(region) ? page([]) : { status: 302, headers: { location: `${region}/x` } },
      );
      return {
        http,
        session: makeSession(resolveSettings({ args: base }), { http, clock, env: { PURVIEW_REGION_CACHE: file } }),
      };
    };
    await make().session.read(QUERY);
    while (!statSync(file, { throwIfNoEntry: false })) await tick();
    assert.doesNotMatch(readFileSync(file, "utf8"), /s3cr3t|eyJ/);
    assert.equal(statSync(file).mode & 0o777, 0o600);
    const second = make();
    await second.session.read(QUERY);
    assert.equal(second.http.requests.filter(({ url }) => url.includes("adminapi")).length, 1);
    rmSync(folder, { recursive: true });
  });

  it("gives up on an identity platform that does not respond, and sends nothing after that", async () => {
    const { http, clock } = service();
    const { handler } = http;
    let left = false;
    let asked = (): void => undefined;
    const asking = new Promise<void>((resolve) => (asked = resolve));
    http.handler = (request, index) => {
      if (!request.url.includes("/token")) return handler(request, index);
      asked();
      return new Promise((_, reject) => {
        request.signal?.addEventListener("abort", () => {
          left = true;
          reject(new CancelledError("cancelled", { code: "PURVIEW_CANCELLED" }));
        });
      });
    };
    const session = makeSession(resolveSettings({ args: base }), { http, clock, env: {} });
    const facts = assert.rejects(session.facts(), failsWith("PURVIEW_CANCELLED"));
    await asking;
    await session.close();
    await facts;
    assert.equal(left, true);
    assert.equal(http.requests.length, 2);
  });

  it("closes at once: what waits ends, what is under way may finish, the network is released", async () => {
    const { http, clock } = service(async ({ body }) => {
      for (let n = 0; n < 5; n++) await tick();
      return page([{ body }]);
    });
    const session = openSession(resolveSettings({ args: { ...base, maxConcurrency: 1 } }), { http, clock });
    await session.facts();
    const first = session.write({ cmdlet: "Set-X", parameters: {} });
    const second = session.write({ cmdlet: "Set-Y", parameters: {} });
    const lock = session.withLock("k", () => new Promise<void>(() => undefined));
    void lock.catch(() => undefined);
    const waiting = session.withLock("k", () => Promise.resolve());
    await tick();
    await tick();
    const ended = Promise.allSettled([first, second, waiting]);
    await session.close();
    const [done, never, left] = await ended;
    assert.equal(done.status, "fulfilled");
    assert.equal(never.status, "rejected");
    assert.equal(left.status, "rejected");
    assert.equal(http.closed, true);
    assert.equal(session.closing.aborted, true);
    await assert.rejects(session.facts(), failsWith("PURVIEW_CANCELLED"));
    assert.notEqual(openSession(resolveSettings({ args: { ...base, maxConcurrency: 1 } }), { http, clock }), session);
  });
});
