import assert from "node:assert/strict";
import type { Json } from "../../../../emulator/contract";
import { BoundTenant } from "./bound-tenant";

function tenantWithCase(): BoundTenant {
  const tenant = new BoundTenant();
  tenant.done("New-ComplianceCase", { Name: "Fabrikam" });
  return tenant;
}

const hold = (tenant: BoundTenant, name: string, more: { [parameter: string]: Json } = {}): void =>
  void tenant.done("New-CaseHoldPolicy", {
    Name: name,
    Case: "Fabrikam",
    ExchangeLocation: ["kim@contoso.com"],
    ...more,
  });

describe("compliance cases", () => {
  it("close through Closing to Closed and open again", () => {
    const tenant = tenantWithCase();
    const status = (): Json => tenant.one("Get-ComplianceCase").Status ?? null;
    assert.equal(status(), "Active");
    tenant.call("Set-ComplianceCase", { Identity: "Fabrikam", Close: true });
    assert.equal(status(), "Closing");
    tenant.clock.advance(10_000);
    assert.equal(status(), "Closed");
    assert.equal(tenant.one("Get-ComplianceCase").ClosedBy, "admin@contoso.com");
    assert.equal(tenant.call("Set-ComplianceCase", { Identity: "Fabrikam", Close: true }).warnings.length, 1);
    tenant.call("Set-ComplianceCase", { Identity: "Fabrikam", Reopen: true });
    assert.equal(status(), "Active");
  });

  it("can be renamed, and are listed by type", () => {
    const tenant = tenantWithCase();
    tenant.done("New-ComplianceCase", { Name: "Subject", CaseType: "DSR" });
    tenant.done("Set-ComplianceCase", { Identity: "Fabrikam", Name: "Tailspin" });
    assert.deepEqual(tenant.names("Get-ComplianceCase"), ["Tailspin"]);
    assert.deepEqual(tenant.names("Get-ComplianceCase", { CaseType: "DSR" }), ["Subject"]);
    assert.deepEqual(tenant.names("Get-ComplianceCase", { Identity: "Subject" }), ["Subject"]);
    assert.equal(tenant.fault("New-ComplianceCase", { Name: "tailspin" }), "ADObjectAlreadyExistsException");
    assert.equal(tenant.fault("Get-ComplianceCase", { Identity: "Fabrikam" }), "ManagementObjectNotFoundException");
  });

  it("have members, each once", () => {
    const tenant = tenantWithCase();
    const member = { Case: "Fabrikam", Member: "kim@contoso.com" };
    tenant.done("Add-ComplianceCaseMember", member);
    assert.notEqual(tenant.fault("Add-ComplianceCaseMember", member), "");
    tenant.done("Update-ComplianceCaseMember", { Case: "Fabrikam", Members: ["kim@contoso.com", "lee@contoso.com"] });
    const aliases = tenant.get("Get-ComplianceCaseMember", { Case: "Fabrikam" }).map(({ Alias }) => Alias);
    assert.deepEqual(aliases, ["kim@contoso.com", "lee@contoso.com"]);
    tenant.done("Remove-ComplianceCaseMember", member);
    assert.deepEqual(tenant.names("Get-ComplianceCaseMember", { Case: "Fabrikam" }), ["lee"]);
  });

  it("stay while they have holds", () => {
    const tenant = tenantWithCase();
    hold(tenant, "H");
    assert.equal(tenant.fault("Remove-ComplianceCase", { Identity: "Fabrikam" }), "InvalidOperationException");
    tenant.done("Remove-CaseHoldPolicy", { Identity: "H" });
    assert.equal(tenant.fault("Remove-ComplianceCase", { Identity: "Fabrikam" }), "");
  });
});

describe("case holds", () => {
  it("show locations and the state of distribution only in detail", () => {
    const tenant = tenantWithCase();
    hold(tenant, "H");
    tenant.done("New-CaseHoldRule", { Name: "R", Policy: "H" });
    const plain = tenant.one("Get-CaseHoldPolicy");
    assert.deepEqual([plain.ExchangeLocation, plain.DistributionStatus], [[], "Pending"]);
    const detail = tenant.one("Get-CaseHoldPolicy", { DistributionDetail: true });
    assert.equal((detail.ExchangeLocation as Json[]).length, 1);
    assert.equal(detail.DistributionStatus, "Success");
    assert.equal(detail.CaseId, tenant.one("Get-ComplianceCase").Guid);
  });

  it("are found by their case, which must exist", () => {
    const tenant = tenantWithCase();
    tenant.done("New-ComplianceCase", { Name: "Other" });
    hold(tenant, "H");
    assert.deepEqual(tenant.names("Get-CaseHoldPolicy", { Case: "Fabrikam" }), ["H"]);
    assert.deepEqual(tenant.names("Get-CaseHoldPolicy", { Case: "Other" }), []);
    assert.equal(
      tenant.fault("New-CaseHoldPolicy", { Name: "X", Case: "Nobody" }),
      "ManagementObjectNotFoundException",
    );
  });

  it("take one rule, refuse a location twice and All", () => {
    const tenant = tenantWithCase();
    hold(tenant, "H");
    tenant.done("New-CaseHoldRule", { Name: "R", Policy: "H", ContentMatchQuery: "budget" });
    assert.equal(
      tenant.fault("New-CaseHoldRule", { Name: "S", Policy: "H" }),
      "MulipleComplianceRulesFoundInPolicyException",
    );
    assert.equal(
      tenant.fault("Set-CaseHoldPolicy", { Identity: "H", AddExchangeLocation: "KIM@contoso.com" }),
      "LocationAlreadyExistsException",
    );
    assert.equal(
      tenant.fault("Set-CaseHoldPolicy", { Identity: "H", AddSharePointLocation: "not a site" }),
      "ArgumentException",
    );
    assert.equal(
      tenant.fault("Set-CaseHoldPolicy", { Identity: "H", AddPublicFolderLocation: "some" }),
      "ArgumentException",
    );
  });

  it("leave their rule behind, as the page warns", () => {
    const tenant = tenantWithCase();
    hold(tenant, "H");
    tenant.done("New-CaseHoldRule", { Name: "R", Policy: "H" });
    tenant.done("Remove-CaseHoldPolicy", { Identity: "H" });
    assert.deepEqual(tenant.names("Get-CaseHoldRule"), ["R"]);
    assert.equal(tenant.fault("Remove-CaseHoldRule", { Identity: "R" }), "");
    tenant.clock.advance(1000);
    assert.deepEqual(tenant.names("Get-CaseHoldRule"), []);
  });

  it("are forced out of their tombstone", () => {
    const tenant = tenantWithCase();
    hold(tenant, "H");
    tenant.done("Remove-CaseHoldPolicy", { Identity: "H" });
    assert.equal(tenant.one("Get-CaseHoldPolicy").Mode, "PendingDeletion");
    tenant.done("Remove-CaseHoldPolicy", { Identity: "H", ForceDeletion: true });
    assert.deepEqual(tenant.get("Get-CaseHoldPolicy"), []);
  });
});
