import assert from "node:assert/strict";
import { policyConfig as kind } from "../../../provider/kinds/policy-config/policy-config";
import { checkInputs } from "../../../provider/lifecycle/check/inputs";
import { diffProperties } from "../../../provider/lifecycle/diff/properties";
import { minimalInputs, readObject } from "../../../provider/lifecycle/object/state";
import { planUpdate } from "../../../provider/lifecycle/plan/plan";
import type { Plain, Properties, WireObject } from "../../../provider/values";
import { untagged } from "../echo";

const resolve = () => undefined;
const GROUP = "0f0f0f0f-0000-4000-8000-00000000abcd";
const OTHER = "1f0f0f0f-0000-4000-8000-00000000abcd";

/** Tables as texts with JSON inside (docs/service/dlp.md#policy-config). */
const TENANT: WireObject = {
  Name: "Settings",
  EnableLabelCoauth: true,
  EndpointDlpGlobalSettings: JSON.stringify([
    { Setting: "AdvancedClassificationEnabled", Value: "true" },
    { Setting: "PathExclusion", Value: "C:\\Temp\\*" },
    { Setting: "PathExclusion", Value: "C:\\Build\\*" },
    { Setting: "UnallowedApp", Value: "Archiver", Executable: "arc.exe" },
    { Setting: "VPNSettings", Value: '{"serverAddress":["vpn.contoso.com"]}' },
    { Setting: "NewestSetting", Value: "7" },
  ]),
  DlpAppGroups: JSON.stringify([
    {
      Name: "Archivers",
      Id: GROUP,
      Description: "",
      Apps: [{ ExecutableName: "7z.exe", Name: "7-Zip", Quarantine: false }],
    },
    {
      Name: "Players",
      Id: OTHER,
      Description: "d",
      Apps: [{ ExecutableName: "vlc.exe", Name: "VLC", Quarantine: "True" }],
    },
  ]),
  DlpPrinterGroups: JSON.stringify({
    groups: [
      {
        groupName: "Office",
        groupId: GROUP,
        printers: [
          {
            name: "Front",
            alias: "",
            universalPrinter: "false",
            corporatePrinter: "true",
            ipRange: [{ from: "10.0.0.1", to: "10.0.0.9" }],
          },
        ],
      },
    ],
  }),
  DlpNetworkShareGroups: JSON.stringify({
    groups: [{ groupName: "Finance", groupId: GROUP, networkPaths: ["\\\\files\\finance"] }],
  }),
};

const changesOf = (desired: Properties, before: Properties = desired, wire = TENANT) =>
  diffProperties(kind, {
    declaredBefore: Object.keys(before),
    desired,
    recorded: before,
    actual: readObject(kind, wire),
    ignored: [],
    resolve,
  });

/** The parameters of the one Set that a change takes. */
function sent(desired: Properties, before: Properties = desired): { readonly [parameter: string]: Plain } {
  const actual = readObject(kind, TENANT);
  const changes = changesOf(desired, before);
  const { steps } = planUpdate(kind, { id: "PolicyConfig", desired, recorded: before, actual, changes, resolve });
  assert.equal(steps.length, 1);
  assert.equal(steps[0]?.call.cmdlet, "Set-PolicyConfig");
  const entries = Object.entries(steps[0].call.parameters).filter(([name]) => !name.includes("@"));
  return Object.fromEntries(entries.map(([name, value]) => [name, untagged(value)]));
}

const ZIP = { name: "Archivers", apps: [{ name: "7-Zip", executableName: "7z.exe" }] };

describe("the settings of endpoint DLP", () => {
  it("are compared one by one: what a program does not declare is nobody's drift", () => {
    const declared = { advancedClassificationEnabled: true, pathExclusion: ["c:\\build\\*", "C:\\Temp\\*"] };
    assert.deepEqual(changesOf({ endpointDlpGlobalSettings: declared }), []);
    assert.deepEqual(changesOf({ endpointDlpGlobalSettings: { other: { newestsetting: 7 } } }), []);
    assert.deepEqual(
      changesOf({ endpointDlpGlobalSettings: { vpnSettings: { serverAddress: ["vpn.contoso.com"] } } }),
      [],
    );
  });

  it("name the setting that somebody changed", () => {
    const changes = changesOf({
      endpointDlpGlobalSettings: {
        advancedClassificationEnabled: false,
        pathExclusion: ["C:\\Build\\*", "C:\\Temp\\*"],
      },
    });
    assert.deepEqual(
      changes.map(({ path }) => path),
      ["endpointDlpGlobalSettings.advancedClassificationEnabled"],
    );
  });

  it("go back to the service with everything that nobody declares", () => {
    const { EndpointDlpGlobalSettings, ...others } = sent({
      endpointDlpGlobalSettings: { advancedClassificationEnabled: false },
    });
    assert.deepEqual(others, {});
    assert.deepEqual(EndpointDlpGlobalSettings, [
      { Setting: "PathExclusion", Value: "C:\\Temp\\*" },
      { Setting: "PathExclusion", Value: "C:\\Build\\*" },
      { Setting: "UnallowedApp", Value: "Archiver", Executable: "arc.exe" },
      { Setting: "VPNSettings", Value: '{"serverAddress":["vpn.contoso.com"]}' },
      { Setting: "NewestSetting", Value: "7" },
      { Setting: "AdvancedClassificationEnabled", Value: "false" },
    ]);
  });

  it("are removed one by one when a program declares them no longer", () => {
    const before = {
      endpointDlpGlobalSettings: {
        advancedClassificationEnabled: true,
        unallowedApp: [{ value: "Archiver", executable: "arc.exe" }],
      },
    };
    const { EndpointDlpGlobalSettings } = sent(
      { endpointDlpGlobalSettings: { advancedClassificationEnabled: true } },
      before,
    );
    assert.deepEqual(
      (EndpointDlpGlobalSettings as readonly { readonly Setting: string }[]).map(({ Setting }) => Setting),
      ["PathExclusion", "PathExclusion", "VPNSettings", "NewestSetting", "AdvancedClassificationEnabled"],
    );
  });
});

