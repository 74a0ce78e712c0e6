import assert from "node:assert/strict";
import fc from "fast-check";
import { findKind, type Kind } from "../../provider/kinds";
import { judge, replacementRefusal } from "../../provider/lifecycle/guard/judge";
import type { Observed } from "../../provider/lifecycle/types";
import { readObject } from "../../provider/lifecycle/object/state";
import type { Plain, WireObject } from "../../provider/values";

const kindOf = (noun: string): Kind => findKind(noun) as Kind;
const policyAs = (wire: WireObject): Observed =>
  readObject(kindOf("RetentionCompliancePolicy"), { Guid: "11111111-2222-4333-8444-555555555555", Name: "P", ...wire });
const ruleAs = (wire: WireObject): Observed =>
  readObject(kindOf("RetentionComplianceRule"), { Guid: "11111111-2222-4333-8444-666666666666", Name: "R", ...wire });

const locked = policyAs({ RestrictiveRetention: true, ExchangeLocation: ["a@x.com"], Enabled: true });
const set = (parameters: { readonly [name: string]: Plain }, noun = "RetentionCompliancePolicy") => ({
  cmdlet: `Set-${noun}`,
  parameters: { Identity: "P", ...parameters },
});
const policy = { noun: "RetentionCompliancePolicy", accepted: [] };

describe("what cannot be undone", () => {
  const acts: readonly (readonly [
    string,
    { readonly cmdlet: string; readonly parameters: { readonly [p: string]: Plain } },
  ])[] = [
    ["PreservationLock", set({ RestrictiveRetention: true })],
    ["RegulatoryRecord", { cmdlet: "New-ComplianceTag", parameters: { Name: "t", Regulatory: true } }],
    ["PriorityCleanup", { cmdlet: "New-RetentionComplianceRule", parameters: { Policy: "p", PriorityCleanup: true } }],
    ["LabelCoauthOff", { cmdlet: "Set-PolicyConfig", parameters: { EnableLabelCoauth: false } }],
    ["CaseClose", set({ Close: true }, "ComplianceCase")],
    ["ForcedDeletion", { cmdlet: "Remove-Label", parameters: { Identity: "x", ForceDeletion: true } }],
  ];
  for (const [act, call] of acts) {
    it(`${act} is refused until it is named in acceptIrreversible`, () => {
      const refused = judge([call], { noun: "X", accepted: [] });
      assert.deepEqual(refused.irreversible, [act]);
      assert.equal(refused.refused?.code, "PURVIEW_IRREVERSIBLE");
      assert.match(refused.refused?.advice ?? "", new RegExp(act));
      assert.equal(judge([call], { noun: "X", accepted: [act] }).refused, undefined);
    });
  }

  it("is seen through any case, prefix and spelling of the parameter and its value", () => {
    const spelling = fc
      .record({
        length: fc.integer({ min: "RestrictiveR".length, max: "RestrictiveRetention".length }),
        upper: fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }),
        value: fc.constantFrom<Plain>(true, "true", "True", "$true", 1, "1"),
      })
      .map(({ length, upper, value }) => ({
        name: [..."RestrictiveRetention".slice(0, length)]
          .map((c, i) => (upper[i] ? c.toUpperCase() : c.toLowerCase()))
          .join(""),
        value,
      }));
    fc.assert(
      fc.property(spelling, ({ name, value }) => {
        const call = { cmdlet: "sEt-RETENTIONcompliancepolicy", parameters: { identity: "P", [name]: value } };
        assert.deepEqual(judge([call], policy).irreversible, ["PreservationLock"]);
      }),
    );
  });

  it("is no act when it is done already", () => {
    assert.deepEqual(judge([set({ RestrictiveRetention: true })], { ...policy, actual: locked }).irreversible, []);
  });
});

