import assert from "node:assert/strict";
import { messageOf, type Raw, outcomeOf } from "./support";

describe("the binder's parameter sets", () => {
  const table: [cmdlet: string, raw: Raw, expected: string][] = [
    ["New-RetentionCompliancePolicy", { Name: "p", ExchangeLocation: "All" }, "ok Default"],
    ["New-RetentionCompliancePolicy", { Name: "p" }, "ok Default"],
    ["New-RetentionCompliancePolicy", { Name: "p", TeamsChannelLocation: "All" }, "ok TeamLocation"],
    ["New-RetentionCompliancePolicy", { Name: "p", AdaptiveScopeLocation: "s" }, "ok AdaptiveScopeLocation"],
    [
      "New-RetentionCompliancePolicy",
      { Name: "p", TeamsChannelLocation: "All", ExchangeLocation: "All" },
      "AmbiguousParameterSet",
    ],
    ["New-RetentionCompliancePolicy", {}, "MissingMandatoryParameter"],
    [
      "New-RetentionCompliancePolicy",
      { Name: "p", TeamsChannelLocation: "All", ExchangeLocation: "All", Bogus: 1 },
      "AmbiguousParameterSet",
    ],
    ["Set-RetentionCompliancePolicy", { Identity: "p", Comment: "c" }, "ok Identity"],
    ["Set-RetentionCompliancePolicy", { Identity: "p", RetryDistribution: true }, "ok RetryDistribution"],
    [
      "Set-RetentionCompliancePolicy",
      { Identity: "p", RetryDistribution: true, AddExchangeLocation: ["a"] },
      "AmbiguousParameterSet",
    ],
    ["Set-RetentionCompliancePolicy", { Comment: "c" }, "MissingMandatoryParameter"],
    ["New-RetentionComplianceRule", { Policy: "p", ApplyComplianceTag: "t" }, "ok ComplianceTag"],
    ["New-RetentionComplianceRule", { Policy: "p", PublishComplianceTag: "t" }, "ok PublishComplianceTag"],
    ["New-RetentionComplianceRule", { Policy: "p" }, "MissingMandatoryParameter"],
    [
      "New-RetentionComplianceRule",
      { Policy: "p", ApplyComplianceTag: "t", PublishComplianceTag: "u" },
      "AmbiguousParameterSet",
    ],
    ["New-AdaptiveScope", { Name: "n", LocationType: "User", RawQuery: "q" }, "ok AdaptiveScopeRawQuery"],
    ["New-AdaptiveScope", { Name: "n", LocationType: "User" }, "MissingMandatoryParameter"],
    ["New-ComplianceTag", { Name: "t" }, "ok Default"],
    ["New-ComplianceSearchAction", { SearchName: "s" }, "AmbiguousParameterSet"],
    ["New-ComplianceSearchAction", { SearchName: "s", Purge: true }, "ok Purge"],
    ["Get-QuarantineMessage", {}, "ok Summary"],
    ["Get-QuarantineMessage", { Identity: "x" }, "ok Details"],
    ["Delete-QuarantineMessage", { Identity: "a" }, "ok IdentityOnly"],
    ["Delete-QuarantineMessage", {}, "AmbiguousParameterSet"],
    ["Get-ComplianceCaseMember", { RoleGroupOnly: true }, "ok AllCases"],
    ["Get-ComplianceCaseMember", { Case: "c" }, "ok Identity"],
    ["Cancel-DlpEdmSession", { SessionId: "s" }, "MissingMandatoryParameter"],
    ["Get-Label", {}, "ok Default"],
    ["Set-LabelPolicy", { Identity: "p", AddExchangeLocation: "All", WhatIf: true }, "ok Identity"],
    [
      "New-InformationBarrierPolicy",
      { Name: "p", AssignedSegment: "a", SegmentsBlocked: "b", State: "Inactive" },
      "ok OrganizationSegmentsBlocked",
    ],
    [
      "New-InformationBarrierPolicy",
      { Name: "p", AssignedSegment: "a", SegmentsBlocked: "b", SegmentsAllowed: "c" },
      "AmbiguousParameterSet",
    ],
    ["Set-InformationBarrierPolicy", { Identity: "p", State: "Active" }, "ok InformationBarrierDefault"],
    ["New-ServicePrincipal", { AppId: "a", ObjectId: "o" }, "ok Default"],
    ["New-ServicePrincipal", { AppId: "a" }, "MissingMandatoryParameter"],
    ["Set-DeviceTenantRule", { ExclusionList: "g" }, "ok Default"],
    ["New-TenantAllowBlockListItems", { ListType: "Url", Block: true, Entries: "~contoso.com~" }, "ok Expiration"],
    [
      "New-TenantAllowBlockListItems",
      { ListType: "Url", Entries: "e", NoExpiration: true, ExpirationDate: "2026-01-01" },
      "AmbiguousParameterSet",
    ],
    ["Set-TenantAllowBlockListItems", { ListType: "Url", NoExpiration: true }, "MissingMandatoryParameter"],
  ];
  for (const [cmdlet, raw, expected] of table)
    it(`${cmdlet} ${JSON.stringify(raw)} → ${expected}`, () => {
      assert.equal(outcomeOf(cmdlet, raw), expected);
    });

  it("names every missing mandatory parameter", () => {
    assert.equal(
      messageOf("New-DlpComplianceRule", {}),
      "Cannot process command because of one or more missing mandatory parameters: Name Policy.",
    );
  });
});
