import assert from "node:assert/strict";
import { asList } from "../../../emulator/service/json";
import { tenant, type Tenant } from "./harness";

const policy = "RetentionCompliancePolicy";
const rule = "RetentionComplianceRule";

/** A policy with its rule, distributed. */
function deployed(t: Tenant, parameters = {}): void {
  t.call(`New-${policy}`, { Name: "P", ExchangeLocation: ["legal@contoso.com"], ...parameters });
  t.call(`New-${rule}`, { Name: "R", Policy: "P", RetentionDuration: 365, RetentionComplianceAction: "Keep" });
  t.settle();
}

const detail = (t: Tenant): { [name: string]: unknown } =>
  t.one(`Get-${policy}`, { Identity: "P", DistributionDetail: true });

const addresses = (t: Tenant, property: string): unknown[] =>
  asList(t.service.getObject(policy, "P")[property]).map((each) =>
    typeof each === "object" && each !== null && "ImmutableIdentity" in each ? each.ImmutableIdentity : each,
  );

describe("emulator: retention policies", () => {
  it("stays Pending without a rule, and can be changed meanwhile", () => {
    const t = tenant();
    t.call(`New-${policy}`, { Name: "P", ExchangeLocation: "All" });
    t.settle();
    assert.equal(detail(t).DistributionStatus, "Pending");
    assert.equal(t.fault(`Set-${policy}`, { Identity: "P", Comment: "still free" }), "");
  });

  it("distributes once it has a rule, and refuses writes to policy and rule until it is done", () => {
    const t = tenant({ distributionMs: 2_000, replicationMs: 0 });
    t.call(`New-${policy}`, { Name: "P", ExchangeLocation: "All" });
    t.call(`New-${rule}`, { Name: "R", Policy: "P", RetentionComplianceAction: "Keep" });
    assert.equal(detail(t).DistributionStatus, "Pending");
    for (const [cmdlet, parameters] of [
      [`Set-${policy}`, { Identity: "P", Comment: "x" }],
      [`Remove-${policy}`, { Identity: "P" }],
      [`Set-${rule}`, { Identity: "R", Comment: "x" }],
      [`Remove-${rule}`, { Identity: "R" }],
    ] as const)
      assert.equal(t.fault(cmdlet, parameters), "PolicyLockConflictException", cmdlet);
    t.clock.advance(2_000);
    assert.equal(detail(t).DistributionStatus, "Success");
    assert.equal(t.fault(`Set-${rule}`, { Identity: "R", Comment: "x" }), "");
    assert.equal(detail(t).DistributionStatus, "Pending");
  });

  it("says in the words that clients wait for that it is being deployed", () => {
    const t = tenant();
    t.call(`New-${policy}`, { Name: "P", ExchangeLocation: "All" });
    t.call(`New-${rule}`, { Name: "R", Policy: "P" });
    assert.throws(
      () => t.call(`Set-${policy}`, { Identity: "P", Comment: "x" }),
      /are being deployed\. Once deployed, additional actions can be performed/,
    );
  });

  it("fails to distribute when asked to, lists itself as failed, and is repaired by a retry only", () => {
    const t = tenant();
    t.call(`New-${policy}`, { Name: "P", ExchangeLocation: "All" });
    t.call(`New-${rule}`, { Name: "R", Policy: "P" }, { deployError: true });
    t.settle();
    assert.equal(detail(t).DistributionStatus, "Error");
    assert.equal(asList(detail(t).DistributionResults as never).length, 1);
    assert.equal(t.get(`Get-${policy}`, { ErrorPolicyOnly: true }).length, 1);
    t.call(`Set-${policy}`, { Identity: "P", RetryDistribution: true });
    t.settle();
    assert.equal(detail(t).DistributionStatus, "Success");
    assert.equal(t.get(`Get-${policy}`, { ErrorPolicyOnly: true }).length, 0);
    assert.match(t.call(`Set-${policy}`, { Identity: "P", RetryDistribution: true }).warnings[0] ?? "", /no settings/);
  });

  it("shows neither locations nor a true status without -DistributionDetail", () => {
    const t = tenant();
    deployed(t);
    const [plain] = t.get(`Get-${policy}`);
    assert.deepEqual(plain?.ExchangeLocation, []);
    assert.equal(plain?.DistributionStatus, "Pending");
    assert.equal(detail(t).DistributionStatus, "Success");
    assert.equal(asList(detail(t).ExchangeLocation as never).length, 1);
  });

  it("returns its rules only with -RetentionRuleTypes", () => {
    const t = tenant();
    deployed(t);
    assert.equal(t.one(`Get-${policy}`).HasRules, false);
    assert.equal(t.one(`Get-${policy}`, { RetentionRuleTypes: true }).HasRules, true);
  });

  it("returns locations in both documented shapes, one shape per tenant and noun", () => {
    const shapes = new Set<string>();
    for (let seed = 0; seed < 16; seed++) {
      const t = tenant({ seed });
      deployed(t);
      const [element] = asList(detail(t).ExchangeLocation as never);
      if (typeof element === "string") assert.equal(element, "legal@contoso.com");
      else assert.deepEqual((element as { Name: string }).Name, "Legal");
      shapes.add(typeof element);
    }
    assert.deepEqual([...shapes].sort(), ["object", "string"]);
  });

  it("fails the whole Set when a location is already there", () => {
    const t = tenant();
    deployed(t);
    const parameters = {
      Identity: "P",
      AddExchangeLocation: ["new@contoso.com", "LEGAL@contoso.com"],
      Comment: "lost",
    };
    assert.equal(t.fault(`Set-${policy}`, parameters), "LocationAlreadyExistsException");
    assert.equal(t.service.getObject(policy, "P").Comment, null);
    assert.deepEqual(addresses(t, "ExchangeLocation"), ["legal@contoso.com"]);
  });

  it("takes a removal of what is not there as no change", () => {
    const t = tenant();
    deployed(t);
    const { warnings } = t.call(`Set-${policy}`, { Identity: "P", RemoveExchangeLocation: "nobody@contoso.com" });
    assert.match(warnings[0] ?? "", /no settings of '.*' have been modified/);
  });

  it("refuses a location that is added and removed in one call", () => {
    const t = tenant();
    deployed(t);
    const both = { AddExchangeLocation: "a@contoso.com", RemoveExchangeLocation: "A@contoso.com" };
    assert.equal(t.fault(`Set-${policy}`, { Identity: "P", ...both }), "AddRemoveExBindingsOverlappedException");
  });

  it("lets All stand alone only, and changes over to it in one Set", () => {
    const t = tenant();
    const mixed = { Name: "X", ExchangeLocation: ["All", "a@contoso.com"] };
    assert.equal(t.fault(`New-${policy}`, mixed), "BindingCannotCombineAllWithIndividualBindingsException");
    deployed(t);
    assert.equal(
      t.fault(`Set-${policy}`, { Identity: "P", AddExchangeLocation: "All" }),
      "BindingCannotCombineAllWithIndividualBindingsException",
    );
    const over = { AddExchangeLocation: "All", RemoveExchangeLocation: "legal@contoso.com" };
    assert.equal(t.fault(`Set-${policy}`, { Identity: "P", ...over }), "");
    assert.deepEqual(addresses(t, "ExchangeLocation"), ["All"]);
  });

  it("refuses a policy without a location, a site that is no URL, and named public folders", () => {
    const t = tenant();
    assert.notEqual(t.fault(`New-${policy}`, { Name: "X", Comment: "nothing" }), "");
    assert.equal(t.fault(`New-${policy}`, { Name: "X", SharePointLocation: "hr" }), "ArgumentException");
    assert.notEqual(t.fault(`New-${policy}`, { Name: "X", PublicFolderLocation: "Folder" }), "");
    assert.equal(t.fault(`New-${policy}`, { Name: "X", SkypeLocation: "All" }), "ArgumentException");
    deployed(t);
    assert.notEqual(t.fault(`Set-${policy}`, { Identity: "P", RemoveExchangeLocation: "legal@contoso.com" }), "");
  });

  it("never mixes Teams, static and adaptive locations", () => {
    const t = tenant();
    deployed(t);
    assert.notEqual(t.fault(`New-${policy}`, { Name: "X", ExchangeLocation: "All", TeamsChatLocation: "All" }), "");
    assert.notEqual(t.fault(`Set-${policy}`, { Identity: "P", AddTeamsChatLocation: "All" }), "");
    t.call(`New-${policy}`, { Name: "T", TeamsChatLocation: "All" });
    assert.notEqual(t.fault(`Set-${policy}`, { Identity: "T", AddExchangeLocation: "All" }), "");
    t.settle();
    assert.deepEqual(
      t.get(`Get-${policy}`, { TeamsPolicyOnly: true }).map(({ Name }) => Name),
      ["T"],
    );
    assert.deepEqual(
      t.get(`Get-${policy}`, { ExcludeTeamsPolicy: true }).map(({ Name }) => Name),
      ["P"],
    );
  });

  it("keeps priority clean-up policies in a list of their own that every cmdlet has to select", () => {
    const t = tenant();
    t.call(`New-${policy}`, { Name: "C", ExchangeLocation: "All", PriorityCleanup: true });
    t.settle();
    assert.equal(t.get(`Get-${policy}`).length, 0);
    assert.equal(t.get(`Get-${policy}`, { PriorityCleanup: true }).length, 1);
    assert.equal(t.fault(`Set-${policy}`, { Identity: "C", Comment: "x" }), "ErrorPolicyNotFoundException");
    assert.equal(t.fault(`Set-${policy}`, { Identity: "C", Comment: "x", PriorityCleanup: true }), "");
    assert.equal(t.fault(`New-${rule}`, { Name: "R", Policy: "C" }), "ErrorPolicyNotFoundException");
    assert.equal(t.fault(`New-${rule}`, { Name: "R", Policy: "C", PriorityCleanup: true }), "");
  });

  it("simulates in Mode Test until the simulation is enforced", () => {
    const t = tenant();
    deployed(t, { IsSimulation: true });
    assert.equal(detail(t).Mode, "Test");
    t.call(`Set-${policy}`, { Identity: "P", EnforceSimulationPolicy: true });
    assert.equal(t.service.getObject(policy, "P").Mode, "Enforce");
    t.settle();
    t.call(`Set-${policy}`, { Identity: "P", StartSimulation: true });
    assert.equal(t.service.getObject(policy, "P").Mode, "Test");
  });

  it("once locked can neither be disabled, narrowed, shortened, unlocked nor removed, but grows", () => {
    const t = tenant();
    deployed(t, { RestrictiveRetention: true, SharePointLocation: ["https://contoso.sharepoint.com/sites/a"] });
    const refusedSet = (parameters: object): void =>
      assert.equal(t.fault(`Set-${policy}`, { Identity: "P", ...parameters }), "InvalidOperationException");
    refusedSet({ Enabled: false });
    refusedSet({ RestrictiveRetention: false });
    refusedSet({ RemoveExchangeLocation: "legal@contoso.com" });
    refusedSet({ AddExchangeLocationException: "ceo@contoso.com" });
    refusedSet({ Applications: ["Group:Exchange"] });
    assert.equal(t.fault(`Remove-${policy}`, { Identity: "P" }), "InvalidOperationException");
    assert.equal(t.fault(`Remove-${rule}`, { Identity: "R" }), "InvalidOperationException");
    assert.equal(t.fault(`Set-${rule}`, { Identity: "R", RetentionDuration: 30 }), "InvalidOperationException");
    assert.equal(t.fault(`Set-${policy}`, { Identity: "P", AddExchangeLocation: "more@contoso.com" }), "");
    t.settle();
    assert.equal(t.fault(`Set-${rule}`, { Identity: "R", RetentionDuration: "Unlimited" }), "");
    t.settle();
    assert.equal(t.fault(`Set-${rule}`, { Identity: "R", RetentionDuration: 3650 }), "InvalidOperationException");
  });

  it("removed, stays as a tombstone that answers Get, keeps the name and refuses further writes", () => {
    const t = tenant({ policyTombstoneMs: 60_000 });
    deployed(t);
    t.call(`Remove-${policy}`, { Identity: "P" });
    t.settle();
    assert.equal(detail(t).Mode, "PendingDeletion");
    assert.equal(t.get(`Get-${rule}`).length, 0);
    const again = { Name: "p", ExchangeLocation: "All" };
    assert.equal(t.fault(`New-${policy}`, again), "CompliancePolicyAlreadyExistsInScenarioException");
    assert.equal(t.fault(`Remove-${policy}`, { Identity: "P" }), "ErrorCannotRemovePendingDeletionPolicyException");
    assert.equal(t.fault(`Set-${policy}`, { Identity: "P", Comment: "" }), "ErrorCompliancePolicyIsDeletedException");
    assert.equal(
      t.fault(`New-${rule}`, { Name: "R2", Policy: "P" }),
      "ErrorCannotCreateRuleUnderPendingDeletionPolicyException",
    );
    t.clock.advance(60_000);
    assert.equal(t.fault(`Get-${policy}`, { Identity: "P" }), "ErrorPolicyNotFoundException");
    assert.equal(t.fault(`New-${policy}`, again), "");
  });

  it("is Pending forever again once its rule is removed", () => {
    const t = tenant();
    deployed(t);
    t.call(`Remove-${rule}`, { Identity: "R" });
    t.settle();
    assert.equal(detail(t).DistributionStatus, "Pending");
    assert.equal(t.fault(`Set-${policy}`, { Identity: "P", Comment: "not locked" }), "");
  });

  it("refers to adaptive scopes that exist", () => {
    const t = tenant();
    assert.equal(t.fault(`New-${policy}`, { Name: "A", AdaptiveScopeLocation: "None" }), "ErrorRuleNotFoundException");
    t.call("New-AdaptiveScope", { Name: "S", LocationType: "User", RawQuery: "Department -eq 'Legal'" });
    const locked = { Name: "A", AdaptiveScopeLocation: "s", RestrictiveRetention: true };
    assert.equal(t.fault(`New-${policy}`, locked), "ArgumentException");
    assert.equal(t.fault(`New-${policy}`, { Name: "A", AdaptiveScopeLocation: "s" }), "");
  });

  it("takes cloud attachments for sites and groups only", () => {
    const t = tenant();
    const wrong = { Name: "X", ExchangeLocation: "All", RetainCloudAttachment: true };
    assert.equal(t.fault(`New-${policy}`, wrong), "ArgumentException");
    assert.equal(t.fault(`New-${policy}`, { Name: "X", SharePointLocation: "All", RetainCloudAttachment: true }), "");
  });
});
