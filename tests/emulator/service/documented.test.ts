import assert from "node:assert/strict";
import { findCmdlet } from "../../../catalogue";
import { bind } from "../../../emulator/binder";
import { CmdletFault, type Json } from "../../../emulator/contract";
import { asDocumented } from "../../../emulator/service/documented";

type Raw = { readonly [name: string]: Json };

const checked = (name: string, raw: Raw): ReadonlyMap<string, Json> => {
  const cmdlet = findCmdlet(name);
  assert.ok(cmdlet);
  return asDocumented(bind(cmdlet, raw)).parameters;
};

function fault(name: string, raw: Raw): string {
  try {
    checked(name, raw);
    return "";
  } catch (error) {
    assert.ok(error instanceof CmdletFault);
    return `${error.status} ${error.type}`;
  }
}

const REFUSED = "400 System.ArgumentException";

describe("what a page says beyond the binder", () => {
  it("holds a text to its closed list, in any case but without prefixes", () => {
    const rule = { Name: "r", Policy: "p", RetentionDuration: 5 };
    const take = (action: string) =>
      fault("New-RetentionComplianceRule", { ...rule, RetentionComplianceAction: action });
    assert.equal(take("keepanddelete"), "");
    assert.equal(take("KeepAnd"), REFUSED);
    assert.equal(take("Shred"), REFUSED);
    const delivered = checked("New-RetentionComplianceRule", { ...rule, RetentionComplianceAction: "delete" });
    assert.equal(delivered.get("RetentionComplianceAction"), "Delete");
  });

  it("holds the elements of a list to it, unless a page knows more", () => {
    assert.equal(fault("Get-DlpDetailReport", { EventType: ["dlpactionhits", "DLPMessages"] }), "");
    assert.equal(fault("Get-DlpDetailReport", { EventType: ["DLPActionHits", "Nope"] }), REFUSED);
    const site = "https://contoso-my.sharepoint.com/personal/a";
    assert.equal(fault("New-DlpCompliancePolicy", { Name: "p", OneDriveLocation: site }), "");
    assert.equal(fault("New-DlpCompliancePolicy", { Name: "p", ExchangeLocation: "a@contoso.com" }), REFUSED);
    assert.equal(fault("New-RetentionCompliancePolicy", { Name: "p", ExchangeLocation: "a@contoso.com" }), "");
  });

  it("refuses what can't be used together, unless one of the two is cleared or off", () => {
    const both = (one: Json, other: Json): string =>
      fault("New-DlpCompliancePolicy", { Name: "p", OneDriveSharedBy: one, ExceptIfOneDriveSharedByMemberOf: other });
    assert.equal(both(["a@contoso.com"], ["g@contoso.com"]), REFUSED);
    assert.equal(both(["a@contoso.com"], null), "");
    assert.equal(both(["a@contoso.com"], []), "");
    const entry = { ListType: "Url", Entries: "e", Allow: true };
    assert.equal(fault("New-TenantAllowBlockListItems", { ...entry, Block: true }), REFUSED);
    assert.equal(fault("New-TenantAllowBlockListItems", { ...entry, Block: false }), "");
  });

  it("refuses what comes without the one that must go with it", () => {
    const policy = { Name: "p", ExchangeSenderMemberOf: ["g@contoso.com"] };
    assert.equal(fault("New-DlpCompliancePolicy", { ...policy, SharePointLocation: "All" }), REFUSED);
    assert.equal(fault("New-DlpCompliancePolicy", { ...policy, ExchangeLocation: "All" }), "");
    assert.equal(fault("Set-DlpCompliancePolicy", { Identity: "p", ExchangeSenderMemberOf: ["g@contoso.com"] }), "");
    const audit = { Name: "a", Priority: 1, RetentionDuration: "SixMonths", Operations: ["Send"] };
    assert.equal(fault("New-UnifiedAuditLogRetentionPolicy", audit), REFUSED);
    assert.equal(fault("New-UnifiedAuditLogRetentionPolicy", { ...audit, RecordTypes: ["ExchangeItem"] }), "");
  });

  it("holds headers to their lengths, in a table and in a list", () => {
    const rule = (more: Raw): string => fault("New-DlpComplianceRule", { Name: "r", Policy: "p", ...more });
    const set = (name: string, value: string): string =>
      rule({ SetHeader: { "@odata.type": "#Exchange.GenericHashTable", [name]: value } });
    assert.equal(set("n".repeat(64), "v".repeat(128)), "");
    assert.equal(set("n".repeat(65), "v"), REFUSED);
    assert.equal(set("n", "v".repeat(129)), REFUSED);
    assert.equal(set("two words", "v"), REFUSED);
    assert.equal(rule({ RemoveHeader: ["X-One", `X-Two:${"v".repeat(128)}`] }), "");
    assert.equal(rule({ RemoveHeader: [`X-Two:${"v".repeat(129)}`] }), REFUSED);
    const many = Array.from({ length: 50 }, (_, index) => `X-${index}`);
    const delta = { "@odata.type": "#Exchange.GenericHashTable", Add: many, Remove: ["X-One"] };
    assert.equal(fault("Set-DlpComplianceRule", { Identity: "r", RemoveHeader: delta }), "");
  });

  it("holds a list inside a table to its number and lengths", () => {
    const modify = (patterns: string[]): string =>
      fault("Set-DlpComplianceRule", {
        Identity: "r",
        ModifySubject: { "@odata.type": "#Exchange.GenericHashTable", Patterns: patterns, SubjectText: "s" },
      });
    assert.equal(modify(Array.from({ length: 10 }, () => "p".repeat(128))), "");
    assert.equal(modify(Array.from({ length: 11 }, () => "p")), REFUSED);
    assert.equal(modify(["p".repeat(129)]), REFUSED);
  });
});
