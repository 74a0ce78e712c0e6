import assert from "node:assert/strict";
import { Cmdlets, type Row } from "./cmdlets";

describe("alert policies over HTTP", () => {
  let service: Cmdlets;
  before(async () => {
    service = await Cmdlets.start({ objects: { answers: "recorded" } });
  });
  after(() => service.stop());

  const base = { Category: "ThreatManagement", ThreatType: "Activity", NotifyUser: ["a@contoso.com"] };
  const alert = (more: Row): Row => ({ Name: "A", ...base, ...more });
  const refused = (more: Row): Promise<string> => service.fault("New-ProtectionAlert", alert(more));
  const made = async (more: Row): Promise<Row> => {
    await service.done("New-ProtectionAlert", alert(more));
    return service.one("Get-ProtectionAlert", { Identity: more["Name"] ?? "A" });
  };
  afterEach(async () => {
    for (const { Name, IsSystemRule } of await service.rows("Get-ProtectionAlert"))
      if (!IsSystemRule) await service.done("Remove-ProtectionAlert", { Identity: Name });
  });

  it("come with Microsoft's own, four of which have names that end in a zero-width space", async () => {
    const system = (await service.rows("Get-ProtectionAlert")).filter(({ IsSystemRule }) => IsSystemRule);
    assert.equal(system.filter(({ Name }) => String(Name).endsWith("\u200b")).length, 4);
    assert.ok(system.some(({ ThreatType }) => ThreatType === "Malicious"));
    assert.ok(
      system.some(({ AggregationType, Threshold }) => AggregationType === "CustomAggregation" && Threshold === 2000),
    );
    assert.ok(system.every(({ ReadOnly }) => ReadOnly === false));
  });

  it("of Microsoft are neither changed nor removed, by whatever name or force", async () => {
    for (const { Name, Guid } of (await service.rows("Get-ProtectionAlert")).slice(-3)) {
      for (const Identity of [Name, Guid]) {
        assert.equal(
          await service.fault("Set-ProtectionAlert", { Identity, Severity: "High" }),
          "InvalidOperationException",
        );
        const remove = { Identity, ForceDeletion: true };
        assert.equal(await service.fault("Remove-ProtectionAlert", remove), "InvalidOperationException");
      }
      assert.ok(await service.one("Get-ProtectionAlert", { Identity: Guid }));
    }
  });

  it("tell names apart that differ by a zero-width space", async () => {
    const name = "Email messages removed after delivery";
    await made({ Name: name, AggregationType: "None" });
    const [plain] = await service.rows("Get-ProtectionAlert", { Identity: name });
    const [system] = await service.rows("Get-ProtectionAlert", { Identity: `${name}\u200b` });
    assert.deepEqual([plain?.["IsSystemRule"], system?.["IsSystemRule"]], [false, true]);
  });

  it("read as recorded ones do, without their description and without who wrote them", async () => {
    const shown = await made({ Operation: "FileDeleted", AggregationType: "None", Description: "d", Comment: "c" });
    const { Operation, NotifyUser, Comment, Filter, AlertBy, Threshold, StreamType, Scenario, Workload } = shown;
    assert.deepEqual([Operation, NotifyUser, Comment, Filter], [["FileDeleted"], ["a@contoso.com"], "c", null]);
    assert.deepEqual([AlertBy, Threshold, StreamType, Scenario], [null, null, "Activity", "AuditProtectionAlert"]);
    assert.deepEqual([Workload, shown["CreatedBy"], "Description" in shown], ["AuditAlerting", "", false]);
  });

  it("take thresholds of 3 and more and windows of more than 60 minutes, both, and only to sum up", async () => {
    const outside = "ParameterBindingValidationException";
    assert.equal(await refused({ Threshold: 2, TimeWindow: 61 }), outside);
    assert.equal(await refused({ Threshold: 3, TimeWindow: 60 }), outside);
    assert.equal(await refused({ Threshold: 3 }), "ArgumentException");
    assert.equal(await refused({ TimeWindow: 61 }), "ArgumentException");
    for (const AggregationType of ["None", "AnomalousAggregation"])
      assert.equal(await refused({ AggregationType, Threshold: 3, TimeWindow: 61 }), "ArgumentException");
    const shown = await made({ Threshold: 3, TimeWindow: 61 });
    assert.deepEqual([shown["AggregationType"], shown["Threshold"], shown["TimeWindow"]], ["SimpleAggregation", 3, 61]);
  });

  it("lose their thresholds when every occurrence alerts", async () => {
    await made({ Threshold: 10, TimeWindow: 120 });
    await service.done("Set-ProtectionAlert", { Identity: "A", AggregationType: "None" });
    const { Threshold, TimeWindow } = await service.one("Get-ProtectionAlert", { Identity: "A" });
    assert.deepEqual([Threshold, TimeWindow], [null, null]);
  });

  it("count by what fits what they watch", async () => {
    assert.equal(await refused({ AlertBy: "Mail.Recipient" }), "ArgumentException");
    assert.equal(await refused({ ThreatType: "Malware", AlertBy: "User" }), "ArgumentException");
    assert.equal(await refused({ AggregationType: "None", AlertBy: "User" }), "ArgumentException");
    assert.equal(await refused({ ThreatType: "Malware", Operation: "FileDeleted" }), "ArgumentException");
    await made({ AlertBy: "User", AggregationType: "AnomalousAggregation" });
    await made({
      Name: "B",
      ThreatType: "Malware",
      AlertBy: "Mail.Recipient",
      AggregationType: "AnomalousAggregation",
    });
  });

  it("take several operations, though only the first would work", async () => {
    const shown = await made({ Operation: ["FileDeleted", "FileAccessed"], AggregationType: "None" });
    assert.deepEqual(shown["Operation"], ["FileDeleted", "FileAccessed"]);
  });

  it("mail somebody: New needs whom, Set changes whom, and nobody is refused", async () => {
    const { NotifyUser: _, ...nobody } = alert({ AggregationType: "None" });
    assert.equal(await service.fault("New-ProtectionAlert", nobody), "ParameterBindingException");
    await made({ AggregationType: "None" });
    await service.done("Set-ProtectionAlert", { Identity: "A", NotifyUser: ["b@contoso.com", "c@contoso.com"] });
    const shown = await service.one("Get-ProtectionAlert", { Identity: "A" });
    assert.deepEqual(shown["NotifyUser"], ["b@contoso.com", "c@contoso.com"]);
    assert.equal(await service.fault("Set-ProtectionAlert", { Identity: "A", NotifyUser: [] }), "ArgumentException");
  });

  it("watch forever what they were made to watch", async () => {
    await made({ AggregationType: "None" });
    const set = { Identity: "A", ThreatType: "Malware" };
    assert.equal(await service.fault("Set-ProtectionAlert", set), "ParameterBindingException");
  });

  it("with a taken name, or a value that no page names, are refused", async () => {
    await made({ AggregationType: "None" });
    assert.equal(await refused({ Name: "a" }), "ComplianceRuleAlreadyExistsInScenarioException");
    for (const wrong of [{ Severity: "Urgent" }, { ThreatType: "Weather" }, { Category: "Cats" }])
      assert.notEqual(await refused({ Name: "B", ...wrong }), "", JSON.stringify(wrong));
  });
});
