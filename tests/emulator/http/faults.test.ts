import { strict as assert } from "node:assert";
import { request as rawRequest } from "node:http";
import type { TenantLine } from "../../../emulator/index";
import { type Emulator, startEmulator } from "../../support/emulator";
import { askToken, authorityOf, control, invoke, send, tenantOf, tokenFor } from "./client";

const GET = "Get-RetentionCompliancePolicy";
const NEW = "New-RetentionCompliancePolicy";

describe("faults on request", () => {
  let emulator: Emulator;
  let tenant: TenantLine;
  let token: string;
  before(async () => {
    emulator = await startEmulator({ clock: "manual", seed: 5 });
    tenant = tenantOf(emulator, "public");
  });
  after(() => emulator.stop());
  beforeEach(async () => {
    await control(emulator, "POST", "reset");
    token = await tokenFor(tenant);
  });

  const faults = async (...rules: object[]): Promise<void> => {
    const { status, text } = await control(emulator, "PUT", "faults", rules);
    assert.equal(status, 200, text);
  };
  const call = (cmdlet = GET, parameters: object = {}) => invoke(emulator, tenant, cmdlet, parameters, { token });
  const statuses = async (count: number, cmdlet = GET): Promise<number[]> => {
    const seen: number[] = [];
    for (let i = 0; i < count; i++) seen.push((await call(cmdlet)).status);
    return seen;
  };
  const journal = async () =>
    (await control(emulator, "GET", "requests")).json as { fault: string; status: number; cmdlet: string }[];
  const names = async (): Promise<string[]> => {
    const { json } = await control(emulator, "GET", `tenants/${tenant.tenantId}/objects/RetentionCompliancePolicy`);
    return (json as { Name: string }[]).map(({ Name }) => Name);
  };

  it("are refused with the path of what is wrong", async () => {
    for (const [rules, pattern] of [
      [[{ match: {}, fault: { type: "magic" } }], /0\.fault\.type/],
      [[{ match: { cmdlte: "x" }, fault: { type: "hang" } }], /cmdlte/],
      [[{ match: {}, fault: { type: "status", status: 200 } }], /0\.fault\.status/],
      [{ match: {} }, /array/i],
    ] as const) {
      const { status, json } = await control(emulator, "PUT", "faults", rules);
      assert.equal(status, 400);
      assert.match(json.error, pattern);
    }
  });

  it("hit the nth match, so many times, and only what they match", async () => {
    await faults({ match: { cmdlet: GET, nth: 2 }, fault: { type: "status", status: 503 } });
    assert.deepEqual(await statuses(4), [200, 503, 200, 200]);
    await faults({ match: { cmdlet: GET, nth: 2 }, fault: { type: "status", status: 503 }, times: 2 });
    assert.deepEqual(await statuses(4), [200, 503, 503, 200]);
    await faults({ match: { cmdlet: "get-retention*" }, fault: { type: "status", status: 500 }, times: 1 });
    assert.deepEqual(await statuses(1, "Get-ComplianceTag"), [200]);
    assert.deepEqual(await statuses(2), [500, 200]);
    await faults({ match: { tenant: "gcc" }, fault: { type: "status", status: 500 } });
    assert.deepEqual(await statuses(1), [200]);
    await faults({ match: { path: "/oauth2/v2.0/token" }, fault: { type: "status", status: 503 } });
    assert.equal((await askToken(tenant)).status, 503);
    assert.deepEqual(await statuses(1), [200]);
    await faults();
    assert.equal((await askToken(tenant)).status, 200);
  });

  it("are the same again for the same seed when they are left to chance", async () => {
    const rule = { match: { cmdlet: GET, probability: 0.5 }, fault: { type: "status", status: 500 } };
    await faults(rule);
    const once = await statuses(20);
    await faults(rule);
    assert.deepEqual(await statuses(20), once);
    assert.ok(once.includes(200) && once.includes(500));
  });

  it("are not used up by a probe that is only redirected", async () => {
    await faults({ match: { cmdlet: GET }, fault: { type: "status", status: 500 }, times: 1 });
    assert.equal((await invoke(emulator, tenant, GET, {}, { token, base: emulator.url })).status, 302);
    assert.equal((await call()).status, 500);
  });

  it("are named in the journal", async () => {
    await faults({ match: { cmdlet: GET }, fault: { type: "status", status: 429, retryAfter: 1.5 } });
    const { headers, text } = await call();
    assert.equal(headers.get("retry-after"), "1.5");
    assert.match(text, /maximum number of concurrent requests/);
    const last = (await journal()).at(-1);
    assert.equal(last?.fault, "status");
    assert.equal(last?.status, 429);
  });

  it("status 401 asks for claims", async () => {
    await faults({ match: { cmdlet: GET }, fault: { type: "status", status: 401 } });
    const challenge = (await call()).headers.get("www-authenticate") ?? "";
    const claims = /claims="([^"]+)"/.exec(challenge)?.[1] ?? "";
    assert.ok(JSON.parse(Buffer.from(claims, "base64").toString()).access_token);
    assert.match(challenge, /error="insufficient_claims"/);
  });

  it("status 403 has a body of NUL bytes that no client can unzip", async () => {
    await faults({ match: { cmdlet: GET }, fault: { type: "status", status: 403 } });
    const response = await fetch(`${emulator.regionUrl}/adminapi/beta/${tenant.tenantId}/InvokeCommand`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify({ CmdletInput: { CmdletName: GET, Parameters: {} } }),
    });
    assert.equal(response.status, 403);
    await assert.rejects(response.text());
  });

  it("resetBefore loses the request, resetAfter only the answer", async () => {
    await faults({ match: { cmdlet: NEW }, fault: { type: "resetBefore" }, times: 1 });
    await assert.rejects(call(NEW, { Name: "never", ExchangeLocation: "All" }));
    assert.deepEqual((await names()).includes("never"), false);
    await faults({ match: { cmdlet: NEW }, fault: { type: "resetAfter" }, times: 1 });
    await assert.rejects(call(NEW, { Name: "done", ExchangeLocation: "All" }));
    assert.equal((await names()).includes("done"), true);
    const lost = (await journal()).filter(({ fault }) => fault);
    assert.deepEqual(
      lost.map(({ fault, status }) => [fault, status]),
      [
        ["resetBefore", null],
        ["resetAfter", null],
      ],
    );
  });

  it("truncate announces more than it sends", async () => {
    await faults({ match: { cmdlet: GET }, fault: { type: "truncate", bytes: 20 } });
    await assert.rejects(call());
    const { received, announced } = await new Promise<{ received: number; announced: number }>((resolve) => {
      const { hostname, port } = new URL(emulator.regionUrl);
      const path = `/adminapi/beta/${tenant.tenantId}/InvokeCommand`;
      const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
      const sent = rawRequest({ hostname, port, path, method: "POST", headers }, (answer) => {
        let received = 0;
        answer.on("data", (chunk: Buffer) => (received += chunk.length));
        answer.on("error", () => undefined);
        answer.on("close", () => resolve({ received, announced: Number(answer.headers["content-length"]) }));
      });
      sent.on("error", () => undefined);
      sent.end(JSON.stringify({ CmdletInput: { CmdletName: GET, Parameters: {} } }));
    });
    assert.equal(received, 20);
    assert.ok(announced > 20);
  });

  it("emptyBody is a 200 with nothing in it, after the work", async () => {
    await faults({ match: { cmdlet: NEW }, fault: { type: "emptyBody" } });
    const { status, text } = await call(NEW, { Name: "quiet", ExchangeLocation: "All" });
    assert.deepEqual([status, text], [200, ""]);
    assert.equal((await names()).includes("quiet"), true);
  });

  it("delay waits, hang never answers", async () => {
    await faults({ match: { cmdlet: GET }, fault: { type: "delay", ms: 120 } });
    const start = Date.now();
    assert.equal((await call()).status, 200);
    assert.ok(Date.now() - start >= 115);
    await faults({ match: { cmdlet: GET }, fault: { type: "hang" } });
    const hung = fetch(`${emulator.regionUrl}/adminapi/beta/${tenant.tenantId}/InvokeCommand`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify({ CmdletInput: { CmdletName: GET, Parameters: {} } }),
      signal: AbortSignal.timeout(200),
    });
    await assert.rejects(hung, { name: "TimeoutError" });
    assert.equal((await journal()).at(-1)?.status, null);
  });

  it("redirectLoop points to itself, redirectElsewhere to a foreign host", async () => {
    await faults({ match: { cmdlet: GET }, fault: { type: "redirectLoop" } });
    const loop = await call();
    assert.equal(loop.headers.get("location"), `${emulator.regionUrl}/adminapi/beta/${tenant.tenantId}/InvokeCommand`);
    await faults({ match: { path: "/adminapi/" }, fault: { type: "redirectElsewhere" } });
    const away = await call();
    assert.equal(away.status, 302);
    assert.ok(!new URL(away.headers.get("location") ?? "").hostname.endsWith("protection.outlook.com"));
    await faults({ match: {}, fault: { type: "redirectElsewhere", location: "https://other.example/x" } });
    assert.equal((await call()).headers.get("location"), "https://other.example/x");
  });

  it("sessionLimit refuses admin requests, and leaves tokens alone", async () => {
    await faults({ match: {}, fault: { type: "sessionLimit" } });
    const { status, text } = await call();
    assert.equal(status, 429);
    assert.match(text, /maximum number of connections allowed : 3/);
    assert.equal((await askToken(tenant)).status, 200);
  });

  it("hideCmdlet and hideParameter take it out of the roles", async () => {
    const listed = async () => {
      const headers = { authorization: `Bearer ${token}`, commandname: "Set-RetentionCompliancePolicy" };
      const { json } = await send(`${emulator.regionUrl}/adminapi/v1.0/${tenant.tenantId}/EXOModuleFile`, { headers });
      return { names: json.value[0].exportedCmdlets.split(","), text: json.value[0].fileContent as string };
    };
    await faults({ match: { cmdlet: GET }, fault: { type: "hideCmdlet" } });
    assert.equal((await call()).status, 403);
    assert.equal((await listed()).names.includes(GET), false);
    await faults({ match: { cmdlet: NEW }, fault: { type: "hideParameter", parameter: "Comment" } });
    const refused = await call(NEW, { Name: "x", ExchangeLocation: "All", Comment: "no" });
    assert.equal(refused.status, 400);
    assert.match(refused.text, /parameter name 'Comment'/);
    assert.equal((await call(NEW, { Name: "x", ExchangeLocation: "All" })).status, 200);
    await faults({ match: {}, fault: { type: "hideParameter", parameter: "Comment", cmdlet: "Set-Retention*" } });
    assert.ok(!(await listed()).text.includes("${Comment}"));
  });

  it("expirePaging breaks the links only", async () => {
    for (const Name of ["one", "two"]) await call(NEW, { Name, ExchangeLocation: "All" });
    await control(emulator, "POST", "clock", { advanceMs: 600_000 });
    await faults({ match: { cmdlet: GET }, fault: { type: "expirePaging" } });
    const headers = { prefer: "odata.maxpagesize=1" };
    const first = await invoke(emulator, tenant, GET, {}, { token, headers });
    assert.equal(first.status, 200);
    const cookie = first.headers.get("set-cookie") ?? "";
    const next = await send(first.json["@odata.nextLink"], { headers: { authorization: `Bearer ${token}`, cookie } });
    assert.equal(next.status, 400);
    assert.match(next.text, /Expired or Invalid pagination request/);
    assert.deepEqual(
      (await journal()).slice(-2).map((entry) => entry.cmdlet),
      [GET, GET],
      "a link followed by GET is recorded with the cmdlet that it continues",
    );
  });

  it("dropProperty and ignoreProperty reach the service", async () => {
    await faults({ match: { cmdlet: NEW }, fault: { type: "ignoreProperty", property: "Comment" } });
    await call(NEW, { Name: "kept", ExchangeLocation: "All", Comment: "lost on the way" });
    await control(emulator, "POST", "clock", { advanceMs: 600_000 });
    const read = await call(GET, { Identity: "kept" });
    assert.equal(read.status, 200, read.text);
    assert.notEqual(read.json.value[0].Comment, "lost on the way");
    await faults({ match: { cmdlet: GET }, fault: { type: "dropProperty", property: "Guid" } });
    assert.equal("Guid" in (await call(GET, { Identity: "kept" })).json.value[0], false);
  });

  it("beingDeployed refuses a write", async () => {
    await call(NEW, { Name: "busy", ExchangeLocation: "All" });
    await control(emulator, "POST", "clock", { advanceMs: 600_000 });
    await faults({ match: { cmdlet: "Set-*" }, fault: { type: "beingDeployed" }, times: 1 });
    const set = () => call("Set-RetentionCompliancePolicy", { Identity: "busy", Comment: "x" });
    const refused = await set();
    assert.equal(refused.status, 400, refused.text);
    assert.match(refused.text, /being deployed/i);
    assert.equal((await set()).status, 200);
  });

  it("strike the sign-in too", async () => {
    await faults({ match: { path: "openid-configuration" }, fault: { type: "emptyBody" } });
    const { status, text } = await send(`${authorityOf(tenant)}/v2.0/.well-known/openid-configuration`);
    assert.deepEqual([status, text], [200, ""]);
  });

  it("are gone after a reset", async () => {
    await faults({ match: {}, fault: { type: "status", status: 500 } });
    await control(emulator, "POST", "reset");
    assert.deepEqual((await control(emulator, "GET", "faults")).json, []);
    assert.equal((await call()).status, 200);
  });
});
