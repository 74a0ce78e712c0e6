import { strict as assert } from "node:assert";
import type { TenantLine } from "../../../emulator/index";
import { type Emulator, startEmulator } from "../../support/emulator";
import { AUDIENCE, control, invoke, send, tenantOf, tokenFor } from "./client";

const RESOURCE = "00000007-0000-0ff1-ce00-000000000000";

describe("the admin API of the emulator lets in", () => {
  let emulator: Emulator;
  let tenant: TenantLine;
  let token: string;
  before(async () => {
    emulator = await startEmulator({ clock: "manual" });
    tenant = tenantOf(emulator, "public");
    token = await tokenFor(tenant);
  });
  after(() => emulator.stop());

  const status = async (bearer: string) =>
    (await invoke(emulator, tenant, "Get-ComplianceTag", {}, { token: bearer })).status;
  const challenged = async (bearer: string) => {
    const answer = await invoke(emulator, tenant, "Get-ComplianceTag", {}, { token: bearer });
    assert.equal(answer.status, 401);
    assert.match(
      answer.headers.get("www-authenticate") ?? "",
      new RegExp(`^Bearer client_id="${RESOURCE}".*authorization_uri="`),
    );
  };

  it("a good token", async () => assert.equal(await status(token), 200));
  it("nobody without a token", async () => {
    const { status, headers } = await send(`${emulator.url}/adminapi/beta/${tenant.tenantId}/InvokeCommand`);
    assert.equal(status, 401);
    assert.match(headers.get("www-authenticate") ?? "", new RegExp(RESOURCE));
  });
  it("no garbage: that is a 500 without a challenge", async () => {
    const answer = await invoke(emulator, tenant, "Get-ComplianceTag", {}, { token: "garbage" });
    assert.equal(answer.status, 500);
    assert.equal(answer.headers.get("www-authenticate"), null);
  });
  it("no token for Exchange Online", async () =>
    challenged(await tokenFor(tenant, { scope: "https://outlook.office365.com/.default" })));
  it("no token of another tenant", async () => challenged(await tokenFor(tenantOf(emulator, "gcc"))));
  it("no forged token", async () => {
    const [head, , signature] = token.split(".");
    const body = Buffer.from(JSON.stringify({ aud: AUDIENCE.public, tid: tenant.tenantId })).toString("base64url");
    await challenged([head, body, signature].join("."));
  });
  it("no token past its time, on the emulator's clock", async () => {
    const short = await tokenFor(tenant);
    await control(emulator, "POST", "clock", { advanceMs: 3_700_000 });
    await challenged(short);
    token = await tokenFor(tenant);
    assert.equal(await status(token), 200);
  });
  it("up the ladder: nothing granted 401, a permission without a role 403, both 200", async () => {
    const ladder = [
      { roleGroups: [] },
      { roleGroups: [], permissions: ["Exchange.ManageAsApp"] },
      { roleGroups: ["Organization Management"] },
    ];
    const made: TenantLine & { apps: { clientId: string; clientSecret: string }[] } = (
      await control(emulator, "POST", "tenants", { environment: "public", apps: ladder })
    ).json;
    const statuses = made.apps.map(async ({ clientId, clientSecret }) => {
      const line = { ...made, clientId, clientSecret };
      return (await invoke(emulator, line, "Get-ComplianceTag")).status;
    });
    assert.deepEqual(await Promise.all(statuses), [401, 403, 200]);
    const { clientId, clientSecret } = made.apps[1]!;
    const bearer = await tokenFor({ ...made, clientId, clientSecret });
    const door = await send(`${emulator.regionUrl}/adminapi/v1.0/${made.tenantId}/EXOModuleFile`, {
      headers: { authorization: `Bearer ${bearer}` },
    });
    assert.equal(door.status, 403);
    assert.match(door.text, /isn't supported in this scenario/);
  });
  it("an app that became a member of a role group of the tenant, as far as that reaches", async () => {
    const made: TenantLine & { apps: { clientId: string; clientSecret: string }[] } = (
      await control(emulator, "POST", "tenants", {
        environment: "public",
        apps: [{}, { roleGroups: [], permissions: ["Exchange.ManageAsApp"] }],
      })
    ).json;
    const { clientId, clientSecret } = made.apps[1]!;
    const newcomer = { ...made, clientId, clientSecret };
    const status = async (cmdlet: string) => (await invoke(emulator, newcomer, cmdlet)).status;
    assert.equal(await status("Get-RetentionCompliancePolicy"), 403);
    const admin = (cmdlet: string, parameters: object) => invoke(emulator, made, cmdlet, parameters);
    const objectId = "55555555-5555-4555-8555-555555555555";
    for (const [cmdlet, parameters] of [
      ["New-ServicePrincipal", { AppId: clientId, ObjectId: objectId, DisplayName: "pipeline" }],
      ["New-RoleGroup", { Name: "Keepers", Roles: ["Retention Management"] }],
      ["Add-RoleGroupMember", { Identity: "Keepers", Member: objectId }],
    ] as const) {
      const answer = await admin(cmdlet, parameters);
      assert.equal(answer.status, 200, answer.text);
    }
    assert.equal(await status("Get-RetentionCompliancePolicy"), 200);
    assert.equal(await status("Get-DlpCompliancePolicy"), 403);
  });
  it("a reader to read, and hides what it may not call", async () => {
    const reader: TenantLine = (
      await control(emulator, "POST", "tenants", {
        environment: "public",
        apps: [{ roleGroups: ["Global Reader"] }],
      })
    ).json;
    assert.equal((await invoke(emulator, reader, "Get-RetentionCompliancePolicy")).status, 200);
    const refused = await invoke(emulator, reader, "New-RetentionCompliancePolicy", { Name: "x" });
    assert.equal(refused.status, 403);
    assert.equal(refused.json.error.code, "Forbidden");
    assert.match(refused.text, /User is not allowed to call New-RetentionCompliancePolicy/);
  });
});
