import assert from "node:assert/strict";
import fc from "fast-check";
import type { Json } from "../../../../emulator/contract";
import { BoundTenant, table, type View } from "./bound-tenant";

const label = (tenant: BoundTenant, name: string, more: { [parameter: string]: Json } = {}): View => {
  const [made] = tenant.call("New-Label", { Name: name, DisplayName: name, Tooltip: "t", ...more }).value;
  assert.ok(made);
  return made;
};

const order = (tenant: BoundTenant): string[] =>
  [...tenant.get("Get-Label")]
    .sort((a, b) => Number(a.Priority) - Number(b.Priority))
    .map(({ Name, Priority }, index) => {
      assert.equal(Priority, index, "priorities have no gaps");
      return String(Name);
    });

const settingsOf = (view: View): Json => view.Settings ?? null;

describe("sensitivity labels", () => {
  it("get what the writer left out: content type, mode, priority", () => {
    const made = label(new BoundTenant(), "Public");
    assert.equal(made.ContentType, "File, Email");
    assert.equal(made.Mode, "Enforce");
    assert.equal(made.Priority, 0);
    assert.equal(made.IsParent, false);
    assert.equal(made.ParentId, null);
    assert.equal(made.ImmutableId, made.Guid);
  });

  it("return their settings as [key, value], names and tooltip among them, and lose a key that is set to nothing", () => {
    const tenant = new BoundTenant();
    label(tenant, "Public", { AdvancedSettings: table({ Color: "#0F0", Other: "x" }) });
    tenant.call("Set-Label", { Identity: "Public", AdvancedSettings: table({ color: "#FFF", other: "" }) });
    assert.deepEqual(settingsOf(tenant.one("Get-Label")), [
      "[displayname, Public]",
      "[contenttype, File, Email]",
      "[tooltip, t]",
      "[color, #FFF]",
    ]);
  });

  it("never lose the address of their second key, which may change", () => {
    const tenant = new BoundTenant();
    const at = (url: string | null) => ({ EncryptionDoubleKeyEncryptionUrl: url });
    label(tenant, "Secret", { EncryptionEnabled: true, ...at("https://keys.contoso.com/a") });
    label(tenant, "Other");
    assert.equal(tenant.fault("Set-Label", { Identity: "Secret", ...at("https://keys.contoso.com/b") }), "");
    assert.equal(tenant.fault("Set-Label", { Identity: "Secret", ...at(null) }), "ArgumentException");
    assert.equal(tenant.fault("Set-Label", { Identity: "Secret", ...at("") }), "ArgumentException");
    assert.equal(tenant.fault("Set-Label", { Identity: "Other", ...at(null) }), "");
  });

  it("merge languages and drop an emptied one", () => {
    const tenant = new BoundTenant();
    const names = (settings: Json): string => JSON.stringify({ localeKey: "DisplayName", Settings: settings });
    label(tenant, "Public", {
      LocaleSettings: [
        names([
          { Key: "de-DE", Value: "Offen" },
          { Key: "fr-FR", Value: "Ouvert" },
        ]),
      ],
    });
    tenant.call("Set-Label", { Identity: "Public", LocaleSettings: [names([{ Key: "fr-fr", Value: "" }])] });
    const [first] = tenant.one("Get-Label").LocaleSettings as string[];
    assert.deepEqual(JSON.parse(String(first)), {
      localeKey: "displayName",
      Settings: [
        { Key: "default", Value: "Public" },
        { Key: "de-DE", Value: "Offen" },
      ],
    });
    assert.equal(tenant.fault("Set-Label", { Identity: "Public", LocaleSettings: ["{"] }), "ArgumentException");
  });

  it("return actions as JSON with texts, spread out only on request", () => {
    const tenant = new BoundTenant();
    label(tenant, "Secret", {
      EncryptionEnabled: true,
      EncryptionProtectionType: "Template",
      EncryptionRightsDefinitions: "contoso.com:VIEW,EDIT;a@x.com:OWNER",
      ApplyContentMarkingHeaderEnabled: true,
      ApplyContentMarkingHeaderText: "Secret",
      ApplyContentMarkingHeaderFontSize: 10,
    });
    const plain = tenant.one("Get-Label");
    assert.equal("EncryptionEnabled" in plain, false);
    const actions = (plain.LabelActions as string[]).map((text) => JSON.parse(text));
    const encrypt = actions.find(({ Type }) => Type === "encrypt");
    const value = (key: string): string => encrypt.Settings.find((s: { Key: string }) => s.Key === key)?.Value;
    assert.equal(value("disabled"), "false");
    assert.deepEqual(JSON.parse(value("rightsdefinitions")), [
      { Identity: "contoso.com", Rights: "VIEW,EDIT" },
      { Identity: "a@x.com", Rights: "OWNER" },
    ]);
    assert.deepEqual(actions.find(({ SubType }) => SubType === "header").Settings[0], { Key: "fontsize", Value: "10" });
    assert.equal(tenant.one("Get-Label", { IncludeDetailedLabelActions: true }).EncryptionEnabled, true);
  });

  it("come back with content type None when it is cleared, which is refused on write", () => {
    const tenant = new BoundTenant();
    label(tenant, "Public");
    tenant.call("Set-Label", { Identity: "Public", ContentType: "Site, UnifiedGroup" });
    assert.equal(tenant.one("Get-Label").ContentType, "Site, UnifiedGroup");
    assert.equal(
      tenant.fault("Set-Label", { Identity: "Public", ContentType: "None" }),
      "ParameterBindingArgumentTransformationException",
    );
  });

  it("stand behind their parent and have the highest number last", () => {
    const tenant = new BoundTenant();
    for (const name of ["Public", "Secret", "Top"]) label(tenant, name);
    label(tenant, "Secret-A", { ParentId: "Secret" });
    label(tenant, "Secret-B", { ParentId: "Secret" });
    assert.deepEqual(order(tenant), ["Public", "Secret", "Secret-A", "Secret-B", "Top"]);
    tenant.call("Set-Label", { Identity: "Secret-A", Priority: 3 });
    assert.deepEqual(order(tenant), ["Public", "Secret", "Secret-B", "Secret-A", "Top"]);
    tenant.call("Set-Label", { Identity: "Secret", Priority: 0 });
    assert.deepEqual(order(tenant), ["Secret", "Secret-B", "Secret-A", "Public", "Top"]);
    assert.equal(tenant.fault("Set-Label", { Identity: "Secret-A", Priority: 4 }), "InvalidSubLabelPriorityException");
    assert.equal(tenant.fault("Set-Label", { Identity: "Top", Priority: 5 }), "InvalidPriorityException");
    tenant.call("Remove-Label", { Identity: "Public" });
    tenant.call("Set-Label", { Identity: "Secret-A", RemoveParentLink: true });
    const live = tenant.get("Get-Label").filter(({ Mode }) => Mode !== "PendingDeletion");
    assert.deepEqual(live.map(({ Priority }) => Priority).sort(), [0, 1, 2, 3]);
  });

  it("never have a gap or a duplicate among their priorities, whatever is done", () => {
    const step = fc.record({ at: fc.nat(5), to: fc.nat(6), kind: fc.constantFrom("new", "sub", "move", "remove") });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 15 }), (steps) => {
        const tenant = new BoundTenant();
        steps.forEach(({ kind, at, to }, index) => {
          const live = tenant.get("Get-Label").filter(({ Mode }) => Mode !== "PendingDeletion");
          const one = String(live[at % Math.max(live.length, 1)]?.Name ?? "");
          if (kind === "new" || one === "") label(tenant, `L${index}`);
          else if (kind === "sub")
            tenant.fault("New-Label", { Name: `L${index}`, DisplayName: `L${index}`, Tooltip: "t", ParentId: one });
          else if (kind === "move") tenant.fault("Set-Label", { Identity: one, Priority: to });
          else tenant.fault("Remove-Label", { Identity: one });
          const after = tenant.get("Get-Label").filter(({ Mode }) => Mode !== "PendingDeletion");
          const sorted = [...after].sort((a, b) => Number(a.Priority) - Number(b.Priority));
          assert.deepEqual(
            sorted.map(({ Priority }) => Priority),
            sorted.map((_, place) => place),
          );
          sorted.forEach(({ ParentId }, place) => {
            if (!ParentId) return;
            const before = sorted[place - 1];
            assert.ok(
              before && (before.Guid === ParentId || before.ParentId === ParentId),
              "sublabels follow their parent",
            );
          });
        });
      }),
      { numRuns: 60 },
    );
  });

  it("keep their name for 30 days after they were removed, in one space with retention labels", () => {
    const tenant = new BoundTenant();
    label(tenant, "Public");
    tenant.call("Remove-Label", { Identity: "Public" });
    assert.equal(tenant.one("Get-Label").Mode, "PendingDeletion");
    const again = { Name: "public", DisplayName: "Other", Tooltip: "t" };
    assert.equal(tenant.fault("New-Label", again), "ComplianceRuleAlreadyExistsInScenarioException");
    assert.equal(
      tenant.fault("New-ComplianceTag", { Name: "Public" }),
      "ComplianceRuleAlreadyExistsInScenarioException",
    );
    tenant.clock.advance(31 * 86_400_000);
    assert.equal(tenant.fault("New-Label", again), "");
  });

  it("can't be removed while a policy publishes them or while they have sublabels", () => {
    const tenant = new BoundTenant();
    label(tenant, "Public");
    label(tenant, "Sub", { ParentId: "Public" });
    tenant.done("New-LabelPolicy", { Name: "P", Labels: ["Public"] });
    assert.equal(tenant.fault("Remove-Label", { Identity: "Public" }), "LabelIsPublishedException");
    assert.equal(tenant.fault("Remove-Label", { Identity: "Sub" }), "");
    tenant.done("Remove-LabelPolicy", { Identity: "P" });
    assert.equal(tenant.fault("Remove-Label", { Identity: "Public" }), "");
  });

  it("have unique display names among sisters", () => {
    const tenant = new BoundTenant();
    label(tenant, "A");
    label(tenant, "B");
    assert.notEqual(tenant.fault("New-Label", { Name: "C", DisplayName: "a", Tooltip: "t" }), "");
    assert.notEqual(tenant.fault("Set-Label", { Identity: "B", DisplayName: "A" }), "");
    assert.equal(tenant.fault("New-Label", { Name: "C", DisplayName: "A", Tooltip: "t", ParentId: "B" }), "");
  });
});

