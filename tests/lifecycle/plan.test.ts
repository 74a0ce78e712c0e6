import assert from "node:assert/strict";
import { findKind, type Kind } from "../../provider/kinds";
import type { Observed, ResolveReference } from "../../provider/lifecycle/types";
import { diffProperties } from "../../provider/lifecycle/diff/properties";
import { planCreate, planDelete, planUpdate } from "../../provider/lifecycle/plan/plan";
import { withId } from "../../provider/lifecycle/plan/set-steps";
import type { Plan } from "../../provider/lifecycle/plan/types";
import { readObject } from "../../provider/lifecycle/object/state";
import { type Plain, type Properties, secret, UNKNOWN, type WireObject } from "../../provider/values";

const ID = "11111111-2222-4333-8444-555555555555";
const nothing: ResolveReference = () => undefined;
const kindOf = (noun: string): Kind => findKind(noun) as Kind;
const observed = (kind: Kind, wire: WireObject): Observed => readObject(kind, { Guid: ID, Name: "it", ...wire });

function update(noun: string, wire: WireObject, before: Properties, desired: Properties, parent?: Observed): Plan {
  const kind = kindOf(noun);
  const actual = observed(kind, wire);
  const input = {
    declaredBefore: Object.keys(before),
    desired,
    recorded: before,
    actual,
    ignored: [],
    resolve: nothing,
  };
  const changes = diffProperties(kind, input);
  return planUpdate(kind, { id: ID, desired, actual, changes, recorded: before, resolve: nothing, parent });
}

const calls = (plan: Plan) => plan.steps.map((step) => step.call);