describe("groups of the tenant's settings", () => {
  it("are found by name, and are equal in what the program says of them", () => {
    assert.deepEqual(changesOf({ dlpAppGroups: [ZIP] }), []);
    assert.deepEqual(
      changesOf({ dlpNetworkShareGroups: [{ name: "finance", networkPaths: ["\\\\FILES\\finance"] }] }),
      [],
    );
    const printers = [
      { name: "Front", corporatePrinter: true, universalPrinter: false, ipRange: { from: "10.0.0.1", to: "10.0.0.9" } },
    ];
    assert.deepEqual(changesOf({ dlpPrinterGroups: [{ name: "Office", printers }] }), []);
  });

  it("keep the ids that rules refer to them by, and the groups that nobody declares", () => {
    const apps = [...ZIP.apps, { name: "WinRAR", executableName: "winrar.exe", quarantine: true }];
    assert.deepEqual(sent({ dlpAppGroups: [{ ...ZIP, apps }] }), {
      DlpAppGroups: [
        {
          Name: "Players",
          Id: OTHER,
          Description: "d",
          Apps: '[{"ExecutableName":"vlc.exe","Name":"VLC","Quarantine":"True"}]',
        },
        {
          Name: "Archivers",
          Id: GROUP,
          Description: "",
          Apps: '[{"Name":"7-Zip","ExecutableName":"7z.exe"},{"Name":"WinRAR","ExecutableName":"winrar.exe","Quarantine":true}]',
        },
      ],
    });
  });

  it("that are new are added next to the others", () => {
    const { DlpNetworkShareGroups } = sent({
      dlpNetworkShareGroups: [{ name: "Legal", networkPaths: ["\\\\files\\legal"] }],
    });
    assert.equal(typeof DlpNetworkShareGroups, "object");
    const text = JSON.stringify(DlpNetworkShareGroups);
    assert.match(text, /"groupName":"Finance","groupId":"0f0f0f0f/);
    assert.match(text, /"groupName":"Legal","networkPaths":\["\\\\\\\\files\\\\legal"\]/);
  });

  it("go away when a program declares them no longer, and others stay", () => {
    const before = { dlpAppGroups: [ZIP, { name: "Players", apps: [{ executableName: "vlc.exe" }] }] };
    const { DlpAppGroups } = sent({ dlpAppGroups: [ZIP] }, before);
    assert.deepEqual(
      (DlpAppGroups as readonly { readonly Name: string }[]).map(({ Name }) => Name),
      ["Archivers"],
    );
  });

  it("name the group that differs", () => {
    const changes = changesOf({ dlpAppGroups: [{ ...ZIP, apps: [{ executableName: "rar.exe" }] }] });
    assert.deepEqual([...new Set(changes.map(({ property }) => property))], ["dlpAppGroups"]);
  });
});

describe("the tenant's settings", () => {
  it("are never named by an identity: the session's organization is meant", () => {
    assert.deepEqual(sent({ ruleErrorAction: "RetryThenBlock" }, {}), { RuleErrorAction: "RetryThenBlock" });
  });

  it("may be left to others again", () => {
    const before = { ruleErrorAction: "RetryThenBlock", dlpAppGroups: [ZIP] };
    assert.deepEqual(checkInputs(kind, {}, { olds: before }).failures, []);
    assert.deepEqual(changesOf({}, before), []);
  });

  it("need acceptIrreversible to switch off co-authoring", () => {
    const desired = { enableLabelCoauth: false };
    const plan = planUpdate(kind, {
      id: "PolicyConfig",
      desired,
      actual: readObject(kind, TENANT),
      changes: changesOf(desired),
      resolve,
    });
    assert.equal(plan.refused?.code, "PURVIEW_IRREVERSIBLE");
  });

  it("are exported so that check takes them and nothing differs", () => {
    const inputs = minimalInputs(kind, readObject(kind, TENANT), resolve);
    assert.deepEqual(checkInputs(kind, inputs, {}).failures, []);
    assert.deepEqual(changesOf(inputs), []);
  });
});
