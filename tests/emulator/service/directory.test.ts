import { strict as assert } from "node:assert";
import type { Json, NestedForm } from "../../../emulator/contract";
import { bind } from "../../../emulator/binder";
import { findCmdlet } from "../../../catalogue";
import { admin, tenant, type Tenant } from "./harness";

const POLICY = "RetentionCompliancePolicy";

const put = (t: Tenant, name: string, properties: { [property: string]: Json }): void =>
  void t.service.putObject("Recipient", name, { Name: name, ...properties });

function locationsOf(t: Tenant, nested: NestedForm, property = "ExchangeLocation"): Json[] {
  const get = findCmdlet(`Get-${POLICY}`);
  assert.ok(get);
  const call = bind(get, { DistributionDetail: true });
  const [policy] = t.service.execute(admin, call, {}, nested).value;
  const list = policy?.[property];
  assert.ok(Array.isArray(list));
  return list;
}

const namesOf = (t: Tenant): Json[] => locationsOf(t, "text");

describe("locations are people, groups and sites of the tenant", () => {
  let t: Tenant;
  beforeEach(() => {
    t = tenant({ answers: "recorded" });
    put(t, "adele@contoso.com", {
      DisplayName: "Adele Vance",
      PrimarySmtpAddress: "adele@contoso.com",
      EmailAddresses: ["smtp:a.vance@contoso.com"],
    });
    put(t, "ben@contoso.com", { DisplayName: "Ben Walters", PrimarySmtpAddress: "ben@contoso.com" });
  });

  const create = (locations: Json): void => {
    t.call(`New-${POLICY}`, { Name: "P", ExchangeLocation: locations });
    t.settle();
  };

  it("are shown by display name alone in JSON mode, however they were named", () => {
    create(["a.vance@contoso.com", "Ben Walters", "nobody.known@contoso.com"]);
    assert.deepEqual(namesOf(t), ["Adele Vance", "Ben Walters", "Nobody Known"]);
  });

  it("are typed objects with the id of the recipient for CLIXML", () => {
    create("adele@contoso.com");
    const [location] = locationsOf(t, "typed");
    const { Guid } = t.service.getObject("Recipient", "adele@contoso.com");
    assert.deepEqual(location, {
      $type: "Microsoft.Office.CompliancePolicy.PolicyConfiguration.BindingMetadata",
      $text: "Adele Vance",
      DisplayName: "Adele Vance",
      Name: "Adele Vance",
      ImmutableIdentity: Guid,
      Type: {
        $enum: "Microsoft.Office.CompliancePolicy.PolicyConfiguration.PolicyBindingTypes",
        $text: "IndividualResource",
        value: 0,
      },
      Workload: {
        $enum: "Microsoft.Office.CompliancePolicy.PolicyConfiguration.Workload",
        $text: "Exchange",
        value: 1,
      },
      SchemaVersion: "1.0",
    });
  });

  it("are All as plain text in JSON mode", () => {
    create("All");
    assert.deepEqual(namesOf(t), ["All"]);
  });

  it("follow a person who was renamed, and the old address still names them", () => {
    create("adele@contoso.com");
    t.service.patchObject("Recipient", "adele@contoso.com", {
      DisplayName: "Adele Young",
      PrimarySmtpAddress: "adele.young@contoso.com",
    });
    assert.deepEqual(namesOf(t), ["Adele Young"]);
    const person = t.one("Get-Recipient", { Identity: "adele.young@contoso.com" });
    assert.deepEqual(person["EmailAddresses"], [
      "SMTP:adele.young@contoso.com",
      "smtp:a.vance@contoso.com",
      "smtp:adele@contoso.com",
    ]);
    t.call(`Set-${POLICY}`, { Identity: "P", AddExchangeLocation: "ben@contoso.com" });
    t.settle();
    t.call(`Set-${POLICY}`, { Identity: "P", RemoveExchangeLocation: "adele@contoso.com" });
    t.settle();
    assert.deepEqual(namesOf(t), ["Ben Walters"]);
  });

  it("are one thing under two addresses: adding it twice is refused", () => {
    create("adele@contoso.com");
    const again = { Identity: "P", AddExchangeLocation: "a.vance@contoso.com" };
    assert.notEqual(t.fault(`Set-${POLICY}`, again), "");
  });

  it("are the members of a distribution group at that moment, those of groups inside of it too", () => {
    const type = "MailUniversalDistributionGroup";
    put(t, "inner@contoso.com", { RecipientTypeDetails: type, Members: ["ben@contoso.com"] });
    put(t, "outer@contoso.com", { RecipientTypeDetails: type, Members: ["adele@contoso.com", "inner@contoso.com"] });
    create("outer@contoso.com");
    assert.deepEqual(namesOf(t), ["Adele Vance", "Ben Walters"]);
  });

  it("are a Microsoft 365 group itself, since it has a mailbox", () => {
    put(t, "sales@contoso.com", { DisplayName: "Sales", RecipientTypeDetails: "GroupMailbox", Members: ["x@y.z"] });
    t.call(`New-${POLICY}`, { Name: "P", ModernGroupLocation: "sales@contoso.com" });
    t.settle();
    assert.deepEqual(locationsOf(t, "text", "ModernGroupLocation"), ["Sales"]);
  });

  it("are sites by the URL of today", () => {
    const old = "https://contoso.sharepoint.com/sites/old";
    t.service.putObject("Site", "Old", { Name: "Old", Url: old });
    t.call(`New-${POLICY}`, { Name: "P", SharePointLocation: `${old.toUpperCase()}/` });
    t.service.patchObject("Site", "Old", { Url: "https://contoso.sharepoint.com/sites/new" });
    t.settle();
    assert.deepEqual(locationsOf(t, "text", "SharePointLocation"), ["https://contoso.sharepoint.com/sites/new"]);
  });

  it("refuse a display name that two people carry", () => {
    put(t, "adele2@contoso.com", { DisplayName: "Adele Vance" });
    assert.equal(t.fault(`New-${POLICY}`, { Name: "P", ExchangeLocation: "Adele Vance" }), "ArgumentException");
  });
});

