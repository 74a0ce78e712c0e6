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
});
