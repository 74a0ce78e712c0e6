import assert from "node:assert/strict";
import { tenant, type Tenant } from "./harness";

const keep = { RetentionAction: "Keep", RetentionDuration: 100, RetentionType: "CreationAgeInDays" };
const tag = "ComplianceTag";
const day = 24 * 60 * 60 * 1_000;

function published(): Tenant {
  const t = tenant();
  t.call(`New-${tag}`, { Name: "L", ...keep });
  t.call("New-RetentionCompliancePolicy", { Name: "P", ExchangeLocation: "All" });
  t.call("New-RetentionComplianceRule", { Policy: "P", PublishComplianceTag: "L" });
  t.settle();
  return t;
}

describe("emulator: retention labels", () => {
  it("need label storage, which is enabled once", () => {
    const t = tenant({ labelStorage: false });
    assert.equal(t.get("Get-ComplianceTagStorage").length, 0);
    assert.equal(t.fault(`New-${tag}`, { Name: "L", ...keep }), "InvalidOperationException");
    assert.deepEqual(t.call("Enable-ComplianceTagStorage").warnings, []);
    assert.equal(t.fault(`New-${tag}`, { Name: "L", ...keep }), "");
    t.settle();
    assert.equal(t.one("Get-ComplianceTagStorage").DistributionStatus, "Success");
    assert.equal(t.call("Enable-ComplianceTagStorage").warnings.length, 1);
    assert.equal(t.service.listObjects("ComplianceTagStorage")[0]?.DistributionStatus, "Pending");
  });

  it("cannot go while they are published", () => {
    const t = published();
    assert.equal(t.fault(`Remove-${tag}`, { Identity: "L" }), "LabelIsPublishedException");
    assert.equal(t.fault(`Remove-${tag}`, { Identity: "L", ForceDeletion: true }), "LabelIsPublishedException");
    t.call("Remove-RetentionCompliancePolicy", { Identity: "P" });
    assert.equal(t.fault(`Remove-${tag}`, { Identity: "L" }), "");
  });

  it("stay 30 days as tombstones that keep their names, unless they are forced out", () => {
    const t = tenant();
    t.call(`New-${tag}`, { Name: "L", ...keep });
    t.call(`Remove-${tag}`, { Identity: "l" });
    t.settle();
    assert.equal(t.one(`Get-${tag}`, { Identity: "L" }).Mode, "PendingDeletion");
    const again = { Name: "L", ...keep };
    assert.equal(t.fault(`New-${tag}`, again), "ComplianceRuleAlreadyExistsInScenarioException");
    assert.equal(t.fault(`Set-${tag}`, { Identity: "L", Comment: "" }), "ErrorCommonComplianceRuleIsDeletedException");
    assert.equal(t.fault(`Remove-${tag}`, { Identity: "L" }), "ErrorCannotRemovePendingDeletionRuleException");
    t.clock.advance(29 * day);
    assert.equal(t.fault(`New-${tag}`, again), "ComplianceRuleAlreadyExistsInScenarioException");
    assert.equal(t.fault(`Remove-${tag}`, { Identity: "L", ForceDeletion: true }), "");
    assert.equal(t.fault(`New-${tag}`, again), "");
    t.call(`Remove-${tag}`, { Identity: "L" });
    t.clock.advance(30 * day);
    assert.equal(t.fault(`New-${tag}`, again), "");
  });

  it("share their names with the retention tags of Exchange", () => {
    const t = tenant();
    t.service.putObject("RetentionPolicyTag", "Never Delete", {});
    assert.equal(
      t.fault(`New-${tag}`, { Name: "never delete", ...keep }),
      "ComplianceRuleAlreadyExistsInScenarioException",
    );
  });

  it("take a file plan as one text with a list of settings, of objects that exist, and return it as metadata", () => {
    const t = tenant();
    const plan = (Settings: unknown): string => JSON.stringify({ Settings });
    const setting = { Key: "FilePlanPropertyDepartment", Value: "legal" };
    const made = t.get(`New-${tag}`, { Name: "L", ...keep, FilePlanProperty: plan([setting]) })[0];
    assert.equal(made?.FilePlanMetadata, plan([{ ...setting, Value: "Legal" }]));
    assert.ok(!("FilePlanProperty" in (made ?? {})));
    const set = (FilePlanProperty: string): string => t.fault(`Set-${tag}`, { Identity: "L", FilePlanProperty });
    assert.equal(set(JSON.stringify({ FilePlanPropertyDepartment: "Legal" })), "ArgumentException");
    assert.equal(set("Legal"), "ArgumentException");
    assert.equal(set(plan([{ Key: "FilePlanPropertyPlanet", Value: "Mars" }])), "ArgumentException");
    assert.equal(set(plan([{ Key: "FilePlanPropertyCitation", Value: "None" }])), "ErrorRuleNotFoundException");
    assert.equal(set(""), "");
    assert.equal(t.service.getObject(tag, "L").FilePlanMetadata, null);
  });

  it("take review stages as JSON, and in the unquoted form of the page's own example", () => {
    const t = tenant();
    const stages = {
      MultiStageReviewSettings: [{ StageName: "Stage1", Reviewers: ["a@contoso.com", "b@contoso.com"] }],
    };
    const loose = '{"MultiStageReviewSettings":[{"StageName":"Stage1","Reviewers":[a@contoso.com,b@contoso.com]},]}';
    for (const [name, MultiStageReviewProperty] of [
      ["Strict", JSON.stringify(stages)],
      ["Loose", loose],
    ] as const) {
      const [made] = t.get(`New-${tag}`, { Name: name, ...keep, MultiStageReviewProperty });
      assert.deepEqual(JSON.parse(String(made?.MultiStageReviewProperty)), stages);
    }
    assert.equal(t.fault(`New-${tag}`, { Name: "X", ...keep, MultiStageReviewProperty: "Bob" }), "ArgumentException");
  });

  it("need an event type that exists when they count from an event, and then cannot be deleted", () => {
    const t = tenant();
    const event = { ...keep, RetentionType: "EventAgeInDays" };
    assert.equal(t.fault(`New-${tag}`, { Name: "E", ...event }), "ArgumentException");
    assert.equal(t.fault(`New-${tag}`, { Name: "E", ...event, EventType: "Exit" }), "ErrorRuleNotFoundException");
    t.call("New-ComplianceRetentionEventType", { Name: "Exit" });
    t.call(`New-${tag}`, { Name: "E", ...event, EventType: "exit" });
    assert.equal(t.fault(`Remove-${tag}`, { Identity: "E" }), "InvalidOperationException");
    assert.equal(t.fault("Remove-ComplianceRetentionEventType", { Identity: "Exit" }), "InvalidOperationException");
  });

  it("that mark regulatory records are records, and cannot be deleted", () => {
    const t = tenant();
    const [made] = t.get(`New-${tag}`, { Name: "R", ...keep, Regulatory: true });
    assert.equal(made?.IsRecordLabel, true);
    assert.equal(t.fault(`Remove-${tag}`, { Identity: "R", ForceDeletion: true }), "InvalidOperationException");
  });

  it("keep what New alone can say, and their period where it counts from labeling", () => {
    const t = tenant();
    t.call(`New-${tag}`, { Name: "T", ...keep, RetentionType: "TaggedAgeInDays" });
    for (const fixed of [
      { RetentionAction: "Delete" },
      { IsRecordLabel: true },
      { RetentionType: "CreationAgeInDays" },
    ])
      assert.notEqual(t.fault(`Set-${tag}`, { Identity: "T", ...fixed }), "");
    assert.equal(t.fault(`Set-${tag}`, { Identity: "T", RetentionDuration: 200 }), "ArgumentException");
    t.call(`New-${tag}`, { Name: "C", ...keep });
    assert.equal(t.fault(`Set-${tag}`, { Identity: "C", RetentionDuration: "unlimited" }), "");
    assert.equal(t.service.getObject(tag, "C").RetentionDuration, "Unlimited");
  });
});

