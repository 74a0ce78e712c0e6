import assert from "node:assert/strict";
import { findKind, type Kind } from "../../provider/kinds";
import { FIRST_ASKED } from "../../provider/transport/rest";
import type { Plain, Properties, WireObject } from "../../provider/values";
import { clixmlRows } from "../support/clixml";
import { type Answered, type Asked, ScriptedService } from "../support/scripted-service";

const kindNamed = (noun: string): Kind => {
  const kind = findKind(noun);
  if (!kind) throw new Error(`no kind ${noun}`);
  return kind;
};

const dates = {
  WhenChanged: "2026-05-04T10:11:12.0000000+00:00",
  WhenChangedUTC: "2026-05-04T10:11:12.0000000Z",
  WhenCreatedUTC: "2026-05-01T00:00:00.0000000Z",
};
const path = (name: string): string =>
  `FFO.example.com/Microsoft Exchange Hosted Organizations/fabrikam.onmicrosoft.com/Configuration/${name}`;

interface Sample {
  readonly noun: string;
  readonly object: WireObject;
  /** What a program declares of it. */
  readonly desired: Properties;
}

/** Objects as Get returns them in JSON (docs/service), one for each shape that a property may have. */
const SAMPLES: readonly Sample[] = [
  {
    noun: "RetentionCompliancePolicy",
    object: {
      Name: "Seven years for sites",
      Guid: "6a7b8c9d-0001-4a00-9b00-0000000000a1",
      Identity: path("Seven years for sites"),
      Comment: "Line one\r\nline two: <b> & _x0041_",
      Enabled: true,
      Mode: "Enforce",
      Priority: 3,
      RestrictiveRetention: false,
      Workload: "SharePoint",
      SharePointLocation: [
        "https://fabrikam.sharepoint.com/sites/it%20dept",
        "https://fabrikam.sharepoint.com/sites/hr",
      ],
      SharePointLocationException: [],
      ExchangeLocation: [],
      DistributionStatus: "Success",
      ...dates,
    },
    desired: {
      name: "Seven years for sites",
      comment: "Line one\nline two: <b> & _x0041_",
      sharePointLocation: [
        "https://fabrikam.sharepoint.com/sites/hr/",
        "https://fabrikam.sharepoint.com/sites/it dept",
      ],
    },
  },
  {
    noun: "RetentionComplianceRule",
    object: {
      Name: "Keep 2555",
      Guid: "6a7b8c9d-0002-4a00-9b00-0000000000a2",
      Policy: "6a7b8c9d-0001-4a00-9b00-0000000000a1",
      RetentionDuration: "2555",
      RetentionComplianceAction: "KeepAndDelete",
      RetentionDurationDisplayHint: "Years",
      ExpirationDateOption: "CreationAgeInDays",
      ...dates,
    },
    desired: {
      name: "Keep 2555",
      policy: "Seven years for sites",
      retentionDuration: 2555,
      retentionComplianceAction: "KeepAndDelete",
      expirationDateOption: "CreationAgeInDays",
    },
  },
  {
    noun: "ComplianceTag",
    object: {
      Name: "Contracts",
      Guid: "6a7b8c9d-0003-4a00-9b00-0000000000a3",
      ImmutableId: "6a7b8c9d-0003-4a00-9b00-0000000000ff",
      IsRecordLabel: false,
      Regulatory: false,
      RetentionAction: "Keep",
      RetentionDuration: "Unlimited",
      RetentionType: "CreationAgeInDays",
      ReviewerEmail: ["ann@fabrikam.com"],
      FilePlanMetadata: '{"Settings":[{"Key":"FilePlanPropertyDepartment","Value":"Legal"}]}',
      Notes: "",
      Comment: null,
      ...dates,
    },
    desired: {
      name: "Contracts",
      retentionAction: "Keep",
      retentionDuration: "unlimited",
      retentionType: "CreationAgeInDays",
      reviewerEmail: ["Ann@fabrikam.com"],
      filePlanProperty: { department: "Legal" },
    },
  },
  {
    noun: "Label",
    object: {
      Name: "defa4170-0d19-0005-0003-aabbccddeeff",
      Guid: "6a7b8c9d-0004-4a00-9b00-0000000000a4",
      DisplayName: "Finance ",
      Tooltip: "For finance",
      ContentType: "File, Email",
      Priority: 5,
      ParentId: null,
      Settings: ["[displayname, Finance ]", "[color, #40e0d0]"],
      LabelActions: [
        '{"Type":"applycontentmarking","SubType":"header","Settings":[{"Key":"text","Value":"Internal"},{"Key":"fontsize","Value":"8"},{"Key":"margin","Value":"5"}]}',
      ],
      LocaleSettings: [
        '{"localeKey":"displayName","Settings":[{"Key":"default","Value":"Finance "},{"Key":"de-de","Value":"Finanzen"}]}',
      ],
      Disabled: false,
      ...dates,
    },
    desired: {
      name: "defa4170-0d19-0005-0003-aabbccddeeff",
      displayName: "Finance ",
      tooltip: "For finance",
      contentType: ["Email", "File"],
      advancedSettings: { color: "#40e0d0" },
      applyContentMarkingHeaderText: "Internal",
      applyContentMarkingHeaderFontSize: 8,
      applyContentMarkingHeaderMargin: 5,
      localeSettings: [{ localeKey: "DisplayName", settings: [{ key: "de-DE", value: "Finanzen" }] }],
    },
  },
  {
    noun: "UnifiedAuditLogRetentionPolicy",
    object: {
      Name: "One year",
      Guid: "6a7b8c9d-0005-4a00-9b00-0000000000a5",
      Identity: "6a7b8c9d-0005-4a00-9b00-0000000000a5",
      Priority: 12,
      RetentionDuration: "TwelveMonths",
      RecordTypes: ["ExchangeItem", "AzureActiveDirectory"],
      UserIds: ["bob@fabrikam.com"],
      Operations: [],
      ...dates,
    },
    desired: {
      name: "One year",
      priority: 12,
      retentionDuration: "TwelveMonths",
      recordTypes: ["AzureActiveDirectory", "ExchangeItem"],
      userIds: ["bob@fabrikam.com"],
    },
  },
];