describe("label policies", () => {
  const tenantWithLabels = (seed = 1): BoundTenant => {
    const tenant = new BoundTenant({ seed });
    for (const name of ["Public", "Secret"]) label(tenant, name);
    label(tenant, "Inner", { ParentId: "Secret" });
    return tenant;
  };

  it("return labels by GUID, name or path: another tenant, another spelling", () => {
    const spellings = new Set<string>();
    for (let seed = 1; seed <= 12; seed++) {
      const tenant = tenantWithLabels(seed);
      const guid = tenant.one("Get-Label", { Identity: "Inner" }).Guid;
      tenant.done("New-LabelPolicy", { Name: "P", Labels: ["Inner"] });
      const [shown] = tenant.one("Get-LabelPolicy").Labels as string[];
      spellings.add(shown === guid ? "guid" : String(shown));
    }
    assert.deepEqual([...spellings].sort(), ["Inner", "Secret - Inner", "guid"]);
  });

  it("take labels and locations away and add them, and refuse a label twice", () => {
    const tenant = tenantWithLabels();
    tenant.done("New-LabelPolicy", { Name: "P", Labels: ["Public", "Secret"], ExchangeLocation: "All" });
    tenant.done("Set-LabelPolicy", { Identity: "P", AddLabels: "Inner", RemoveLabels: "Public" });
    assert.equal((tenant.one("Get-LabelPolicy").Labels as Json[]).length, 2);
    assert.equal(
      tenant.fault("Set-LabelPolicy", { Identity: "P", AddLabels: "Inner" }),
      "LabelAlreadyPublishedException",
    );
    assert.equal(
      tenant.fault("Set-LabelPolicy", { Identity: "P", AddExchangeLocation: "a@contoso.com" }),
      "BindingCannotCombineAllWithIndividualBindingsException",
    );
    assert.equal(tenant.fault("New-LabelPolicy", { Name: "Q", Labels: "Nobody" }), "ErrorRuleNotFoundException");
    const emptied = { Identity: "P", RemoveLabels: ["Inner", "Secret"] };
    assert.equal(tenant.fault("Set-LabelPolicy", emptied), "", "a published policy may have no labels");
  });

  it("are refused while they are being deployed", () => {
    const tenant = tenantWithLabels();
    tenant.call("New-LabelPolicy", { Name: "P", Labels: "Public" });
    assert.equal(tenant.one("Get-LabelPolicy").DistributionStatus, "Pending");
    assert.equal(tenant.fault("Set-LabelPolicy", { Identity: "P", Comment: "c" }), "PolicyLockConflictException");
    tenant.clock.advance(10_000);
    assert.equal(tenant.one("Get-LabelPolicy").DistributionStatus, "Success");
    assert.equal(tenant.fault("Set-LabelPolicy", { Identity: "P", Comment: "c" }), "");
  });

  it("are put in order by their neighbours", () => {
    const tenant = tenantWithLabels();
    for (const name of ["P", "Q", "R"]) tenant.done("New-LabelPolicy", { Name: name, Labels: "Public" });
    const names = (): Json[] =>
      [...tenant.get("Get-LabelPolicy")]
        .sort((a, b) => Number(a.Priority) - Number(b.Priority))
        .map(({ Name }) => Name ?? null);
    tenant.done("Set-LabelPolicy", { Identity: "R", NextLabelPolicy: "P" });
    assert.deepEqual(names(), ["R", "P", "Q"]);
    tenant.done("Set-LabelPolicy", { Identity: "R", PreviousLabelPolicy: "Q" });
    assert.deepEqual(names(), ["P", "Q", "R"]);
  });

  it("keep settings by key, whatever parameter brings them", () => {
    const tenant = tenantWithLabels();
    tenant.done("New-LabelPolicy", { Name: "P", Labels: "Public", AdvancedSettings: table({ Mandatory: "true" }) });
    tenant.done("Set-LabelPolicy", {
      Identity: "P",
      Settings: table({ mandatory: "false", powerbimandatory: "true" }),
    });
    assert.deepEqual(tenant.one("Get-LabelPolicy").Settings, ["[mandatory, false]", "[powerbimandatory, true]"]);
  });
});
