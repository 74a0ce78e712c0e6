import assert from "node:assert/strict";
import { findKind, type Kind } from "../../provider/kinds";
import { diffProperties } from "../../provider/lifecycle/diff/properties";
import { readObject } from "../../provider/lifecycle/object/state";
import { planUpdate } from "../../provider/lifecycle/plan/plan";
import type { Plain, WireObject } from "../../provider/values";

const ID = "11111111-2222-4333-8444-555555555555";
const resolve = (): undefined => undefined;
const policy: Kind = findKind("RetentionCompliancePolicy") ?? assert.fail();

type Extra = { readonly [parameter: string]: Plain };

function compared(extraParameters: Extra, returned: WireObject, before: Extra = extraParameters) {
  const desired = { name: "it", exchangeLocation: ["All"], extraParameters };
  const recorded = { ...desired, extraParameters: before };
  const actual = readObject(policy, { Guid: ID, Name: "it", ExchangeLocation: ["All"], ...returned });
  const input = { declaredBefore: Object.keys(recorded), desired, recorded, actual, ignored: [], resolve };
  const changes = diffProperties(policy, input);
  const plan = planUpdate(policy, { id: ID, desired, recorded, actual, changes, resolve });
  return {
    changes: changes.map(({ path, cause }) => `${path}: ${cause}`),
    sent: plan.steps[0]?.call.parameters,
  };
}

describe("extraParameters", () => {
  it("are drift where Get returns another value under the same name, and the update sends those alone", () => {
    const { changes, sent } = compared({ SomeNew: "value", Other: 1 }, { SomeNew: "tampered", Other: 1 });
    assert.deepEqual(changes, ["extraParameters.SomeNew: drift"]);
    assert.deepEqual(sent, { Identity: ID, SomeNew: "value" });
  });

  it("are the same in any form of one meaning: numbers as texts, one value as a list of one, texts in any case", () => {
    const extra = { Count: 8, Switch: true, List: ["a", "b"], One: "x", Word: "Enable" };
    const returned = { count: "8", Switch: "True", List: ["B", "A"], One: ["x"], Word: "enable" };
    assert.deepEqual(compared(extra, returned).changes, []);
  });

  it("are compared by the type of the catalogue where it knows the parameter", () => {
    assert.deepEqual(compared({ Comment: "a" }, { Comment: "b" }).changes, ["extraParameters.Comment: drift"]);
    assert.deepEqual(compared({ Enabled: true }, { Enabled: "True" }).changes, []);
    assert.deepEqual(compared({ Enabled: true }, { Enabled: false }).changes, ["extraParameters.Enabled: drift"]);
  });

  it("are sent only when the program changes them where Get does not return them, or where they name the object", () => {
    assert.deepEqual(compared({ Unseen: "a", Identity: "it" }, { Identity: "CN=it" }), {
      changes: [],
      sent: undefined,
    });
    const { changes, sent } = compared({ Unseen: "b" }, {}, { Unseen: "a" });
    assert.deepEqual(changes, ["extraParameters: program"]);
    assert.deepEqual(sent, { Identity: ID, Unseen: "b" });
  });

  it("that are tables are not compared with a text that stands for them", () => {
    assert.deepEqual(compared({ Table: { a: 1 } }, { Table: "System.Collections.Hashtable" }).changes, []);
    assert.deepEqual(compared({ Table: { a: 1 } }, { Table: { a: "2" } }).changes, ["extraParameters.Table: drift"]);
  });
});
