import assert from "node:assert/strict";
import { concreteKind, findKind, type Kind } from "../../provider/kinds";
import { withProperties } from "../../provider/kinds/generic/shape";
import type { Observed, ResolveReference } from "../../provider/lifecycle/types";
import { diffProperties } from "../../provider/lifecycle/diff/properties";
import { planCreate, planDelete, planUpdate } from "../../provider/lifecycle/plan/plan";
import { rightsAdvice } from "../../provider/lifecycle/guard/rights";
import { objectIndexOf } from "../../provider/lifecycle/observe/object-index";
import { outputsOf, readObject } from "../../provider/lifecycle/object/state";
import type { Listing } from "../../provider/session";
import type { Properties, WireObject } from "../../provider/values";

const kindOf = (noun: string): Kind => findKind(noun) as Kind;
const nothing: ResolveReference = () => undefined;
const guid = (n: number): string => `0000000${n}-0000-4000-8000-000000000000`;

function objects(kind: Kind, wire: readonly WireObject[], asked = {}): Observed[] {
  return (kind.project?.(wire, asked) ?? wire).map((object) => readObject(kind, object));
}

const changesOf = (kind: Kind, actual: Observed, desired: Properties, recorded: Properties = desired) =>
  diffProperties(kind, {
    declaredBefore: Object.keys(recorded),
    desired,
    recorded,
    actual,
    ignored: [],
    resolve: nothing,
  });

describe("an order resource", () => {
  const kind = kindOf("LabelOrder");
  const labels = ["Public", "Internal", "Secret", "Old"].map((Name, i) => ({
    Name,
    Guid: guid(i + 1),
    Priority: String(i),
    Mode: Name === "Old" ? "PendingDeletion" : "Enforce",
  }));

  it("compares relative order only, and shows names as declared", () => {
    const [actual] = objects(kind, labels) as [Observed];
    assert.equal(actual.id, "Label");
    const desired = { labels: [guid(1).toUpperCase(), "secret"] };
    assert.deepEqual(changesOf(kind, actual, desired), []);
    assert.deepEqual(outputsOf(kind, actual, desired, nothing)["labels"], desired.labels);
  });

  it("knows its members however Get spells their GUIDs", () => {
    const spelled = [
      { Name: "Public", Guid: `{${guid(1).toUpperCase()}}`, Priority: 0 },
      { Name: "Internal", Identity: guid(2), Priority: 1, ParentId: "{00000000-0000-0000-0000-000000000000}" },
    ];
    const [actual] = objects(kind, spelled) as [Observed];
    assert.deepEqual(changesOf(kind, actual, { labels: [guid(1), guid(2)] }), []);
    const desired = { labels: [guid(2), guid(1)] };
    const changes = changesOf(kind, actual, desired);
    const [step] = planUpdate(kind, { id: actual.id, desired, actual, changes, resolve: nothing }).steps;
    assert.ok([guid(1), guid(2)].includes(String(step?.call.parameters["Identity"])));
  });

  it("moves the fewest, by GUID and place", () => {
    const [actual] = objects(kind, labels) as [Observed];
    const desired = { labels: ["Secret", "Public", "Internal"] };
    const changes = changesOf(kind, actual, desired);
    assert.deepEqual([...new Set(changes.map((change) => change.property))], ["labels"]);
    const plan = planUpdate(kind, { id: actual.id, desired, actual, changes, resolve: nothing });
    assert.deepEqual(
      plan.steps.map((step) => step.call),
      [{ cmdlet: "Set-Label", parameters: { Identity: guid(3), Priority: 0 } }],
    );
  });

  it("names the number that the service shows at the place, whatever numbers it counts with", () => {
    const gappy = labels.map((label, i) => ({ ...label, Priority: String(10 + 5 * i) }));
    const [actual] = objects(kind, gappy) as [Observed];
    const desired = { labels: ["Secret", "Public", "Internal"] };
    const changes = changesOf(kind, actual, desired);
    const plan = planUpdate(kind, { id: actual.id, desired, actual, changes, resolve: nothing });
    assert.deepEqual(
      plan.steps.map((step) => step.call.parameters),
      [{ Identity: guid(3), Priority: 10 }],
    );
  });

  it("moves label policies by naming the neighbour", () => {
    const policies = kindOf("LabelPolicyOrder");
    const [actual] = objects(policies, labels) as [Observed];
    const desired = { policies: ["Internal", "Public", "Secret"] };
    const plan = planUpdate(policies, {
      id: actual.id,
      desired,
      actual,
      changes: changesOf(policies, actual, desired),
      resolve: nothing,
    });
    const [step, ...more] = plan.steps;
    assert.equal(more.length, 0);
    assert.equal(step?.call.cmdlet, "Set-LabelPolicy");
    assert.ok(step?.call.parameters["NextLabelPolicy"]);
  });
});

