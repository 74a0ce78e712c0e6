import assert from "node:assert/strict";
import { tenant, type Tenant } from "./harness";

const names = (rows: readonly { [property: string]: unknown }[]): unknown[] => rows.map(({ Name }) => Name);
const bytes = (text: string): number[] => [0xff, 0xfe, ...Buffer.from(text, "utf16le")];

const packageId = "aaaaaaaa-0000-4000-8000-000000000001";
const typeId = "bbbbbbbb-0000-4000-8000-000000000001";

const packageXml = (version: string, type = "Employee ID", id = packageId): number[] => {
  const [major, minor, build, revision] = version.split(".");
  return bytes(`<?xml version="1.0" encoding="utf-16"?>
<RulePackage xmlns="http://schemas.microsoft.com/office/2011/mce">
  <RulePack id="${id}">
    <Version major="${major}" minor="${minor}" build="${build}" revision="${revision}"/>
    <Publisher id="cccccccc-0000-4000-8000-000000000001"/>
    <Details defaultLangCode="en-us">
      <LocalizedDetails langcode="en-us"><PublisherName>Contoso</PublisherName><Name>Contoso types</Name><Description/></LocalizedDetails>
    </Details>
  </RulePack>
  <Rules>
    <Entity id="${typeId.replace(/1$/, id.slice(-1))}" patternsProximity="300" recommendedConfidence="75">
      <Pattern confidenceLevel="75"><IdMatch idRef="Regex_id"/></Pattern>
    </Entity>
    <Regex id="Regex_id">\\d{9}</Regex>
    <LocalizedStrings>
      <Resource idRef="${typeId.replace(/1$/, id.slice(-1))}">
        <Name default="true" langcode="en-us">${type}</Name><Description default="true" langcode="en-us">d</Description>
      </Resource>
    </LocalizedStrings>
  </Rules>
</RulePackage>`);
};

describe("emulator: classification", () => {
  const pack = "DlpSensitiveInformationTypeRulePackage";

  it("reads the identity of a rule package from its XML, and makes the types that it defines", () => {
    const t = tenant();
    const [made] = t.get(`New-${pack}`, { FileData: packageXml("1.0.0.0") });
    assert.equal(made?.Guid, packageId);
    assert.equal(made?.Publisher, "Contoso");
    t.settle();
    assert.equal(t.one(`Get-${pack}`, { Identity: "contoso types" }).Version, "1.0.0.0");
    assert.match(
      String(t.one(`Get-${pack}`, { Identity: packageId }).ClassificationRuleCollectionXml),
      /lastModifiedTime=/,
    );
    assert.equal(t.one("Get-DlpSensitiveInformationType", { Identity: "Employee ID" }).Id, typeId);
    assert.equal(t.fault(`New-${pack}`, { FileData: packageXml("2.0.0.0") }), "RulePackageAlreadyExistsException");
  });

  it("takes an update only with a higher version, and removes the types with their package", () => {
    const t = tenant();
    t.call(`New-${pack}`, { FileData: packageXml("1.2.0.0") });
    const same = { FileData: packageXml("1.2.0.0", "Staff ID") };
    assert.equal(t.fault(`Set-${pack}`, same), "ClassificationRuleCollectionVersionValidationException");
    assert.equal(t.fault(`Set-${pack}`, { FileData: packageXml("1.3.0.0", "Staff ID") }), "");
    t.settle();
    assert.equal(t.one("Get-DlpSensitiveInformationType", { Identity: typeId }).Name, "Staff ID");
    assert.equal(t.fault("Remove-DlpSensitiveInformationType", { Identity: typeId }), "InvalidOperationException");
    t.call(`Remove-${pack}`, { Identity: packageId });
    t.settle();
    assert.notEqual(t.fault("Get-DlpSensitiveInformationType", { Identity: typeId }), "");
    assert.equal(t.fault(`Set-${pack}`, { FileData: packageXml("9.0.0.0") }), "ManagementObjectNotFoundException");
  });

  it("has Microsoft's package and types, which cannot be changed or removed, and room for ten of the tenant's own", () => {
    const t = tenant();
    assert.equal(t.fault(`Remove-${pack}`, { Identity: "Microsoft Rule Package" }), "InvalidOperationException");
    const builtIn = { Identity: "50842eb7-edc8-4019-85dd-5a5c1f2bb085" };
    assert.equal(t.one("Get-DlpSensitiveInformationType", builtIn).Name, "Credit Card Number");
    assert.equal(t.fault("Remove-DlpSensitiveInformationType", builtIn), "InvalidOperationException");
    for (let i = 0; i < 10; i++)
      t.call(`New-${pack}`, { FileData: packageXml("1.0.0.0", `T${i}`, packageId.replace(/1$/, String(i))) });
    const eleventh = { FileData: packageXml("1.0.0.0", "T", "aaaaaaaa-0000-4000-8000-00000000000a") };
    assert.equal(t.fault(`New-${pack}`, eleventh), "ClassificationRuleCollectionNumberExceedLimit");
  });

  it("refuses bytes that are no rule package", () => {
    const t = tenant();
    assert.equal(t.fault(`New-${pack}`, { FileData: bytes("not xml") }), "ArgumentException");
    assert.equal(
      t.fault(`New-${pack}`, { FileData: bytes("<RulePackage/>") }),
      "ClassificationRuleCollectionSchemaValidationException",
    );
  });

  it("returns the terms of a keyword dictionary as one text, by name, and renames it", () => {
    const t = tenant();
    const noun = "DlpKeywordDictionary";
    const [made] = t.get(`New-${noun}`, { Name: "Projects", FileData: bytes("alpha, beta\r\ngamma") });
    t.settle();
    assert.equal(t.one(`Get-${noun}`, { Name: "projects" }).KeywordDictionary, "alpha,beta,gamma");
    t.call(`Set-${noun}`, { Identity: made?.Guid ?? "", Name: "Code names", FileData: bytes("delta") });
    t.settle();
    const renamed = t.one(`Get-${noun}`, { Name: "code names" });
    assert.deepEqual([renamed.KeywordDictionary, renamed.Guid], ["delta", made?.Guid]);
    t.call(`New-${noun}`, { Name: "Other" });
    assert.equal(t.fault(`Set-${noun}`, { Identity: "Other", Name: "CODE NAMES" }), "ADObjectAlreadyExistsException");
  });

  it("names an EDM schema by its data store", () => {
    const t = tenant();
    const schema = (version: number): number[] =>
      bytes(
        `<EdmSchema xmlns="http://schemas.microsoft.com/office/2018/edm"><DataStore name="Patients" version="${version}"><Field name="SSN" searchable="true"/></DataStore></EdmSchema>`,
      );
    t.call("New-DlpEdmSchema", { FileData: schema(1) });
    assert.equal(t.fault("New-DlpEdmSchema", { FileData: schema(1) }), "ADObjectAlreadyExistsException");
    t.call("Set-DlpEdmSchema", { FileData: schema(2) });
    t.settle();
    assert.equal(t.one("Get-DlpEdmSchema", { Identity: "patients" }).Version, "2");
  });
});