describe("A plan for a new object", () => {
  it("sends what is declared, no more and no fewer", () => {
    const desired = {
      name: "Regulation 123",
      exchangeLocation: ["Kitty Petersen", "Scott Nakamura"],
      sharePointLocation: ["https://contoso.sharepoint.com/sites/teams/finance"],
    };
    assert.deepEqual(calls(planCreate(kindOf("RetentionCompliancePolicy"), { desired, resolve: nothing })), [
      {
        cmdlet: "New-RetentionCompliancePolicy",
        parameters: {
          Name: "Regulation 123",
          ExchangeLocation: ["Kitty Petersen", "Scott Nakamura"],
          SharePointLocation: ["https://contoso.sharepoint.com/sites/teams/finance"],
        },
      },
    ]);
  });

  it("follows New with one Set for what New does not take", () => {
    const desired = { name: "x", parentId: "Finance", displayName: "Ex" };
    const plan = planCreate(kindOf("FilePlanPropertySubCategory"), { desired, resolve: nothing });
    assert.deepEqual(calls(plan), [
      { cmdlet: "New-FilePlanPropertySubCategory", parameters: { Name: "x", ParentId: "Finance" } },
      { cmdlet: "Set-FilePlanPropertySubCategory", parameters: { Identity: "x", DisplayName: "Ex" } },
    ]);
    const label = { name: "l", displayName: "L", tooltip: "T", priority: 2 };
    const [, second] = planCreate(kindOf("Label"), { desired: label, resolve: nothing }).steps;
    assert.ok(second?.needsId);
    assert.deepEqual(withId(second, ID), { cmdlet: "Set-Label", parameters: { Identity: ID, Priority: 2 } });
  });

  it("leaves unknown values out, looks through secrets, and sends no switch that is off", () => {
    const desired = { name: secret("p"), exchangeLocation: ["All"], comment: UNKNOWN, priorityCleanup: false };
    assert.deepEqual(calls(planCreate(kindOf("RetentionCompliancePolicy"), { desired, resolve: nothing })), [
      { cmdlet: "New-RetentionCompliancePolicy", parameters: { Name: "p", ExchangeLocation: ["All"] } },
    ]);
  });

  it("tags hashtables, in lists too", () => {
    const desired = {
      policy: "p",
      applyComplianceTag: "t",
      contentContainsSensitiveInformation: [{ name: "Credit Card Number", mincount: 1 }],
    };
    const [call] = calls(planCreate(kindOf("RetentionComplianceRule"), { desired, resolve: nothing }));
    assert.deepEqual(call?.parameters, {
      ApplyComplianceTag: "t",
      ContentContainsSensitiveInformation: [
        { "@odata.type": "#Exchange.GenericHashTable", name: "Credit Card Number", mincount: 1 },
      ],
      "ContentContainsSensitiveInformation@odata.type": "#Collection(Exchange.GenericHashTable)",
      Policy: "p",
    });
  });

  it("names a reference by GUID where the cmdlet takes one, else by name", () => {
    const resolve: ResolveReference = (noun) => ({ id: ID, name: `the ${noun}` });
    const desired = { policy: "p", publishComplianceTag: ID };
    const [call] = calls(planCreate(kindOf("RetentionComplianceRule"), { desired, resolve }));
    assert.deepEqual(call?.parameters, { Policy: ID, PublishComplianceTag: "the ComplianceTag" });
  });

  it("sends one object once, however often and in whatever spelling it is declared", () => {
    const resolve: ResolveReference = (noun) => ({ id: ID, name: `the ${noun}` });
    const kind = kindOf("LabelPolicy");
    const desired = { name: "p", labels: [ID, "the Label"], exchangeLocation: ["ann@contoso.com", "ANN@contoso.com"] };
    const [call] = calls(planCreate(kind, { desired, resolve }));
    assert.deepEqual(call?.parameters, { Name: "p", Labels: [ID], ExchangeLocation: ["ann@contoso.com"] });
  });

  it("writes a filter, stages and the file plan in the service's own form", () => {
    const filter = { conditions: [{ name: "City", operator: "Equals", value: "Redmond" }], conjunction: "And" };
    const scope = { name: "s", locationType: "user", filterConditions: filter };
    const tag = "#Exchange.GenericHashTable";
    assert.deepEqual(calls(planCreate(kindOf("AdaptiveScope"), { desired: scope, resolve: nothing }))[0]?.parameters, {
      Name: "s",
      LocationType: "User",
      FilterConditions: {
        "@odata.type": tag,
        "Conditions@odata.type": "#Collection(Exchange.GenericHashTable)",
        Conditions: [{ "@odata.type": tag, Name: "City", Operator: "Equals", Value: "Redmond" }],
        Conjunction: "And",
      },
    });
    const label = { name: "t", multiStageReviewProperty: [{ stageName: "One", reviewers: ["a@x.com"] }] };
    assert.equal(
      calls(planCreate(kindOf("ComplianceTag"), { desired: label, resolve: nothing }))[0]?.parameters[
        "MultiStageReviewProperty"
      ],
      '{"MultiStageReviewSettings":[{"StageName":"One","Reviewers":["a@x.com"]}]}',
    );
  });
});