describe("emulator: what belongs to labels", () => {
  it("starts with the file-plan entries of Microsoft, which no cmdlet removes", () => {
    const t = tenant();
    assert.equal(t.get("Get-FilePlanPropertyAuthority").length, 3);
    assert.equal(t.get("Get-FilePlanPropertyCategory").length, 13);
    assert.equal(t.get("Get-FilePlanPropertyCitation").length, 5);
    assert.equal(t.get("Get-FilePlanPropertyDepartment").length, 10);
    assert.equal(t.get("Get-FilePlanPropertyReferenceId").length, 0);
    const { Identity } = t.one("Get-FilePlanPropertyDepartment", { Identity: "Finance" });
    for (const identity of ["Finance", Identity ?? ""])
      assert.equal(t.fault("Remove-FilePlanPropertyDepartment", { Identity: identity }), "ErrorRuleNotFoundException");
  });

  it("names a file-plan object by name, GUID and CN=guid, and changes its display name alone", () => {
    const t = tenant();
    const [made] = t.get("New-FilePlanPropertyReferenceId", { Name: "Ref" });
    assert.equal(made?.DisplayName, "Ref");
    assert.equal(made?.Identity, `CN=${String(made?.Guid)}`);
    t.call("Set-FilePlanPropertyReferenceId", { Identity: made?.Identity ?? "", DisplayName: "Reference" });
    t.settle();
    assert.equal(t.one("Get-FilePlanPropertyReferenceId", { Identity: made?.Guid ?? "" }).DisplayName, "Reference");
    assert.equal(t.one("Get-FilePlanPropertyReferenceId", { Identity: "ref" }).Name, "Ref");
  });

  it("keeps a category while it has sub-categories", () => {
    const t = tenant();
    t.call("New-FilePlanPropertyCategory", { Name: "C" });
    const [sub] = t.get("New-FilePlanPropertySubCategory", { Name: "S", ParentId: "c" });
    assert.equal(sub?.ParentId, t.service.getObject("FilePlanPropertyCategory", "C").Guid);
    assert.equal(t.fault("Remove-FilePlanPropertyCategory", { Identity: "C" }), "InvalidOperationException");
    t.call("Remove-FilePlanPropertySubCategory", { Identity: "S" });
    assert.equal(t.fault("Remove-FilePlanPropertyCategory", { Identity: "C" }), "");
  });

  it("removes an event type in two steps, the second one forced", () => {
    const t = tenant();
    const noun = "ComplianceRetentionEventType";
    t.call(`New-${noun}`, { Name: "Exit" });
    t.call(`Remove-${noun}`, { Identity: "Exit" });
    t.settle();
    assert.equal(t.one(`Get-${noun}`).Mode, "PendingDeletion");
    assert.equal(t.fault(`Remove-${noun}`, { Identity: "Exit" }), "ErrorCannotRemovePendingDeletionRuleException");
    t.call(`Remove-${noun}`, { Identity: "Exit", ForceDeletion: true });
    t.settle();
    assert.equal(t.get(`Get-${noun}`).length, 0);
  });

  it("lists events by their dates", () => {
    const t = tenant();
    const [type] = t.get("New-ComplianceRetentionEventType", { Name: "Exit" });
    const event = { Name: "E", EventType: type?.Guid ?? "", EventDateTime: "2026-03-01T00:00:00" };
    t.call("New-ComplianceRetentionEvent", event);
    t.settle();
    assert.equal(
      t.get("Get-ComplianceRetentionEvent", { BeginDateTime: "2026-02-01", EndDateTime: "2026-04-01" }).length,
      1,
    );
    assert.equal(t.get("Get-ComplianceRetentionEvent", { BeginDateTime: "2026-04-01" }).length, 0);
    assert.equal(
      t.fault("New-ComplianceRetentionEvent", { ...event, Name: "F", EventType: "None" }),
      "ErrorRuleNotFoundException",
    );
  });

  it("has its settings as singletons that are always there", () => {
    const t = tenant();
    assert.equal(t.one("Get-RegulatoryComplianceUI").Enabled, false);
    t.call("Set-RegulatoryComplianceUI", { Enabled: true });
    t.settle();
    assert.equal(t.one("Get-RegulatoryComplianceUI").Enabled, true);
    const noun = "RecordReviewNotificationTemplateConfig";
    const texts = { CustomizedNotificationDataString: "n", CustomizedReminderDataString: "r" };
    t.call(`Set-${noun}`, { IsCustomizedNotificationTemplate: true, IsCustomizedReminderTemplate: false, ...texts });
    t.settle();
    const config = t.one(`Get-${noun}`);
    assert.equal(config.CustomizedNotificationDataString, "n");
    assert.equal(config.CustomizedReminderDataString, null);
  });
});

