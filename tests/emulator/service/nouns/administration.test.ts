import assert from "node:assert/strict";
import type { Json } from "../../../../emulator/contract";
import { BUILT_IN_ROLE_GROUPS } from "../../../../emulator/rbac";
import { BoundTenant, table } from "./bound-tenant";

describe("role groups", () => {
  it("are there from the start, found by display name too, and can't be removed", () => {
    const tenant = new BoundTenant();
    assert.equal(tenant.get("Get-RoleGroup").length, BUILT_IN_ROLE_GROUPS.length);
    const group = tenant.one("Get-RoleGroup", { Identity: "Compliance Administrator" });
    assert.equal(group.Name, "ComplianceAdministrator");
    assert.ok((group.Roles as string[]).some((role) => role.endsWith("/Retention Management")));
    assert.equal(
      tenant.fault("Remove-RoleGroup", { Identity: "ComplianceAdministrator" }),
      "InvalidOperationException",
    );
  });

  it("keep the roles they were made with", () => {
    const tenant = new BoundTenant();
    tenant.done("New-RoleGroup", { Name: "Legal", Roles: ["Case Management", "Hold"], Members: ["kim@contoso.com"] });
    tenant.done("Set-RoleGroup", { Identity: "Legal", Description: "d", DisplayName: "Legal team" });
    const group = tenant.one("Get-RoleGroup", { Identity: "Legal team" });
    assert.deepEqual(
      (group.Roles as string[]).map((role) => role.split("/").at(-1)),
      ["Case Management", "Hold"],
    );
    assert.equal((group.Members as string[]).length, 1);
    assert.equal(tenant.fault("Set-RoleGroup", { Identity: "Legal", Roles: ["Hold"] }), "ParameterBindingException");
    assert.equal(tenant.fault("New-RoleGroup", { Name: "LEGAL" }), "ADObjectAlreadyExistsException");
  });

  it("lose and gain members by one table, and by what a read shows of them", () => {
    const tenant = new BoundTenant();
    tenant.done("New-RoleGroup", { Name: "Legal", Members: ["kim@contoso.com", "lee@contoso.com", "ann@contoso.com"] });
    const delta = table({ Add: ["bo@contoso.com", "lee@contoso.com"], Remove: ["kim@contoso.com", "nobody"] });
    tenant.done("Update-RoleGroupMember", { Identity: "Legal", Members: delta });
    const [lee, ann, bo] = tenant.get("Get-RoleGroupMember", { Identity: "Legal" });
    assert.deepEqual([lee?.Name, ann?.Name, bo?.Name], ["lee", "ann", "bo"]);
    tenant.done("Remove-RoleGroupMember", { Identity: "Legal", Member: String(lee?.ExchangeObjectId) });
    tenant.done("Remove-RoleGroupMember", { Identity: "Legal", Member: String(ann?.Name) });
    assert.deepEqual(tenant.names("Get-RoleGroupMember", { Identity: "Legal" }), ["bo"]);
  });

  it("are filtered by one property", () => {
    const tenant = new BoundTenant();
    tenant.done("New-RoleGroup", { Name: "Legal" });
    assert.deepEqual(tenant.names("Get-RoleGroup", { Filter: "RoleGroupType -eq 'Standard'" }), ["Legal"]);
    assert.deepEqual(tenant.names("Get-RoleGroup", { Filter: "RoleGroupType -eq 'Linked'" }), []);
  });

  it("have members of their own, per group", () => {
    const tenant = new BoundTenant();
    for (const name of ["Legal", "Audit"]) tenant.done("New-RoleGroup", { Name: name });
    const of = (group: string): Json[] =>
      tenant.get("Get-RoleGroupMember", { Identity: group }).map(({ Alias }) => Alias ?? null);
    tenant.done("Add-RoleGroupMember", { Identity: "Legal", Member: "kim@contoso.com" });
    tenant.done("Add-RoleGroupMember", { Identity: "Audit", Member: "kim@contoso.com" });
    tenant.done("Update-RoleGroupMember", { Identity: "Legal", Members: ["lee@contoso.com", "ann@contoso.com"] });
    assert.deepEqual(of("Legal"), ["lee@contoso.com", "ann@contoso.com"]);
    assert.deepEqual(of("Audit"), ["kim@contoso.com"]);
    tenant.done("Remove-RoleGroupMember", { Identity: "Legal", Member: "lee@contoso.com" });
    assert.deepEqual(of("Legal"), ["ann@contoso.com"]);
    assert.equal(
      tenant.fault("Remove-RoleGroupMember", { Identity: "Legal", Member: "nobody" }),
      "ManagementObjectNotFoundException",
    );
    assert.equal(tenant.fault("Get-RoleGroupMember", { Identity: "Nobody" }), "ManagementObjectNotFoundException");
  });
});

