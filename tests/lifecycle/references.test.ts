import { strict as assert } from "node:assert";
import type { Plain, Properties } from "../../provider/values";
import { diff, kind, nextProcess, recordedOf, type World, world } from "./fake/world";

const POLICY = kind("LabelPolicy");
const RETENTION = kind("RetentionCompliancePolicy");
const RULE = kind("RetentionComplianceRule");

/** Two sub-labels of one display name, whose own names are others (the names of `Label` cannot be changed, so people mind them little). */
async function published(): Promise<{
  readonly at: World;
  readonly ids: Record<string, string>;
  readonly inputs: Properties;
}> {
  const at = world();
  const put = (Name: string, DisplayName: string, parent?: { [key: string]: Plain }): { [key: string]: Plain } =>
    at.session.service.put("Label", { Name, DisplayName, ...(parent && { ParentId: parent["Guid"] ?? null }) });
  const [secret, confidential] = [put("label-1", "Secret"), put("label-2", "Confidential")];
  const labels = {
    secret,
    confidential,
    secretFinance: put("label-3", "Finance", secret),
    finance: put("label-4", "Finance", confidential),
    people: put("label-5", "People - all", confidential),
  };
  const ids = Object.fromEntries(Object.entries(labels).map(([key, { Guid }]) => [key, String(Guid)]));
  const inputs = { name: "Everybody", labels: [ids["confidential"], ids["finance"], ids["people"]] as string[] };
  return { at, ids, inputs };
}

/** The service tells the policy's labels in these words from now on. */
const tell = ({ session }: World, ...labels: string[]): void =>
  session.service.patch("LabelPolicy", "Everybody", { Labels: labels });

describe("a reference that the service returns in words of its own", () => {
  it("is the object whose display name it is, below its parent's", async () => {
    const { at, inputs } = await published();
    const recorded = recordedOf(await at.lifecycle.create(POLICY, { desired: inputs }), inputs);
    for (const told of [
      ["Confidential", "Confidential - Finance", "Confidential - People - all"],
      ["label-2", "label-2 - label-4", "label-5"],
      ["CONFIDENTIAL", "Finance", "people - all"],
    ]) {
      tell(at, ...told);
      assert.deepEqual((await diff(nextProcess(at), POLICY, recorded, inputs)).changes, [], told.join());
    }
  });

  it("is found below its parent however the parent itself is named", async () => {
    const { at, ids, inputs } = await published();
    const recorded = recordedOf(await at.lifecycle.create(POLICY, { desired: inputs }), inputs);
    tell(at, "Confidential", "label-2 - label-4", "label-5");
    for (const parent of [
      `${ids["confidential"]},label-2`,
      "Contoso/Configuration/label-2",
      "CN=label-2,CN=Configuration",
    ]) {
      at.session.service.patch("Label", "label-4", { ParentId: parent });
      assert.deepEqual((await diff(nextProcess(at), POLICY, recorded, inputs)).changes, [], parent);
    }
  });

  it("is another object where it says another, and the drift is reported", async () => {
    const { at, inputs } = await published();
    const recorded = recordedOf(await at.lifecycle.create(POLICY, { desired: inputs }), inputs);
    tell(at, "Confidential", "Secret - Finance", "Confidential - People - all");
    const { changes } = await diff(nextProcess(at), POLICY, recorded, inputs);
    assert.deepEqual(
      changes.map(({ property }) => property),
      ["labels"],
    );
  });

  it("is found also when a write is read back", async () => {
    const { at, ids } = await published();
    const desired = { name: "Everybody", labels: [ids["finance"]] as string[] };
    const { service } = at.session;
    const run = service.run.bind(service);
    service.run = (call) =>
      run(call).map((object) =>
        call.cmdlet === "Get-LabelPolicy" ? { ...object, Labels: ["Confidential - Finance"] } : object,
      );
    const written = await at.lifecycle.create(POLICY, { desired });
    assert.equal(written.unfinished, undefined);
    assert.deepEqual(written.outputs["labels"], [ids["finance"]]);
  });

  it("may be declared so too, where one object alone is called that", async () => {
    const { at, ids } = await published();
    const desired = { name: "Everybody", labels: ["Secret", "Secret - Finance"] };
    await at.lifecycle.create(POLICY, { desired });
    assert.deepEqual(at.session.service.one("LabelPolicy", "Everybody")["Labels"], [
      ids["secret"],
      ids["secretFinance"],
    ]);
    await assert.rejects(
      at.lifecycle.create(POLICY, { desired: { name: "Other", labels: ["Finance"] } }),
      /labels\[0\] refers to Label "Finance"/,
    );
  });
});

