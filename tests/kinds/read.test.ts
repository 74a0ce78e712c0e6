import assert from "node:assert/strict";
import { findKind, type Kind } from "../../provider/kinds";
import type { ResolveReference } from "../../provider/lifecycle/types";
import { minimalInputs, readObject, sameValue } from "../../provider/lifecycle/object/state";
import type { Plain } from "../../provider/values";

const ID = "11111111-2222-4333-8444-555555555555";
const PATH = "FFO.extest.microsoft.com/Microsoft Exchange Hosted Organizations/contoso.onmicrosoft.com/Configuration";
const nothing: ResolveReference = () => undefined;

/** What this property is read as, as a program would write it. */
function imported(noun: string, property: string, wire: { readonly [name: string]: Plain }): unknown {
  const kind = findKind(noun) as Kind;
  return minimalInputs(kind, readObject(kind, { Guid: ID, Name: "it", ...wire }), nothing)[property];
}

describe("Get", () => {
  const rule = "RetentionComplianceRule";

  it("names an object's parent under the first name that says something", () => {
    assert.equal(imported(rule, "policy", { Policy: "", PolicyId: null, ParentPolicyName: "Mail" }), "Mail");
    assert.equal(imported(rule, "policy", { Policy: ID, ParentPolicyName: "Mail" }), ID);
  });

  it("returns a reference by a path or distinguished name, which is read as the name in it", () => {
    for (const returned of [`${PATH}/Mail A/B`, "CN=Mail A/B,CN=Configuration,DC=FFO"])
      assert.equal(imported(rule, "policy", { Policy: returned }), "Mail A/B");
  });

  it("returns a reference by CN=<guid>, which is the GUID", () => {
    assert.equal(imported(rule, "policy", { Policy: `CN=${ID.toUpperCase()}` }), ID);
  });

  it("takes a name for a name, whatever it looks like", () => {
    for (const name of ["/Configuration/Mail", "CN=Mail", "Mail, CN", "a/b", "-", "[x]", "{y}"])
      assert.equal(imported(rule, "policy", { Policy: name }), name);
    assert.equal(
      imported(rule, "policy", { Policy: "CN=/Configuration/Mail,CN=Configuration" }),
      "/Configuration/Mail",
    );
    const odd = "/Configuration/Mail";
    for (const Policy of [
      `${PATH}/${odd}`,
      `${ID},${odd}`,
      JSON.stringify({ Name: odd, Guid: ID }),
      `@{Name=${odd}; Guid=${ID}}`,
    ])
      assert.equal(imported(rule, "policy", { Policy }), odd);
  });

  it("returns the file plan of a label by any form of a reference, and in one or more texts", () => {
    const settings = (Value: string): Plain => [{ Key: "FilePlanPropertyDepartment", Value }];
    const plan = (FilePlanMetadata: Plain): unknown =>
      imported("ComplianceTag", "filePlanProperty", { FilePlanMetadata });
    for (const returned of [`${PATH}/Legal`, "CN=Legal,CN=Configuration", `${ID},Legal`, "Legal"])
      assert.deepEqual(plan(JSON.stringify({ Settings: settings(returned) })), { department: "Legal" }, returned);
    assert.deepEqual(plan({ Settings: settings(ID) }), { department: ID });
    assert.deepEqual(plan(JSON.stringify({ settings: settings("Legal") })), { department: "Legal" });
    const [only] = settings("Legal") as readonly Plain[];
    assert.deepEqual(plan(JSON.stringify({ Settings: only ?? null })), { department: "Legal" });
    for (const none of [null, "", "{}", JSON.stringify({ Settings: null }), JSON.stringify({ Settings: [] })])
      assert.equal(plan(none), undefined);
  });

  it("returns a filter as one text, as an object, or as a collection of one", () => {
    const returned = { Conditions: [{ Name: "City", Operator: "Equals", Value: "Redmond" }], Conjunction: "And" };
    const read = { conditions: [{ name: "City", operator: "Equals", value: "Redmond" }], conjunction: "And" };
    for (const FilterConditions of [returned, JSON.stringify(returned), [JSON.stringify(returned)], [returned]])
      assert.deepEqual(imported("AdaptiveScope", "filterConditions", { FilterConditions }), read);
  });

  it("returns the labels of a policy by path, too", () => {
    const returned = { Labels: [`${PATH}/secret`, ID, "Parent - Child"] };
    assert.deepEqual(imported("LabelPolicy", "labels", returned), ["secret", ID, "Parent - Child"]);
  });

  it("returns file plan descriptors as a list of settings or flat, the unset ones too", () => {
    const flat = {
      FilePlanPropertyDepartment: "Legal",
      FilePlanPropertySubCategory: "Tax",
      FilePlanPropertyCitation: "",
    };
    const settings = Object.entries(flat).map(([Key, Value]) => ({ Key, Value }));
    for (const returned of [flat, { Settings: settings }])
      assert.deepEqual(imported("ComplianceTag", "filePlanProperty", { FilePlanMetadata: JSON.stringify(returned) }), {
        department: "Legal",
        subCategory: "Tax",
      });
  });

  it("returns a documented word in any case, while other text keeps its case", () => {
    const field = (findKind("Label") as Kind).field("encryptionContentExpiredOnDateInDaysOrNever");
    const text = (findKind("Label") as Kind).field("comment");
    assert.ok(field && sameValue(field, nothing)("Never", "never") && !sameValue(field, nothing)("Never", "30"));
    assert.ok(text && !sameValue(text, nothing)("Never", "never"));
  });

  it("takes the GUID of all zeros for none", () => {
    const kind = findKind("Label") as Kind;
    const actual = readObject(kind, { Guid: ID, Name: "it", ParentId: "00000000-0000-0000-0000-000000000000" });
    assert.equal(actual.properties["parentId"], null);
  });

  it("returns a switch or flag that is off as nothing, while an unconfigured label setting is not off", () => {
    const same = (noun: string, property: string, a: Plain, b: Plain): boolean => {
      const field = (findKind(noun) as Kind).field(property);
      assert.ok(field);
      return sameValue(field, nothing)(a, b);
    };
    for (const nothingSaid of [null, ""]) {
      assert.ok(same("RetentionCompliancePolicy", "restrictiveRetention", false, nothingSaid));
      assert.ok(same("ComplianceTag", "archiveEnabled", false, nothingSaid));
      assert.ok(!same("ComplianceTag", "isRecordLabel", true, nothingSaid));
      assert.ok(!same("Label", "encryptionEnabled", false, nothingSaid));
    }
  });

  it("returns dates of a hold as moments", () => {
    const field = (findKind("CaseHoldRule") as Kind).field("contentDateFrom");
    assert.ok(field && sameValue(field, nothing)("2026-01-02T03:04:05Z", "2026-01-02T03:04:05.0000000+00:00"));
  });

  it("returns dates in words of its culture, in UTC whatever this machine's zone is", () => {
    const field = (findKind("CaseHoldRule") as Kind).field("contentDateFrom");
    const zone = process.env["TZ"];
    process.env["TZ"] = "America/New_York";
    try {
      for (const returned of [
        "1/2/2026 3:04:05 AM",
        "2026-01-02 03:04:05",
        "2026-01-02T03:04:05",
        "01/02/2026 03:04:05",
      ])
        assert.ok(field && sameValue(field, nothing)("2026-01-02T03:04:05Z", returned), returned);
      assert.ok(field && sameValue(field, nothing)("2026-01-02", "1/2/2026 12:00:00 AM"));
    } finally {
      if (zone === undefined) delete process.env["TZ"];
      else process.env["TZ"] = zone;
    }
  });

  it("returns a unit of the period where nobody gave one", () => {
    const returned = (hint: string): unknown =>
      imported(rule, "retentionDurationDisplayHint", { RetentionDurationDisplayHint: hint });
    assert.deepEqual([returned("Days"), returned("Years")], [undefined, "Years"]);
  });

  it("returns settings as pairs in brackets, as objects or their texts, and a collection of one as that one", () => {
    const returned = (Settings: Plain): unknown => imported("LabelPolicy", "advancedSettings", { Settings });
    const [key, value] = ["mandatory", "a, [b]; {c}\n]"];
    const pair = { Key: key, Value: value };
    for (const one of [`[${key}, ${value}]`, `[${key},${value}]`, pair, JSON.stringify(pair)])
      for (const Settings of [one, [one]])
        assert.deepEqual(returned(Settings), { [key]: value }, JSON.stringify(Settings));
    for (const Settings of [{ [key]: value }, JSON.stringify({ [key]: value }), JSON.stringify([pair])])
      assert.deepEqual(returned(Settings), { [key]: value }, JSON.stringify(Settings));
    for (const none of [[], null, ""]) assert.equal(returned(none), undefined);
  });

  it("returns where a label applies in one text or several, and None for nowhere", () => {
    const returned = (ContentType: Plain): unknown => imported("Label", "contentType", { ContentType });
    for (const both of ["File, Email", "File,Email", ["File", "Email"], "file, email"])
      assert.deepEqual(returned(both), ["File", "Email"]);
    for (const none of ["None", "none", ["None"], "", null, []]) assert.equal(returned(none), undefined);
  });

  it("returns the locations of a hold as any list is returned, and nothing as nothing", () => {
    const kind = findKind("CaseHoldPolicyLocation") as Kind;
    const ids = (returned: Plain): readonly string[] =>
      (kind.project?.([{ Guid: ID, Name: "it", ExchangeLocation: returned }], {}) ?? []).map(
        (o) => readObject(kind, o).id,
      );
    for (const nothingTold of ["", null, [], [""]]) assert.deepEqual(ids(nothingTold), []);
    for (const returned of ["a@x.com, b@x.com", ["a@x.com", { Name: "b@x.com", DisplayName: "B" }]])
      assert.deepEqual(ids(returned), [`${ID}/a@x.com`, `${ID}/b@x.com`]);
  });

  it("returns one site as it is, however many commas it has", () => {
    const site = "https://contoso.sharepoint.com/sites/a,b";
    const policy = "RetentionCompliancePolicy";
    const object = { DisplayName: "A, B", Name: site };
    for (const SharePointLocation of [site, JSON.stringify(object), `@{DisplayName=A, B; Name=${site}}`, object])
      assert.deepEqual(imported(policy, "sharePointLocation", { SharePointLocation }), [site]);
    const two = ["https://contoso.sharepoint.com/sites/a", "https://contoso.sharepoint.com/sites/b"];
    assert.deepEqual(imported(policy, "sharePointLocation", { SharePointLocation: two.join(",") }), two);
  });

  it("returns a list in one text", () => {
    const audit = "UnifiedAuditLogRetentionPolicy";
    assert.deepEqual(imported(audit, "operations", { Operations: "ChannelAdded, ChannelDeleted" }), [
      "ChannelAdded",
      "ChannelDeleted",
    ]);
    assert.deepEqual(imported(audit, "userIds", { UserIds: "a@x.com,b@x.com" }), ["a@x.com", "b@x.com"]);
    const policy = "RetentionCompliancePolicy";
    assert.deepEqual(imported(policy, "exchangeLocation", { ExchangeLocation: "a@x.com,b@x.com" }), [
      "a@x.com",
      "b@x.com",
    ]);
    assert.deepEqual(imported(policy, "exchangeLocation", { ExchangeLocation: "Bee, Ann" }), ["Bee, Ann"]);
    assert.deepEqual(imported("AppRetentionCompliancePolicy", "applications", { Applications: "User:A,B,Group:C" }), [
      "User:A,B",
      "Group:C",
    ]);
  });

  it("leaves the applications of a retention policy blank, or says both: they mean the same", () => {
    const both = ["Group:SharePoint", "Group:Exchange"];
    const same = (noun: string, a: Plain, b: Plain): boolean => {
      const field = (findKind(noun) as Kind).field("applications");
      assert.ok(field);
      return sameValue(field, nothing)(a, b);
    };
    for (const blank of [null, []]) assert.ok(same("RetentionCompliancePolicy", both, blank));
    assert.ok(!same("RetentionCompliancePolicy", ["Group:Exchange"], []));
    assert.ok(!same("AppRetentionCompliancePolicy", both, []));
  });

  it("returns applications split at every comma", () => {
    const field = (findKind("AppRetentionCompliancePolicy") as Kind).field("applications");
    assert.ok(field && sameValue(field, nothing)(["User:A,B", "Group:C"], ["User:A", "B", "Group:C"]));
    assert.ok(!sameValue(field, nothing)(["User:A", "Group:B"], ["User:A,B"]));
  });
});
