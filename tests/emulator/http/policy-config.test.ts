import assert from "node:assert/strict";
import { Cmdlets, table, type Row } from "./cmdlets";

describe("the policy configuration over HTTP", () => {
  let service: Cmdlets;
  before(async () => {
    service = await Cmdlets.start();
  });
  after(() => service.stop());

  const set = (parameters: Row) => service.done("Set-PolicyConfig", parameters);
  const refused = (parameters: Row) => service.fault("Set-PolicyConfig", parameters);
  const read = async (property: string): Promise<unknown> => {
    const text = (await service.one("Get-PolicyConfig"))[property];
    return typeof text === "string" && /^[[{]/.test(text) ? JSON.parse(text) : text;
  };

  it("is one object, with or without the identity Settings, and is neither made nor removed", async () => {
    for (const parameters of [{}, { Identity: "Settings" }, { Identity: null }])
      assert.equal((await service.one("Get-PolicyConfig", parameters))["Name"], "Settings");
    await set({ Identity: "Settings", RuleErrorAction: "RetryThenBlock" });
    assert.equal(await read("RuleErrorAction"), "RetryThenBlock");
  });

  it("loses what is not sent again of a table, and keeps the other tables", async () => {
    const setting = (Setting: string, Value: unknown, more: Row = {}): Row => table({ Setting, Value, ...more });
    await set({
      EndpointDlpGlobalSettings: [
        setting("AdvancedClassificationEnabled", true),
        setting("PathExclusion", "C:\\Windows"),
        setting("PathExclusion", "%AppData%\\Mozilla"),
        table({ setting: "UnallowedApp", value: "Notepad++", executable: "notepad++.exe" }),
      ],
      SiteGroups: [table({ Name: "Sites" })],
    });
    assert.deepEqual(await read("EndpointDlpGlobalSettings"), [
      { Setting: "AdvancedClassificationEnabled", Value: "true" },
      { Setting: "PathExclusion", Value: "C:\\Windows" },
      { Setting: "PathExclusion", Value: "%AppData%\\Mozilla" },
      { Setting: "UnallowedApp", Value: "Notepad++", Executable: "notepad++.exe" },
    ]);
    await set({ EndpointDlpGlobalSettings: [setting("CloudAppMode", "Block")] });
    assert.deepEqual(await read("EndpointDlpGlobalSettings"), [{ Setting: "CloudAppMode", Value: "Block" }]);
    assert.equal(((await read("SiteGroups")) as Row[]).length, 1);
  });

  it("gives groups ids, which they keep when they are sent with them", async () => {
    const apps = [table({ Name: "Browsers", Description: "d", Apps: [table({ Name: "X", ExecutableName: "x.exe" })] })];
    await set({ DlpAppGroups: apps });
    const [made] = (await read("DlpAppGroups")) as Row[];
    assert.match(String(made?.["Id"]), /^[0-9a-f-]{36}$/);
    await set({ DlpAppGroups: [table({ Id: made?.["Id"], Name: "Renamed" }), table({ Name: "More" })] });
    const [same, other] = (await read("DlpAppGroups")) as Row[];
    assert.deepEqual([same?.["Id"], same?.["Name"]], [made?.["Id"], "Renamed"]);
    assert.notEqual(other?.["Id"], made?.["Id"]);
  });

  for (const [property, rows] of [
    ["DlpPrinterGroups", { printers: [{ name: "P", usbPrinter: "true" }] }],
    ["DlpNetworkShareGroups", { networkPaths: ["\\\\share"] }],
    ["DlpRemovableMediaGroups", { removableMedia: [{ name: "M", serialNumberId: "1" }] }],
  ] as const)
    it(`keeps ${property} in one table of groups`, async () => {
      await set({ [property]: table({ groups: [{ groupName: "G", ...rows }] }) });
      const { groups } = (await read(property)) as Row;
      const { groupId, ...group } = groups[0];
      assert.deepEqual(group, { groupName: "G", ...rows });
      assert.match(groupId, /^[0-9a-f-]{36}$/);
      assert.deepEqual((await service.one("Get-PolicyConfig"))[`${property}Psws`][0].groupId, groupId);
      await set({ [property]: null });
      assert.equal(await read(property), null);
    });

  it("refuses rows without a name, two of one name or id, and rows outside of groups", async () => {
    assert.equal(await refused({ EndpointDlpGlobalSettings: [table({ Value: "x" })] }), "ArgumentException");
    assert.equal(await refused({ SiteGroups: [table({ Id: "1" })] }), "ArgumentException");
    assert.equal(await refused({ SiteGroups: [table({ Name: "A" }), table({ Name: "a" })] }), "ArgumentException");
    const id = "5c124091-bb75-4d20-9c09-b00d584c6270";
    const twins = [table({ Name: "A", Id: id }), table({ Name: "B", Id: id })];
    assert.equal(await refused({ DlpAppGroups: twins }), "ArgumentException");
    assert.equal(await refused({ DlpPrinterGroups: table({ groupName: "G" }) }), "ArgumentException");
  });

  it("takes the older spellings of three parameters for the same tables", async () => {
    await set({ SiteGroupsPsws: [table({ Name: "Old" })] });
    assert.equal(((await read("SiteGroups")) as Row[])[0]?.["Name"], "Old");
  });

  it("says so when a Set changes nothing", async () => {
    await set({ EnableLabelCoauth: true });
    assert.match(String(await set({ EnableLabelCoauth: true })), /no settings of .* have been modified/);
  });
});
