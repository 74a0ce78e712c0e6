import assert from "node:assert/strict";
import { findKind, type Kind } from "../../provider/kinds";
import { PurviewError } from "../../provider/errors";
import type { Recorded } from "../../provider/lifecycle/types";
import type { Plain, Properties } from "../../provider/values";
import { type Answered, type Asked, ScriptedService } from "../support/scripted-service";

const OBJECT = findKind("Object") as Kind;
const guid = (n: number): string => `5e0f1a2b-0000-4c00-8d00-${String(n).padStart(12, "0")}`;

type Row = { [property: string]: Plain };

/** How one noun of the service keeps what it is given. */
interface Shelf {
  /** What New makes of its parameters. */
  make(parameters: Asked["parameters"], n: number): readonly Row[];
  /** Is this the object that Set and Remove mean? */
  means(row: Row, parameters: Asked["parameters"]): boolean;
}

/** Objects of some nouns, kept as their cmdlets say. Unknown cmdlets are refused as the service does. */
class Shelves {
  readonly rows = new Map<string, Row[]>();
  #made = 0;

  constructor(private readonly shelves: { readonly [noun: string]: Shelf }) {}

  readonly script = (asked: Asked): Answered => {
    const [verb = "", noun = ""] = asked.cmdlet.split("-");
    const shelf = this.shelves[noun];
    if (!shelf) return refused(403, `User is not allowed to call ${asked.cmdlet}`);
    const rows = this.rows.get(noun) ?? [];
    this.rows.set(noun, rows);
    const { parameters } = asked;
    if (verb === "Get") return { objects: rows };
    if (verb === "New") {
      const made = shelf.make(parameters, ++this.#made);
      rows.push(...made);
      return { objects: made };
    }
    const meant = rows.filter((row) => shelf.means(row, parameters));
    if (meant.length === 0) return refused(404, `|ManagementObjectNotFoundException|There is no such ${noun}.`);
    if (verb === "Remove")
      this.rows.set(
        noun,
        rows.filter((row) => !meant.includes(row)),
      );
    else for (const row of meant) Object.assign(row, withoutIdentity(parameters));
    return { objects: [] };
  };
}

const withoutIdentity = (parameters: Asked["parameters"]): Row =>
  Object.fromEntries(Object.entries(parameters).filter(([name]) => !/^(Identity|Ids|Confirm|.*@.*)$/.test(name)));

const refused = (status: number, message: string): Answered => ({
  status,
  body: { error: { code: status === 404 ? "NotFound" : "BadRequest", details: [{ code: "Client", message }] } },
});

const named: Shelf = {
  make: (parameters, n) => [{ ...withoutIdentity(parameters), Guid: guid(n) }],
  means: (row, { Identity }) => [row["Name"], row["Guid"]].includes(Identity ?? ""),
};

const SHELVES: { readonly [noun: string]: Shelf } = {
  OrganizationSegment: named,
  // People are returned by their names, values of another type, and more than was sent.
  FeatureConfiguration: {
    make: (parameters, n) => [
      {
        ...parameters,
        Guid: guid(n),
        ScenarioConfig: JSON.stringify({ ...(JSON.parse(String(parameters["ScenarioConfig"])) as object), Version: 2 }),
      },
    ],
    means: named.means,
  },
  InformationBarrierPolicy: named,
  SupervisoryReviewRule: named,
  ComplianceSecurityFilter: {
    make: (parameters, n) => [{ ...parameters, Guid: guid(n), Users: "Ann Berg" }],
    means: (row, { FilterName }) => row["FilterName"] === FilterName,
  },
  ServicePrincipal: {
    make: ({ AppId = null, ObjectId = null, DisplayName = null }, n) => [
      { AppId, ObjectId, DisplayName, Guid: guid(n), Identity: `contoso.onmicrosoft.com/${String(ObjectId)}` },
    ],
    means: named.means,
  },
  TenantAllowBlockListItems: {
    make: ({ Entries, ListType = null }, n) =>
      (Entries as readonly string[]).map((Value, at) => ({
        Value,
        ListType,
        Action: "Block",
        Identity: `RgAAAAAI8gS${n}${at}=`,
      })),
    means: (row, { Entries }) => (Entries as readonly Plain[]).includes(row["Value"] ?? null),
  },
  TenantAllowBlockListSpoofItems: {
    make: (parameters, n) => [{ ...withoutIdentity(parameters), Identity: guid(n) }],
    means: (row, { Ids, Identity }) => Identity === "domain\\default" && [Ids].flat().includes(row["Identity"] ?? ""),
  },
  AuditConfig: { make: () => [], means: () => true },
};

describe("the generic object", () => {
  let service: ScriptedService;
  let shelves: Shelves;
  beforeEach(async () => {
    shelves = new Shelves(SHELVES);
    service = await ScriptedService.start(shelves.script);
  });
  afterEach(async () => await service.stop());

  async function checked(news: Properties, logicalName = "thing"): Promise<Properties> {
    const { failures, inputs } = await service.lifecycle().check(OBJECT, { news, logicalName });
    assert.deepEqual(failures, []);
    return inputs;
  }

  async function make(news: Properties): Promise<{ recorded: Recorded; inputs: Properties }> {
    const inputs = await checked(news);
    const written = await service.lifecycle().create(OBJECT, { desired: inputs });
    assert.equal(written.unfinished, undefined);
    return { inputs, recorded: { id: written.id, outputs: written.outputs, declared: Object.keys(inputs), inputs } };
  }

  const changed = async (recorded: Recorded, desired: Properties): Promise<readonly string[]> => {
    const { changes } = await service.lifecycle().diff(OBJECT, { recorded, desired, ignored: [], against: "live" });
    return changes.map(({ path }) => path);
  };

  const written = () => service.writes.map(({ cmdlet, parameters }) => ({ cmdlet, parameters }));

  interface Story {
    readonly title: string;
    readonly news: Properties;
    readonly New: Asked["parameters"];
    /** Somebody's change of what the service keeps, and the parameter that differs then. */
    readonly drift?: readonly [row: Row, path: string];
    readonly Set?: Asked["parameters"];
    readonly Remove?: Asked["parameters"];
  }

  const STORIES: readonly Story[] = [
    {
      title: "an object with a name",
      news: { noun: "OrganizationSegment", parameters: { UserGroupFilter: "Department -eq 'HR'" } },
      New: { Name: "thing", UserGroupFilter: "Department -eq 'HR'" },
      drift: [{ UserGroupFilter: "Department -eq 'IT'" }, "parameters.UserGroupFilter"],
      Set: { Identity: guid(1), UserGroupFilter: "Department -eq 'HR'" },
      Remove: { Identity: guid(1), Confirm: false },
    },
    {
      title: "a security filter, which FilterName names",
      news: {
        noun: "ComplianceSecurityFilter",
        parameters: { FilterName: "HR", Users: ["Ann Berg"], Filters: ["Mailbox_Title -eq 'x'"], Action: "All" },
      },
      New: { FilterName: "HR", Users: ["Ann Berg"], Filters: ["Mailbox_Title -eq 'x'"], Action: "All" },
      drift: [{ Filters: ["Mailbox_Title -eq 'y'"] }, "parameters.Filters[0]"],
      Set: { FilterName: "HR", Filters: ["Mailbox_Title -eq 'x'"] },
      Remove: { FilterName: "HR", Confirm: false },
    },
    {
      title: "a service principal, which has no name to give",
      news: { noun: "ServicePrincipal", parameters: { AppId: guid(71), ObjectId: guid(72), DisplayName: "Robot" } },
      New: { AppId: guid(71), ObjectId: guid(72), DisplayName: "Robot" },
      drift: [{ DisplayName: "Other" }, "parameters.DisplayName"],
      Set: { Identity: guid(1), DisplayName: "Robot" },
      Remove: { Identity: guid(1), Confirm: false },
    },
    {
      title: "an entry of a block list, which is found by the entry itself",
      news: {
        noun: "TenantAllowBlockListItems",
        parameters: { ListType: "Url", Block: true, Entries: "~contoso.com", NoExpiration: true },
        readParameters: { ListType: "Url" },
      },
      New: { ListType: "Url", Block: true, Entries: ["~contoso.com"], NoExpiration: true },
      Remove: { ListType: "Url", Entries: ["~contoso.com"] },
    },
    {
      title: "a pair of spoofed senders, whose Identity is the domain",
      news: {
        noun: "TenantAllowBlockListSpoofItems",
        parameters: {
          Identity: "domain\\default",
          Action: "Allow",
          SendingInfrastructure: "contoso.net",
          SpoofedUser: "contoso.com",
          SpoofType: "External",
        },
      },
      New: {
        Identity: "domain\\default",
        Action: "Allow",
        SendingInfrastructure: "contoso.net",
        SpoofedUser: "contoso.com",
        SpoofType: "External",
      },
      drift: [{ Action: "Block" }, "parameters.Action"],
      Set: { Identity: "domain\\default", Ids: [guid(1)], Action: "Allow" },
      Remove: { Identity: "domain\\default", Ids: [guid(1)], Confirm: false },
    },
    {
      title: "a collection policy, whose JSON the service completes",
      news: {
        noun: "FeatureConfiguration",
        parameters: {
          FeatureScenario: "KnowYourData",
          Mode: "Enable",
          ScenarioConfig: '{"Activities": ["UploadText"]}',
        },
        readParameters: { FeatureScenario: "KnowYourData" },
      },
      New: {
        Name: "thing",
        FeatureScenario: "KnowYourData",
        Mode: "Enable",
        ScenarioConfig: '{"Activities": ["UploadText"]}',
      },
      drift: [{ Mode: "Disable" }, "parameters.Mode"],
      Set: { Identity: guid(1), Mode: "Enable" },
      Remove: { Identity: guid(1), Confirm: false },
    },
  ];

  for (const { title, news, New, drift, Set, Remove } of STORIES)
    it(`makes, compares, repairs and removes ${title}`, async () => {
      const noun = String(news["noun"]);
      const { recorded, inputs } = await make(news);
      assert.deepEqual(written(), [{ cmdlet: `New-${noun}`, parameters: New }]);
      assert.deepEqual(recorded.outputs["parameters"], inputs["parameters"]);
      assert.deepEqual(await changed(recorded, inputs), []);
      if (drift) {
        Object.assign(shelves.rows.get(noun)?.[0] ?? {}, drift[0]);
        assert.deepEqual(await changed(recorded, inputs), [drift[1]]);
        await service.lifecycle().update(OBJECT, { recorded, desired: inputs, ignored: [] });
        assert.deepEqual(written().slice(1), [{ cmdlet: `Set-${noun}`, parameters: Set }]);
        assert.deepEqual(await changed(recorded, inputs), []);
      }
      const before = written().length;
      await service.lifecycle().delete(OBJECT, { recorded });
      assert.deepEqual(written().slice(before), [{ cmdlet: `Remove-${noun}`, parameters: Remove }]);
      assert.deepEqual(shelves.rows.get(noun), []);
    });

  it("takes over what tells an object without a name apart", async () => {
    const parameters = { AppId: guid(71), ObjectId: guid(72), DisplayName: "Robot" };
    await make({ noun: "ServicePrincipal", parameters });
    const news = { noun: "ServicePrincipal", parameters: { ...parameters, DisplayName: "Other" } };
    await assert.rejects(service.lifecycle().create(OBJECT, { desired: news }), { code: "PURVIEW_EXISTS" });
    const { id } = await service.lifecycle().create(OBJECT, { desired: { ...news, adoptExisting: true } });
    assert.equal(id, guid(1));
    assert.deepEqual(written().slice(1), [
      { cmdlet: "Set-ServicePrincipal", parameters: { Identity: guid(1), DisplayName: "Other" } },
    ]);
  });

  it("sends Set alone for what there is one of, and forgets it", async () => {
    shelves.rows.set("AuditConfig", [{ Workload: ["Exchange"] }]);
    const { recorded, inputs } = await make({
      noun: "AuditConfig",
      parameters: { Workload: ["Exchange", "SharePoint"] },
    });
    assert.deepEqual(written(), [{ cmdlet: "Set-AuditConfig", parameters: { Workload: ["Exchange", "SharePoint"] } }]);
    assert.deepEqual(await changed(recorded, inputs), []);
    await service.lifecycle().delete(OBJECT, { recorded });
    assert.equal(written().length, 1);
  });

  it("forgets an object of a noun without Remove", async () => {
    const { recorded } = await make({
      noun: "SupervisoryReviewRule",
      parameters: { Policy: "Reviews", SamplingRate: 10, Condition: "x" },
    });
    await service.lifecycle().delete(OBJECT, { recorded });
    assert.deepEqual(
      written().map(({ cmdlet }) => cmdlet),
      ["New-SupervisoryReviewRule"],
    );
    assert.equal(shelves.rows.get("SupervisoryReviewRule")?.length, 1);
  });

  it("compares references by whatever names the object", async () => {
    await make({ noun: "OrganizationSegment", name: "A", parameters: { UserGroupFilter: "x" } });
    await make({ noun: "OrganizationSegment", name: "B", parameters: { UserGroupFilter: "y" } });
    const { recorded, inputs } = await make({
      noun: "InformationBarrierPolicy",
      name: "Apart",
      parameters: { AssignedSegment: guid(1), SegmentsBlocked: [guid(2)], State: "Inactive" },
    });
    // The cmdlet takes segments by their names.
    assert.deepEqual(written().at(-1)?.parameters, {
      Name: "Apart",
      AssignedSegment: "A",
      SegmentsBlocked: ["B"],
      State: "Inactive",
    });
    Object.assign(shelves.rows.get("InformationBarrierPolicy")?.[0] ?? {}, {
      AssignedSegment: "A",
      SegmentsBlocked: "b",
    });
    assert.deepEqual(await changed(recorded, inputs), []);
  });

  it("leaves undeclared parameters alone, and takes one back that is declared no longer", async () => {
    const parameters = { FilterName: "HR", Users: ["Ann Berg"], Filters: ["x"], Action: "All", Description: "why" };
    const { recorded, inputs } = await make({ noun: "ComplianceSecurityFilter", parameters });
    Object.assign(shelves.rows.get("ComplianceSecurityFilter")?.[0] ?? {}, { Region: "EUR" });
    assert.deepEqual(await changed(recorded, inputs), []);
    const { Description: _, ...fewer } = parameters;
    const desired = { ...inputs, parameters: fewer };
    assert.deepEqual(await changed(recorded, desired), ["parameters.Description"]);
    await service.lifecycle().update(OBJECT, { recorded, desired, ignored: [] });
    assert.deepEqual(written().at(-1), {
      cmdlet: "Set-ComplianceSecurityFilter",
      parameters: { FilterName: "HR", Description: null },
    });
  });

  it("does not change what ignoreChanges names, as a whole or by parameter", async () => {
    const { recorded, inputs } = await make({ noun: "OrganizationSegment", parameters: { UserGroupFilter: "x" } });
    Object.assign(shelves.rows.get("OrganizationSegment")?.[0] ?? {}, { UserGroupFilter: "y" });
    for (const ignored of [["parameters"], ["parameters.UserGroupFilter"], ['parameters["userGroupFilter"]']]) {
      const { changes } = await service
        .lifecycle()
        .diff(OBJECT, { recorded, desired: inputs, ignored, against: "live" });
      assert.deepEqual(changes, []);
    }
  });

  it("is imported by noun and name, and by noun and id", async () => {
    const { recorded } = await make({ noun: "OrganizationSegment", parameters: { UserGroupFilter: "x" } });
    for (const id of ["OrganizationSegment/thing", `organizationsegment/${recorded.id}`]) {
      const found = await service.lifecycle().read(OBJECT, { id });
      assert.equal(found?.id, recorded.id);
      assert.deepEqual(found.inputs["parameters"], { UserGroupFilter: "x" });
    }
  });

  it("names a changed parameter as the program does", async () => {
    const news = { noun: "OrganizationSegment", parameters: { userGROUPfilter: "x" } };
    const { recorded, inputs } = await make(news);
    const desired = { ...inputs, parameters: { userGROUPfilter: "y" } };
    assert.deepEqual(await changed(recorded, desired), ["parameters.userGROUPfilter"]);
  });

  it("shows in a refresh what the program declares, as it is now", async () => {
    const { recorded } = await make({ noun: "OrganizationSegment", parameters: { userGroupFilter: "x" } });
    Object.assign(shelves.rows.get("OrganizationSegment")?.[0] ?? {}, { UserGroupFilter: "y", Comment: "z" });
    const found = await service.lifecycle().read(OBJECT, { id: recorded.id, recorded });
    assert.deepEqual(found?.inputs["parameters"], { userGroupFilter: "y" });
  });

  const REFUSED: readonly (readonly [title: string, news: Properties, property: string, reason: RegExp])[] = [
    [
      "a list that has to be asked for by a parameter",
      {
        noun: "FeatureConfiguration",
        parameters: { FeatureScenario: "TrustContainer", Mode: "Enable", ScenarioConfig: "{}" },
      },
      "readParameters",
      /Get-FeatureConfiguration lists nothing without FeatureScenario: declare readParameters: \{ FeatureScenario: "TrustContainer" \}/,
    ],
    [
      "a name for what the service names",
      { noun: "ServicePrincipal", name: "x", parameters: { AppId: guid(1), ObjectId: guid(2) } },
      "name",
      /the service names such a ServicePrincipal; leave name out/,
    ],
    [
      "a noun without Get",
      { noun: "CustomDlpEmailTemplate", parameters: {} },
      "noun",
      /there is no Get-CustomDlpEmailTemplate/,
    ],
    [
      "a membership",
      { noun: "RoleGroupMember", parameters: {}, readParameters: { Identity: "x" } },
      "noun",
      /there is no New-RoleGroupMember/,
    ],
    [
      "a missing parameter",
      { noun: "OrganizationSegment", parameters: {} },
      "parameters.UserGroupFilter",
      /is required/,
    ],
    [
      "a value that no cmdlet takes",
      {
        noun: "InformationBarrierPolicy",
        parameters: { AssignedSegment: "A", SegmentsBlocked: ["B"], State: "Sometimes" },
      },
      "parameters.State",
      /Sometimes/,
    ],
    [
      "parameters that exclude each other",
      {
        noun: "InformationBarrierPolicy",
        parameters: { AssignedSegment: "A", SegmentsBlocked: ["B"], SegmentsAllowed: ["C"] },
      },
      "parameters.SegmentsBlocked",
      /cannot be combined/,
    ],
  ];
  for (const [title, news, property, reason] of REFUSED)
    it(`refuses ${title} before anything is sent`, async () => {
      const { failures } = await service.lifecycle().check(OBJECT, { news, logicalName: "thing" });
      assert.ok(
        failures.some((failure) => failure.property === property && reason.test(failure.reason)),
        JSON.stringify(failures),
      );
      assert.deepEqual(service.writes, []);
    });

  it("says of a cmdlet that the session lacks what may be the matter, and names no role group that it does not know", async () => {
    const news = { noun: "OrganisationSegment", parameters: { UserGroupFilter: "x" } };
    const failure = await service
      .lifecycle()
      .check(OBJECT, { news, logicalName: "thing" })
      .then(
        ({ failures }) => failures.map(({ reason }) => reason).join("\n"),
        (error: unknown) =>
          error instanceof PurviewError ? `${error.message} ${error.context.advice ?? ""}` : String(error),
      );
    assert.match(failure, /OrganisationSegment/);
    assert.match(failure, /did you mean OrganizationSegment\?/);
    assert.doesNotMatch(failure, /Compliance Administrator|Organization Management/);
  });
});
