import assert from "node:assert/strict";
import { protectionAlert } from "../../provider/kinds/alerts/protection-alert";
import { checkInputs } from "../../provider/lifecycle/check/inputs";
import { diffProperties } from "../../provider/lifecycle/diff/properties";
import { minimalInputs, readObject } from "../../provider/lifecycle/object/state";
import { unexpressed } from "../../provider/lifecycle/object/unexpressed";
import { planDelete, planUpdate } from "../../provider/lifecycle/plan/plan";
import type { Properties, WireObject } from "../../provider/values";

const resolve = () => undefined;
const GUID = "0d1f2a3b-1111-4222-8333-444455556666";

/** What Get returns of every alert policy, whoever made it (docs/service/alerts.md#dlp-alerts). */
const FRAME: WireObject = {
  Guid: GUID,
  ImmutableId: GUID,
  Name: "Downloads",
  Mode: "Enforce",
  Workload: "AuditAlerting",
  Scenario: "AuditProtectionAlert",
  AlertScenario: "Activity",
  StreamType: "Activity",
  CorrelationPolicyId: "00000000-0000-0000-0000-000000000000",
  MaximumBlobRuleLength: 0,
  AlertOverrideChangedUtc: "/Date(1659535631883)/",
  NotifyUserOnFilterMatch: false,
  Disabled: false,
  IsSystemRule: false,
  Comment: "",
  AlertBy: null,
  Filter: null,
  Threshold: null,
  TimeWindow: null,
};

const OWN: Properties = {
  name: "Downloads",
  category: "DataGovernance",
  threatType: "Activity",
  operation: ["FileDownloaded"],
  aggregationType: "SimpleAggregation",
  threshold: 100,
  timeWindow: 120,
  notifyUser: ["security@contoso.com"],
};

const ownWire: WireObject = {
  ...FRAME,
  Category: "DataGovernance",
  ThreatType: "Activity",
  Operation: ["FileDownloaded"],
  AggregationType: "SimpleAggregation",
  Threshold: 100,
  TimeWindow: 120,
  NotifyUser: ["Security@contoso.com"],
  Severity: "Low",
};

const changes = (wire: WireObject, desired: Properties, before: Properties = desired) =>
  diffProperties(protectionAlert, {
    declaredBefore: Object.keys(before),
    desired,
    recorded: before,
    actual: readObject(protectionAlert, wire),
    ignored: [],
    resolve,
  });

const planned = (wire: WireObject, desired: Properties, before: Properties) =>
  planUpdate(protectionAlert, {
    id: GUID,
    desired,
    recorded: before,
    actual: readObject(protectionAlert, wire),
    changes: changes(wire, desired, before),
    resolve,
  });

const omit = (properties: Properties, ...names: readonly string[]): Properties =>
  Object.fromEntries(Object.entries(properties).filter(([name]) => !names.includes(name)));