describe("emulator: information barriers", () => {
  const noun = "InformationBarrierPolicy";

  function segments(): Tenant {
    const t = tenant();
    for (const Name of ["Sales", "Research", "HR"])
      t.call("New-OrganizationSegment", { Name, UserGroupFilter: `Department -eq '${Name}'` });
    return t;
  }

  it("start inactive, for segments that exist and have no other policy", () => {
    const t = segments();
    const sales = { Name: "S", AssignedSegment: "Sales", SegmentsBlocked: ["research"] };
    assert.equal(t.fault(`New-${noun}`, { ...sales, AssignedSegment: "None" }), "ErrorPolicyNotFoundException");
    const [made] = t.get(`New-${noun}`, sales);
    assert.deepEqual([made?.State, made?.SegmentsBlocked], ["Inactive", ["Research"]]);
    assert.equal(t.fault(`New-${noun}`, { ...sales, Name: "S2" }), "InvalidOperationException");
    const itself = { Name: "H", AssignedSegment: "HR", SegmentsBlocked: ["HR"] };
    assert.equal(t.fault(`New-${noun}`, itself), "ArgumentException");
  });

  it("switch from blocked to allowed, and go only when inactive", () => {
    const t = segments();
    t.call(`New-${noun}`, { Name: "S", AssignedSegment: "Sales", SegmentsBlocked: ["Research"] });
    t.call(`Set-${noun}`, { Identity: "S", SegmentsAllowed: ["Sales", "HR"] });
    const { SegmentsAllowed, SegmentsBlocked } = t.service.getObject(noun, "S");
    assert.deepEqual([SegmentsAllowed, SegmentsBlocked], [["Sales", "HR"], []]);
    assert.equal(t.fault("Remove-OrganizationSegment", { Identity: "HR" }), "InvalidOperationException");
    t.call(`Set-${noun}`, { Identity: "S", SegmentsAllowed: ["Sales"], State: "Active" });
    assert.equal(t.fault(`Remove-${noun}`, { Identity: "S" }), "InvalidOperationException");
    t.call(`Set-${noun}`, { Identity: "S", State: "Inactive" });
    assert.deepEqual(t.service.getObject(noun, "S").SegmentsAllowed, ["Sales"]);
    assert.equal(t.fault(`Remove-${noun}`, { Identity: "S" }), "");
  });

  it("are applied by a run of their own that takes its time", () => {
    const t = segments();
    const application = "InformationBarrierPoliciesApplication";
    t.call(`Start-${application}`);
    assert.equal(t.fault(`Start-${application}`), "InvalidOperationException");
    t.settle();
    assert.equal(t.one(`Get-${application}Status`).Status, "Completed");
    t.call(`Start-${application}`);
    t.settle();
    assert.equal(t.get(`Get-${application}Status`, { All: true }).length, 2);
    assert.equal(t.get(`Get-${application}Status`).length, 1);
  });
});