describe("A plan for an existing object", () => {
  const policy = "RetentionCompliancePolicy";

  it("puts all changes of one object into one Set, with deltas for lists", () => {
    const before = { name: "it", exchangeLocation: ["a@x.com", "b@x.com"], comment: "old" };
    const desired = { name: "it", exchangeLocation: ["b@x.com", "c@x.com"], comment: "new", enabled: false };
    const plan = update(
      policy,
      { ExchangeLocation: ["a@x.com", "b@x.com"], Comment: "old", Enabled: true },
      before,
      desired,
    );
    assert.deepEqual(calls(plan), [
      {
        cmdlet: "Set-RetentionCompliancePolicy",
        parameters: {
          Identity: ID,
          Comment: "new",
          Enabled: false,
          AddExchangeLocation: ["c@x.com"],
          RemoveExchangeLocation: ["a@x.com"],
        },
      },
    ]);
    assert.equal(plan.warnings.length, 2);
  });

  it("goes from named locations to All and to exceptions in one Set, so that the hold is never empty", () => {
    const before = { name: "it", exchangeLocation: ["a@x.com"] };
    const desired = { name: "it", exchangeLocation: ["All"], exchangeLocationException: ["b@x.com"] };
    const plan = update(policy, { ExchangeLocation: [{ Name: "a@x.com" }] }, before, desired);
    assert.deepEqual(calls(plan)[0]?.parameters, {
      Identity: ID,
      AddExchangeLocation: ["All"],
      RemoveExchangeLocation: ["a@x.com"],
      AddExchangeLocationException: ["b@x.com"],
    });
    assert.equal(plan.steps.length, 1);
  });

  it("never removes what it cannot identify", () => {
    const wire = { ExchangeLocation: [{ DisplayName: "Ann" }, { Name: "b@x.com" }] };
    const plan = update(policy, wire, {}, { name: "it", exchangeLocation: ["b@x.com"] });
    assert.equal(plan.refused?.code, "PURVIEW_UNIDENTIFIED");
    assert.match(plan.refused?.reason ?? "", /Ann/);
  });

  it("neither adds nor removes where an address and a GUID may be the same, and says what to declare", () => {
    const guid = "41111111-2222-4333-8444-555555555555";
    const payroll = { Name: "Payroll", DisplayName: "Payroll", ImmutableIdentity: guid };
    const planFor = (returned: readonly Plain[], declared: readonly string[]) =>
      update(policy, { ExchangeLocation: returned }, {}, { name: "it", exchangeLocation: declared });
    const { refused } = planFor([payroll], ["pay@x.com"]);
    assert.equal(refused?.code, "PURVIEW_UNIDENTIFIED");
    assert.match(refused.reason, /"Payroll" \(41111111-\S+\) may or may not be "pay@x\.com"/);
    assert.match(refused.advice ?? "", /Use the value that Get returns \("41111111-2222-4333-8444-555555555555"\)/);
    assert.equal(planFor(["pay@x.com"], [guid]).refused?.code, "PURVIEW_UNIDENTIFIED");
    assert.deepEqual(planFor([payroll], [guid.toUpperCase()]).steps, []);
    const other = "51111111-2222-4333-8444-555555555555";
    assert.deepEqual(calls(planFor([payroll], [other]))[0]?.parameters, {
      Identity: ID,
      AddExchangeLocation: [other],
      RemoveExchangeLocation: [guid],
    });
    assert.equal(planFor([{ ...payroll, PrimarySmtpAddress: "p@x.com" }], ["pay@x.com"]).refused, undefined);
    assert.equal(planFor([payroll], ["All"]).refused, undefined);
  });

  it("removes by the identifier that names an element best, and by its display name only where that is all the service's name", () => {
    const [guid, dn] = ["41111111-2222-4333-8444-555555555555", "CN=Ann,OU=contoso,DC=FFO"];
    const none = "00000000-0000-0000-0000-000000000000";
    const removed = (element: WireObject): unknown =>
      calls(
        update(policy, { ExchangeLocation: [element, "b@x.com"] }, {}, { name: "it", exchangeLocation: ["b@x.com"] }),
      )[0]?.parameters["RemoveExchangeLocation"];
    const ann = { Name: "Ann", DisplayName: "Ann" };
    assert.deepEqual(removed({ ...ann, ImmutableIdentity: "ann@x.com", Guid: guid }), ["ann@x.com"]);
    assert.deepEqual(removed({ ...ann, ImmutableIdentity: guid }), [guid]);
    assert.deepEqual(removed({ ...ann, ImmutableIdentity: dn }), [dn]);
    assert.deepEqual(removed({ ...ann, DistinguishedName: dn, ObjectId: guid }), [guid]);
    assert.deepEqual(removed({ ...ann, Name: "ann.bee", ImmutableIdentity: "/o=org/cn=ann" }), ["ann.bee"]);
    assert.deepEqual(removed({ ...ann, ImmutableIdentity: "/o=org/cn=ann" }), ["/o=org/cn=ann"]);
    assert.deepEqual(removed({ ...ann, ImmutableIdentity: none }), ["Ann"]);
    assert.deepEqual(removed(ann), ["Ann"]);
  });

  it("warns of what loses protection by the name that people know, whatever it is removed by", () => {
    const guid = "41111111-2222-4333-8444-555555555555";
    const wire = { ExchangeLocation: [{ Name: "Ann", DisplayName: "Ann", ImmutableIdentity: guid }, "b@x.com"] };
    const plan = update(policy, wire, {}, { name: "it", exchangeLocation: ["b@x.com"] });
    assert.deepEqual(plan.warnings, [`RetentionCompliancePolicy "it" no longer covers Ann (${guid}).`]);
  });

  it("clears what is no longer declared, or goes back to the documented default", () => {
    const before = { name: "it", exchangeLocation: ["All"], comment: "c", enabled: false };
    const plan = update(policy, { ExchangeLocation: ["All"], Comment: "c", Enabled: false }, before, {
      name: "it",
      exchangeLocation: ["All"],
    });
    assert.deepEqual(calls(plan)[0]?.parameters, { Identity: ID, Comment: null, Enabled: true });
  });

  it("sends companions that the service wants with every Set", () => {
    const wire = { Priority: "5", RetentionDuration: "TenYears", Description: "a", RecordTypes: ["MicrosoftTeams"] };
    const base = { name: "it", priority: 5, retentionDuration: "TenYears", recordTypes: ["MicrosoftTeams"] };
    const audit = update(
      "UnifiedAuditLogRetentionPolicy",
      wire,
      { ...base, description: "a" },
      { ...base, description: "b" },
    );
    assert.deepEqual(calls(audit)[0]?.parameters, {
      Identity: ID,
      Priority: 5,
      RetentionDuration: "TenYears",
      Description: "b",
    });
    const scope = { name: "it", locationType: "User", rawQuery: "City -eq 'X'" };
    const scopeWire = { LocationType: "User", RawQuery: "City -eq 'X'", FilterConditions: "{}" };
    const commented = update("AdaptiveScope", scopeWire, scope, { ...scope, comment: "c" });
    assert.deepEqual(calls(commented)[0]?.parameters, { Identity: ID, Comment: "c", RawQuery: "City -eq 'X'" });
  });

  it("removes settings key by key and leaves the service's own alone", () => {
    const wire = { Labels: ["L"], Settings: ["[enableaudit, True]", "[own, kept]", "[gone, 1]"], DisplayName: "it" };
    const before = { name: "it", labels: ["L"], advancedSettings: { EnableAudit: true, gone: "1" } };
    const plan = update("LabelPolicy", wire, before, { ...before, advancedSettings: { EnableAudit: false } });
    assert.deepEqual(calls(plan)[0]?.parameters["AdvancedSettings"], {
      "@odata.type": "#Exchange.GenericHashTable",
      EnableAudit: "False",
      gone: "",
    });
  });

  it("removes an object that Get names by its path under the form that the cmdlet takes", () => {
    const path = "FFO.extest.microsoft.com/Microsoft Exchange Hosted Organizations/contoso/Configuration";
    const wire = { AdaptiveScopeLocation: [`${path}/Sales`, `${path}/Lost`] };
    const kind = kindOf(policy);
    const actual = observed(kind, wire);
    const resolve: ResolveReference = (noun, name) =>
      noun === "AdaptiveScope" && name.toLowerCase() === "sales" ? { id: ID, name: "Sales" } : undefined;
    const desired = { name: "it", adaptiveScopeLocation: ["Legal"] };
    const changes = diffProperties(kind, { declaredBefore: [], desired, actual, ignored: [], resolve });
    const [call] = calls(planUpdate(kind, { id: ID, desired, actual, changes, resolve }));
    assert.deepEqual(call?.parameters["RemoveAdaptiveScopeLocation"], [ID, `${path}/Lost`]);
  });

  it("takes a policy whose locations are not returned for one of the declared form", () => {
    const desired = { name: "it", adaptiveScopeLocation: ["Sales"] };
    const plan = update(policy, { AdaptiveScopeLocation: [], ExchangeLocation: [] }, desired, desired);
    assert.equal(plan.refused, undefined);
    assert.deepEqual(calls(plan)[0]?.parameters, { Identity: ID, AddAdaptiveScopeLocation: ["Sales"] });
  });

  it("takes a label from under its parent by the switch that does it", () => {
    const before = { name: "it", displayName: "D", tooltip: "T", parentId: ID };
    const { parentId: _, ...desired } = before;
    const plan = update("Label", { DisplayName: "D", Tooltip: "T", ParentId: ID }, before, desired);
    assert.deepEqual(calls(plan), [{ cmdlet: "Set-Label", parameters: { Identity: ID, RemoveParentLink: true } }]);
  });

  it("says no where the service takes a property at creation only", () => {
    const teams = { name: "it", teamsChatLocation: ["All"] };
    const plan = update(policy, { TeamsChatLocation: ["All"] }, teams, { ...teams, restrictiveRetention: true });
    assert.equal(plan.refused?.code, "PURVIEW_FIXED");
    assert.equal(plan.refused?.property, "restrictiveRetention");
  });

  it("closes and reopens a case as a state", () => {
    const accepted = { acceptIrreversible: ["CaseClose"] };
    const base = { name: "it", ...accepted };
    const close = update("ComplianceCase", { Status: "Active" }, base, { ...base, status: "Closed" });
    assert.equal(close.refused, undefined);
    assert.equal(calls(close)[0]?.parameters["Close"], true);
    const reopen = update("ComplianceCase", { Status: "Closing" }, { ...base, status: "Closed" }, base);
    assert.deepEqual(calls(reopen)[0]?.parameters, { Identity: ID, Reopen: true });
  });

  it("sends extra parameters that changed, and null for those that went", () => {
    const before = { name: "it", exchangeLocation: ["All"], extraParameters: { Old: 1, Kept: "k", Changed: "a" } };
    const desired = { ...before, extraParameters: { Kept: "k", Changed: { deep: true } } };
    const plan = update(policy, { ExchangeLocation: ["All"] }, before, desired);
    assert.deepEqual(calls(plan)[0]?.parameters, {
      Identity: ID,
      Changed: { "@odata.type": "#Exchange.GenericHashTable", deep: true },
      Old: null,
    });
  });
});

