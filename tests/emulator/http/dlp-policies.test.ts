import assert from "node:assert/strict";
import { Cmdlets, type Row } from "./cmdlets";

const COPILOT = "470f2276-e011-4e9d-a6ec-20768be3a4b0";
const scopes = (lists: Row): string => JSON.stringify([{ Workload: "Applications", Location: COPILOT, ...lists }]);
const TENANT = { Type: "Tenant", Identity: "All" };
const USER = { Type: "IndividualResource", Identity: "adele@contoso.com" };

describe("DLP policies over HTTP", () => {
  let service: Cmdlets;
  before(async () => {
    service = await Cmdlets.start({ objects: { answers: "recorded" } });
  });
  after(() => service.stop());
  afterEach(async () => {
    for (const { Name, Mode } of await service.rows("Get-DlpCompliancePolicy"))
      if (Mode !== "PendingDeletion") await service.emulator.tenant().remove("DlpCompliancePolicy", Name);
  });

  const made = async (name: string, more: Row): Promise<Row> => {
    await service.done("New-DlpCompliancePolicy", { Name: name, ...more });
    return service.one("Get-DlpCompliancePolicy", { Identity: name });
  };

  it("read everything as recorded policies do", async () => {
    const shown = await made("A", { ExchangeLocation: "All", TeamsLocation: "All", Comment: "c" });
    const { Mode, Enabled, Type, Locations, EnforcementPlanes, PolicyTemplateInfo, PolicyRBACScopes } = shown;
    assert.deepEqual([Mode, Enabled, Type, Locations], ["Enable", true, "Dlp", "[]"]);
    assert.deepEqual([EnforcementPlanes, PolicyTemplateInfo, PolicyRBACScopes], [null, null, []]);
    assert.equal(shown["Workload"], "Exchange, SharePoint, OneDriveForBusiness, Teams");
    assert.deepEqual([shown["DistributionStatus"], shown["DistributionResults"]], ["Pending", null]);
    assert.equal("ImmutableId" in shown, false);
    assert.deepEqual(shown["ObjectClass"], ["msExchUnifiedPolicy"]);
  });

  it("say that they simulate, in either mode of simulation, and not when they are on or off", async () => {
    const simulates = async (Mode: string): Promise<unknown> => {
      await service.done("Set-DlpCompliancePolicy", { Identity: "A", Mode });
      const { IsSimulationPolicy, Enabled } = await service.one("Get-DlpCompliancePolicy");
      return [IsSimulationPolicy, Enabled];
    };
    await made("A", { Mode: "Disable" });
    assert.deepEqual(await simulates("TestWithNotifications"), [true, true]);
    assert.deepEqual(await simulates("TestWithoutNotifications"), [true, true]);
    assert.deepEqual(await simulates("Enable"), [false, true]);
    assert.deepEqual(await simulates("Disable"), [false, false]);
  });

  it("read whom they are narrowed to as JSON texts with address, ids, name and kind", async () => {
    const shown = await made("A", { ExceptIfOneDriveSharedByMemberOf: ["legal@contoso.com"] });
    const [text] = shown["ExceptIfOneDriveSharedByMemberOf"];
    const { PrimarySmtpAddress, Id, ExchangeObjectId, RecipientType, AdministrativeUnits } = JSON.parse(text);
    assert.deepEqual(
      [PrimarySmtpAddress, Id, RecipientType, AdministrativeUnits],
      [...["legal@contoso.com", ExchangeObjectId, 7, null]],
    );
    const set = { Identity: "A", OneDriveSharedBy: "adele@contoso.com" };
    assert.equal(await service.fault("Set-DlpCompliancePolicy", set), "ArgumentException");
  });

  it("refuse a Microsoft 365 group where members are meant", async () => {
    const group = {
      DisplayName: "Sales",
      PrimarySmtpAddress: "sales@contoso.com",
      RecipientTypeDetails: "GroupMailbox",
    };
    await service.emulator.tenant().put("Recipient", "sales@contoso.com", group);
    const call = { Name: "A", ExchangeLocation: "All", ExchangeSenderMemberOf: "sales@contoso.com" };
    assert.equal(await service.fault("New-DlpCompliancePolicy", call), "ArgumentException");
  });

  it("keep what New says of an application, and change who is in it by addition and removal", async () => {
    const named = { LocationDisplayName: "Copilot", LocationSource: "Entra", LocationType: "Individual" };
    const shown = await made("A", {
      Locations: scopes({ ...named, Inclusions: [TENANT] }),
      EnforcementPlanes: ["Entra"],
    });
    assert.deepEqual(JSON.parse(shown["Locations"]), [
      { Workload: "Applications", Location: COPILOT, ...named, Inclusions: [TENANT], Exclusions: [] },
    ]);
    assert.deepEqual(shown["EnforcementPlanes"], ["Application"]);
    const set = (lists: Row) => ({ Identity: "A", Locations: scopes(lists) });
    await service.done("Set-DlpCompliancePolicy", set({ AddInclusions: [USER], RemoveInclusions: [TENANT] }));
    const [after] = JSON.parse((await service.one("Get-DlpCompliancePolicy"))["Locations"]);
    assert.deepEqual([after.Inclusions, after.LocationDisplayName], [[USER], "Copilot"]);
    for (const wrong of [{ Inclusions: [USER] }, { AddInclusions: [{ Type: "Person", Identity: "x" }] }])
      assert.equal(await service.fault("Set-DlpCompliancePolicy", set(wrong)), "ArgumentException");
    for (const wrong of [
      scopes({ AddInclusions: [USER] }),
      JSON.stringify([{ Workload: "Exchange", Location: "x", Inclusions: [TENANT] }]),
      scopes({ Inclusions: [{ Type: "Group", Identity: "no id" }] }),
    ])
      assert.equal(
        await service.fault("New-DlpCompliancePolicy", { Name: "B", Locations: wrong }),
        "ArgumentException",
      );
  });

  it("refuse an enforcement plane that there is none of", async () => {
    const call = { Name: "A", Locations: scopes({ Inclusions: [TENANT] }), EnforcementPlanes: ["Moon"] };
    assert.equal(await service.fault("New-DlpCompliancePolicy", call), "ArgumentException");
  });

  it("switch OneDrive off and on again by removal and addition", async () => {
    const oneDrive = async (): Promise<unknown> =>
      (await service.one("Get-DlpCompliancePolicy", { Identity: "A" }))["OneDriveLocation"];
    await made("A", { SharePointLocation: "All" });
    assert.deepEqual(await oneDrive(), ["All"]);
    await service.done("Set-DlpCompliancePolicy", { Identity: "A", RemoveOneDriveLocation: "All" });
    assert.deepEqual(await oneDrive(), []);
    await service.done("Set-DlpCompliancePolicy", { Identity: "A", AddOneDriveLocation: "All" });
    assert.deepEqual(await oneDrive(), ["All"]);
  });

  it("take their rules' alert policies with them when they are removed", async () => {
    await made("A", {});
    await service.done("New-DlpComplianceRule", {
      Name: "R",
      Policy: "A",
      ContentIsShared: true,
      GenerateAlert: ["true"],
    });
    const alerts = async (): Promise<number> =>
      (await service.rows("Get-ProtectionAlert")).filter(({ Name }) => Name === "DLP-R").length;
    assert.equal(await alerts(), 1);
    await service.done("Remove-DlpCompliancePolicy", { Identity: "A" });
    assert.equal(await alerts(), 0);
    assert.equal((await service.one("Get-DlpCompliancePolicy"))["Mode"], "PendingDeletion");
  });
});
