import { strict as assert } from "node:assert";
import { XMLParser } from "fast-xml-parser";
import { ClixmlWriter } from "../../../emulator/admin/clixml/writer";
import { type Emulator, startEmulator } from "../../support/emulator";
import { control, invoke, tenantOf } from "./client";

const TYPE = "Example.Type";
const write = (row: Parameters<ClixmlWriter["document"]>[0][number]): string =>
  new ClixmlWriter().document([row], TYPE).replace(/^.*?<Props>(.*)<\/Props>.*$/s, "$1");

describe("the CLIXML of the emulator", () => {
  it("has the .NET type of each value as its tag", () => {
    assert.equal(
      write({ Guid: "7f6d9a52-8c1f-4a55-9c52-3a7a3f0b0001", Priority: 3, Size: 2 ** 40, Enabled: true, Comment: null }),
      '<G N="Guid">7f6d9a52-8c1f-4a55-9c52-3a7a3f0b0001</G><I32 N="Priority">3</I32>' +
        '<I64 N="Size">1099511627776</I64><B N="Enabled">true</B><Nil N="Comment" />',
    );
    assert.equal(
      write({ WhenChangedUTC: "2026-07-15T19:45:06.1230000Z" }),
      '<DT N="WhenChangedUTC">2026-07-15T19:45:06.1230000Z</DT>',
    );
  });

  it("has tables as dictionaries and lists as multi-valued properties", () => {
    assert.match(write({ Table: { a: 1 } }), /<DCT><En><S N="Key">a<\/S><I32 N="Value">1<\/I32><\/En><\/DCT>/);
    assert.match(
      write({ List: ["x", null] }),
      /MultiValuedProperty`1\[\[System\.String\]\].*<LST><S>x<\/S><Nil \/><\/LST>/,
    );
  });

  it("names each type once, and refers to it afterwards", () => {
    const text = new ClixmlWriter().document([{ Name: "a" }, { Name: "b" }], TYPE);
    assert.equal(text.split(`<T>${TYPE}</T>`).length, 2);
    assert.ok(text.includes('<TNRef RefId="0" />'));
    assert.deepEqual(new XMLParser({ ignoreAttributes: false }).parse(text)["Objs"]["Obj"].length, 2);
  });
});

describe("the form of the emulator's answers", () => {
  let emulator: Emulator;
  before(async () => {
    emulator = await startEmulator({ objects: { answers: "recorded" } });
    await emulator.tenant().put("Recipient", "adele@contoso.com", {
      DisplayName: "Adele Vance",
      PrimarySmtpAddress: "adele@contoso.com",
    });
    await emulator.tenant().put("RetentionCompliancePolicy", "P", { ExchangeLocation: ["adele@contoso.com"] });
  });
  afterEach(() => emulator.faults());
  after(() => emulator.stop());

  const get = (headers: Record<string, string> = {}) =>
    invoke(
      emulator,
      tenantOf(emulator, "public"),
      "Get-RetentionCompliancePolicy",
      { DistributionDetail: true },
      { headers },
    );
  const CLIXML = { "x-responseformat": "clixml" };

  it("keeps the properties of a location in CLIXML", async () => {
    const { json } = await get(CLIXML);
    const text = String(json.value[0]._clixml);
    for (const part of [
      "<T>Microsoft.Office.CompliancePolicy.Tasks.PsRetentionCompliancePolicy</T>",
      "<T>Microsoft.Office.CompliancePolicy.PolicyConfiguration.BindingMetadata</T>",
      "<ToString>Adele Vance</ToString>",
      '<S N="DisplayName">Adele Vance</S>',
      '<S N="SchemaVersion">1.0</S>',
    ])
      assert.ok(text.includes(part), `${part} in ${text}`);
    assert.ok(!text.includes("$"), text);
  });

  it("has the display name of a location alone in JSON", async () => {
    const { json } = await get();
    assert.deepEqual(json.value[0].ExchangeLocation, ["Adele Vance"]);
    assert.equal(json.value[0]["ExchangeLocation@odata.type"], "#Collection(String)");
  });

  it("is JSON for a service that knows nothing else", async () => {
    await emulator.faults({ fault: { type: "jsonOnly" } });
    assert.deepEqual((await get(CLIXML)).json.value[0].ExchangeLocation, ["Adele Vance"]);
  });

  it("is an error of a service that refuses CLIXML", async () => {
    await emulator.faults({ fault: { type: "jsonOnly", answer: "error" } });
    assert.equal((await get(CLIXML)).status, 406);
    assert.equal((await get()).status, 200);
  });

  it("shows an administrator a location by the address of today", async () => {
    const tenant = tenantOf(emulator, "public");
    const path = `tenants/${tenant.tenantId}/objects/RetentionCompliancePolicy/P`;
    const { json } = await control(emulator, "GET", path);
    assert.equal(json.ExchangeLocation[0].Name, "adele@contoso.com");
  });
});
