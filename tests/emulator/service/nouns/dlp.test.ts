import assert from "node:assert/strict";
import type { Json } from "../../../../emulator/contract";
import { BoundTenant, table } from "./bound-tenant";

const policy = (tenant: BoundTenant, name: string, more: { [parameter: string]: Json } = {}): void =>
  void tenant.done("New-DlpCompliancePolicy", { Name: name, ...more });

const SSN = [{ name: "U.S. Social Security Number (SSN)", minCount: "2" }];

const rule = (tenant: BoundTenant, name: string, owner: string, more: { [parameter: string]: Json } = {}): void =>
  void tenant.done("New-DlpComplianceRule", {
    Name: name,
    Policy: owner,
    ContentContainsSensitiveInformation: SSN,
    BlockAccess: true,
    ...more,
  });

const locationNames = (shown: Json | undefined): Json[] =>
  (shown as Json[]).map((element) =>
    typeof element === "string" ? element : ((element as { Name: string }).Name ?? null),
  );

const priorities = (tenant: BoundTenant, get: string, raw = {}): { [name: string]: Json } =>
  Object.fromEntries(
    tenant
      .get(get, raw)
      .filter(({ Mode }) => Mode !== "PendingDeletion")
      .map(({ Name, Priority }) => [String(Name), Priority ?? null]),
  );

