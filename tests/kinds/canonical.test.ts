import assert from "node:assert/strict";
import { concreteKind, findKind, type Kind } from "../../provider/kinds";
import { withProperties } from "../../provider/kinds/generic/shape";
import { diffProperties } from "../../provider/lifecycle/diff/properties";
import { minimalInputs, outputsOf, readObject } from "../../provider/lifecycle/object/state";
import type { ResolveReference } from "../../provider/lifecycle/types";
import { planUpdate } from "../../provider/lifecycle/plan/plan";

const ID = "11111111-2222-4333-8444-555555555555";
const nothing: ResolveReference = () => undefined;

describe("A canonical value", () => {
  it("is known by its class: a hashtable of a program with the same keys stays a hashtable", () => {
    const look = { show: "a", remove: "b", keys: ["c"] };
    const inputs = { noun: "FeatureConfiguration", name: "it", parameters: { Settings: look } };
    const kind = concreteKind(findKind("Object") as Kind, inputs);
    const wire = { Guid: ID, Name: "it", Settings: look };
    const actual = readObject(kind, wire);
    const declared = withProperties(kind, inputs);
    const input = { declaredBefore: Object.keys(declared), recorded: declared, actual, ignored: [], resolve: nothing };
    assert.deepEqual(diffProperties(kind, { ...input, desired: declared }), []);
    assert.deepEqual(outputsOf(kind, actual, declared, nothing)["parameters.Settings"], look);

    const desired = { ...declared, "parameters.Settings": { ...look, keys: ["d"] } };
    const changes = diffProperties(kind, { ...input, desired });
    assert.deepEqual(
      changes.map(({ path, actual: now, whole }) => [path, whole?.actual ?? now]),
      [["parameters.Settings", look]],
    );
    const plan = planUpdate(kind, { ...input, id: ID, desired, changes });
    assert.deepEqual(plan.steps[0]?.call.parameters["Settings"], {
      "@odata.type": "#Exchange.GenericHashTable",
      show: "a",
      remove: "b",
      keys: ["d"],
    });
  });

  it("leaves properties of the service's alone whatever they are called", () => {
    const kind = findKind("ComplianceCaseMember") as Kind;
    const wire = { Name: "Ann", PrimarySmtpAddress: "ann@contoso.com", $id: "x", $member: "y", $case: "z" };
    const [member] = kind.project?.([wire], { Case: ID }) ?? [];
    assert.ok(member);
    const observed = readObject(kind, member);
    assert.equal(observed.id, `${ID}/ann@contoso.com`);
    assert.deepEqual(minimalInputs(kind, observed, nothing), { case: ID, member: "ann@contoso.com" });
  });
});