describe("emulator: adaptive scopes", () => {
  const leaf = { Name: "Department", Operator: "Equals", Value: "Legal" };
  const filter = { Conditions: [leaf], Conjunction: "And" };

  it("return their filter as one text, and hold either a filter or a query", () => {
    const t = tenant();
    const [made] = t.get("New-AdaptiveScope", { Name: "S", LocationType: "User", FilterConditions: tagged(filter) });
    assert.deepEqual(JSON.parse(String(made?.FilterConditions)), filter);
    t.call("Set-AdaptiveScope", { Identity: "S", RawQuery: "Department -eq 'HR'" });
    const { FilterConditions, RawQuery } = t.service.getObject("AdaptiveScope", "S");
    assert.equal(FilterConditions, null);
    assert.equal(RawQuery, "Department -eq 'HR'");
  });

  it("cannot have their comment changed alone", () => {
    const t = tenant();
    t.call("New-AdaptiveScope", { Name: "S", LocationType: "User", RawQuery: "q" });
    assert.notEqual(t.fault("Set-AdaptiveScope", { Identity: "S", Comment: "x" }), "");
    assert.equal(t.fault("Set-AdaptiveScope", { Identity: "S", Comment: "x", RawQuery: "q" }), "");
  });

  it("refuse leaves with other keys, deep nesting and Unknown", () => {
    const t = tenant();
    const make = (FilterConditions: object, LocationType = "User"): string =>
      t.fault("New-AdaptiveScope", { Name: "S", LocationType, FilterConditions: tagged(FilterConditions) });
    assert.equal(
      make({ Conditions: [{ Property: "Department", Operator: "Equals", Value: "x" }] }),
      "ArgumentException",
    );
    const deep = { Conditions: [{ Conditions: [{ Conditions: [filter], Conjunction: "Or" }], Conjunction: "Or" }] };
    assert.equal(make(deep), "ArgumentException");
    assert.equal(make(filter, "Unknown"), "ArgumentException");
  });

  it("stay while a policy uses them, unless they are forced out", () => {
    const t = tenant();
    t.call("New-AdaptiveScope", { Name: "S", LocationType: "User", RawQuery: "q" });
    t.call("New-RetentionCompliancePolicy", { Name: "P", AdaptiveScopeLocation: "S" });
    assert.equal(t.fault("Remove-AdaptiveScope", { Identity: "S" }), "InvalidOperationException");
    assert.equal(t.fault("Remove-AdaptiveScope", { Identity: "S", ForceDeletion: true }), "");
  });

  it("are listed by location type and administrative unit", () => {
    const t = tenant();
    const unit = "22222222-2222-4222-8222-222222222222";
    t.call("New-AdaptiveScope", { Name: "U", LocationType: "User", RawQuery: "q", AdministrativeUnit: unit });
    t.call("New-AdaptiveScope", { Name: "G", LocationType: "Group", RawQuery: "q" });
    t.settle();
    assert.deepEqual(names(t.get("Get-AdaptiveScope", { LocationTypes: ["Group"] })), ["G"]);
    assert.deepEqual(names(t.get("Get-AdaptiveScope", { AdministrativeUnits: [unit] })), ["U"]);
  });
});