/** Lists of the samples; every other list is empty. */
const listing = ({ cmdlet }: Asked): Answered => ({
  objects: SAMPLES.filter(({ noun }) => cmdlet === `Get-${noun}`).map(({ object }) => object),
});

const NOT_ACCEPTABLE: Answered = { status: 406, body: "" };

const SERVICES: readonly (readonly [title: string, script: (asked: Asked) => Answered])[] = [
  ["answers in the form that it is asked for", listing],
  ["answers in CLIXML, whatever it is asked for", (asked) => ({ rows: clixmlRows(listing(asked).objects ?? []) })],
  ["answers in JSON, whatever it is asked for", (asked) => ({ rows: listing(asked).objects ?? [] })],
  ["refuses CLIXML", (asked) => (asked.form === "clixml" ? NOT_ACCEPTABLE : listing(asked))],
];

for (const [title, script] of SERVICES)
  describe(`a service that ${title}`, () => {
    let service: ScriptedService;
    before(async () => (service = await ScriptedService.start(script)));
    after(async () => await service.stop());

    for (const { noun, object, desired } of SAMPLES)
      it(`shows ${noun} as it is declared, and imports it`, async () => {
        const kind = kindNamed(noun);
        const id = String(object["Guid"]);
        const recorded = { id, outputs: desired, declared: Object.keys(desired), inputs: desired };
        const { changes } = await service.lifecycle().diff(kind, { recorded, desired, ignored: [], against: "live" });
        assert.deepEqual(changes, []);
        const json = await ScriptedService.start((asked) => ({ rows: listing(asked).objects ?? [] }));
        try {
          assert.deepEqual(await inputsOf(service, kind, id), await inputsOf(json, kind, id));
        } finally {
          await json.stop();
        }
      });

    it("gets no cmdlet that changes something", () => assert.deepEqual(service.writes, []));
  });

const inputsOf = async (service: ScriptedService, kind: Kind, id: string) =>
  (await service.lifecycle().read(kind, { id }))?.inputs;

describe("a write to a service that refuses CLIXML", () => {
  const kind = kindNamed("ComplianceRetentionEventType");
  const desired = { name: "Contract ended", comment: "of a contract" };

  /** Keeps what New says. */
  function keeping(refusal: Answered, happens: (cmdlet: string) => boolean) {
    const kept: { [name: string]: Plain }[] = [];
    const run = ({ cmdlet, parameters }: Asked): Answered => {
      if (cmdlet === "New-ComplianceRetentionEventType")
        kept.push({ Guid: `6a7b8c9d-0009-4a00-9b00-00000000000${kept.length}`, ...parameters, ...dates });
      return { objects: cmdlet.endsWith("-ComplianceRetentionEventType") ? kept : [] };
    };
    const script = (asked: Asked): Answered => {
      const refuses = asked.form === "clixml" && !asked.cmdlet.startsWith("Get-");
      if (!refuses) return run(asked);
      if (happens(asked.cmdlet)) run(asked);
      return refusal;
    };
    return { kept, script };
  }

  const CASES: readonly (readonly [title: string, refusal: Answered, happens: boolean])[] = [
    ["before it is run (415)", { status: 415, body: "" }, false],
    ["before it is run (406)", NOT_ACCEPTABLE, false],
    ["after it was run (406)", NOT_ACCEPTABLE, true],
  ];
  for (const [title, refusal, happens] of CASES)
    it(`${title} makes one object`, async function () {
      if (FIRST_ASKED === "json") {
        console.log("      skipped: CLIXML is not asked for yet");
        this.skip();
      }
      const { kept, script } = keeping(refusal, () => happens);
      const service = await ScriptedService.start(script);
      try {
        const { id } = await service.lifecycle().create(kind, { desired });
        assert.deepEqual(
          kept.map(({ Guid }) => Guid),
          [id],
        );
        assert.equal(service.debugged.length, 1);
      } finally {
        await service.stop();
      }
    });
});

describe("a list whose CLIXML is broken", () => {
  for (const document of ["<Objs>", "", "<html></html>", `<!DOCTYPE a [<!ENTITY b "c">]><Objs />`])
    it(`(${document || "empty"}) never says that an object is gone`, async () => {
      const service = await ScriptedService.start(() => ({ rows: [{ _clixml: document }] }));
      try {
        const kind = kindNamed("ComplianceTag");
        await assert.rejects(
          service.lifecycle().read(kind, {
            id: "6a7b8c9d-0003-4a00-9b00-0000000000a3",
            recorded: { id: "6a7b8c9d-0003-4a00-9b00-0000000000a3", outputs: {}, declared: [] },
          }),
          { code: "PURVIEW_RESPONSE_MALFORMED" },
        );
        assert.ok(service.asked.length > 1);
      } finally {
        await service.stop();
      }
    });
});