describe("a reference whose words are unlucky", () => {
  it("is imported by GUID or by the object's own name, which mean the same in another tenant", async () => {
    const { at, ids, inputs } = await published();
    const { id } = await at.lifecycle.create(POLICY, { desired: inputs });
    tell(at, `{${ids["secret"]?.toUpperCase()}}`, "Confidential", "Confidential - Finance", "label-5", "Finance");
    const imported = await nextProcess(at).lifecycle.read(POLICY, { id });
    assert.deepEqual(imported?.inputs["labels"], [ids["secret"], "label-2", "label-4", "label-5", "Finance"]);
  });

  it("may be the display name of one label and the name of another: it is either, and never removed on a guess", async () => {
    const { at, ids } = await published();
    at.session.service.put("Label", { Name: "Secret", DisplayName: "Not that one" });
    const desired = { name: "Everybody", labels: [ids["secret"], ids["finance"]] as string[] };
    const recorded = recordedOf(await at.lifecycle.create(POLICY, { desired }), desired);
    tell(at, "Secret", "label-4");
    assert.deepEqual((await diff(nextProcess(at), POLICY, recorded, desired)).changes, []);
    const fewer = { ...desired, labels: [ids["finance"]] as string[] };
    await assert.rejects(diff(nextProcess(at), POLICY, recorded, fewer), /does not identify for certain/);
  });

  it("is certain where the service returns a GUID with the name, whatever else is called so", async () => {
    const at = world();
    const put = (Name: string, DisplayName: string, Priority: number): string =>
      String(at.session.service.put("Label", { Name, DisplayName, Priority })["Guid"]);
    const [first, second] = [put("Secret", "One", 0), put("label-2", "Secret", 1)];
    const ORDER = kind("LabelOrder");
    const desired = { labels: [first, second] };
    const recorded = recordedOf(await at.lifecycle.create(ORDER, { desired }), desired);
    assert.deepEqual((await diff(nextProcess(at), ORDER, recorded, desired)).changes, []);
    const inState = { recorded, desired, ignored: [], against: "recorded" } as const;
    assert.deepEqual((await nextProcess(at).lifecycle.diff(ORDER, inState)).changes, []);
    at.session.service.patch("Label", "Secret", { Priority: 2 });
    assert.notDeepEqual((await diff(nextProcess(at), ORDER, recorded, desired)).changes, []);
  });

  it("may be a name that looks like a GUID", async () => {
    const at = world();
    const name = "7f000000-aaaa-4bbb-8ccc-dddddddddddd";
    const { id } = await at.lifecycle.create(RETENTION, { desired: { name, exchangeLocation: ["All"] } });
    const desired = { name: "Rule", policy: id, retentionDuration: 7, retentionComplianceAction: "Keep" };
    const { service } = at.session;
    const run = service.run.bind(service);
    service.run = (call) =>
      run(call).map((object) => (call.cmdlet === "Get-RetentionComplianceRule" ? { ...object, Policy: name } : object));
    const written = await at.lifecycle.create(RULE, { desired });
    assert.equal(written.unfinished, undefined);
    assert.deepEqual((await diff(nextProcess(at), RULE, recordedOf(written, desired), desired)).changes, []);
    assert.equal((await nextProcess(at).lifecycle.read(RETENTION, { id: name }))?.id, id);
  });

  it("may be in a list other than the ordinary one of its kind", async () => {
    const at = world();
    const { service } = at.session;
    const run = service.run.bind(service);
    service.run = (call) => {
      const type = call.parameters["CaseType"] ?? "eDiscovery";
      return run(call).filter((object) => call.cmdlet !== "Get-ComplianceCase" || object["CaseType"] === type);
    };
    const { Guid } = service.put("ComplianceCase", { Name: "Fabrikam", CaseType: "AdvancedEdiscovery" });
    const HOLD = kind("CaseHoldPolicy");
    const desired = { name: "Hold", case: String(Guid), exchangeLocation: ["ann@contoso.com"] };
    const recorded = recordedOf(await at.lifecycle.create(HOLD, { desired }), desired);
    service.patch("CaseHoldPolicy", "Hold", { Case: "Fabrikam" });
    assert.deepEqual((await diff(nextProcess(at), HOLD, recorded, desired)).changes, []);
    const byName = { name: "Other", case: "Fabrikam" };
    assert.equal((await nextProcess(at).lifecycle.create(HOLD, { desired: byName })).unfinished, undefined);
  });

  it("may be spelt with composed or decomposed letters", async () => {
    const at = world();
    const put = (Name: string): string => String(at.session.service.put("Label", { Name, DisplayName: "x" })["Guid"]);
    const [composed, decomposed, alone] = [put("\u00e9"), put("e\u0301"), put("u\u0308")];
    const desired = { name: "Everybody", labels: [composed, decomposed, alone] };
    const recorded = recordedOf(await at.lifecycle.create(POLICY, { desired }), desired);
    tell(at, "x/Configuration/\u00e9", "x/Configuration/e\u0301", "\u00fc");
    assert.deepEqual((await diff(nextProcess(at), POLICY, recorded, desired)).changes, []);
    tell(at, "\u00e9", "\u00fc");
    const { changes } = await diff(nextProcess(at), POLICY, recorded, desired);
    assert.deepEqual(
      changes.map(({ actual, desired: wanted }) => [actual, wanted]),
      [[undefined, decomposed]],
    );
  });

  it("may be a display name for every kind", async () => {
    const at = world();
    const { Guid: department } = at.session.service.put("FilePlanPropertyDepartment", {
      Name: "D1",
      DisplayName: "Legal",
    });
    const TAG = kind("ComplianceTag");
    const desired = { name: "Tag", retentionAction: "Keep", filePlanProperty: { department: String(department) } };
    const recorded = recordedOf(await at.lifecycle.create(TAG, { desired }), desired);
    const tellPlan = (Value: string): void =>
      at.session.service.patch("ComplianceTag", "Tag", {
        FilePlanMetadata: JSON.stringify({ Settings: [{ Key: "FilePlanPropertyDepartment", Value }] }),
      });
    tellPlan("Legal");
    assert.deepEqual((await diff(nextProcess(at), TAG, recorded, desired)).changes, []);
    const imported = await nextProcess(at).lifecycle.read(TAG, { id: recorded.id });
    assert.deepEqual(imported?.inputs["filePlanProperty"], { department: "D1" });
    tellPlan(`${recorded.id},Another`);
    const { changes } = await diff(nextProcess(at), TAG, recorded, desired);
    assert.deepEqual(
      changes.map(({ path, actual }) => [path, actual]),
      [["filePlanProperty.department", "Another"]],
    );
  });
});