describe("a plan for a deletion", () => {
  it("names the object by GUID, answers the question, and repeats what selects the kind", () => {
    const recorded = { name: "it", exchangeLocation: ["All"], priorityCleanup: true };
    const plan = planDelete(kindOf("RetentionCompliancePolicy"), { id: ID, recorded, resolve: nothing });
    assert.deepEqual(calls(plan), [
      {
        cmdlet: "Remove-RetentionCompliancePolicy",
        parameters: { Identity: ID, Confirm: false, PriorityCleanup: true },
      },
    ]);
  });

  it("sends nothing for what can only be forgotten", () => {
    for (const noun of ["ComplianceTagStorage", "RegulatoryComplianceUI", "LabelOrder"]) {
      assert.deepEqual(planDelete(kindOf(noun), { id: noun, recorded: {}, resolve: nothing }).steps, []);
    }
  });

  it("forces only what the program accepts", () => {
    const recorded = { name: "it", acceptIrreversible: ["ForcedDeletion"] };
    const plan = planDelete(kindOf("ComplianceRetentionEventType"), { id: ID, recorded, resolve: nothing });
    assert.equal(calls(plan)[0]?.parameters["ForceDeletion"], true);
    assert.equal(plan.refused, undefined);
  });
});

describe("a label whose period counts from labeling", () => {
  it("says in the plan that the period cannot change", () => {
    const base = { name: "it", retentionType: "TaggedAgeInDays", retentionDuration: 30 };
    const wire = { RetentionType: "TaggedAgeInDays", RetentionDuration: "30" };
    const plan = update("ComplianceTag", wire, base, { ...base, retentionDuration: 60 });
    assert.equal(plan.refused?.code, "PURVIEW_FIXED");
    const free = { ...base, retentionType: "CreationAgeInDays" };
    const fine = update("ComplianceTag", { ...wire, RetentionType: free.retentionType }, free, {
      ...free,
      retentionDuration: 60,
    });
    assert.equal(fine.refused, undefined);
  });
});

describe("a priority clean-up", () => {
  it("repeats its switch with every Set, in the parameter set that has it", () => {
    const base = { name: "it", priorityCleanup: true, retentionDuration: 30, comment: "a" };
    const wire = { PriorityCleanup: true, RetentionDuration: "30", Comment: "a" };
    const plan = update("ComplianceTag", wire, base, { ...base, comment: "b" });
    assert.deepEqual(calls(plan)[0]?.parameters, { Identity: ID, PriorityCleanup: true, Comment: "b" });
  });
});
