import assert from "node:assert/strict";
import { Cmdlets, table, type Row } from "./cmdlets";

const NOUN = "DlpSensitiveInformationTypeRulePackage";
const PACK = "dad86a92-ab18-43bb-ab35-96f7c594adaa";
const TYPE = "e1cc861e-3fe9-4a58-82df-4bd259eab378";
const OTHER = "e1cc861e-3fe9-4a58-82df-4bd259eab379";

/** The bytes of a file as scripts send them: UTF-16 with a mark. */
const file = (text: string, encoding: "utf16le" | "utf8" = "utf16le"): Row => ({
  "@odata.type": "#Exchange.ByteArrayType",
  Data: [...Buffer.from(encoding === "utf16le" ? `\ufeff${text}` : text, encoding)],
});

interface Parts {
  readonly version?: string;
  readonly id?: string;
  readonly entities?: string;
  readonly processors?: string;
  readonly resources?: string;
  readonly details?: string;
}

const resource = (id: string, name: string, more = ""): string =>
  `<Resource idRef="${id}"><Name default="true" langcode="en-us">${name}</Name>${more}</Resource>`;
const entity = (id: string, inner = '<IdMatch idRef="Regex_id"/>'): string =>
  `<Entity id="${id}" patternsProximity="300" recommendedConfidence="75">` +
  `<Pattern confidenceLevel="75">${inner}</Pattern></Entity>`;

/** The sample of Microsoft's page, in parts. */
const xml = (parts: Parts = {}): string => {
  const [major, minor, build, revision] = (parts.version ?? "1.0.0.0").split(".");
  return `<?xml version="1.0" encoding="utf-16"?>
<RulePackage xmlns="http://schemas.microsoft.com/office/2011/mce">
  <RulePack id="${parts.id ?? PACK.toUpperCase()}">
    <Version build="${build}" major="${major}" minor="${minor}" revision="${revision}"/>
    <Publisher id="619DD8C3-7B80-4998-A312-4DF0402BAC04"/>
    <Details defaultLangCode="en-us">${
      parts.details ??
      `<LocalizedDetails langcode="en-us"><PublisherName>Contoso</PublisherName>
       <Name>Employee types</Name><Description>Ours.</Description></LocalizedDetails>
       <LocalizedDetails langcode="de-de"><PublisherName>Contoso</PublisherName>
       <Name>Mitarbeitertypen</Name><Description/></LocalizedDetails>`
    }</Details>
  </RulePack>
  <Rules>${parts.entities ?? entity(TYPE)}${parts.processors ?? '<Regex id="Regex_id">(\\s)(\\d{9})(\\s)</Regex>'}
    <LocalizedStrings>${
      parts.resources ?? resource(TYPE, "Employee ID", '<Name langcode="de-de">Personalnummer</Name>')
    }</LocalizedStrings>
  </Rules>
</RulePackage>`;
};

const schema = "ClassificationRuleCollectionSchemaValidationException";
const identifiers = "ClassificationRuleCollectionIdentifierValidationException";
const regexes = "ClassificationRuleCollectionRegexValidationException";