describe("audit log retention policies", () => {
  const base = { RetentionDuration: "SixMonths", RecordTypes: ["ExchangeAdmin"] };

  it("have a priority of their own, and may be for every record type and user", () => {
    const tenant = new BoundTenant();
    tenant.done("New-UnifiedAuditLogRetentionPolicy", { Name: "A", Priority: 100, ...base });
    const fault = (raw: { [name: string]: Json }): string => tenant.fault("New-UnifiedAuditLogRetentionPolicy", raw);
    assert.equal(fault({ Name: "B", Priority: 100, ...base }), "ArgumentException");
    assert.equal(fault({ Name: "All", Priority: 99, RetentionDuration: "SixMonths" }), "");
    assert.equal(fault({ Name: "B", Priority: 101, RetentionDuration: "SixMonths", UserIds: ["a@contoso.com"] }), "");
    assert.equal(
      fault({
        Name: "C",
        Priority: 102,
        ...base,
        RecordTypes: ["ExchangeAdmin", "ExchangeItem"],
        Operations: ["Send"],
      }),
      "ArgumentException",
    );
    assert.equal(fault({ Name: "C", Priority: 10_001, ...base }), "ParameterBindingValidationException");
  });

  it("want priority and duration with every Set", () => {
    const tenant = new BoundTenant();
    tenant.done("New-UnifiedAuditLogRetentionPolicy", { Name: "A", Priority: 100, ...base });
    const set = (raw: { [name: string]: Json }): string =>
      tenant.fault("Set-UnifiedAuditLogRetentionPolicy", { Identity: "A", ...raw });
    assert.equal(set({ Description: "d" }), "ParameterBindingException");
    assert.equal(set({ Description: "d", Priority: 100, RetentionDuration: "TenYears" }), "");
    assert.equal(tenant.one("Get-UnifiedAuditLogRetentionPolicy").RetentionDuration, "TenYears");
  });

  it("have no identity on Get but filters, and go within 30 minutes", () => {
    const tenant = new BoundTenant();
    tenant.done("New-UnifiedAuditLogRetentionPolicy", { Name: "A", Priority: 1, ...base });
    tenant.done("New-UnifiedAuditLogRetentionPolicy", {
      Name: "B",
      Priority: 2,
      RetentionDuration: "TenYears",
      UserIds: ["a@x.com"],
    });
    assert.equal(tenant.fault("Get-UnifiedAuditLogRetentionPolicy", { Identity: "A" }), "ParameterBindingException");
    assert.deepEqual(tenant.names("Get-UnifiedAuditLogRetentionPolicy", { RecordType: "exchangeadmin" }), ["A"]);
    assert.deepEqual(tenant.names("Get-UnifiedAuditLogRetentionPolicy", { RetentionDuration: "TenYears" }), ["B"]);
    tenant.done("Remove-UnifiedAuditLogRetentionPolicy", { Identity: "A" });
    assert.equal(tenant.get("Get-UnifiedAuditLogRetentionPolicy")[0]?.Mode, "PendingDeletion");
    tenant.clock.advance(30 * 60_000);
    assert.deepEqual(tenant.names("Get-UnifiedAuditLogRetentionPolicy"), ["B"]);
  });

  it("are 50 at most", () => {
    const tenant = new BoundTenant();
    const make = (n: number): string =>
      tenant.fault("New-UnifiedAuditLogRetentionPolicy", { Name: `P${n}`, Priority: n, ...base });
    for (let n = 1; n <= 50; n++) assert.equal(make(n), "");
    assert.equal(make(51), "InvalidOperationException");
  });
});

describe("alert policies", () => {
  const alert = { Category: "ThreatManagement", ThreatType: "Activity", NotifyUser: "a@contoso.com" };

  it("come with Microsoft's own, which nobody changes", () => {
    const tenant = new BoundTenant();
    const [system] = tenant.get("Get-ProtectionAlert");
    assert.equal(system?.IsSystemRule, true);
    const identity = { Identity: String(system?.Name) };
    assert.equal(tenant.fault("Set-ProtectionAlert", { ...identity, Severity: "High" }), "InvalidOperationException");
    assert.equal(tenant.fault("Remove-ProtectionAlert", identity), "InvalidOperationException");
  });

  it("watch one operation, thresholds only where they are summed up", () => {
    const tenant = new BoundTenant();
    const fault = (raw: { [name: string]: Json }): string =>
      tenant.fault("New-ProtectionAlert", { Name: "A", ...alert, ...raw });
    assert.equal(fault({ Operation: "FileDeleted", AggregationType: "None", Threshold: 5 }), "ArgumentException");
    assert.equal(fault({ Operation: "FileDeleted", Threshold: 2 }), "ParameterBindingValidationException");
    assert.equal(fault({ Operation: "FileDeleted", AggregationType: "None", AlertBy: "User" }), "ArgumentException");
    const early = { AggregationType: "None", NotifyUserOnFilterMatch: true };
    assert.equal(fault({ Operation: "FileDeleted", ...early }), "ArgumentException");
    assert.equal(
      fault({ Operation: "FileDeleted", AggregationType: "SimpleAggregation", Threshold: 5, TimeWindow: 120 }),
      "",
    );
    assert.equal(
      tenant.fault("Set-ProtectionAlert", { Identity: "A", ThreatType: "Malware" }),
      "ParameterBindingException",
    );
    assert.equal(tenant.fault("Set-ProtectionAlert", { Identity: "A", Severity: "High" }), "");
    assert.equal(tenant.one("Get-ProtectionAlert", { Identity: "A" }).Severity, "High");
  });
});
