import assert from "node:assert/strict";
import type { Kind } from "../../provider/kinds";
import { type Properties, UNKNOWN } from "../../provider/values";
import { kind, type World, world } from "./fake/world";

const reasonsOf = async (w: World, of: Kind, logicalName: string, news: Properties): Promise<readonly string[]> => {
  const { failures } = await w.lifecycle.check(of, { news, logicalName });
  return failures.map(({ property, reason }) => `${property}: ${reason}`);
};

interface Pair {
  readonly title: string;
  readonly first: readonly [noun: string, logicalName: string, news: Properties];
  readonly second: readonly [noun: string, logicalName: string, news: Properties];
  readonly says: RegExp;
}

const AUDIT: Properties = { recordTypes: ["AzureActiveDirectory"], retentionDuration: "TenYears" };
const TAG: Properties = { retentionAction: "Keep", retentionDuration: 365, retentionType: "CreationAgeInDays" };
const LABEL: Properties = { displayName: "x", tooltip: "t" };

const CLASHES: readonly Pair[] = [
  {
    title: "one priority of audit policies",
    first: ["UnifiedAuditLogRetentionPolicy", "sign-ins", { ...AUDIT, priority: 7 }],
    second: ["UnifiedAuditLogRetentionPolicy", "all else", { ...AUDIT, priority: 7 }],
    says: /^priority: UnifiedAuditLogRetentionPolicy "sign-ins" and UnifiedAuditLogRetentionPolicy "all else", .*both declare priority 7/,
  },
  {
    title: "one priority of labels",
    first: ["Label", "secret", { ...LABEL, priority: 3 }],
    second: ["Label", "public", { ...LABEL, priority: 3 }],
    says: /^priority: Label "secret" and Label "public", .*both declare priority 3/,
  },
  {
    title: "one name for a sensitivity label and a retention label",
    first: ["Label", "sensitivity", { ...LABEL, name: "Contract" }],
    second: ["ComplianceTag", "retention", { ...TAG, name: "CONTRACT" }],
    says: /^name: Label "sensitivity" and ComplianceTag "retention", .*share their names/,
  },
  {
    title: "one object",
    first: ["RetentionCompliancePolicy", "mail", { name: "Mail 7y", exchangeLocation: ["All"] }],
    second: ["RetentionCompliancePolicy", "mail-again", { name: "mail 7Y", exchangeLocation: ["All"] }],
    says: /^name: RetentionCompliancePolicy "mail" and RetentionCompliancePolicy "mail-again", .*declare it once/,
  },
  {
    title: "one setting of the tenant",
    first: ["RegulatoryComplianceUI", "ui", { enabled: true }],
    second: ["RegulatoryComplianceUI", "ui2", { enabled: false }],
    says: /^: RegulatoryComplianceUI "ui" and RegulatoryComplianceUI "ui2", .*the one RegulatoryComplianceUI/,
  },
];

describe("two resources of one program that claim", () => {
  for (const { title, first, second, says } of CLASHES)
    it(`${title} are refused in preview, both named`, async () => {
      const w = world();
      assert.deepEqual(await reasonsOf(w, kind(first[0]), first[1], first[2]), []);
      const reasons = await reasonsOf(w, kind(second[0]), second[1], second[2]);
      assert.equal(reasons.length, 1, reasons.join("\n"));
      assert.match(reasons[0] ?? "", says);
      assert.match(reasons[0] ?? "", /\[PURVIEW_INVALID\]$/);
    });

  it("nothing in common are accepted, and so is one resource however often it is checked", async () => {
    const w = world();
    const policy = kind("UnifiedAuditLogRetentionPolicy");
    for (const [name, priority] of [
      ["a", 1],
      ["b", 2],
      ["a", 1],
      ["c", UNKNOWN],
      ["d", UNKNOWN],
    ] as const)
      assert.deepEqual(await reasonsOf(w, policy, name, { ...AUDIT, priority }), []);
    assert.deepEqual(await reasonsOf(w, kind("ComplianceTag"), "a", TAG), []);
    assert.deepEqual(await reasonsOf(w, kind("RetentionCompliancePolicy"), "a", { exchangeLocation: ["All"] }), []);
  });
});
