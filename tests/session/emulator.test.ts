import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { systemClock } from "../../provider/clock";
import { clouds, type KnownEnvironment } from "../../provider/clouds";
import { PurviewError } from "../../provider/errors";
import { closeAllSessions } from "../../provider/session";
import { proxyServer } from "../transport/proxy";
import { argsOf, type Emulator, type FaultRequest, startEmulator, type TenantClient } from "../support/emulator";
import { TAGS, open, failsWith, admin } from "./support";

const tag = (name: string) => ({
  cmdlet: "New-ComplianceTag",
  parameters: { Name: name, RetentionAction: "Keep", RetentionDuration: 30, RetentionType: "CreationAgeInDays" },
});

describe("sessions against the emulator service", function () {
  this.timeout(60_000);
  let emulator: Emulator;
  let tenant: TenantClient;

  before(async () => {
    emulator = await startEmulator({ clock: "real" });
    tenant = emulator.tenant();
  });
  beforeEach(() => emulator.reset());
  afterEach(() => closeAllSessions());
  after(() => emulator.stop());

  it("sign in to every cloud with at most four requests in addition to the lists", async () => {
    for (const one of emulator.tenants) {
      const session = open(argsOf(one));
      const facts = await session.facts();
      assert.equal(facts.environment, one.environment);
      await Promise.all([
        session.rights(),
        session.list(TAGS),
        session.list({ cmdlet: "Get-RetentionCompliancePolicy", parameters: {} }),
      ]);
      const mine = (await emulator.requests()).filter(({ tenantId }) => tenantId === one.tenantId);
      const lists = mine.filter(({ cmdlet, status }) => cmdlet?.startsWith("Get-") && status === 200);
      assert.equal(lists.length, 2);
      assert.ok(mine.length - lists.length <= 4, `${mine.length - lists.length} requests in addition to the lists`);
      assert.ok(mine.some(({ audience }) => audience === clouds[one.environment as KnownEnvironment].audience));
    }
  });

  it("read and write, and throw the service's errors as ours", async () => {
    const session = open(argsOf(tenant));
    await session.write(tag("seven years"));
    await assert.rejects(session.write(tag("seven years")), failsWith("PURVIEW_EXISTS"));
    await assert.rejects(
      session.read({ cmdlet: "Get-ComplianceTag", parameters: { Identity: "none" } }),
      failsWith("PURVIEW_NOT_FOUND"),
    );
    await assert.rejects(
      session.read({ cmdlet: "Get-Nonsense", parameters: {} }),
      failsWith("PURVIEW_PERMISSION", /role group/),
    );
    await assert.rejects(
      session.write({ cmdlet: "New-ComplianceTag", parameters: { Nonsense: 1 } }),
      failsWith("PURVIEW_SERVICE_REFUSED"),
    );
    const rights = await session.rights();
    assert.equal(rights.mayCall("New-ComplianceTag"), true);
    assert.equal(rights.mayCall("New-Nonsense"), false);
    assert.equal(rights.mayPass("New-ComplianceTag", "Name"), true);
    assert.equal(rights.mayPass("New-ComplianceTag", "Nonsense"), false);
  });

  it("of 20 tenants in 4 clouds stay apart, with one sign-in each", async () => {
    const environments = ["public", "gccHigh", "dod", "china"];
    const tenants = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        emulator.addTenant({
          environment: environments[n % 4],
          apps: [{ clientSecret: `secret-${n}-${"x".repeat(30)}` }],
        }),
      ),
    );
    const sessions = tenants.map((one, n) => {
      const secret = one.clientSecret || one.apps[0]?.clientSecret || `secret-${n}-${"x".repeat(30)}`;
      return open(argsOf(one, { clientSecret: secret }));
    });
    await Promise.all(
      sessions.map(async (session, n) => {
        await Promise.all([session.rights(), session.list(TAGS), session.write(tag(`tag-${n}`))]);
        const path = `tenants/${tenants[n]?.tenantId}/objects/ComplianceTag`;
        const objects = await emulator.control<{ Name: string }[]>("GET", path);
        assert.deepEqual(
          objects.map(({ Name }) => Name).filter((name) => name.startsWith("tag-")),
          [`tag-${n}`],
        );
      }),
    );
    const journal = await emulator.requests();
    for (const one of tenants) {
      const mine = journal.filter(({ tenantId }) => tenantId === one.tenantId);
      assert.equal(mine.filter(({ type }) => type === "token").length, 1);
      for (const { path } of admin(mine)) assert.ok(path.includes(one.tenantId), path);
      for (const { headers } of admin(mine)) {
        const anchor = Object.entries(headers).find(([name]) => name.toLowerCase() === "x-anchormailbox")?.[1] ?? "";
        assert.ok(anchor.endsWith(`@${one.organization}`), anchor);
      }
      for (const { audience } of admin(mine))
        assert.equal(audience, clouds[one.environment as KnownEnvironment].audience);
    }
  });

  it("outlive a token that expires in the middle of 500 writes: each happens once", async () => {
    const session = open(argsOf(tenant));
    await session.facts();
    let done = 0;
    const writes = Array.from({ length: 500 }, async (_, n) => {
      await session.write(tag(`tag-${n}`));
      if (++done === 200) await emulator.control("POST", "clock", { advanceMs: 2 * 3_600_000 });
    });
    await Promise.all(writes);
    const journal = await emulator.requests();
    const written = journal.filter(({ cmdlet, status }) => cmdlet === "New-ComplianceTag" && status === 200);
    assert.equal(new Set(written.map(({ parameters }) => parameters?.["Name"])).size, 500);
    assert.equal(written.length, 500);
    assert.ok(journal.some(({ type, status }) => type === "admin" && status === 401));
    assert.equal(journal.filter(({ type }) => type === "token").length, 2);
  });

  it("answer a claims challenge with a token that has the claims", async () => {
    const session = open(argsOf(tenant));
    await session.list(TAGS);
    await emulator.faults({
      match: { cmdlet: "New-ComplianceTag" },
      fault: { type: "status", status: 401, claims: true },
      times: 1,
    });
    await session.write(tag("claimed"));
    const journal = await emulator.requests();
    assert.deepEqual(
      journal.filter(({ cmdlet }) => cmdlet === "New-ComplianceTag").map(({ status }) => status),
      [401, 200],
    );
    assert.equal(journal.filter(({ type }) => type === "token").length, 2);
  });

  it("do not follow a redirect out of the cloud", async () => {
    await emulator.faults({ match: { cmdlet: "Get-ComplianceTag" }, fault: { type: "redirectElsewhere" } });
    await assert.rejects(open(argsOf(tenant)).list(TAGS), failsWith("PURVIEW_UNTRUSTED_REDIRECT"));
    const elsewhere = (await emulator.requests()).filter(({ type }) => !["admin", "token", "discovery"].includes(type));
    assert.deepEqual(elsewhere, []);
  });

  const sound: [string, FaultRequest["fault"]][] = [
    ["429 with a decimal Retry-After", { type: "status", status: 429, retryAfter: 0.2 }],
    ["the session limit", { type: "sessionLimit" }],
    ["503", { type: "status", status: 503 }],
    ["an empty body", { type: "emptyBody" }],
    ["a body that is cut off", { type: "truncate" }],
    ["a reset connection", { type: "resetBefore" }],
  ];
  for (const [title, fault] of sound)
    it(`read a list through ${title}`, async () => {
      const session = open(argsOf(tenant));
      await session.facts();
      await emulator.faults({ match: { cmdlet: "Get-ComplianceTag" }, fault, times: 1 });
      assert.deepEqual((await session.list(TAGS)).objects, []);
    });

  for (const type of ["redirectLoop", "emptyBody", "truncate"])
    it(`end with one error when ${type} does not end`, async () => {
      await emulator.faults({ match: { cmdlet: "Get-ComplianceTag" }, fault: { type } });
      await assert.rejects(open(argsOf(tenant)).list(TAGS), PurviewError);
    });

  it("end with one error for a 403 whose body cannot be read", async () => {
    await emulator.faults({ match: { cmdlet: "Get-ComplianceTag" }, fault: { type: "status", status: 403 } });
    await assert.rejects(open(argsOf(tenant)).list(TAGS), failsWith("PURVIEW_PERMISSION"));
  });

  for (const type of ["resetAfter", "resetBefore", "truncate", "emptyBody"])
    it(`do not repeat a write after ${type}, but say that its outcome is unknown`, async () => {
      const session = open(argsOf(tenant));
      await session.list(TAGS);
      await emulator.faults({ match: { cmdlet: "New-ComplianceTag" }, fault: { type }, times: 1 });
      await assert.rejects(session.write(tag("once")), failsWith("PURVIEW_OUTCOME_UNKNOWN"));
      const sent = (await emulator.requests()).filter(({ cmdlet }) => cmdlet === "New-ComplianceTag");
      assert.equal(sent.length, 1);
    });

  it("read all pages of a long list, also when they expire on the way", async () => {
    const session = open(argsOf(tenant));
    await session.facts();
    const names = Array.from({ length: 2100 }, (_, n) => `tag-${String(n).padStart(4, "0")}`);
    for (let at = 0; at < names.length; at += 100)
      await Promise.all(
        names
          .slice(at, at + 100)
          .map((Name) => emulator.control("PUT", `tenants/${tenant.tenantId}/objects/ComplianceTag/${Name}`, { Name })),
      );
    await emulator.faults({ match: { cmdlet: "Get-ComplianceTag" }, fault: { type: "expirePaging" }, times: 1 });
    const { objects } = await session.list(TAGS);
    assert.equal(new Set(objects.map(({ Name }) => Name)).size, 2100);
    assert.equal(objects.length, 2100);
  });

  for (const signal of ["SIGINT", "SIGTERM"] as const)
    it(`leave nothing hanging after ${signal}, also while a request hangs`, async () => {
      await emulator.faults({ match: { cmdlet: "Get-ComplianceTag" }, fault: { type: "hang" } });
      const child = spawn(process.execPath, ["--require", "ts-node/register", join(__dirname, "hanging.ts")], {
        env: { ...process.env, SESSION_ARGS: JSON.stringify(argsOf(tenant)), TS_NODE_TRANSPILE_ONLY: "true" },
        stdio: ["ignore", "pipe", "inherit"],
      });
      await once(child.stdout, "data");
      while (!(await emulator.requests()).some(({ cmdlet }) => cmdlet === "Get-ComplianceTag"))
        await systemClock.sleep(50);
      const sent = Date.now();
      child.kill(signal);
      const [code] = (await once(child, "exit")) as [number | null];
      assert.equal(code, signal === "SIGINT" ? 130 : 143);
      assert.ok(Date.now() - sent < 5000, `${Date.now() - sent} ms`);
    });

  describe("behind a proxy that demands credentials", () => {
    let made: ReturnType<typeof proxyServer>;
    let proxyUrl: string;
    const right = { proxyUsername: "corp", proxyPassword: "pä ss@1" };

    beforeEach(async () => {
      made = proxyServer();
      await new Promise<void>((resolve) => made.server.listen(0, "127.0.0.1", resolve));
      proxyUrl = `http://127.0.0.1:${(made.server.address() as AddressInfo).port}`;
    });
    afterEach(() => {
      made.server.close();
      for (const socket of made.sockets) socket.destroy();
    });

    it("go through it with everything: discovery, token, front door and region", async () => {
      await open(argsOf(tenant, { proxyUrl, ...right })).list(TAGS);
      const journal = await emulator.requests();
      const hosts = new Set(journal.map(({ host }) => host));
      assert.ok(hosts.size >= 2);
      assert.deepEqual(new Set(made.seen), new Set([...hosts].map((host) => `CONNECT ${host}`)));
    });

    it("reach nothing with wrong credentials, and say so", async () => {
      const session = open(argsOf(tenant, { proxyUrl, ...right, proxyPassword: "wrong" }));
      await assert.rejects(session.list(TAGS), failsWith("PURVIEW_PROXY", /rejected the credentials/));
      assert.deepEqual(await emulator.requests(), []);
    });

    it("leave a write's outcome unknown when it stops in the middle, and work again when it is back", async () => {
      const session = open(argsOf(tenant, { proxyUrl, ...right }));
      await session.list(TAGS);
      await emulator.faults({ match: { cmdlet: "New-ComplianceTag" }, fault: { type: "delay", ms: 60_000 }, times: 1 });
      const writing = session.write(tag("behind a proxy")).catch((error: unknown) => error);
      while (!(await emulator.requests()).some(({ cmdlet }) => cmdlet === "New-ComplianceTag"))
        await systemClock.sleep(20);
      for (const socket of made.sockets) socket.destroy();
      assert.ok(failsWith("PURVIEW_OUTCOME_UNKNOWN")(await writing));
      await session.write(tag("after it"));
    });
  });
});