describe("emulator: app retention and the old holds", () => {
  const apps = { Applications: ["User:MicrosoftTeams"] };

  it("wants applications of the documented form, and the preview AI groups whole", () => {
    const t = tenant();
    const make = (Applications: string[]): string =>
      t.fault("New-AppRetentionCompliancePolicy", { Name: "A", ExchangeLocation: "All", Applications });
    assert.equal(make(["MicrosoftTeams"]), "ArgumentException");
    assert.equal(make(["User:BingConsumer"]), "ArgumentException");
    assert.equal(make(["User:CloudAIAppChatGPTConsumer,CloudAIAppGoogleGemini,BingConsumer,DeepSeek"]), "");
  });

  it("keeps app policies static or adaptive forever, with one rule each", () => {
    const t = tenant();
    t.call("New-AdaptiveScope", { Name: "S", LocationType: "User", RawQuery: "q" });
    t.call("New-AppRetentionCompliancePolicy", { Name: "A", ExchangeLocation: "All", ...apps });
    const change = { Identity: "A", AddAdaptiveScopeLocation: "S" };
    assert.equal(t.fault("Set-AppRetentionCompliancePolicy", change), "InvalidOperationException");
    t.call("New-AppRetentionComplianceRule", { Name: "R", Policy: "A", RetentionDuration: 30 });
    t.settle();
    const second = { Name: "R2", Policy: "A" };
    assert.equal(t.fault("New-AppRetentionComplianceRule", second), "MulipleComplianceRulesFoundInPolicyException");
  });

  it("leaves the rule of an old hold policy behind when the policy goes", () => {
    const t = tenant();
    t.call("New-HoldCompliancePolicy", { Name: "H", ExchangeLocation: ["a@contoso.com"] });
    t.call("New-HoldComplianceRule", { Name: "HR", Policy: "H", HoldContent: 30 });
    t.settle();
    t.call("Remove-HoldCompliancePolicy", { Identity: "H" });
    t.settle();
    assert.deepEqual(names(t.get("Get-HoldComplianceRule")), ["HR"]);
    assert.equal(t.fault("Remove-HoldComplianceRule", { Identity: "HR" }), "");
  });
});

const names = (rows: readonly { [property: string]: unknown }[]): unknown[] => rows.map(({ Name }) => Name);

/** A hashtable on the wire carries its type. */
const tagged = (value: object): never => ({ "@odata.type": "#Exchange.GenericHashTable", ...value }) as never;
