import assert from "node:assert/strict";
import type { Json } from "../../../../emulator/contract";
import { BoundTenant } from "./bound-tenant";

const SSN = [{ name: "U.S. Social Security Number (SSN)" }];
const site = (name: string): string => `https://contoso.sharepoint.com/sites/${name}`;

function tenantWithLabel(seed = 1): BoundTenant {
  const tenant = new BoundTenant({ seed });
  tenant.done("New-Label", { Name: "Secret", DisplayName: "Top Secret", Tooltip: "t" });
  return tenant;
}

const policy = (tenant: BoundTenant, name: string, more: { [parameter: string]: Json } = {}): void =>
  void tenant.done("New-AutoSensitivityLabelPolicy", { Name: name, ApplySensitivityLabel: "Secret", ...more });

const rule = (tenant: BoundTenant, name: string, owner: string, workload: string): void =>
  void tenant.done("New-AutoSensitivityLabelRule", {
    Name: name,
    Policy: owner,
    Workload: workload,
    ContentContainsSensitiveInformation: SSN,
  });

const mode = (tenant: BoundTenant): Json => tenant.one("Get-AutoSensitivityLabelPolicy").Mode ?? null;

describe("auto-labeling policies", () => {
  it("are silently lowered from Enable to simulation over files, not over mail", () => {
    const tenant = tenantWithLabel();
    policy(tenant, "Files", { Mode: "Enable", SharePointLocation: "All" });
    policy(tenant, "Mail", { Mode: "Enable", ExchangeLocation: "All" });
    const modes = tenant.get("Get-AutoSensitivityLabelPolicy").map(({ Mode }) => Mode);
    assert.deepEqual(modes, ["TestWithoutNotifications", "Enable"]);
  });

  it("can be enabled over files once the simulation is over, in a call of its own", () => {
    const tenant = tenantWithLabel();
    policy(tenant, "Files", { SharePointLocation: [site("a")] });
    tenant.done("Set-AutoSensitivityLabelPolicy", { Identity: "Files", Mode: "Enable" });
    assert.equal(mode(tenant), "TestWithoutNotifications", "no rule yet, nothing was simulated");
    rule(tenant, "R", "Files", "SharePoint");
    tenant.done("Set-AutoSensitivityLabelPolicy", {
      Identity: "Files",
      Mode: "Enable",
      AddSharePointLocation: [site("b")],
    });
    assert.equal(mode(tenant), "TestWithoutNotifications");
    tenant.done("Set-AutoSensitivityLabelPolicy", { Identity: "Files", Mode: "Enable" });
    assert.equal(mode(tenant), "Enable");
    tenant.done("Set-AutoSensitivityLabelPolicy", { Identity: "Files", StartSimulation: true });
    assert.equal(mode(tenant), "TestWithoutNotifications");
  });

  it("go out again when a simulation is started again, though nothing else changes", () => {
    const tenant = tenantWithLabel();
    policy(tenant, "Files", { SharePointLocation: "All" });
    rule(tenant, "R", "Files", "SharePoint");
    const again = tenant.call("Set-AutoSensitivityLabelPolicy", { Identity: "Files", StartSimulation: true });
    assert.deepEqual(again.warnings, []);
    assert.equal(
      tenant.one("Get-AutoSensitivityLabelPolicy", { DistributionDetail: true }).DistributionStatus,
      "Pending",
    );
  });

  it("turn themselves on after the time that AutoEnableAfter says", () => {
    const tenant = tenantWithLabel();
    policy(tenant, "Files", { SharePointLocation: "All" });
    const set = (more: { [name: string]: Json }): string =>
      tenant.fault("Set-AutoSensitivityLabelPolicy", { Identity: "Files", ...more });
    assert.equal(set({ AutoEnableAfter: "1.00:00:00" }), "ArgumentException", "only with StartSimulation");
    assert.equal(set({ AutoEnableAfter: "00:30:00", StartSimulation: true }), "ArgumentException", "an hour at least");
    assert.equal(
      set({ AutoEnableAfter: "26.00:00:00", StartSimulation: true }),
      "ArgumentException",
      "25 days at most",
    );
    assert.equal(set({ AutoEnableAfter: "1.00:00:00", StartSimulation: true }), "");
    tenant.clock.advance(86_300_000);
    assert.equal(mode(tenant), "TestWithoutNotifications");
    tenant.clock.advance(200_000);
    assert.equal(mode(tenant), "Enable");
  });

  it("refuse TestWithNotifications on Set", () => {
    const tenant = tenantWithLabel();
    policy(tenant, "Mail", { ExchangeLocation: "All" });
    const call = { Identity: "Mail", Mode: "TestWithNotifications" };
    assert.equal(tenant.fault("Set-AutoSensitivityLabelPolicy", call), "InvalidCompliancePolicyModeException");
  });

  it("keep Exchange while one of their rules is for it", () => {
    const tenant = tenantWithLabel();
    policy(tenant, "Both", { ExchangeLocation: "All", SharePointLocation: "All" });
    rule(tenant, "R", "Both", "Exchange");
    const call = { Identity: "Both", RemoveExchangeLocation: "All" };
    assert.equal(tenant.fault("Set-AutoSensitivityLabelPolicy", call), "InvalidOperationException");
    tenant.done("Remove-AutoSensitivityLabelRule", { Identity: "R" });
    assert.equal(tenant.fault("Set-AutoSensitivityLabelPolicy", call), "");
  });

  it("name their label in one spelling or another", () => {
    const spellings = new Set<string>();
    for (let seed = 1; seed <= 16; seed++) {
      const tenant = tenantWithLabel(seed);
      const guid = tenant.one("Get-Label").Guid;
      policy(tenant, "P", { ExchangeLocation: "All" });
      const shown = tenant.one("Get-AutoSensitivityLabelPolicy").ApplySensitivityLabel;
      spellings.add(shown === guid ? "guid" : String(shown));
    }
    assert.deepEqual([...spellings].sort(), ["Secret", "Top Secret", "guid"]);
  });

  it("don't mix inclusions with exclusions", () => {
    const tenant = tenantWithLabel();
    const senders = { ExchangeSender: ["a@contoso.com"], ExchangeSenderException: ["b@contoso.com"] };
    const call = { Name: "P", ApplySensitivityLabel: "Secret", ExchangeLocation: "All", ...senders };
    assert.equal(tenant.fault("New-AutoSensitivityLabelPolicy", call), "ArgumentException");
  });
});

describe("auto-labeling rules", () => {
  it("say every workload and keep the true one in LogicalWorkload", () => {
    const tenant = tenantWithLabel();
    policy(tenant, "P", { ExchangeLocation: "All" });
    rule(tenant, "R", "P", "Exchange");
    const shown = tenant.one("Get-AutoSensitivityLabelRule");
    assert.equal(shown.LogicalWorkload, "Exchange");
    assert.equal(shown.Workload, "Exchange, SharePoint, OneDriveForBusiness");
    assert.equal(shown.ParentPolicyName, "P");
  });

  it("need a condition", () => {
    const tenant = tenantWithLabel();
    policy(tenant, "P", { ExchangeLocation: "All" });
    const call = { Name: "R", Policy: "P", Workload: "Exchange" };
    assert.equal(tenant.fault("New-AutoSensitivityLabelRule", call), "InvalidOperationException");
  });
});