describe("DLP policies", () => {
  it("cover all of OneDrive when nothing is said of it, and nothing when null is", () => {
    const tenant = new BoundTenant();
    policy(tenant, "A", { SharePointLocation: "All" });
    policy(tenant, "B", { SharePointLocation: "All", OneDriveLocation: null });
    assert.deepEqual(locationNames(tenant.one("Get-DlpCompliancePolicy", { Identity: "A" }).OneDriveLocation), ["All"]);
    assert.deepEqual(tenant.one("Get-DlpCompliancePolicy", { Identity: "B" }).OneDriveLocation, []);
    assert.equal(tenant.one("Get-DlpCompliancePolicy", { Identity: "A" }).Mode, "Enable");
  });

  it("take nothing but All for Exchange, and Power BI alone", () => {
    const tenant = new BoundTenant();
    assert.equal(
      tenant.fault("New-DlpCompliancePolicy", { Name: "A", ExchangeLocation: "a@contoso.com" }),
      "ArgumentException",
    );
    assert.equal(
      tenant.fault("New-DlpCompliancePolicy", { Name: "A", PowerBIDlpLocation: "All", ExchangeLocation: "All" }),
      "InvalidOperationException",
    );
    assert.equal(tenant.fault("New-DlpCompliancePolicy", { Name: "A", PowerBIDlpLocation: "All" }), "");
    assert.equal(
      tenant.fault("New-DlpCompliancePolicy", { Name: "B", Mode: "PendingDeletion" }),
      "InvalidCompliancePolicyModeException",
    );
  });

  it("narrow Exchange by senders or by all but some senders, read back as JSON", () => {
    const tenant = new BoundTenant();
    const senders = { ExchangeSenderMemberOf: "legal@contoso.com" };
    assert.equal(tenant.fault("New-DlpCompliancePolicy", { Name: "A", ...senders }), "ArgumentException");
    policy(tenant, "A", { ExchangeLocation: "All", ...senders });
    const [sender] = tenant.one("Get-DlpCompliancePolicy").ExchangeSenderMemberOf as Json[];
    const { PrimarySmtpAddress, DisplayName, Id, ExchangeObjectId } = JSON.parse(String(sender));
    assert.deepEqual([PrimarySmtpAddress, DisplayName], ["legal@contoso.com", "Legal"]);
    assert.equal(Id, ExchangeObjectId);
    assert.equal(
      tenant.fault("Set-DlpCompliancePolicy", { Identity: "A", ExchangeSenderMemberOfException: "x@contoso.com" }),
      "ArgumentException",
    );
  });

  it("fail the whole Set when a location is there already", () => {
    const tenant = new BoundTenant();
    const [one, two] = ["https://contoso.sharepoint.com/sites/a", "https://contoso.sharepoint.com/sites/b"];
    policy(tenant, "A", { SharePointLocation: [one] });
    const call = { Identity: "A", AddSharePointLocation: [two, one], Comment: "new" };
    assert.equal(tenant.fault("Set-DlpCompliancePolicy", call), "LocationAlreadyExistsException");
    const after = tenant.one("Get-DlpCompliancePolicy");
    assert.equal((after.SharePointLocation as Json[]).length, 1);
    assert.equal(after.Comment ?? "", "");
  });

  it("stay pending without a rule, then lock until they are deployed", () => {
    const tenant = new BoundTenant();
    policy(tenant, "A");
    const status = (): Json =>
      tenant.one("Get-DlpCompliancePolicy", { DistributionDetail: true }).DistributionStatus ?? null;
    assert.equal(status(), "Pending");
    assert.equal(tenant.fault("Set-DlpCompliancePolicy", { Identity: "A", Comment: "c" }), "");
    tenant.call("New-DlpComplianceRule", {
      Name: "R",
      Policy: "A",
      ContentContainsSensitiveInformation: SSN,
      BlockAccess: true,
    });
    assert.equal(tenant.fault("Set-DlpComplianceRule", { Identity: "R", Comment: "c" }), "PolicyLockConflictException");
    tenant.clock.advance(10_000);
    assert.equal(status(), "Success");
    assert.equal(tenant.one("Get-DlpCompliancePolicy").DistributionStatus, "Pending", "without the switch");
  });

  it("make room for a priority and close the gap of a removed one", () => {
    const tenant = new BoundTenant();
    for (const name of ["A", "B", "C"]) policy(tenant, name);
    assert.deepEqual(priorities(tenant, "Get-DlpCompliancePolicy"), { A: 0, B: 1, C: 2 });
    policy(tenant, "D", { Priority: 1 });
    assert.deepEqual(priorities(tenant, "Get-DlpCompliancePolicy"), { A: 0, D: 1, B: 2, C: 3 });
    tenant.done("Set-DlpCompliancePolicy", { Identity: "C", Priority: 0 });
    assert.deepEqual(priorities(tenant, "Get-DlpCompliancePolicy"), { C: 0, A: 1, D: 2, B: 3 });
    tenant.done("Remove-DlpCompliancePolicy", { Identity: "A" });
    assert.deepEqual(priorities(tenant, "Get-DlpCompliancePolicy"), { C: 0, D: 1, B: 2 });
    assert.equal(tenant.fault("Set-DlpCompliancePolicy", { Identity: "B", Priority: 3 }), "InvalidPriorityException");
    assert.equal(tenant.fault("New-DlpCompliancePolicy", { Name: "E", Priority: 4 }), "InvalidPriorityException");
  });

  it("take Copilot's scopes whole on New and by addition on Set", () => {
    const tenant = new BoundTenant();
    const copilot = "470f2276-e011-4e9d-a6ec-20768be3a4b0";
    const scope = (lists: { [name: string]: Json }): string =>
      JSON.stringify([{ Workload: "Applications", Location: copilot, ...lists }]);
    const group = { Type: "Group", Identity: "fef0dead-5668-4bfb-9fc2-9879a47f9bdb" };
    policy(tenant, "A", {
      Locations: scope({ Inclusions: [{ Type: "Tenant", Identity: "All" }] }),
      EnforcementPlanes: ["CopilotExperiences"],
    });
    tenant.done("Set-DlpCompliancePolicy", { Identity: "A", Locations: scope({ AddExclusions: [group] }) });
    const [shown] = JSON.parse(String(tenant.one("Get-DlpCompliancePolicy").Locations));
    assert.deepEqual([shown.Inclusions, shown.Exclusions], [[{ Type: "Tenant", Identity: "All" }], [group]]);
    assert.equal(
      tenant.fault("Set-DlpCompliancePolicy", { Identity: "A", Locations: scope({ Exclusions: [group] }) }),
      "ArgumentException",
    );
    assert.deepEqual(tenant.one("Get-DlpCompliancePolicy").OneDriveLocation, [], "no OneDrive by default here");
  });

  it("read scopes as loosely as the page writes them", () => {
    const tenant = new BoundTenant();
    const text = `[{"Workload":"Applications",'Location':"x","Inclusions":[{Type:"Tenant",Identity:"All: it's"}]}]`;
    policy(tenant, "A", { Locations: text });
    const [shown] = JSON.parse(String(tenant.one("Get-DlpCompliancePolicy").Locations));
    assert.deepEqual(shown.Inclusions, [{ Type: "Tenant", Identity: "All: it's" }]);
    assert.equal(tenant.fault("New-DlpCompliancePolicy", { Name: "B", Locations: "[{" }), "ArgumentException");
  });

  it("answer as PendingDeletion for a while and keep their name", () => {
    const tenant = new BoundTenant();
    policy(tenant, "A");
    tenant.done("Remove-DlpCompliancePolicy", { Identity: "A" });
    assert.equal(tenant.one("Get-DlpCompliancePolicy").Mode, "PendingDeletion");
    assert.equal(
      tenant.fault("New-DlpCompliancePolicy", { Name: "a" }),
      "CompliancePolicyAlreadyExistsInScenarioException",
    );
    assert.equal(
      tenant.fault("Remove-DlpCompliancePolicy", { Identity: "A" }),
      "ErrorCannotRemovePendingDeletionPolicyException",
    );
    tenant.clock.advance(3_700_000);
    assert.deepEqual(tenant.get("Get-DlpCompliancePolicy"), []);
  });
});