describe("a case", () => {
  it("says what role groups alone do not give, where rights are lacking", () => {
    const advice = rightsAdvice({ kind: kindOf("ComplianceCase") });
    assert.match(advice, /"eDiscovery Manager".*Exchange\.ManageAsApp.*EnableSearchOnlySession/);
    assert.doesNotMatch(rightsAdvice({ kind: kindOf("ComplianceTag") }), /EnableSearchOnlySession/);
  });
});

describe("a member of a case", () => {
  const kind = kindOf("ComplianceCaseMember");
  const wire = [{ Name: "Ann Bee", Alias: "ann@contoso.com", ExchangeObjectId: guid(7), Guid: guid(7) }];

  it("is added and removed by case and member, never by Identity", () => {
    const desired = { case: guid(1), member: "ANN@contoso.com" };
    const [step] = planCreate(kind, { desired, resolve: nothing }).steps;
    assert.deepEqual(step?.call, {
      cmdlet: "Add-ComplianceCaseMember",
      parameters: { Case: guid(1), Member: "ANN@contoso.com" },
    });
    const [actual] = objects(kind, wire, { Case: guid(1) }) as [Observed];
    assert.equal(actual.id, `${guid(1)}/ann@contoso.com`);
    const [gone] = planDelete(kind, { id: actual.id, recorded: desired, actual, resolve: nothing }).steps;
    assert.deepEqual(gone?.call, {
      cmdlet: "Remove-ComplianceCaseMember",
      parameters: { Case: guid(1), Member: "ANN@contoso.com", Confirm: false },
    });
  });

  it("is the same by address, name or GUID", () => {
    const [actual] = objects(kind, wire, { Case: guid(1) }) as [Observed];
    for (const member of ["ann@contoso.com", "ann bee", guid(7)]) {
      assert.deepEqual(changesOf(kind, actual, { case: guid(1), member }), []);
    }
    const [change] = changesOf(kind, actual, { case: guid(1), member: "bob@contoso.com" });
    assert.ok(change?.replaces);
  });
});

describe("one location of a case hold", () => {
  const kind = kindOf("CaseHoldPolicyLocation");
  const wire = [
    {
      Name: "hold",
      Guid: guid(1),
      ExchangeLocation: [{ DisplayName: "Ann", Name: "ann@contoso.com" }],
      SharePointLocation: ["https://contoso.sharepoint.com/sites/hr/"],
    },
  ];

  it("is found in its policy's list", () => {
    const found = objects(kind, wire);
    assert.equal(found.length, 2);
    const [mailbox, site] = found as [Observed, Observed];
    assert.equal(mailbox.id, `${guid(1)}/ann@contoso.com`);
    assert.deepEqual(changesOf(kind, mailbox, { policy: guid(1), exchangeLocation: "ANN@contoso.com" }), []);
    assert.deepEqual(
      changesOf(kind, site, { policy: guid(1), sharePointLocation: "https://contoso.sharepoint.com/sites/HR" }),
      [],
    );
  });

  it("is found again by every identifier of its location, but by its own id first", () => {
    const both = [
      { DisplayName: "Ann", Name: "Ann", ImmutableIdentity: guid(7), PrimarySmtpAddress: "ann@contoso.com" },
      { DisplayName: "ann@contoso.com", Name: "mallory@contoso.com" },
    ];
    const listing = { objects: [{ ...wire[0], ExchangeLocation: both }] } as unknown as Listing;
    const roll = objectIndexOf(kind, listing);
    for (const member of ["ANN@contoso.com", guid(7).toUpperCase(), "ann"])
      assert.deepEqual(
        roll.byId(`${guid(1)}/${member}`).map(({ id }) => id),
        [`${guid(1)}/ann@contoso.com`],
      );
    assert.equal(roll.byId(`${guid(1)}/https://contoso.sharepoint.com/sites/HR`).length, 1);
    assert.equal(roll.byId(`${guid(2)}/ann@contoso.com`).length, 0);
  });

  it("belongs to its policy however Get spells the policy's GUID", () => {
    for (const spelling of [{ Guid: `{${guid(1).toUpperCase()}}` }, { Identity: `CN=${guid(1)}` }]) {
      const [mailbox] = objects(kind, [{ ...spelling, ExchangeLocation: ["ann@contoso.com"] }]) as [Observed];
      assert.equal(mailbox.id, `${guid(1)}/ann@contoso.com`);
    }
  });

  it("is added and removed by one Set of the policy, and its removal is announced", () => {
    const desired = { policy: guid(1), exchangeLocation: "ann@contoso.com" };
    assert.deepEqual(
      planCreate(kind, { desired, resolve: nothing }).steps.map((step) => step.call),
      [{ cmdlet: "Set-CaseHoldPolicy", parameters: { Identity: guid(1), AddExchangeLocation: ["ann@contoso.com"] } }],
    );
    const gone = planDelete(kind, { id: "x", recorded: desired, actual: objects(kind, wire)[0], resolve: nothing });
    assert.deepEqual(
      gone.steps.map((step) => step.call),
      [
        {
          cmdlet: "Set-CaseHoldPolicy",
          parameters: { Identity: guid(1), RemoveExchangeLocation: ["ann@contoso.com"] },
        },
      ],
    );
    assert.equal(gone.warnings.length, 1);
  });
});

