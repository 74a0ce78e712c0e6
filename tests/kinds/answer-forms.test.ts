import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { type Kind, kinds } from "../../provider/kinds";
import { diffProperties } from "../../provider/lifecycle/diff/properties";
import { minimalInputs, readObject } from "../../provider/lifecycle/object/state";
import { planCreate } from "../../provider/lifecycle/plan/plan";
import { withId } from "../../provider/lifecycle/plan/set-steps";
import { readPage } from "../../provider/transport/rest";
import type { WireObject } from "../../provider/values";
import { clixmlRows, type ClixmlOptions } from "../support/clixml";
import { Echo } from "./echo";
import { resolve, type State, stateOf } from "./generate";
import { OVERRIDES } from "./overrides";

const ID = "0f0f0f0f-0000-4000-8000-00000000abcd";
const CORPUS = join(__dirname, "../../../shared/corpus");

/** The one object of an answer in CLIXML. */
function answered(object: WireObject, options: ClixmlOptions): WireObject {
  const [read, ...more] = readPage(JSON.stringify({ value: clixmlRows([object], options) }), true).objects;
  assert.ok(read && more.length === 0);
  return read;
}

function created(kind: Kind, state: State, variant: number): WireObject {
  const echo = new Echo(variant);
  for (const step of planCreate(kind, { desired: state, resolve }).steps) echo.apply(withId(step, ID));
  return echo.wire();
}

const diff = (kind: Kind, state: State, wire: WireObject) =>
  diffProperties(kind, {
    declaredBefore: Object.keys(state),
    desired: state,
    recorded: state,
    actual: readObject(kind, wire),
    ignored: [],
    resolve,
  });

for (const kind of kinds.filter(({ special }) => special === undefined))
  describe(`the answer to Get-${kind.noun}`, () => {
    it("means the same in CLIXML as in JSON", () => {
      fc.assert(
        fc.property(stateOf(kind, OVERRIDES), fc.nat(11), (state, variant) => {
          const json = created(kind, state, variant);
          assert.deepEqual(readObject(kind, answered(json, {})), readObject(kind, json));
        }),
        { numRuns: 15 },
      );
    });

    it("is no difference where .NET has an object and JSON its text", () => {
      fc.assert(
        fc.property(stateOf(kind, OVERRIDES), fc.nat(11), fc.nat(6), (state, variant, odd) => {
          const json = created(kind, state, variant);
          const wrapped = answered(json, { wrapTexts: (text) => odd === 0 || text.length % odd === 0 });
          assert.deepEqual(diff(kind, state, wrapped), []);
          assert.deepEqual(
            minimalInputs(kind, readObject(kind, wrapped), resolve),
            minimalInputs(kind, readObject(kind, json), resolve),
          );
        }),
        { numRuns: 15 },
      );
    });
  });

describe("objects recorded from tenants", () => {
  it("mean the same in CLIXML as in JSON", function () {
    if (!existsSync(CORPUS)) {
      console.log(`      skipped: ${CORPUS} is not there`);
      this.skip();
    }
    const recorded = kinds
      .map((kind) => ({ kind, file: join(CORPUS, `${kind.noun}.json`) }))
      .filter(({ file }) => existsSync(file))
      .flatMap(({ kind, file }) =>
        (JSON.parse(readFileSync(file, "utf8")) as readonly { readonly object: WireObject }[]).map(({ object }) => ({
          kind,
          object,
        })),
      );
    assert.ok(recorded.length > 20);
    for (const { kind, object } of recorded)
      for (const options of [{}, { wrapTexts: (text: string) => text.length < 60 }]) {
        const [json, clixml] = [object, answered(object, options)].map((wire) =>
          minimalInputs(kind, readObject(kind, wire), resolve),
        );
        assert.deepEqual(clixml, json, `${kind.noun} ${String(object["Name"])}`);
      }
  });
});