describe("DLP rules", () => {
  it("return sensitive information types with ids, all values text, in one shape or another", () => {
    const shapes = new Set<string>();
    for (let seed = 1; seed <= 8; seed++) {
      const tenant = new BoundTenant({ seed });
      policy(tenant, "A");
      rule(tenant, "R", "A");
      const [first] = tenant.one("Get-DlpComplianceRule").ContentContainsSensitiveInformation as Json[];
      shapes.add(Array.isArray(first) ? "pairs" : "table");
      const flat: { [key: string]: Json } = Array.isArray(first)
        ? Object.fromEntries((first as { _key: string; _value: Json }[]).map(({ _key, _value }) => [_key, _value]))
        : (first as { [key: string]: Json });
      assert.equal(flat.mincount, "2");
      assert.equal(flat.maxcount, "-1");
      assert.match(String(flat.id), /^[0-9a-f-]{36}$/);
      assert.ok(flat.rulePackId);
    }
    assert.deepEqual([...shapes].sort(), ["pairs", "table"]);
  });

  it("need a condition, though no action", () => {
    const tenant = new BoundTenant();
    policy(tenant, "A");
    assert.equal(
      tenant.fault("New-DlpComplianceRule", { Name: "R", Policy: "A", BlockAccess: true }),
      "InvalidOperationException",
    );
    assert.equal(
      tenant.fault("New-DlpComplianceRule", { Name: "R", Policy: "A", ContentContainsSensitiveInformation: SSN }),
      "",
    );
  });

  it("take an advanced rule in place of simple conditions and write it again with ids", () => {
    const tenant = new BoundTenant();
    policy(tenant, "A");
    const type = { Name: "Credit Card Number", Mincount: 1 };
    const advanced = {
      Version: "1.0",
      Condition: {
        Operator: "And",
        SubConditions: [
          { ConditionName: "ContentContainsSensitiveInformation", Value: [{ Groups: [{ Sensitivetypes: [type] }] }] },
        ],
      },
    };
    const text = JSON.stringify(advanced);
    const both = { Name: "R", Policy: "A", AdvancedRule: text, ContentContainsSensitiveInformation: SSN };
    assert.equal(tenant.fault("New-DlpComplianceRule", both), "ArgumentException");
    tenant.done("New-DlpComplianceRule", { Name: "R", Policy: "A", AdvancedRule: text, BlockAccess: true });
    const shown = tenant.one("Get-DlpComplianceRule");
    assert.equal(shown.IsAdvancedRule, true);
    assert.notEqual(shown.AdvancedRule, text);
    const [condition] = JSON.parse(String(shown.AdvancedRule)).Condition.SubConditions;
    assert.match(condition.Value[0].Groups[0].Sensitivetypes[0].Id, /^[0-9a-f-]{36}$/);
    assert.equal(tenant.fault("Set-DlpComplianceRule", { Identity: "R", AdvancedRule: "{" }), "ArgumentException");
  });

  it("read some lists as one text, their policy by GUID and by name", () => {
    const tenant = new BoundTenant();
    policy(tenant, "A");
    rule(tenant, "R", "A", { IncidentReportContent: ["Title", "Severity"], GenerateIncidentReport: "SiteAdmin" });
    const shown = tenant.one("Get-DlpComplianceRule");
    assert.equal(shown.IncidentReportContent, "Title, Severity");
    assert.equal(shown.ParentPolicyName, "A");
    assert.notEqual(shown.ImmutableId, shown.Guid);
    assert.equal(shown.Policy, tenant.one("Get-DlpCompliancePolicy").Guid);
  });

  it("have priorities of their own in every policy", () => {
    const tenant = new BoundTenant();
    for (const name of ["A", "B"]) policy(tenant, name);
    for (const name of ["A1", "A2", "A3"]) rule(tenant, name, "A");
    rule(tenant, "B1", "B");
    tenant.done("Set-DlpComplianceRule", { Identity: "A3", Priority: 0 });
    assert.deepEqual(priorities(tenant, "Get-DlpComplianceRule", { Policy: "A" }), { A3: 0, A1: 1, A2: 2 });
    assert.deepEqual(priorities(tenant, "Get-DlpComplianceRule", { Policy: "B" }), { B1: 0 });
    tenant.done("Remove-DlpComplianceRule", { Identity: "A1" });
    assert.deepEqual(priorities(tenant, "Get-DlpComplianceRule", { Policy: "A" }), { A3: 0, A2: 1 });
  });

  it("keep their name for 30 days and refuse changes meanwhile", () => {
    const tenant = new BoundTenant();
    policy(tenant, "A");
    rule(tenant, "R", "A");
    tenant.done("Remove-DlpComplianceRule", { Identity: "R" });
    assert.equal(tenant.one("Get-DlpComplianceRule").Mode, "PendingDeletion");
    assert.equal(
      tenant.fault("Set-DlpComplianceRule", { Identity: "R", Comment: "c" }),
      "ErrorCommonComplianceRuleIsDeletedException",
    );
    assert.equal(
      tenant.fault("New-DlpComplianceRule", { Name: "r", Policy: "A", ContentContainsSensitiveInformation: SSN }),
      "ComplianceRuleAlreadyExistsInScenarioException",
    );
  });

  it("need somebody to notify when they block or warn on devices", () => {
    const tenant = new BoundTenant();
    policy(tenant, "A", { EndpointDlpLocation: "All" });
    const block = { EndpointDlpRestrictions: [{ setting: "Print", value: "Block" }] };
    const call = { Name: "R", Policy: "A", ContentContainsSensitiveInformation: SSN, ...block };
    assert.equal(tenant.fault("New-DlpComplianceRule", call), "ArgumentException");
    assert.equal(tenant.fault("New-DlpComplianceRule", { ...call, NotifyUser: ["Owner"] }), "");
  });
});

describe("the policy configuration", () => {
  it("is one object named Settings whose tables read back as one JSON text, replaced as a whole", () => {
    const tenant = new BoundTenant();
    assert.equal(tenant.one("Get-PolicyConfig").Name, "Settings");
    tenant.done("Set-PolicyConfig", { EnableLabelCoauth: true, SiteGroups: [table({ Id: "1", Name: "g" })] });
    tenant.done("Set-PolicyConfig", { SiteGroups: [table({ Id: "2", Name: "h" })] });
    const shown = tenant.one("Get-PolicyConfig");
    assert.equal(shown.EnableLabelCoauth, true);
    assert.deepEqual(JSON.parse(String(shown.SiteGroups)), [{ Id: "2", Name: "h" }]);
    assert.deepEqual(tenant.call("Set-PolicyConfig", { EnableLabelCoauth: true }).warnings.length, 1);
  });
});
