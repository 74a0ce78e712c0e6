import { strict as assert } from "node:assert";
import { type Emulator, startEmulator } from "../../support/emulator";
import { anchorOf, control, invoke, send, tenantOf, tokenFor } from "./client";

describe("first contact with the emulator", () => {
  let emulator: Emulator;
  before(async () => {
    emulator = await startEmulator({ seed: 7 });
  });
  after(() => emulator.stop());
  beforeEach(() => control(emulator, "POST", "reset"));

  it("has one tenant per cloud, the same for the same seed", async () => {
    const duplicate = await startEmulator({ seed: 7 });
    await duplicate.stop();
    const ids = ({ tenants }: Emulator) => tenants.map(({ tenantId, clientSecret }) => [tenantId, clientSecret]);
    assert.deepEqual(ids(duplicate), ids(emulator));
    assert.deepEqual(
      emulator.tenants.map(({ environment }) => environment),
      ["public", "gcc", "gccHigh", "dod", "china"],
    );
  });

  it("sends a call from the global host to the region, and runs it there", async () => {
    const tenant = tenantOf(emulator, "public");
    const token = await tokenFor(tenant);
    const probe = await invoke(emulator, tenant, "Get-RetentionCompliancePolicy", {}, { token, base: emulator.url });
    assert.equal(probe.status, 302);
    assert.equal(probe.headers.get("location"), `${emulator.regionUrl}/adminapi/beta/${tenant.tenantId}/InvokeCommand`);
    const answer = await invoke(emulator, tenant, "Get-RetentionCompliancePolicy", {}, { token });
    assert.equal(answer.status, 200);
    assert.deepEqual(answer.json.value, []);
  });

  it("takes the tenant by its domain and the path in any case", async () => {
    const tenant = tenantOf(emulator, "public");
    const { status } = await send(`${emulator.regionUrl}/AdminApi/BETA/${tenant.organization}/invokecommand`, {
      method: "POST",
      headers: { authorization: `Bearer ${await tokenFor(tenant)}`, "content-type": "application/json" },
      body: JSON.stringify({ CmdletInput: { CmdletName: "Get-ComplianceTag", Parameters: {} } }),
    });
    assert.equal(status, 200);
  });

  it("records every request in the journal, without the secrets", async () => {
    const tenant = tenantOf(emulator, "public");
    const token = await tokenFor(tenant);
    await invoke(emulator, tenant, "Get-ComplianceTag", {}, { token });
    await send(`${emulator.url}/nothing/here`);
    await send(`${emulator.regionUrl}/`);
    const { json, text } = await control(emulator, "GET", "requests");
    assert.deepEqual(
      json.map(({ type, status, cmdlet }: Record<string, unknown>) => [type, status, cmdlet]),
      [
        ["token", 200, null],
        ["admin", 200, "Get-ComplianceTag"],
        ["unknown", 404, null],
        ["unknown", 404, null],
      ],
    );
    assert.deepEqual(Object.keys(json[0]), [
      "seq",
      "at",
      "tenantId",
      "type",
      "method",
      "host",
      "path",
      "headers",
      "audience",
      "cmdlet",
      "parameters",
      "status",
      "fault",
    ]);
    assert.ok(!text.includes(tenant.clientSecret) && !text.includes(token));
    assert.equal(json[1].headers["x-anchormailbox"], anchorOf(tenant));
  });

  it("keeps what New made for the control API, and forgets it on reset", async () => {
    const tenant = tenantOf(emulator, "public");
    const made = await invoke(emulator, tenant, "New-ComplianceTag", { Name: "Invoices" });
    assert.equal(made.status, 200, made.text);
    const path = `tenants/${tenant.tenantId}/objects/ComplianceTag/Invoices`;
    assert.equal((await control(emulator, "GET", path)).json.Name, "Invoices");
    await control(emulator, "POST", "reset");
    assert.equal((await control(emulator, "GET", path)).status, 404);
  });
});