describe("Get-Recipient, Get-User and Get-Group", () => {
  const t = tenant();
  before(() => {
    put(t, "adele@contoso.com", { DisplayName: "Adele O'Hara", PrimarySmtpAddress: "adele@contoso.com" });
    put(t, "team@contoso.com", { DisplayName: "Team", RecipientTypeDetails: "MailUniversalDistributionGroup" });
  });
  const names = (cmdlet: string, parameters: { [name: string]: Json } = {}): Json[] =>
    t.get(cmdlet, parameters).map(({ Name }) => Name ?? null);

  it("list people, groups, or both", () => {
    assert.deepEqual(names("Get-Recipient"), ["adele@contoso.com", "team@contoso.com"]);
    assert.deepEqual(names("Get-User"), ["adele@contoso.com"]);
    assert.deepEqual(names("Get-Group"), ["team@contoso.com"]);
  });

  it("find by any identity, and say when there is nobody", () => {
    assert.deepEqual(names("Get-Recipient", { Identity: "Adele O'Hara" }), ["adele@contoso.com"]);
    assert.equal(t.fault("Get-Recipient", { Identity: "nobody" }), "ManagementObjectNotFoundException");
  });

  const filters: readonly (readonly [string, readonly string[]])[] = [
    ["DisplayName -eq 'Adele O''Hara'", ["adele@contoso.com"]],
    [
      "DisplayName -eq 'Team' -or EmailAddresses -eq 'smtp:ADELE@contoso.com'",
      ["adele@contoso.com", "team@contoso.com"],
    ],
    ["(DisplayName -like 'A*') -and -not (Name -like 'team*')", ["adele@contoso.com"]],
    ['RecipientTypeDetails -eq "UserMailbox"', ["adele@contoso.com"]],
  ];
  for (const [filter, expected] of filters)
    it(`take the filter ${filter}`, () => assert.deepEqual(names("Get-Recipient", { Filter: filter }), expected));

  it("refuse a filter that is none", () =>
    assert.equal(t.fault("Get-Recipient", { Filter: "DisplayName = x" }), "ArgumentException"));

  it("warn when there are more than the result size", () => {
    const { value, warnings } = t.call("Get-Recipient", { ResultSize: 1 });
    assert.equal(value.length, 1);
    assert.equal(warnings.length, 1);
  });
});
