import assert from "node:assert/strict";
import { tenant, type Tenant } from "./harness";

const policy = "RetentionCompliancePolicy";
const rule = "RetentionComplianceRule";

function withPolicy(parameters = {}): Tenant {
  const t = tenant();
  t.call(`New-${policy}`, { Name: "P", ExchangeLocation: "All", ...parameters });
  return t;
}

const label = (t: Tenant, name: string): string =>
  String(
    t.get("New-ComplianceTag", {
      Name: name,
      RetentionAction: "Keep",
      RetentionDuration: 100,
      RetentionType: "CreationAgeInDays",
    })[0]?.Guid,
  );

describe("emulator: retention rules", () => {
  it("names its policy by GUID and its duration as text", () => {
    const t = withPolicy();
    const guid = t.service.getObject(policy, "P").Guid;
    const [made] = t.get(`New-${rule}`, { Name: "R", Policy: "P", RetentionDuration: 1825 });
    assert.equal(made?.Policy, guid);
    assert.equal(made?.RetentionDuration, "1825");
  });

  it("is the only one of its policy", () => {
    const t = withPolicy();
    t.call(`New-${rule}`, { Name: "R", Policy: "P" });
    t.settle();
    assert.equal(t.fault(`New-${rule}`, { Name: "R2", Policy: "P" }), "MulipleComplianceRulesFoundInPolicyException");
  });

  it("that publishes a label gets a made-up name, reads back as guid,name, and has siblings for other labels", () => {
    const t = withPolicy();
    const [one, two] = [label(t, "One, first"), label(t, "Two")];
    const [made] = t.get(`New-${rule}`, { Policy: "P", PublishComplianceTag: "One, first" });
    assert.match(String(made?.Name), /^ctptr-[0-9a-f-]{36}$/);
    assert.equal(made?.PublishComplianceTag, `${one},One, first`);
    assert.equal(t.fault(`New-${rule}`, { Policy: "P", PublishComplianceTag: two }), "PolicyLockConflictException");
    t.settle();
    assert.equal(t.fault(`New-${rule}`, { Policy: "P", PublishComplianceTag: two }), "");
    t.settle();
    assert.equal(t.fault(`New-${rule}`, { Policy: "P", PublishComplianceTag: one }), "LabelAlreadyPublishedException");
    assert.equal(t.fault(`New-${rule}`, { Name: "R", Policy: "P" }), "MulipleComplianceRulesFoundInPolicyException");
    assert.equal(t.get(`Get-${rule}`, { Policy: "P" }).length, 2);
  });

  it("takes no name with a label, and only labels that exist", () => {
    const t = withPolicy();
    label(t, "One");
    assert.notEqual(t.fault(`New-${rule}`, { Name: "R", Policy: "P", PublishComplianceTag: "One" }), "");
    assert.equal(t.fault(`New-${rule}`, { Policy: "P", ApplyComplianceTag: "None" }), "ErrorRuleNotFoundException");
  });

  it("brings no label to Teams, and publishes none for cloud attachments", () => {
    const t = withPolicy();
    label(t, "One");
    t.call(`New-${policy}`, { Name: "T", TeamsChatLocation: "All" });
    t.call(`New-${policy}`, { Name: "C", SharePointLocation: "All", RetainCloudAttachment: true });
    assert.equal(t.fault(`New-${rule}`, { Policy: "T", ApplyComplianceTag: "One" }), "ArgumentException");
    assert.equal(t.fault(`New-${rule}`, { Policy: "C", PublishComplianceTag: "One" }), "ArgumentException");
    assert.equal(t.fault(`New-${rule}`, { Policy: "C", ApplyComplianceTag: "One" }), "");
  });

  it("refuses for Teams what the page says is not for Teams", () => {
    const t = tenant();
    t.call(`New-${policy}`, { Name: "T", TeamsChatLocation: "All" });
    const make = (extra: object): string => t.fault(`New-${rule}`, { Name: "R", Policy: "T", ...extra });
    for (const extra of [
      { ContentMatchQuery: "x" },
      { ExcludedItemClasses: ["IPM.Note"] },
      { ExpirationDateOption: "CreationAgeInDays" },
      { RetentionDurationDisplayHint: "Years" },
    ])
      assert.equal(make(extra), "ArgumentException", JSON.stringify(extra));
    assert.equal(make({ RetentionDuration: 30, RetentionComplianceAction: "Delete" }), "");
    t.settle();
    assert.equal(t.fault(`Set-${rule}`, { Identity: "R", ContentMatchQuery: "x" }), "ArgumentException");
  });

  it("changes the label it applies, never the one it publishes", () => {
    const t = withPolicy();
    label(t, "One");
    const two = label(t, "Two");
    const [{ Name } = {}] = t.get(`New-${rule}`, { Policy: "P", ApplyComplianceTag: "One" });
    t.settle();
    t.call(`Set-${rule}`, { Identity: Name ?? "", ApplyComplianceTag: "Two" });
    t.settle();
    assert.equal(t.one(`Get-${rule}`).ApplyComplianceTag, `${two},Two`);
  });

  it("refuses a duration that is none", () => {
    const t = withPolicy();
    for (const RetentionDuration of [-5, 0])
      assert.notEqual(t.fault(`New-${rule}`, { Name: "R", Policy: "P", RetentionDuration }), "");
    assert.equal(t.fault(`New-${rule}`, { Name: "R", Policy: "P", RetentionDuration: "Unlimited" }), "");
  });

  it("is cleared by null and listed per policy", () => {
    const t = withPolicy();
    t.call(`New-${policy}`, { Name: "Q", ExchangeLocation: "All" });
    t.call(`New-${rule}`, { Name: "R", Policy: "P", ContentMatchQuery: "budget", Comment: "c" });
    t.call(`New-${rule}`, { Name: "S", Policy: "Q" });
    t.settle();
    t.call(`Set-${rule}`, { Identity: "R", Comment: null });
    t.settle();
    const found = t.one(`Get-${rule}`, { Policy: "p" });
    assert.equal(found.Name, "R");
    assert.equal(found.Comment, null);
    assert.equal(found.ContentMatchQuery, "budget");
    assert.equal(t.fault(`Get-${rule}`, { Policy: "none" }), "ErrorPolicyNotFoundException");
  });
});
