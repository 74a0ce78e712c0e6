import assert from "node:assert/strict";
import { Cmdlets, table, type Row } from "./cmdlets";

const SITE = "https://contoso.sharepoint.com/sites/a";
const POLICY = "AutoSensitivityLabelPolicy";
const RULE = "AutoSensitivityLabelRule";
const HOUR = 3_600_000;

describe("auto-labeling over HTTP", () => {
  let service: Cmdlets;
  before(async () => {
    service = await Cmdlets.start({ objects: { answers: "recorded" } });
    await service.done("New-Label", { Name: "Secret", DisplayName: "Top Secret", Tooltip: "t" });
  });
  after(() => service.stop());
  afterEach(async () => {
    await service.settle();
    for (const { Guid } of await service.rows(`Get-${POLICY}`)) await service.emulator.tenant().remove(POLICY, Guid);
  });

  const create = (name: string, more: Row) =>
    service.done(`New-${POLICY}`, { Name: name, ApplySensitivityLabel: "Secret", ...more });
  const set = (more: Row) => service.done(`Set-${POLICY}`, { Identity: "A", ...more });
  const shown = async (name = "A"): Promise<Row> =>
    (await service.rows(`Get-${POLICY}`)).find(({ Name }) => Name === name) ?? {};
  const mode = async (): Promise<unknown> => (await shown())["Mode"];
  const rule = (name: string, more: Row) =>
    service.done(`New-${RULE}`, {
      Name: name,
      Policy: "A",
      Workload: "SharePoint",
      ContentContainsSensitiveInformation: [table({ name: "Credit Card Number" })],
      ...more,
    });

  it("refuses to enable a policy over files at once, and takes it over mail", async () => {
    const call = { Name: "A", ApplySensitivityLabel: "Secret", Mode: "Enable" };
    for (const [location, name] of [
      ["SharePointLocation", "SharePoint"],
      ["OneDriveLocation", "OneDrive"],
    ] as const) {
      const files = { ...call, [location]: "All" };
      assert.equal(await service.fault(`New-${POLICY}`, files), "ModeNotSupportedByMipCmdletForGivenWorkloadException");
      const text = `Mode Enable isn't supported for this cmdlet for the ${name} locations.`;
      assert.equal(await service.message(`New-${POLICY}`, files), text);
    }
    await create("A", { Mode: "Enable", ExchangeLocation: "All" });
    assert.equal(await mode(), "Enable");
  });

  it("enables a policy over files in a second step, once its simulation is over", async () => {
    await create("A", { Mode: "TestWithoutNotifications", SharePointLocation: [SITE] });
    await rule("R", {});
    assert.equal((await shown())["IsSimulationPolicy"], true);
    await set({ Mode: "Enable" });
    const { Mode, IsSimulationPolicy, Enabled } = await shown();
    assert.deepEqual([Mode, IsSimulationPolicy, Enabled], ["Enable", false, true]);
  });

  it("puts a policy that is on back into simulation when a simulation starts", async () => {
    await create("A", { ExchangeLocation: "All" });
    await rule("R", { Workload: "Exchange" });
    await set({ StartSimulation: true, Comment: "changed" });
    assert.equal(await mode(), "TestWithoutNotifications");
  });

  it("forgets when to enable with every edit that does not say so again", async () => {
    await create("A", { Mode: "TestWithoutNotifications", ExchangeLocation: "All" });
    await rule("R", { Workload: "Exchange" });
    await set({ StartSimulation: true, AutoEnableAfter: "02:00:00" });
    assert.equal((await shown())["AutoEnableAfter"], "02:00:00");
    await set({ Comment: "edited" });
    assert.equal((await shown())["AutoEnableAfter"], null);
    await service.settle(3 * HOUR);
    assert.equal(await mode(), "TestWithoutNotifications");
    await set({ StartSimulation: true, AutoEnableAfter: "02:00:00" });
    await service.settle(3 * HOUR);
    assert.equal(await mode(), "Enable");
  });

  it("switches a policy off and on by Enabled too", async () => {
    await create("A", { ExchangeLocation: "All" });
    await set({ Enabled: false });
    assert.equal(await mode(), "Disable");
    await set({ Enabled: true });
    assert.equal(await mode(), "Enable");
  });

  it("numbers policies without gaps, and tells a wrong number of one that is named", async () => {
    for (const name of ["A", "B", "C"]) await create(name, { ExchangeLocation: "All" });
    const order = async (): Promise<unknown> =>
      Object.fromEntries((await service.rows(`Get-${POLICY}`)).map(({ Name, Priority }) => [Name, Priority]));
    await service.done(`Set-${POLICY}`, { Identity: "C", Priority: 0 });
    assert.deepEqual(await order(), { C: 0, A: 1, B: 2 });
    assert.equal((await service.one(`Get-${POLICY}`, { Identity: "B" }))["Priority"], 0);
    assert.equal(await service.fault(`Set-${POLICY}`, { Identity: "A", Priority: 3 }), "InvalidPriorityException");
  });

  it("needs a label that there is", async () => {
    const call = { Name: "A", ApplySensitivityLabel: "No such label", ExchangeLocation: "All" };
    assert.notEqual(await service.fault(`New-${POLICY}`, call), "");
  });

  describe("of rules", () => {
    beforeEach(() =>
      create("A", { Mode: "TestWithoutNotifications", ExchangeLocation: "All", SharePointLocation: "All" }),
    );
    const refused = (more: Row) =>
      service.fault(`New-${RULE}`, { Name: "never", Policy: "A", Workload: "SharePoint", ...more });
    const content = { ContentContainsSensitiveInformation: [table({ name: "Credit Card Number" })] };

    it("asks for a policy, a workload and a condition", async () => {
      assert.equal(await refused({ ...content, Policy: "None" }), "ErrorPolicyNotFoundException");
      assert.equal(await refused({ ...content, Workload: "Teams" }), "ArgumentException");
      assert.equal(await refused({}), "InvalidOperationException");
      const { Workload: _, ...none } = { Name: "never", Policy: "A", Workload: "", ...content };
      assert.equal(await service.fault(`New-${RULE}`, none), "ParameterBindingException");
    });

    it("takes the conditions of mail in rules for Exchange only", async () => {
      const mail = { SubjectMatchesPatterns: ["secret"] };
      assert.equal(await refused(mail), "ErrorActionLocationSupportException");
      await rule("mail", { ...mail, Workload: "Exchange" });
    });

    it("shows types, the advanced form and the true workload as DLP rules have them", async () => {
      await rule("R", { AccessScope: "NotInOrganization" });
      const shown = await service.one(`Get-${RULE}`, { Identity: "R" });
      assert.deepEqual([shown["LogicalWorkload"], shown["IsAdvancedRule"]], ["SharePoint", false]);
      assert.equal(shown["Workload"], "Exchange, SharePoint, OneDriveForBusiness");
      assert.equal(JSON.parse(shown["AdvancedRule"]).Condition.SubConditions.length, 2);
      assert.notEqual(shown["ImmutableId"], shown["Guid"]);
    });

    it("refuses a type that there is none of", async () => {
      const none = { ContentContainsSensitiveInformation: [table({ name: "None" })] };
      assert.equal(await refused(none), "InvalidContentContainsSensitiveInformationException");
    });

    it("refuses changes while the policy is being deployed, and keeps removed rules for a while", async () => {
      await rule("R", {});
      const edit = { Identity: "R", Comment: "c" };
      await service.rows(`Set-${RULE}`, edit);
      assert.equal(await service.fault(`Set-${RULE}`, { ...edit, Comment: "d" }), "PolicyLockConflictException");
      await service.settle();
      await service.done(`Remove-${RULE}`, { Identity: "R" });
      assert.equal((await service.one(`Get-${RULE}`, { Identity: "R" }))["Mode"], "PendingDeletion");
    });
  });
});
