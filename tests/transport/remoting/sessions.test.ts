import assert from "node:assert/strict";
import * as fc from "fast-check";
import { PurviewError } from "../../../provider/errors";
import { record, text } from "../../../provider/transport/clixml";
import { cloudHosts, clouds } from "../../../provider/clouds";
import { errorRecord, fault, output, poolState, SHELL_NOT_FOUND } from "./server";
import { FRONT, READ, setUp, WRITE } from "./set-up";
import { TransportError } from "../../../provider/errors";

const tag = (name: string) => output(record([["Name", text(name)]]));
const REGION = "https://eur01b.ps.compliance.protection.outlook.com/PowerShell-LiveID?PSVersion=5.1";
const LIMIT =
  "The WS-Management service cannot process the request. This user is allowed a maximum number of 5 concurrent shells, which has been exceeded. Close existing shells or raise the quota for this user.";
const failsWith =
  (code: string, pattern = /./) =>
  (error: unknown) => {
    assert.ok(error instanceof PurviewError, String(error));
    assert.equal(error.code, code, error.message);
    assert.match(error.message, pattern);
    return true;
  };

describe("remote sessions", () => {
  it("are never more than allowed, one pipeline at a time in each, and reused", async () => {
    const { channel, server } = setUp();
    server.cmdlets.set("Get-ComplianceTag", () => [tag("a")]);
    const results = await Promise.all(Array.from({ length: 12 }, () => channel.invoke(READ)));
    assert.equal(results.length, 12);
    assert.equal(server.most, 2);
    assert.equal(server.operations().filter((one) => one === "Create").length, 2);
    await channel.close();
    assert.equal(server.shells.size, 0);
  });

  it("are as many as the service allows where that is fewer, and nobody waits for more", async () => {
    const { channel, server, clock } = setUp();
    server.cmdlets.set("Get-ComplianceTag", () => [tag("a")]);
    server.intercept = ({ operation }) =>
      operation === "Create" && server.shells.size >= 1 ? fault(2150859173, LIMIT) : undefined;
    await Promise.all(Array.from({ length: 6 }, () => channel.invoke(READ)));
    assert.equal(server.most, 1);
    assert.ok(Math.max(0, ...clock.slept) < 60_000);
  });

  it("are waited for while others use up the limit, and then the advice of the connect page says why", async () => {
    const { channel, server, clock, notes } = setUp();
    let refused = 0;
    server.intercept = ({ operation }) =>
      operation === "Create" && ++refused <= 2 ? fault(2150859173, LIMIT) : undefined;
    await channel.rights();
    assert.deepEqual(clock.slept.filter((ms) => ms === 70_000).length, 2);
    assert.ok(notes.some((note) => /Too many remote sessions.*five.*70 s/.test(note)));
    const other = setUp();
    other.server.intercept = () => fault(2150859173, LIMIT);
    await assert.rejects(
      other.channel.invoke(READ),
      failsWith("PURVIEW_THROTTLED", /five remote sessions.*maxSessions/),
    );
    assert.ok(other.clock.slept.reduce((sum, ms) => sum + ms, 0) <= 960_000);
  });

  it("whose pool breaks for the limit count as refused, and are removed", async () => {
    const { channel, server, clock } = setUp();
    server.greeting = [
      poolState(
        5,
        errorRecord(
          "Fail to create a runspace because you have exceeded the maximum number of connections allowed : 3",
          "x",
          0,
        ),
      ),
    ];
    await assert.rejects(
      channel.invoke(READ),
      failsWith("PURVIEW_THROTTLED", /maximum number of connections allowed : 3/),
    );
    assert.ok(clock.slept.every((ms) => ms === 70_000));
    assert.equal(server.shells.size, 0);
    assert.equal(server.most, 1);
  });

  it("get a new one with a new token, and the old one is removed", async () => {
    const { channel, server, credentials } = setUp();
    server.cmdlets.set("Get-ComplianceTag", () => [tag("a")]);
    await channel.invoke(READ);
    credentials.push({ user: "anna@contoso.com", password: "Bearer t2", oauth: true });
    await channel.invoke(READ);
    assert.equal(server.most, 1);
    const used = new Set(
      server.seen.map(({ authorization }) => Buffer.from(authorization.slice(6), "base64").toString()),
    );
    assert.deepEqual([...used], ["anna@contoso.com:Bearer t1", "anna@contoso.com:Bearer t2"]);
  });

  it("are not lost where a token could not be had for a moment", async () => {
    const good = { user: "anna@contoso.com", password: "Bearer t1", oauth: true };
    let failing = false;
    const current = async () => {
      if (failing) throw new TransportError("no platform", { code: "PURVIEW_CONNECT_FAILED" });
      return good;
    };
    const credentials = { identity: "user anna", current, renew: current };
    const { channel, server, clock } = setUp({ more: { credentials, maxSessions: 1 } });
    server.cmdlets.set("Get-ComplianceTag", () => [tag("a")]);
    await channel.invoke(READ);
    failing = true;
    const slept = clock.slept.length;
    await assert.rejects(channel.invoke(READ), failsWith("PURVIEW_CONNECT_FAILED"));
    assert.equal(clock.slept.length - slept, 2);
    failing = false;
    await channel.invoke(READ);
    assert.equal(server.operations().filter((one) => one === "Create").length, 1);
  });

  it("go on with a renewed token when the old one is refused in the middle", async () => {
    const { channel, server } = setUp();
    server.cmdlets.set("New-ComplianceTag", () => [tag("a")]);
    await channel.rights();
    server.intercept = ({ operation, authorization }) =>
      operation === "Receive" && Buffer.from(authorization.slice(6), "base64").toString().endsWith("t1")
        ? { status: 401 }
        : undefined;
    const { objects } = await channel.invoke(WRITE);
    assert.deepEqual(objects, [{ Name: "a" }]);
  });

  it("replay the cookies of their own shell, whatever their expiry and path", async () => {
    const { channel, server } = setUp();
    await channel.rights();
    const [first, ...rest] = server.seen;
    assert.equal(first?.cookie, undefined);
    for (const { cookie } of rest) assert.match(cookie ?? "", /^MS-WSMAN=/);
  });

  it("follow the redirect to the tenant's backend once, with the same request and its own query", async () => {
    const { channel, server } = setUp({ front: FRONT, hosts: cloudHosts(clouds.public) });
    server.cmdlets.set("Get-ComplianceTag", () => [tag("a")]);
    server.intercept = ({ url }) =>
      url.startsWith(FRONT) ? { status: 302, headers: { location: REGION } } : undefined;
    await Promise.all([channel.invoke(READ), channel.invoke(READ)]);
    const urls = server.seen.map(({ url }) => url);
    assert.equal(urls[0], `${FRONT}?BasicAuthToOAuthConversion=true`);
    assert.equal(urls.filter((url) => url.startsWith(FRONT)).length, 1);
    assert.equal(urls[1], `${REGION}&BasicAuthToOAuthConversion=true`);
    assert.ok(server.seen[1]?.xml.includes(`<a:To>${urls[1]?.replaceAll("&", "&amp;")}</a:To>`));
    const ids = server.seen.map(({ xml }) => /<a:MessageID>(.*?)</.exec(xml)?.[1]);
    assert.equal(new Set(ids).size, ids.length);
  });

  for (const location of [
    "https://evil.example/powershell-liveid/",
    "http://eur01b.ps.compliance.protection.outlook.com/",
    "https://ps.compliance.protection.outlook.com.evil.example/",
    "//evil.example/x",
  ])
    it(`do not follow a redirect to ${location}`, async () => {
      const { channel, server } = setUp({ front: FRONT, hosts: cloudHosts(clouds.public) });
      server.intercept = () => ({ status: 302, headers: { location } });
      await assert.rejects(channel.invoke(READ), failsWith("PURVIEW_UNTRUSTED_REDIRECT"));
      assert.equal(server.seen.length, 1);
    });

  it("do not follow redirects without end", async () => {
    const { channel, server } = setUp({ front: FRONT, hosts: cloudHosts(clouds.public) });
    server.intercept = () => ({ status: 302, headers: { location: REGION } });
    await assert.rejects(channel.invoke(READ), failsWith("PURVIEW_REDIRECT_LOOP"));
    assert.ok(server.seen.length < 10);
  });

  it("remove a shell whose Create was answered and the answer lost", async () => {
    const { channel, http, server } = setUp();
    let creates = 0;
    http.handler = (request) => {
      const reply = server.handle(request);
      if (server.seen.at(-1)?.operation === "Create" && ++creates === 1)
        throw new TransportError("lost", { code: "PURVIEW_CONNECTION_LOST" });
      return reply;
    };
    await assert.rejects(channel.rights(), failsWith("PURVIEW_CONNECTION_LOST"));
    assert.deepEqual(server.operations(), ["Create", "Delete"]);
  });

  it("never double or lose a write, nor are more than allowed, with shells killed at random", () =>
    fc.assert(
      fc.asyncProperty(
        fc.infiniteStream(fc.integer({ min: 0, max: 99 })),
        fc.integer({ min: 2, max: 12 }),
        async (dice, calls) => {
          const { channel, server } = setUp();
          const written = new Map<string, number>();
          const roll = (): number => dice.next().value ?? 0;
          server.cmdlets.set("Get-ComplianceTag", () => [tag("a")]);
          server.cmdlets.set("New-ComplianceTag", ({ parameters }) => {
            const name = String(parameters["Name"]);
            written.set(name, (written.get(name) ?? 0) + 1);
            return [tag(name)];
          });
          await channel.rights();
          let kills = 0;
          server.intercept = ({ shellId, operation }) => {
            if (operation === "Create" || roll() >= 15 || ++kills > 3) return undefined;
            server.kill(shellId);
            return SHELL_NOT_FOUND(shellId);
          };
          const outcomes = await Promise.all(
            Array.from({ length: calls }, async (_, index) => {
              const call = index % 2 === 0 ? READ : { ...WRITE, parameters: { Name: `n${index}` } };
              return channel.invoke(call).then(
                () => "done",
                (error: unknown) => (error instanceof PurviewError ? error.code : String(error)),
              );
            }),
          );
          outcomes.forEach((outcome, index) => {
            const times = written.get(`n${index}`) ?? 0;
            if (index % 2 === 0) assert.equal(outcome, "done");
            else if (outcome === "done") assert.equal(times, 1);
            else {
              assert.equal(outcome, "PURVIEW_OUTCOME_UNKNOWN");
              assert.ok(times <= 1);
            }
          });
          assert.ok(server.most <= 2);
          await channel.close();
          assert.equal(server.shells.size, 0);
        },
      ),
      { numRuns: 12 },
    )).timeout(60_000);
});