describe("rule packages over HTTP", () => {
  let service: Cmdlets;
  before(async () => {
    service = await Cmdlets.start();
  });
  after(() => service.stop());
  afterEach(async () => {
    await service.settle();
    for (const { Publisher, Identity } of await service.rows(`Get-${NOUN}`))
      if (Publisher !== "Microsoft Corporation") await service.done(`Remove-${NOUN}`, { Identity });
  });

  const create = (parts: Parts = {}) => service.done(`New-${NOUN}`, { FileData: file(xml(parts)) });
  const refused = (parts: Parts) => service.fault(`New-${NOUN}`, { FileData: file(xml(parts)) });
  const type = (identity: string) => service.one("Get-DlpSensitiveInformationType", { Identity: identity });

  it("make the types that they define, with names in every language", async () => {
    await create();
    for (const identity of [PACK, "employee types", "Mitarbeitertypen"]) {
      const shown = await service.one(`Get-${NOUN}`, { Identity: identity });
      assert.deepEqual([shown["Identity"], shown["Publisher"], shown["Version"]], [PACK, "Contoso", "1.0.0.0"]);
    }
    for (const identity of [TYPE, "Employee ID", "personalnummer"]) {
      const { Name, Id, RulePackId, RecommendedConfidence, Publisher } = await type(identity);
      assert.deepEqual([Name, Id, RulePackId], ["Employee ID", TYPE, PACK]);
      assert.deepEqual([RecommendedConfidence, Publisher], [75, "Contoso"]);
    }
  });

  it("come back as the text that was sent, but for what the service adds", async () => {
    await create();
    const shown = await service.one(`Get-${NOUN}`, { Identity: PACK });
    const text = String(shown["ClassificationRuleCollectionXml"]);
    assert.match(text, /<RulePack lastModifiedTime="[^"]+" id=/);
    assert.match(text, /<Entity relaxProximity="true" id=/);
    assert.equal(text.replace(/ lastModifiedTime="[^"]+"/, "").replace(' relaxProximity="true"', ""), xml());
    const bytes = Buffer.from(shown["SerializedClassificationRuleCollection"], "base64").toString("utf16le");
    assert.equal(bytes, `\ufeff${text}`);
    const again = text.replace('minor="0"', 'minor="1"');
    assert.equal(await service.fault(`Set-${NOUN}`, { FileData: file(again) }), "", "what was read can be sent again");
  });

  it("need a higher version with every change, and then change their types", async () => {
    await create({ version: "1.2.0.0" });
    const set = (version: string, more: Parts = {}) =>
      service.fault(`Set-${NOUN}`, { FileData: file(xml({ version, ...more })) });
    for (const version of ["1.2.0.0", "1.1.9.9", "0.9.0.0"])
      assert.equal(await set(version), "ClassificationRuleCollectionVersionValidationException", version);
    const both = {
      entities: entity(TYPE) + entity(OTHER),
      resources: resource(TYPE, "Staff ID") + resource(OTHER, "Badge"),
    };
    assert.equal(await set("1.2.0.1", both), "");
    await service.settle();
    assert.deepEqual([(await type(TYPE))["Name"], (await type("Badge"))["Id"]], ["Staff ID", OTHER]);
    assert.equal(await set("1.10.0.0"), "", "10 is more than 2");
    await service.settle();
    assert.equal(
      await service.fault("Get-DlpSensitiveInformationType", { Identity: OTHER }),
      "ManagementObjectNotFoundException",
    );
  });

  it("keep types that rules look for, in removal and in change", async () => {
    await create({ entities: entity(TYPE) + entity(OTHER), resources: resource(TYPE, "A") + resource(OTHER, "B") });
    await service.done("New-DlpCompliancePolicy", { Name: "P" });
    await service.done("New-DlpComplianceRule", {
      Name: "R",
      Policy: "P",
      ContentContainsSensitiveInformation: [table({ name: "A" })],
    });
    const inUse = "ClassificationRuleCollectionSharingViolationException";
    assert.equal(await service.fault(`Remove-${NOUN}`, { Identity: PACK }), inUse);
    const less = { version: "2.0.0.0", entities: entity(OTHER), resources: resource(OTHER, "B") };
    assert.equal(await service.fault(`Set-${NOUN}`, { FileData: file(xml(less)) }), inUse);
    await service.done(`Set-${NOUN}`, { FileData: file(xml({ version: "2.0.0.0", resources: resource(TYPE, "A") })) });
    await service.done("Remove-DlpCompliancePolicy", { Identity: "P" });
    await service.done(`Remove-${NOUN}`, { Identity: PACK });
    assert.equal(
      await service.fault("Get-DlpSensitiveInformationType", { Identity: TYPE }),
      "ManagementObjectNotFoundException",
    );
  });

  it("have ids and types of their own", async () => {
    await create();
    assert.equal(await refused({}), "RulePackageAlreadyExistsException");
    const text = `Rule Package '${PACK.toUpperCase()}' already exists.`;
    assert.equal(await service.message(`New-${NOUN}`, { FileData: file(xml()) }), text);
    assert.equal(await refused({ id: PACK.replace(/a$/, "b") }), identifiers);
    const builtIn = "50842eb7-edc8-4019-85dd-5a5c1f2bb085";
    const theirs = { id: OTHER, entities: entity(builtIn), resources: resource(builtIn, "Cards") };
    assert.equal(await refused(theirs), identifiers);
    const set = { FileData: file(xml({ id: OTHER })) };
    assert.equal(await service.fault(`Set-${NOUN}`, set), "ManagementObjectNotFoundException");
  });

  it("of Microsoft are neither changed nor removed", async () => {
    const microsoft = { id: "00000000-0000-0000-0000-000000000000", version: "99.0.0.0" };
    assert.equal(await service.fault(`Set-${NOUN}`, { FileData: file(xml(microsoft)) }), "InvalidOperationException");
    const identity = { Identity: "Microsoft Rule Package" };
    assert.equal(await service.fault(`Remove-${NOUN}`, identity), "InvalidOperationException");
    assert.equal((await service.one(`Get-${NOUN}`, identity))["Publisher"], "Microsoft Corporation");
  });

  const broken: readonly (readonly [why: string, parts: Parts, fault: string])[] = [
    ["a version without a part", { version: "1.0.0.x" }, schema],
    ["a version above 65535", { version: "1.0.0.65536" }, schema],
    ["an id that is none", { id: "employees" }, schema],
    ["details without a description", { details: "<LocalizedDetails langcode='en-us'/>" }, schema],
    [
      "a default language without details",
      { details: xml().match(/<LocalizedDetails langcode="de-de"[^]*?<\/LocalizedDetails>/)?.[0] ?? "" },
      schema,
    ],
    ["a type without a pattern", { entities: `<Entity id="${TYPE}" patternsProximity="300"/>` }, schema],
    [
      "a type without a proximity",
      { entities: `<Entity id="${TYPE}"><Pattern confidenceLevel="75"><IdMatch idRef="Regex_id"/></Pattern></Entity>` },
      schema,
    ],
    [
      "a confidence above 100",
      { entities: entity(TYPE).replace('confidenceLevel="75"', 'confidenceLevel="101"') },
      schema,
    ],
    ["a pattern without an IdMatch", { entities: entity(TYPE, '<Match idRef="Regex_id"/>') }, schema],
    [
      "a pattern with two IdMatches",
      { entities: entity(TYPE, '<IdMatch idRef="Regex_id"/><IdMatch idRef="Regex_id"/>') },
      schema,
    ],
    ["types after their processors", { entities: '<Regex id="Regex_id">x</Regex>', processors: entity(TYPE) }, schema],
    ["an element that there is none of", { processors: '<Regex id="Regex_id">x</Regex><Poem/>' }, schema],
    [
      "a keyword list without terms",
      { processors: '<Regex id="Regex_id">x</Regex><Keyword id="k"><Group/></Keyword>' },
      schema,
    ],
    ["a type without a name", { resources: resource(OTHER, "Other") }, schema],
    ["a language twice", { resources: resource(TYPE, "A", '<Name langcode="EN-US">B</Name>') }, schema],
    ["a type twice", { entities: entity(TYPE) + entity(TYPE.toUpperCase()) }, identifiers],
    [
      "a regular expression twice",
      { processors: '<Regex id="Regex_id">x</Regex><Regex id="Regex_id">y</Regex>' },
      identifiers,
    ],
    [
      "a reference to nothing",
      { entities: entity(TYPE, '<IdMatch idRef="Regex_other"/>') },
      "ClassificationRuleCollectionProcessorReferenceValidationException",
    ],
    [
      "a dictionary that there is none of",
      { entities: entity(TYPE, `<IdMatch idRef="Regex_id"/><Match idRef="${OTHER}"/>`) },
      "ClassificationRuleCollectionProcessorReferenceValidationException",
    ],
    [
      "a term of 51 characters",
      {
        processors: `<Regex id="Regex_id">x</Regex><Keyword id="k"><Group><Term>${"x".repeat(51)}</Term></Group></Keyword>`,
      },
      "ClassificationRuleCollectionValidationException",
    ],
  ];
  for (const [why, parts, fault] of broken)
    it(`are refused for ${why}`, async () => {
      assert.equal(await refused(parts), fault);
    });

  it("are refused for regular expressions that match too much, and not for others", async () => {
    const bad = [
      "|a",
      "b|",
      ".{0,50}ASDF",
      "ASDF.{0,50}",
      "(.{0,50000})",
      "(a*)",
      ".+x",
      "(xx)*y",
      "(xx)+",
      "a(b.*c)d",
      "x".repeat(1025),
    ];
    for (const regex of bad)
      assert.equal(await refused({ processors: `<Regex id="Regex_id">${regex}</Regex>` }), regexes, regex);
    const good = [
      "(\\s)(\\d{9})(\\s)",
      "\\b[A-Z]{2}\\d{6}\\b",
      "a|b",
      "(?:\\d{1,3}\\.){3}\\d{1,3}",
      "[|*+]x",
      "\\|a\\|",
      "x+y*",
    ];
    for (const [i, regex] of good.entries()) {
      const id = PACK.replace(/.$/, String(i));
      const own = TYPE.replace(/.$/, String(i));
      const parts = { id, entities: entity(own), resources: resource(own, `T${i}`) };
      assert.equal(await refused({ ...parts, processors: `<Regex id="Regex_id">${regex}</Regex>` }), "", regex);
      await service.done(`Remove-${NOUN}`, { Identity: id });
    }
  });

  it("are refused for bytes that are no XML, or another text than they say", async () => {
    const send = (data: Row) => service.fault(`New-${NOUN}`, { FileData: data });
    assert.equal(await send(file("no xml")), "ArgumentException");
    assert.equal(await send(file(xml(), "utf8")), "ArgumentException", "says UTF-16, is UTF-8");
    assert.equal(await send(file("<Other xmlns='http://schemas.microsoft.com/office/2011/mce'/>")), schema);
    assert.equal(await send(file(xml().replace("2011/mce", "2011/other"))), schema);
    assert.equal(await send(file(xml().replace("utf-16", "utf-8"), "utf8")), "", "UTF-8 that says so");
  });

  it("name a keyword dictionary by its id", async () => {
    await service.done("New-DlpKeywordDictionary", { Name: "Projects", FileData: file("alpha,beta") });
    const [dictionary] = await service.rows("Get-DlpKeywordDictionary", { Name: "Projects" });
    const id = String(dictionary?.["Identity"]);
    await create({ entities: entity(TYPE, `<IdMatch idRef="Regex_id"/><Match idRef="${id}"/>`) });
  });

  it("are at most ten of the tenant's own", async () => {
    for (let i = 0; i < 11; i++) {
      const digit = i.toString(16);
      const own = TYPE.replace(/.$/, digit);
      const parts = { id: PACK.replace(/.$/, digit), entities: entity(own), resources: resource(own, `T${i}`) };
      assert.equal(await refused(parts), i < 10 ? "" : "ClassificationRuleCollectionNumberExceedLimit");
    }
  });
});

describe("sensitive information types over HTTP", () => {
  let service: Cmdlets;
  before(async () => {
    service = await Cmdlets.start();
  });
  after(() => service.stop());
  const noun = "DlpSensitiveInformationType";

  it("have some 100 of Microsoft's, by name, id or a name in another language, which stay as they are", async () => {
    const all = await service.rows(`Get-${noun}`);
    assert.ok(all.length >= 99);
    assert.ok(all.every(({ Publisher }) => Publisher === "Microsoft Corporation"));
    for (const identity of ["credit card number", "50842EB7-EDC8-4019-85DD-5A5C1F2BB085", "Kreditkartennummer"]) {
      const { Name, RecommendedConfidence, Type } = await service.one(`Get-${noun}`, { Identity: identity });
      assert.deepEqual([Name, RecommendedConfidence, Type], ["Credit Card Number", 85, "Entity"]);
      assert.equal(await service.fault(`Remove-${noun}`, { Identity: identity }), "InvalidOperationException");
      assert.equal(
        await service.fault(`Set-${noun}`, { Identity: identity, Description: "x" }),
        "InvalidOperationException",
      );
    }
  });

  it("of fingerprints are made of fingerprints, translated, renamed, and kept while they are in use", async () => {
    const [print] = await service.rows("New-DlpFingerprint", { FileData: file("form"), Description: "form" });
    const withoutPrints = { Name: "F", FileData: file("form") };
    assert.equal(await service.fault(`New-${noun}`, withoutPrints), "ArgumentException");
    await service.done(`New-${noun}`, { Name: "F", Fingerprints: [print?.["Value"]] });
    await service.done(`Set-${noun}`, { Identity: "F", Locale: "fr-FR", Name: "Formulaire" });
    assert.equal((await service.one(`Get-${noun}`, { Identity: "formulaire" }))["Name"], "F");
    await service.done(`Set-${noun}`, { Identity: "F", Locale: "fr-FR", Name: null });
    assert.equal(await service.fault(`Get-${noun}`, { Identity: "formulaire" }), "ManagementObjectNotFoundException");
    await service.done(`Set-${noun}`, { Identity: "F", Name: "Form" });
    await service.done("New-DlpCompliancePolicy", { Name: "P" });
    const rule = { Name: "R", Policy: "P", ContentContainsSensitiveInformation: [table({ name: "Form" })] };
    await service.done("New-DlpComplianceRule", rule);
    assert.equal(await service.fault(`Remove-${noun}`, { Identity: "Form" }), "DataClassificationInUseException");
  });
});