describe("a policy with Preservation Lock", () => {
  const refused: readonly (readonly [string, { readonly [p: string]: Plain }])[] = [
    ["being disabled", { Enabled: false }],
    ["losing a location", { RemoveExchangeLocation: ["a@x.com"] }],
    ["leaving more out", { AddExchangeLocationException: ["b@x.com"] }],
    ["being unlocked", { RestrictiveRetention: false }],
    ["going to simulation", { StartSimulation: true }],
    ["narrower applications", { Applications: ["Group:Exchange"] }],
  ];
  for (const [what, parameters] of refused) {
    it(`refuses ${what}`, () => {
      assert.equal(judge([set(parameters)], { ...policy, actual: locked }).refused?.code, "PURVIEW_LOCKED");
      assert.equal(judge([set(parameters)], { ...policy, actual: policyAs({}) }).refused, undefined);
    });
  }

  it("refuses its removal and that of its rule", () => {
    const remove = { cmdlet: "Remove-RetentionCompliancePolicy", parameters: { Identity: "P" } };
    assert.equal(judge([remove], { ...policy, actual: locked }).refused?.code, "PURVIEW_LOCKED");
    const rule = { cmdlet: "Remove-RetentionComplianceRule", parameters: { Identity: "R" } };
    const request = { noun: "RetentionComplianceRule", accepted: [], actual: ruleAs({}), parent: locked };
    assert.equal(judge([rule], request).refused?.code, "PURVIEW_LOCKED");
  });

  it("takes more locations, fewer exceptions and a longer period", () => {
    const wider = set({
      AddExchangeLocation: ["b@x.com"],
      RemoveExchangeLocationException: ["c@x.com"],
      Comment: "more",
    });
    assert.equal(judge([wider], { ...policy, actual: locked }).refused, undefined);
    const rule = {
      noun: "RetentionComplianceRule",
      accepted: [],
      actual: ruleAs({ RetentionDuration: "365" }),
      parent: locked,
    };
    const longer = set({ RetentionDuration: "Unlimited" }, "RetentionComplianceRule");
    const shorter = set({ RetentionDuration: 30 }, "RetentionComplianceRule");
    assert.equal(judge([longer], rule).refused, undefined);
    assert.equal(judge([shorter], rule).refused?.code, "PURVIEW_LOCKED");
  });

  it("takes All instead of named locations", () => {
    const all = set({ AddExchangeLocation: ["All"], RemoveExchangeLocation: ["a@x.com"] });
    assert.equal(judge([all], { ...policy, actual: locked }).refused, undefined);
  });
});

describe("announcements of lost protection", () => {
  const warned = (parameters: { readonly [p: string]: Plain }, actual: Observed, noun = "RetentionCompliancePolicy") =>
    judge([set(parameters, noun)], { noun, accepted: [], actual }).warnings;

  it("name the object and what it loses", () => {
    const open = policyAs({ Enabled: true });
    assert.match(warned({ RemoveExchangeLocation: ["a@x.com"] }, open)[0] ?? "", /"P" no longer covers a@x.com/);
    assert.match(warned({ Enabled: false }, open)[0] ?? "", /disabled/);
    assert.match(
      warned({ RemoveExchangeLocation: ["All"], AddExchangeLocation: ["a@x.com"] }, open)[0] ?? "",
      /only a@x.com instead of everything/,
    );
    const rule = ruleAs({ RetentionDuration: "Unlimited", RetentionComplianceAction: "KeepAndDelete" });
    assert.match(
      warned({ RetentionDuration: 30 }, rule, "RetentionComplianceRule")[0] ?? "",
      /30 days instead of ever/,
    );
    assert.match(
      warned({ RetentionComplianceAction: "Delete" }, rule, "RetentionComplianceRule")[0] ?? "",
      /no longer keeps/,
    );
  });

  it("are silent when protection grows", () => {
    const open = policyAs({ Enabled: true });
    assert.deepEqual(warned({ AddExchangeLocation: ["All"], RemoveExchangeLocation: ["a@x.com"] }, open), []);
    assert.deepEqual(warned({ Comment: "x", AddSharePointLocation: ["https://x"] }, open), []);
  });
});

describe("other refusals", () => {
  it("Microsoft's own objects are read-only", () => {
    const kind = kindOf("FilePlanPropertyDepartment");
    const seed = readObject(kind, {
      Name: "Finance",
      ReadOnly: "True",
      Identity: "CN=11111111-2222-4333-8444-555555555555",
    });
    const request = { noun: kind.noun, accepted: [], actual: seed };
    assert.equal(
      judge([{ cmdlet: "Remove-FilePlanPropertyDepartment", parameters: { Identity: "Finance" } }], request).refused
        ?.code,
      "PURVIEW_BUILT_IN",
    );
  });

  it("what retains is not replaced while it exists, unless allowReplace", () => {
    const kind = kindOf("RetentionCompliancePolicy");
    const base = {
      property: "name",
      path: "name",
      kind: "update",
      cause: "program",
      actual: "a",
      desired: "b",
    } as const;
    const changes = [{ ...base, replaces: true }];
    assert.equal(replacementRefusal(kind, changes, {}, "P")?.code, "PURVIEW_REPLACE");
    assert.equal(replacementRefusal(kind, changes, { allowReplace: true }, "P"), undefined);
    assert.equal(replacementRefusal(kind, [{ ...base, replaces: false }], {}, "P"), undefined);
    assert.equal(replacementRefusal(kindOf("AdaptiveScope"), changes, {}, "P"), undefined);
  });
});
