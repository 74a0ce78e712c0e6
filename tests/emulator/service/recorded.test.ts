import { strict as assert } from "node:assert";
import type { Json } from "../../../emulator/contract";
import { tenant } from "./harness";

const RECORDED = { answers: "recorded" } as const;
const names = (objects: readonly { [property: string]: Json }[]): Json[] => objects.map(({ Name }) => Name ?? null);

describe("a tenant that answers as recorded tenants did", () => {
  it("has Microsoft's labels, whose names look like GUIDs and are none, and their policy", () => {
    const t = tenant(RECORDED);
    const labels = t.get("Get-Label");
    assert.equal(labels.length, 12);
    for (const { Name, Guid } of labels) {
      assert.match(String(Name), /^defa4170-0d19-0005-000[0-9a-b]-bc88714345d2$/);
      assert.notEqual(Name, Guid);
    }
    const general = labels.find(({ DisplayName }) => DisplayName === "General");
    assert.equal(labels.filter(({ ParentId }) => ParentId === general?.["Guid"]).length, 2);
    assert.match(String(general?.["LocaleSettings"]), /"Key":"de-DE".*"Value":"General "/);
    assert.deepEqual(names(t.get("Get-LabelPolicy")), ["Global sensitivity label policy"]);
  });

  it("has three event types and 31 file plan entries of Microsoft", () => {
    const t = tenant(RECORDED);
    assert.equal(t.get("Get-ComplianceRetentionEventType").length, 3);
    const types = ["Authority", "Category", "Citation", "Department"];
    assert.equal(types.flatMap((type) => t.get(`Get-FilePlanProperty${type}`)).length, 31);
  });

  for (const identity of ["Name", "Guid", "Identity"])
    it(`keeps a file plan entry of Microsoft that is removed by ${identity}, and says that there is none`, () => {
      const t = tenant(RECORDED);
      const [entry] = t.get("Get-FilePlanPropertyDepartment");
      const remove = { Identity: entry?.[identity] ?? null };
      assert.equal(t.fault("Remove-FilePlanPropertyDepartment", remove), "ErrorRuleNotFoundException");
      assert.equal(t.get("Get-FilePlanPropertyDepartment").length, 10);
    });

  it("names a published label by its ImmutableId, and by the name that it had", () => {
    const t = tenant(RECORDED);
    const tag = { Name: "Contract", RetentionAction: "Keep", RetentionDuration: 7, RetentionType: "CreationAgeInDays" };
    const [label] = t.get("New-ComplianceTag", tag);
    assert.notEqual(label?.["ImmutableId"], label?.["Guid"]);
    t.call("New-RetentionCompliancePolicy", { Name: "P", ExchangeLocation: "All" });
    t.settle();
    t.call("New-RetentionComplianceRule", { Policy: "P", PublishComplianceTag: "Contract" });
    t.service.patchObject("ComplianceTag", "Contract", { Name: "Agreement" });
    t.settle();
    assert.equal(
      t.one("Get-RetentionComplianceRule")["PublishComplianceTag"],
      `${String(label?.["ImmutableId"])},Contract`,
    );
  });

  it("shows an application of app retention in the plural", () => {
    const t = tenant(RECORDED);
    t.call("New-AppRetentionCompliancePolicy", {
      Name: "P",
      ExchangeLocation: "All",
      Applications: ["User:M365Copilot"],
    });
    t.settle();
    const [policy] = t.get("Get-AppRetentionCompliancePolicy", { DistributionDetail: true });
    assert.deepEqual(policy?.["Applications"], ["Users:M365Copilot"]);
  });

  it("has a status of Pending without the detail, next to the true one", () => {
    const t = tenant(RECORDED);
    t.call("New-RetentionCompliancePolicy", { Name: "P", ExchangeLocation: "All" });
    t.settle();
    t.call("New-RetentionComplianceRule", {
      Name: "R",
      Policy: "P",
      RetentionDuration: 7,
      RetentionComplianceAction: "Keep",
    });
    t.settle();
    const { DistributionStatus, DistributionSyncStatus } = t.one("Get-RetentionCompliancePolicy");
    assert.deepEqual([DistributionStatus, DistributionSyncStatus], ["Pending", "Success"]);
  });

  it("holds names that end in a zero-width space", () => {
    const t = tenant(RECORDED);
    const name = "Alert\u200b";
    t.service.putObject("ProtectionAlert", name, { Name: name });
    assert.ok(names(t.get("Get-ProtectionAlert")).includes(name));
  });

  it("takes a margin of 5, as Microsoft's labels have it", () => {
    const t = tenant(RECORDED);
    assert.equal(
      t.fault("New-Label", {
        Name: "L",
        DisplayName: "L",
        Tooltip: "L",
        ApplyContentMarkingHeaderEnabled: true,
        ApplyContentMarkingHeaderText: "x",
        ApplyContentMarkingHeaderMargin: 5,
      }),
      "",
    );
  });
});
