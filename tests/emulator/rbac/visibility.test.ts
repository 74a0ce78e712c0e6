import assert from "node:assert/strict";
import fc from "fast-check";
import { allCmdlets, findCmdlet } from "../../../catalogue";
import type { Caller } from "../../../emulator/contract";
import {
  BUILT_IN_ROLE_GROUPS,
  DIRECTORY_ROLES,
  ROLES,
  visibleCmdlets,
  visibleParameters,
} from "../../../emulator/rbac";
import { areaOf } from "../../../emulator/rbac/noun-areas";

const app = (...roleGroups: string[]): Caller => ({ type: "app", name: "app", roleGroups });
const user = (...roleGroups: string[]): Caller => ({ type: "user", name: "u@contoso.com", roleGroups });

const POLICIES = ["RetentionCompliancePolicy", "ComplianceTag", "DlpCompliancePolicy", "Label", "AdaptiveScope"];

describe("role-based access", () => {
  it("shows nothing to a caller without any role", () => {
    assert.equal(visibleCmdlets(app()).size, 0);
    assert.equal(visibleCmdlets(app("No Such Group")).size, 0);
  });

  const table: [group: string, cmdlet: string, there: boolean][] = [
    ...POLICIES.flatMap((noun): [string, string, boolean][] => [
      ["Compliance Administrator", `New-${noun}`, true],
      ["ComplianceAdministrator", `Set-${noun}`, true],
      ["Compliance Data Administrator", `Remove-${noun}`, true],
      ["Organization Management", `Get-${noun}`, true],
      ["Global Reader", `Get-${noun}`, true],
      ["Global Reader", `New-${noun}`, false],
      ["Global Reader", `Set-${noun}`, false],
      ["Global Reader", `Remove-${noun}`, false],
    ]),
    ["Organization Management", "New-RoleGroup", true],
    ["Global Administrator", "New-RoleGroup", true],
    ["62e90394-69f5-4237-9190-012177145e10", "New-RoleGroup", true],
    ["Compliance Administrator", "New-RoleGroup", false],
    ["Compliance Administrator", "Get-RoleGroup", true],
    ["Records Management", "New-ComplianceTag", true],
    ["Records Management", "New-DlpCompliancePolicy", false],
    ["Records Management", "Get-DlpCompliancePolicy", false],
    ["Information Protection Admins", "New-Label", true],
    ["Information Protection Admins", "New-RetentionCompliancePolicy", false],
    ["Information Protection Readers", "Get-Label", true],
    ["Information Protection Readers", "Set-Label", false],
    ["eDiscovery Manager", "New-CaseHoldPolicy", true],
    ["eDiscovery Manager", "New-RetentionCompliancePolicy", false],
    ["Security Reader", "Get-ProtectionAlert", true],
    ["Security Reader", "New-ProtectionAlert", false],
    ["Security Reader", "Get-DlpCompliancePolicy", true],
    ["Audit Reader", "Get-UnifiedAuditLogRetentionPolicy", true],
    ["Audit Reader", "New-UnifiedAuditLogRetentionPolicy", false],
    ["View-Only Retention Management", "Get-RetentionComplianceRule", true],
    ["View-Only Retention Management", "Set-RetentionComplianceRule", false],
    ["Reviewer", "Get-User", true],
  ];
  for (const [group, cmdlet, there] of table)
    it(`${there ? "shows" : "hides"} ${cmdlet} ${there ? "to" : "from"} ${group}`, () => {
      assert.equal(visibleCmdlets(app(group)).has(cmdlet), there);
    });

  it("adds the roles of several groups up", () => {
    const both = visibleCmdlets(app("Records Management", "Information Protection Admins"));
    assert.ok(both.has("New-ComplianceTag") && both.has("New-Label"));
  });

  it("gives no reader a single cmdlet that changes something", () => {
    for (const reader of ["Global Reader", "Security Reader", "Audit Reader", "Information Protection Readers"])
      for (const name of visibleCmdlets(user(reader)))
        assert.match(name, /^(Get|Test|Validate|Check|Preview)-/, reader);
  });

  it("keeps the eDiscovery verbs that take no app-only token from apps", () => {
    for (const name of [
      "New-ComplianceSearch",
      "Start-ComplianceSearch",
      "Get-ComplianceSearchAction",
      "New-ComplianceSearchAction",
    ]) {
      assert.equal(visibleCmdlets(app("Organization Management")).has(name), false, name);
      assert.equal(visibleCmdlets(user("Organization Management")).has(name), true, name);
    }
  });

  it("hides what needs a search-only session from a full one", () => {
    const caller = user("eDiscovery Manager");
    assert.ok(visibleCmdlets(caller).has("New-ComplianceCase"), "sessions not distinguished");
    assert.ok(visibleCmdlets({ ...caller, session: "searchOnly" }).has("New-ComplianceCase"));
    assert.equal(visibleCmdlets({ ...caller, session: "full" }).has("New-ComplianceCase"), false);
    assert.ok(visibleCmdlets({ ...caller, session: "full" }).has("Get-ComplianceCase"));
  });

  it("hides parameters that need a role of their own", () => {
    const action = findCmdlet("New-ComplianceSearchAction");
    assert.ok(action);
    const manager = visibleParameters(user("eDiscovery Manager"), action);
    assert.ok(manager.has("SearchName") && manager.has("Export") && manager.has("Preview"));
    assert.equal(manager.has("Purge"), false);
    assert.ok(visibleParameters(user("Data Investigator"), action).has("Purge"));
  });

  it("makes every cmdlet visible to somebody", () => {
    const seen = new Set(BUILT_IN_ROLE_GROUPS.flatMap((group) => [...visibleCmdlets(user(group.name))]));
    assert.deepEqual(
      allCmdlets()
        .filter((cmdlet) => !seen.has(cmdlet.name))
        .map((cmdlet) => cmdlet.name),
      [],
    );
  });

  it("names only known roles and groups in its tables", () => {
    const roles = new Set(ROLES.map((role) => role.name));
    for (const group of BUILT_IN_ROLE_GROUPS)
      for (const role of group.roles) assert.ok(roles.has(role), `${group.name}: ${role}`);
    const groups = new Set(BUILT_IN_ROLE_GROUPS.map((group) => group.name));
    for (const role of DIRECTORY_ROLES) assert.ok(groups.has(role.roleGroup), role.name);
    const areas = new Set(allCmdlets().map((cmdlet) => areaOf(cmdlet.noun)));
    for (const role of ROLES)
      for (const area of [...role.manages, ...role.reads]) assert.ok(areas.has(area), `${role.name}: ${area}`);
  });

  it("never shows less to a caller with one more group", () => {
    const anyGroup = fc.constantFrom(...BUILT_IN_ROLE_GROUPS.map((group) => group.name));
    fc.assert(
      fc.property(anyGroup, anyGroup, (one, other) => {
        const both = visibleCmdlets(user(one, other));
        for (const name of visibleCmdlets(user(one))) assert.ok(both.has(name));
      }),
      { numRuns: 50 },
    );
  });
});