describe("the generic object", () => {
  const generic = kindOf("Object");
  const inputs = {
    noun: "RetentionCompliancePolicy",
    name: "p",
    parameters: { ExchangeLocation: ["All"], Comment: "x" },
  };
  const kind = concreteKind(generic, inputs);
  const desired = withProperties(kind, inputs);

  it("is made by the noun's own cmdlets with the parameters as they are", () => {
    assert.deepEqual(
      planCreate(kind, { desired, resolve: nothing }).steps.map((step) => step.call),
      [
        {
          cmdlet: "New-RetentionCompliancePolicy",
          parameters: { Name: "p", ExchangeLocation: ["All"], Comment: "x" },
        },
      ],
    );
  });

  it("manages declared parameters only, and sends only those that changed", () => {
    const actual = readObject(kind, {
      Name: "p",
      Guid: guid(4),
      comment: "other",
      ExchangeLocation: ["All"],
      Enabled: true,
    });
    const changes = changesOf(kind, actual, desired);
    assert.deepEqual(
      changes.map((change) => change.path),
      ["parameters.Comment"],
    );
    const plan = planUpdate(kind, { id: actual.id, desired, actual, changes, recorded: desired, resolve: nothing });
    assert.deepEqual(
      plan.steps.map((step) => step.call),
      [{ cmdlet: "Set-RetentionCompliancePolicy", parameters: { Identity: guid(4), Comment: "x" } }],
    );
  });

  it("cannot pass by the guards, whatever case or prefix is used", () => {
    for (const lock of [
      { RESTRICTIVERET: "$true" },
      { restrictiveRetention: "$true" },
      { RestrictiveRetention: true },
    ]) {
      const sly = { ...inputs, parameters: { ...lock, ExchangeLocation: ["All"] } };
      const slyKind = concreteKind(generic, sly);
      const plan = planCreate(slyKind, { desired: withProperties(slyKind, sly), resolve: nothing });
      assert.deepEqual(plan.irreversible, ["PreservationLock"]);
      assert.equal(plan.refused?.code, "PURVIEW_IRREVERSIBLE");
    }
  });

  it("works for a noun that nobody knows", () => {
    const raw = { noun: "QuantumPolicy", name: "q", parameters: { Spin: ["up"], Settings: { A: 1 } } };
    const novel = concreteKind(generic, raw);
    const unknown = withProperties(novel, raw);
    const [made] = planCreate(novel, { desired: unknown, resolve: nothing }).steps;
    assert.deepEqual(made?.call, {
      cmdlet: "New-QuantumPolicy",
      parameters: { Name: "q", Spin: ["up"], Settings: { "@odata.type": "#Exchange.GenericHashTable", A: 1 } },
    });
    const actual = readObject(novel, { Name: "q", Guid: guid(5), Spin: "down", Settings: '{"A":1}' });
    const changes = changesOf(novel, actual, unknown);
    const plan = planUpdate(novel, {
      id: actual.id,
      desired: unknown,
      actual,
      changes,
      recorded: unknown,
      resolve: nothing,
    });
    assert.deepEqual(plan.steps[0]?.call, {
      cmdlet: "Set-QuantumPolicy",
      parameters: { Identity: guid(5), Spin: ["up"] },
    });
    const [gone] = planDelete(novel, { id: guid(5), recorded: unknown, actual, resolve: nothing }).steps;
    assert.deepEqual(gone?.call, { cmdlet: "Remove-QuantumPolicy", parameters: { Identity: guid(5) } });
  });
});
