import { strict as assert } from "node:assert";
import type { TenantLine } from "../../../emulator/index";
import { type Emulator, startEmulator } from "../../support/emulator";
import { askToken, control, invoke, send, tenantOf, tokenFor } from "./client";

describe("the control API", () => {
  let emulator: Emulator;
  let tenant: TenantLine;
  before(async () => {
    emulator = await startEmulator({ clock: "manual" });
    tenant = tenantOf(emulator, "public");
  });
  after(() => emulator.stop());
  beforeEach(() => control(emulator, "POST", "reset"));

  const objects = (path: string): string => `tenants/${tenant.tenantId}/objects/${path}`;
  const POLICY = "RetentionCompliancePolicy";

  it("changes objects behind everybody's back, with a new WhenChanged", async () => {
    const made = await invoke(emulator, tenant, `New-${POLICY}`, { Name: "Finance", ExchangeLocation: "All" });
    const guid = made.json.value[0].Guid as string;
    await control(emulator, "POST", "clock", { advanceMs: 60_000 });
    const before = (await control(emulator, "GET", objects(`${POLICY}/${guid}`))).json;
    await control(emulator, "POST", "clock", { advanceMs: 60_000 });
    const patched = await control(emulator, "PATCH", objects(`${POLICY}/finance`), { Comment: "by hand" });
    assert.equal(patched.status, 200, patched.text);
    assert.equal(patched.json.Comment, "by hand");
    assert.ok(patched.json.WhenChangedUTC > before.WhenChangedUTC);
    const read = await invoke(emulator, tenant, `Get-${POLICY}`, { Identity: "Finance" });
    assert.equal(read.json.value[0].Comment, "by hand");
    assert.equal((await control(emulator, "DELETE", objects(`${POLICY}/Finance`))).status, 204);
    assert.equal((await control(emulator, "GET", objects(`${POLICY}/Finance`))).status, 404);
    assert.equal((await control(emulator, "DELETE", objects(`${POLICY}/Finance`))).status, 404);
  });

  it("takes names with slashes and signs, and makes what is not there", async () => {
    const name = "A/B & 50 % of Ü";
    const path = objects(`${POLICY}/${encodeURIComponent(name)}`);
    assert.equal((await control(emulator, "PUT", path, { Comment: "new" })).status, 200);
    assert.equal((await control(emulator, "GET", path)).json.Name, name);
    const listed = (await control(emulator, "GET", objects("retentioncompliancepolicy"))).json as { Name: string }[];
    assert.deepEqual(
      listed.map(({ Name }) => Name),
      [name],
    );
  });

  it("reaches a singleton without a name", async () => {
    const { status, text } = await control(emulator, "PATCH", objects("PolicyConfig"), { EnableLabelCoauth: true });
    assert.equal(status, 200, text);
  });

  it("answers 404 for tenants and nouns that are not there, 400 for bodies that are no objects", async () => {
    assert.equal((await control(emulator, "GET", `tenants/none/objects/${POLICY}`)).status, 404);
    assert.equal((await control(emulator, "GET", objects("Unicorn"))).status, 404);
    assert.equal((await control(emulator, "GET", "nothing")).status, 404);
    assert.equal((await control(emulator, "PUT", objects(`${POLICY}/x`), [1])).status, 400);
    assert.equal((await control(emulator, "POST", "clock", { advanceMs: "soon" })).status, 400);
    assert.equal((await control(emulator, "POST", "clock", {})).status, 400);
    const { status, json } = await send(`${emulator.url}/_emulator/clock`, { method: "POST", body: "{" });
    assert.deepEqual([status, json.error], [400, "the body is not valid JSON"]);
  });

  it("is there on both listeners", async () => {
    assert.equal((await send(`${emulator.regionUrl}/_emulator/requests`)).status, 200);
  });

  it("adds a tenant and answers it whole", async () => {
    const { status, json } = await control(emulator, "POST", "tenants", {
      environment: "dod",
      organization: "navy-test.onmicrosoft.us",
      apps: [{ clientSecret: "one" }, { federated: { issuer: "https://ci.example", subject: "main" } }],
      users: [{ userPrincipalName: "sam@navy-test.onmicrosoft.us", mfa: true }],
    });
    assert.equal(status, 201);
    assert.equal(json.environment, "dod");
    assert.equal(json.clientId, json.apps[0].clientId);
    assert.equal(json.clientSecret, "one");
    assert.equal(json.apps[1].clientSecret, undefined);
    assert.ok(json.users[0].password);
    assert.equal((await invoke(emulator, json, `Get-${POLICY}`)).status, 200);
    await control(emulator, "POST", "reset");
    assert.equal((await askToken(json)).status, 200, "a reset empties tenants, it does not close them");
  });

  it("refuses tenants that contradict what is there, or make no sense", async () => {
    const add = async (body: object) => (await control(emulator, "POST", "tenants", body)).status;
    assert.equal(await add({ environment: "public", organization: tenant.organization }), 409);
    assert.equal(await add({ environment: "mars" }), 400);
    assert.equal(await add({ environment: "public", apps: [{ certificatePem: "nonsense" }] }), 400);
    assert.equal(await add({ environment: "public", appz: [] }), 400);
  });

  it("lets the users of a partner in where it was allowed, and nowhere else", async () => {
    const partner = (
      await control(emulator, "POST", "tenants", {
        environment: "public",
        organization: "partner-test.onmicrosoft.com",
        users: [{ userPrincipalName: "pat@partner-test.onmicrosoft.com", password: "pw" }],
      })
    ).json as TenantLine;
    const customer = (
      await control(emulator, "POST", "tenants", { environment: "public", partners: [partner.tenantId] })
    ).json as TenantLine;
    const form = {
      grant_type: "password",
      client_id: "fb78d390-0c51-40cd-8e17-fdbfab77341b",
      username: "pat@partner-test.onmicrosoft.com",
      password: "pw",
    };
    const body = (at: TenantLine) =>
      send(`${emulator.url}/${at.tenantId}/oauth2/v2.0/token`, {
        method: "POST",
        body: new URLSearchParams({ ...form, scope: "https://ps.compliance.protection.outlook.com/.default" }),
      });
    const token = (await body(customer)).json.access_token;
    assert.equal((await invoke(emulator, customer, `Get-${POLICY}`, {}, { token })).status, 200);
    assert.equal((await invoke(emulator, partner, `Get-${POLICY}`, {}, { token })).status, 401);
    assert.deepEqual((await body(tenant)).json.error_codes, [50034]);
  });

  it("matches faults to the tenant of a sign-in too", async () => {
    const rule = { match: { tenant: "gcc" }, fault: { type: "status", status: 500 } };
    await control(emulator, "PUT", "faults", [rule]);
    assert.equal((await askToken(tenantOf(emulator, "gcc"))).status, 500);
    assert.equal((await askToken(tenant)).status, 200);
  });

  it("is closed to web pages of other origins and to re-bound names", async () => {
    const foreign = await send(`${emulator.url}/_emulator/tenants`, { headers: { origin: "https://evil.example" } });
    assert.equal(foreign.status, 403);
    const { port } = new URL(emulator.url);
    const status = await new Promise<number | undefined>((resolve, reject) => {
      import("node:http").then(({ get }) =>
        get(
          { host: "127.0.0.1", port, path: "/_emulator/tenants", headers: { host: `evil.example:${port}` } },
          (answer) => resolve(answer.resume().statusCode),
        ).on("error", reject),
      );
    });
    assert.equal(status, 403);
  });

  it("hides secrets that travel as cmdlet parameters", async () => {
    const token = await tokenFor(tenant);
    await invoke(emulator, tenant, "New-ComplianceTag", { Name: "x", Credential: "hunter2" }, { token });
    assert.ok(!(await control(emulator, "GET", "requests")).text.includes("hunter2"));
  });
});
