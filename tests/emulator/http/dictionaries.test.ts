import assert from "node:assert/strict";
import { Cmdlets, type Row } from "./cmdlets";

const DICTIONARY = "DlpKeywordDictionary";
const SCHEMA = "DlpEdmSchema";

const bytes = (data: Buffer): Row => ({ "@odata.type": "#Exchange.ByteArrayType", Data: [...data] });
const unicode = (text: string): Row => bytes(Buffer.from(text, "utf16le"));

describe("keyword dictionaries over HTTP", () => {
  let service: Cmdlets;
  before(async () => {
    service = await Cmdlets.start();
  });
  after(() => service.stop());
  afterEach(async () => {
    await service.settle();
    for (const { Identity } of await service.rows(`Get-${DICTIONARY}`))
      await service.done(`Remove-${DICTIONARY}`, { Identity });
  });
  const terms = async (name: string): Promise<unknown> =>
    (await service.one(`Get-${DICTIONARY}`, { Name: name }))["KeywordDictionary"];

  it("take terms one a line or between commas, with a mark or without, and return one text", async () => {
    await service.done(`New-${DICTIONARY}`, { Name: "Lines", FileData: unicode("Abasia\r\nAarskog's syndrome\r\n") });
    await service.done(`New-${DICTIONARY}`, { Name: "Commas", FileData: unicode("\ufeffAbasia, Aarskog's syndrome") });
    assert.equal(await terms("Lines"), "Abasia,Aarskog's syndrome");
    assert.equal(await terms("commas"), "Abasia,Aarskog's syndrome");
  });

  it("break a term at its comma, and make nonsense of another encoding", async () => {
    await service.done(`New-${DICTIONARY}`, { Name: "A", FileData: unicode("Smith, John\r\nDoe") });
    assert.equal(await terms("A"), "Smith,John,Doe");
    await service.done(`Set-${DICTIONARY}`, { Identity: "A", FileData: bytes(Buffer.from("Smith", "utf8")) });
    assert.notEqual(await terms("A"), "Smith");
  });

  it("are replaced as a whole, and renamed by name or id", async () => {
    const [made] = await service.rows(`New-${DICTIONARY}`, { Name: "A", Description: "d", FileData: unicode("x,y") });
    await service.settle();
    await service.done(`Set-${DICTIONARY}`, { Identity: "A", FileData: unicode("z") });
    assert.equal(await terms("A"), "z");
    await service.done(`Set-${DICTIONARY}`, { Identity: made?.["Identity"], Name: "B" });
    const { Identity, Description } = await service.one(`Get-${DICTIONARY}`, { Name: "B" });
    assert.deepEqual([Identity, Description], [made?.["Identity"], "d"]);
  });

  it("are at most 1 MB after compression, all together, and 50", async () => {
    const random = (length: number): string => {
      let seed = 1;
      const next = (): number => (seed = (seed * 48_271) % 2_147_483_647);
      return Array.from({ length }, () => String.fromCharCode(0x4e00 + (next() % 20_000))).join("");
    };
    const big = { Name: "big", FileData: unicode(random(600_000)) };
    assert.equal(await service.fault(`New-${DICTIONARY}`, big), "InvalidOperationException");
    for (let i = 0; i < 50; i++) await service.rows(`New-${DICTIONARY}`, { Name: `D${i}`, FileData: unicode("x") });
    assert.equal(await service.fault(`New-${DICTIONARY}`, { Name: "D50" }), "InvalidOperationException");
  }).timeout(60_000);
});

describe("EDM schemas over HTTP", () => {
  let service: Cmdlets;
  before(async () => {
    service = await Cmdlets.start();
  });
  after(() => service.stop());
  afterEach(async () => {
    await service.settle();
    for (const { Name } of await service.rows(`Get-${SCHEMA}`))
      await service.done(`Remove-${SCHEMA}`, { Identity: Name });
  });

  const fields = (searchable: number, plain = 0): string =>
    [
      ...Array.from({ length: searchable }, (_, i) => `<Field name="S${i}" searchable="true"/>`),
      ...Array.from({ length: plain }, (_, i) => `<Field name="P${i}" caseInsensitive="true"/>`),
    ].join("");
  const schema = (name: string, inner: string, version = "1"): string =>
    `<EdmSchema xmlns="http://schemas.microsoft.com/office/2018/edm">` +
    `<DataStore name="${name}" description="d" version="${version}">${inner}</DataStore></EdmSchema>`;
  const file = (text: string): Row => ({ FileData: bytes(Buffer.from(text, "utf8")) });
  const refused = (text: string): Promise<string> => service.fault(`New-${SCHEMA}`, file(text));

  it("are named by their data store, in UTF-8 or UTF-16", async () => {
    await service.done(`New-${SCHEMA}`, file(schema("PatientRecords", fields(2, 3))));
    await service.done(`Set-${SCHEMA}`, { FileData: unicode(`\ufeff${schema("patientrecords", fields(3), "2")}`) });
    const { Name, Version, EdmSchemaXml } = await service.one(`Get-${SCHEMA}`, { Identity: "PATIENTRECORDS" });
    assert.deepEqual([Name, Version], ["PatientRecords", "2"]);
    assert.match(EdmSchemaXml, /name="S2"/);
    assert.equal(await refused(schema("patientRecords", fields(1))), "ADObjectAlreadyExistsException");
    const other = file(schema("Other", fields(1)));
    assert.equal(await service.fault(`Set-${SCHEMA}`, other), "ManagementObjectNotFoundException");
  });

  it("are refused when they are none, or too large", async () => {
    const bad = [
      "<EdmSchema/>",
      schema("A", fields(1)).replace("2018/edm", "2011/mce"),
      schema("A", fields(1)).replace("<DataStore", "<Store").replace("</DataStore>", "</Store>"),
      schema("", fields(1)),
      schema("A", fields(1), "one"),
      schema("A", ""),
      schema("A", fields(0, 2)),
      schema("A", fields(11)),
      schema("A", fields(1, 32)),
      schema("A", `${fields(1)}<Field name="s0"/>`),
      schema("A", `${fields(1)}<Field searchable="false"/>`),
    ];
    for (const text of bad) assert.equal(await refused(text), "ArgumentException", text.slice(0, 200));
  });

  it("are at most ten", async () => {
    for (let i = 0; i < 11; i++)
      assert.equal(await refused(schema(`S${i}`, fields(1))), i < 10 ? "" : "InvalidOperationException");
  });
});

describe("recorded answers of classification", () => {
  it("have no Guid: types are told by Id and Identity, packages by Identity", async () => {
    const service = await Cmdlets.start({ objects: { answers: "recorded" } });
    const [type] = await service.rows("Get-DlpSensitiveInformationType");
    const [pack] = await service.rows("Get-DlpSensitiveInformationTypeRulePackage");
    assert.deepEqual([type?.["Guid"], pack?.["Guid"], pack?.["Id"]], [undefined, undefined, undefined]);
    assert.equal(type?.["Id"], type?.["Identity"]);
    assert.deepEqual([type?.["IsOutOfBox"], type?.["RulePackId"]], [true, pack?.["Identity"]]);
    assert.ok(["High", "Medium", "Low"].includes(type?.["RecommendedConfidenceLevel"]));
    await service.stop();
  });
});