describe("a setting that names a label", () => {
  it("goes to the service as the label's GUID, also when nothing else has to be looked up", async () => {
    const { at, ids } = await published();
    const inputs = {
      name: "Everybody",
      labels: [ids["confidential"]] as string[],
      advancedSettings: { OutlookDefaultLabel: "label-2", mandatory: true },
    };
    const written = await at.lifecycle.create(POLICY, { desired: inputs });
    const sent = at.session.service.calls("New-LabelPolicy")[0]?.parameters["AdvancedSettings"];
    assert.equal((sent as { OutlookDefaultLabel?: Plain }).OutlookDefaultLabel, ids["confidential"]);
    at.session.service.patch("LabelPolicy", "Everybody", {
      Settings: [`[outlookdefaultlabel, ${ids["confidential"]}]`, "[mandatory, True]"],
    });
    assert.deepEqual((await diff(nextProcess(at), POLICY, recordedOf(written, inputs), inputs)).changes, []);
  });

  it("says which label is missing", async () => {
    const { at, ids } = await published();
    await assert.rejects(
      at.lifecycle.create(POLICY, {
        desired: {
          name: "Everybody",
          labels: [ids["confidential"]] as string[],
          advancedSettings: { OutlookDefaultLabel: "Nobody" },
        },
      }),
      /advancedSettings\.OutlookDefaultLabel refers to Label "Nobody"/,
    );
  });
});
