import assert from "node:assert/strict";
import type { Caller } from "../../../emulator/contract";
import { grantsIn } from "../../../emulator/admin/memberships";
import { visibleCmdlets, withMemberships } from "../../../emulator/rbac";
import { BoundTenant } from "../service/nouns/bound-tenant";

const appId = "71487acd-ec93-476d-bd0e-6c8b31831053";
const app: Caller = { type: "app", name: appId, roleGroups: [] };

const sees = (caller: Caller, tenant: BoundTenant, cmdlet: string): boolean =>
  visibleCmdlets(withMemberships(caller, tenant.service)).has(cmdlet);

describe("membership in role groups", () => {
  it("gives an app what its service principal was added to", () => {
    const tenant = new BoundTenant();
    tenant.done("New-ServicePrincipal", {
      AppId: appId,
      ObjectId: "6233fba6-0198-4277-892f-9275bf728bcc",
      DisplayName: "ci",
    });
    assert.equal(sees(app, tenant, "New-Label"), false);
    tenant.done("Add-RoleGroupMember", {
      Identity: "Compliance Administrator",
      Member: "6233fba6-0198-4277-892f-9275bf728bcc",
    });
    assert.equal(sees(app, tenant, "New-Label"), true);
    assert.equal(sees({ ...app, name: "another" }, tenant, "New-Label"), false);
  });

  it("gives a person the roles of a tenant's own group, in addition to those it has", () => {
    const tenant = new BoundTenant();
    const kim: Caller = { type: "user", name: "kim@contoso.com", roleGroups: ["Audit Reader"] };
    tenant.done("New-RoleGroup", { Name: "Keepers", Roles: ["Retention Management"], Members: ["KIM@contoso.com"] });
    assert.equal(sees(kim, tenant, "New-RetentionCompliancePolicy"), true);
    assert.equal(sees(kim, tenant, "Get-UnifiedAuditLogRetentionPolicy"), true);
    assert.equal(sees(kim, tenant, "New-Label"), false);
    tenant.done("Remove-RoleGroupMember", { Identity: "Keepers", Member: "kim@contoso.com" });
    assert.equal(sees(kim, tenant, "New-RetentionCompliancePolicy"), false);
  });

  it("is noticed however it came or went: by cmdlet, through the control API, by a reset", () => {
    const tenant = new BoundTenant();
    const { service } = tenant;
    const fresh = service.dump();
    const grants = (): readonly string[] => grantsIn(service, ["kim@contoso.com"], ["Audit Reader"]);
    const member = { Identity: "Records Management", Member: "kim@contoso.com" };
    assert.deepEqual(grants(), ["Audit Reader"]);
    tenant.done("Add-RoleGroupMember", member);
    assert.deepEqual(grants(), ["Audit Reader", "RecordsManagement"]);
    tenant.done("Remove-RoleGroupMember", member);
    assert.deepEqual(grants(), ["Audit Reader"]);
    const own = (): readonly string[] => grantsIn(service, ["kim@contoso.com"], ["Keepers"]);
    assert.deepEqual(own(), ["Keepers"]);
    service.putObject("RoleGroup", "Keepers", { Name: "Keepers", Roles: ["Retention Management"] });
    assert.deepEqual(own(), ["Keepers", "Retention Management"]);
    service.restore(fresh);
    assert.deepEqual(own(), ["Keepers"]);
  });
});