describe("emulator: devices", () => {
  it("name a rule after its policy and its GUID, and let no second one in", () => {
    const t = tenant();
    t.call("New-DeviceConfigurationPolicy", { Name: "Phones" });
    const rule = { Policy: "Phones", TargetGroups: ["dddddddd-0000-4000-8000-000000000001"] };
    const [made] = t.get("New-DeviceConfigurationRule", rule);
    assert.equal(made?.Name, `Phones{${String(made?.Guid)}}`);
    t.settle();
    assert.equal(t.fault("New-DeviceConfigurationRule", rule), "MulipleComplianceRulesFoundInPolicyException");
  });

  it("have one tenant policy, named by a GUID and found without an identity", () => {
    const t = tenant();
    const [made] = t.get("New-DeviceTenantPolicy", { Comment: "c" });
    assert.equal(made?.Name, made?.Guid);
    assert.equal(t.fault("New-DeviceTenantPolicy"), "InvalidOperationException");
    t.call("Set-DeviceTenantPolicy", { Enabled: false });
    t.settle();
    assert.equal(t.one("Get-DeviceTenantPolicy").Enabled, false);
    t.call("Remove-DeviceTenantPolicy");
    t.settle();
    assert.deepEqual(t.get("Get-DeviceTenantPolicy"), []);
  });
});

describe("emulator: allow and block lists", () => {
  const noun = "TenantAllowBlockListItems";

  it("keep a row for each entry of a list, changed and removed by entry or id", () => {
    const t = tenant();
    const made = t.get(`New-${noun}`, { ListType: "Url", Block: true, Entries: ["a.example", "b.example"] });
    assert.equal(made.length, 2);
    t.call(`New-${noun}`, { ListType: "Sender", Allow: true, Entries: ["a.example"] });
    t.settle();
    assert.deepEqual(names(t.get(`Get-${noun}`, { ListType: "Url" })), ["a.example", "b.example"]);
    assert.deepEqual(names(t.get(`Get-${noun}`, { ListType: "Url", Entry: "B.example" })), ["b.example"]);
    const again = { ListType: "Url", Block: true, Entries: ["A.example"] };
    assert.equal(t.fault(`New-${noun}`, again), "ADObjectAlreadyExistsException");
    const removal = { ListType: "Url", Entries: ["a.example", "none"] };
    assert.equal(t.fault(`Remove-${noun}`, removal), "ManagementObjectNotFoundException");
    t.call(`Remove-${noun}`, { ListType: "Url", Ids: [made[0]?.Identity ?? ""] });
    t.settle();
    assert.deepEqual(names(t.get(`Get-${noun}`, { ListType: "Url" })), ["b.example"]);
  });

  it("take addresses of 250 characters and hashes of 64", () => {
    const t = tenant();
    const fault = (ListType: string, length: number) =>
      t.fault(`New-${noun}`, { ListType, Block: true, Entries: ["e".repeat(length)] });
    assert.deepEqual([fault("Url", 250), fault("FileHash", 64)], ["", ""]);
    assert.deepEqual([fault("Url", 251), fault("FileHash", 65)], ["ArgumentException", "ArgumentException"]);
  });
});

