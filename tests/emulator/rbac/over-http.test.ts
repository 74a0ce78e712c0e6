import assert from "node:assert/strict";
import type { TenantLine } from "../../../emulator/index";
import { type Emulator, startEmulator } from "../../support/emulator";
import { anchorOf, control, invoke, send, tokenFor } from "../http/client";

interface MadeTenant extends TenantLine {
  readonly apps: readonly { clientId: string; clientSecret: string }[];
}

describe("roles over HTTP", () => {
  let emulator: Emulator;
  let tenant: MadeTenant;

  before(async () => {
    emulator = await startEmulator({ clock: "instant" });
    const apps = [["Global Reader"], ["Records Management"], ["Organization Management"]].map((roleGroups) => ({
      roleGroups,
    }));
    tenant = (await control(emulator, "POST", "tenants", { environment: "public", apps })).json;
  });
  after(() => emulator.stop());

  const call = async (app: number, cmdlet: string, parameters: unknown = {}) => {
    const { clientId, clientSecret } = tenant.apps[app] ?? assert.fail();
    const token = await tokenFor({ ...tenant, clientId, clientSecret });
    return invoke(emulator, tenant, cmdlet, parameters, { token });
  };

  const exported = async (app: number): Promise<string> => {
    const { clientId, clientSecret } = tenant.apps[app] ?? assert.fail();
    const token = await tokenFor({ ...tenant, clientId, clientSecret });
    const url = `${emulator.regionUrl}/adminapi/v1.0/${tenant.tenantId}/EXOModuleFile?Version=3.9.2`;
    const headers = { authorization: `Bearer ${token}`, CommandName: "*", "x-anchormailbox": anchorOf(tenant) };
    return (await send(url, { headers })).text;
  };

  it("let a reader read and answer 403 to its writes, with the documented text", async () => {
    assert.equal((await call(0, "Get-RetentionCompliancePolicy")).status, 200);
    const refused = await call(0, "New-RetentionCompliancePolicy", { Name: "p", ExchangeLocation: "All" });
    assert.equal(refused.status, 403);
    assert.match(refused.text, /User is not allowed to call New-RetentionCompliancePolicy/);
  });

  it("hide before they bind: a hidden cmdlet with nonsense in it is still 403", async () => {
    assert.equal((await call(1, "New-DlpCompliancePolicy", { Nonsense: 1 })).status, 403);
    assert.equal((await call(1, "New-RetentionCompliancePolicy", { Nonsense: 1 })).status, 400);
  });

  it("list in EXOModuleFile what is there", async () => {
    const [reader, recordsManager] = [await exported(0), await exported(1)];
    assert.match(reader, /Get-RetentionCompliancePolicy/);
    assert.doesNotMatch(reader, /New-RetentionCompliancePolicy/);
    assert.match(recordsManager, /New-ComplianceTag/);
    assert.doesNotMatch(recordsManager, /New-DlpCompliancePolicy/);
  });

  it("grow with a membership that an administrator grants", async () => {
    const reader = tenant.apps[0]?.clientId;
    await call(2, "Add-RoleGroupMember", { Identity: "Records Management", Member: reader });
    assert.equal((await call(0, "New-RetentionCompliancePolicy", { Name: "p", ExchangeLocation: "All" })).status, 200);
    await call(2, "Remove-RoleGroupMember", { Identity: "Records Management", Member: reader });
    assert.equal((await call(0, "New-RetentionCompliancePolicy", { Name: "q", ExchangeLocation: "All" })).status, 403);
  });

  it("leave the binder's errors in the documented form", async () => {
    const { status, json } = await call(2, "Set-DlpCompliancePolicy", { Identity: "p", Mode: "Bogus" });
    assert.equal(status, 400);
    assert.match(
      json.error.details[0].message,
      /^Ex[0-9A-F]{6}\|System\.Management\.Automation\.ParameterBindingArgumentTransformationException\|Cannot process/,
    );
    const unresolved = await call(2, "New-ComplianceTag", { Name: "t", PriorityCleanup: true, IsRecordLabel: true });
    assert.match(unresolved.json.error.details[0].message, /AmbiguousParameterSetException/);
  });
});