describe("an alert policy that real tenants hold", () => {
  const held: readonly (readonly [what: string, wire: WireObject, builtIn: boolean])[] = [
    [
      "made by the service for a DLP rule",
      {
        Category: "DataLossPrevention",
        ThreatType: "Activity",
        AggregationType: "None",
        Severity: "Low",
        Operation: ["DlpRuleGenerateAlertMatch"],
        NotifyUser: ["TenantAdmins"],
        NotificationEnabled: false,
        ExternalScenarioData: { DlpRuleMode: "Enable", DlpRuleId: GUID },
      },
      false,
    ],
    [
      "with members that no page names",
      {
        Name: "Removed after delivery\u200b",
        Category: "ThreatManagement",
        ThreatType: "Malicious",
        StreamType: "Mail",
        AggregationType: "CustomAggregation",
        Severity: "Informational",
        Threshold: 1,
        AlertBy: ["Tenant"],
        NotifyUser: ["TenantAdmins"],
        NotificationEnabled: true,
        IsSystemRule: true,
      },
      true,
    ],
    [
      "of a threat type and a category that are newer than this package",
      { Category: "Newest", ThreatType: "Newest", NotifyUser: ["TenantAdmins"], AggregationType: "None" },
      false,
    ],
  ];

  for (const [what, wire, builtIn] of held)
    it(`${what} is read whole, accepted by check and equal to its own export`, () => {
      const object = { ...FRAME, ...wire };
      const observed = readObject(protectionAlert, object);
      assert.equal(observed.builtIn, builtIn);
      const inputs = minimalInputs(protectionAlert, observed, resolve);
      assert.equal(inputs["name"], object["Name"]);
      assert.deepEqual(checkInputs(protectionAlert, inputs, {}).failures, []);
      assert.deepEqual(changes(object, inputs), []);
      assert.deepEqual(unexpressed(protectionAlert, { wire: object, inputs, resolve }), []);
    });

  it("cannot be changed or removed where it is a default one", () => {
    const wire = { ...ownWire, IsSystemRule: true };
    assert.equal(planned(wire, { ...OWN, severity: "High" }, OWN).refused?.code, "PURVIEW_BUILT_IN");
    const actual = readObject(protectionAlert, wire);
    assert.equal(
      planDelete(protectionAlert, { id: GUID, recorded: OWN, actual, resolve }).refused?.code,
      "PURVIEW_BUILT_IN",
    );
  });
});

describe("an alert policy of a program", () => {
  it("is equal to what Get returns, whatever case the addresses have", () => {
    assert.deepEqual(changes(ownWire, OWN), []);
  });

  it("has its recipients changed by Set, although its page calls the parameter internal", () => {
    const { steps, refused } = planned(ownWire, { ...OWN, notifyUser: ["soc@contoso.com"] }, OWN);
    assert.equal(refused, undefined);
    assert.deepEqual(
      steps.map(({ call }) => call),
      [{ cmdlet: "Set-ProtectionAlert", parameters: { Identity: GUID, NotifyUser: ["soc@contoso.com"] } }],
    );
  });

  it("is replaced by another threat type", () => {
    const [change] = changes(ownWire, { ...omit(OWN, "operation"), threatType: "Malware" }, omit(OWN, "operation"));
    assert.deepEqual([change?.property, change?.replaces], ["threatType", true]);
  });

  it("may drop threshold and window together with the aggregation they count for", () => {
    const without = { ...omit(OWN, "threshold", "timeWindow"), aggregationType: "None" };
    assert.deepEqual(checkInputs(protectionAlert, without, { olds: OWN }).failures, []);
    const { steps } = planned(ownWire, without, OWN);
    assert.deepEqual(
      steps.map(({ call }) => call.parameters),
      [{ Identity: GUID, AggregationType: "None" }],
    );
    const after = { ...ownWire, AggregationType: "None" };
    assert.deepEqual(changes(after, without, OWN), []);
  });

  it("must keep its threshold while matches are aggregated: the service has no default to go back to", () => {
    const { failures } = checkInputs(protectionAlert, omit(OWN, "threshold"), { olds: OWN });
    assert.deepEqual(
      failures.map(({ property }) => property),
      ["threshold"],
    );
  });

  it("is warned about a window of 60 minutes, which is not more than 60, and about a threshold below 3", () => {
    const warned = (properties: Properties): readonly string[] =>
      checkInputs(protectionAlert, { ...OWN, ...properties }, {}).warnings.map(({ property }) => property);
    assert.deepEqual(warned({ timeWindow: 60 }), ["timeWindow"]);
    assert.deepEqual(warned({ timeWindow: 61, threshold: 3 }), []);
    assert.deepEqual(warned({ threshold: 2 }), ["threshold"]);
  });

  it("is warned about a category or threat type that no page names", () => {
    const { failures, warnings } = checkInputs(protectionAlert, { ...OWN, category: "ThreatManagment" }, {});
    assert.deepEqual(failures, []);
    assert.match(warnings[0]?.reason ?? "", /should be one of .*ThreatManagement.*not "ThreatManagment"/);
  });
});