describe("emulator: searches, boundaries and scans", () => {
  it("start and stop a search, refuse changes while it runs, and act on it only when it is done", () => {
    const t = tenant();
    assert.equal(t.fault("New-ComplianceSearch", { Name: "S" }), "InvalidOperationException");
    t.call("New-ComplianceSearch", { Name: "S", ExchangeLocation: ["a@contoso.com"] });
    t.settle();
    const { JobRunId, Status } = t.one("Get-ComplianceSearch");
    assert.equal(Status, "NotStarted");
    const action = { SearchName: "S", Preview: true };
    assert.equal(t.fault("New-ComplianceSearchAction", action), "InvalidOperationException");
    t.call("Start-ComplianceSearch", { Identity: JobRunId ?? "" });
    assert.equal(t.fault("Set-ComplianceSearch", { Identity: "S", Description: "d" }), "InvalidOperationException");
    t.settle();
    assert.equal(t.one("Get-ComplianceSearch").Status, "Completed");
    t.call("New-ComplianceSearchAction", action);
    t.settle();
    assert.deepEqual(names(t.get("Get-ComplianceSearchAction", { Preview: true })), ["S_Preview"]);
    assert.equal(t.get("Get-ComplianceSearchAction", { Purge: true }).length, 0);
    t.call("Remove-ComplianceSearch", { Identity: "S" });
    t.settle();
    assert.equal(t.get("Get-ComplianceSearchAction").length, 0);
  });

  it("name a security filter by FilterName, replace its users, and let All stand alone", () => {
    const t = tenant();
    const noun = "ComplianceSecurityFilter";
    const mixed = { FilterName: "F", Users: ["All", "a@contoso.com"], Action: "Search" };
    assert.equal(t.fault(`New-${noun}`, mixed), "BindingCannotCombineAllWithIndividualBindingsException");
    t.call(`New-${noun}`, { ...mixed, Users: ["a@contoso.com", "b@contoso.com"] });
    t.call(`Set-${noun}`, { FilterName: "f", Users: ["c@contoso.com"] });
    t.settle();
    const found = t.one(`Get-${noun}`, { FilterName: "F" });
    assert.deepEqual([found.FilterName, found.Users], ["F", ["c@contoso.com"]]);
    assert.equal(t.get(`Get-${noun}`, { User: "b@contoso.com" }).length, 0);
    t.call(`Remove-${noun}`, { FilterName: "F" });
    t.settle();
    assert.deepEqual(t.get(`Get-${noun}`), []);
  });

  it("keep a scan pending until it has a rule", () => {
    const t = tenant();
    t.call("New-SensitiveInformationScan", { Name: "Scan", SharePointLocation: "All" });
    t.settle();
    assert.equal(t.one("Get-SensitiveInformationScan").DistributionStatus, "Pending");
    t.call("New-SensitiveInformationScanRule", { Name: "R", Policy: "Scan", Workload: "SharePoint" });
    t.settle();
    assert.equal(t.one("Get-SensitiveInformationScan").DistributionStatus, "Success");
  });
});

describe("emulator: service principals and reviewers", () => {
  const AppId = "71487acd-ec93-476d-bd0e-6c8b31831053";
  const ObjectId = "6233fba6-0198-4277-892f-9275bf728bcc";

  it("find a service principal by its AppId and ObjectId, once per app", () => {
    const t = tenant();
    t.call("New-ServicePrincipal", { AppId, ObjectId, DisplayName: "Deployer" });
    t.settle();
    for (const Identity of [AppId.toUpperCase(), ObjectId])
      assert.equal(t.one("Get-ServicePrincipal", { Identity }).DisplayName, "Deployer");
    const duplicate = { AppId, ObjectId: "6233fba6-0198-4277-892f-9275bf728bcd" };
    assert.equal(t.fault("New-ServicePrincipal", duplicate), "ADObjectAlreadyExistsException");
    assert.equal(t.fault("New-ServicePrincipal", { AppId: "x", ObjectId }), "ADObjectAlreadyExistsException");
    t.call("Set-ServicePrincipal", { Identity: AppId, DisplayName: "Renamed" });
    t.call("Remove-ServicePrincipal", { Identity: AppId });
    t.settle();
    assert.deepEqual(t.get("Get-ServicePrincipal"), []);
  });

  it("change the reviewers of a review policy whole and by pairs", () => {
    const t = tenant();
    const noun = "SupervisoryReviewPolicyV2";
    t.call(`New-${noun}`, { Name: "R", Reviewers: ["laura@contoso.com", "julia@contoso.com"] });
    t.call(`Set-${noun}`, { Identity: "R", AddReviewers: ["max@contoso.com"], RemoveReviewers: ["LAURA@contoso.com"] });
    assert.deepEqual(t.service.getObject(noun, "R").Reviewers, ["julia@contoso.com", "max@contoso.com"]);
    t.call(`Set-${noun}`, { Identity: "R", Reviewers: ["new@contoso.com"] });
    assert.deepEqual(t.service.getObject(noun, "R").Reviewers, ["new@contoso.com"]);
    t.call("New-SupervisoryReviewRule", { Name: "Rule", Policy: "R" });
    t.call(`Remove-${noun}`, { Identity: "R" });
    t.settle();
    assert.deepEqual(t.get("Get-SupervisoryReviewRule"), []);
  });
});
