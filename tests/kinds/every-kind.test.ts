import assert from "node:assert/strict";
import fc from "fast-check";
import { type Field, type Kind, kinds } from "../../provider/kinds";
import { checkInputs } from "../../provider/lifecycle/check/inputs";
import type { CheckResult, Observed } from "../../provider/lifecycle/types";
import { familyLeftOut } from "../../provider/lifecycle/object/declared";
import { diffProperties, formChange } from "../../provider/lifecycle/diff/properties";
import { planCreate, planUpdate } from "../../provider/lifecycle/plan/plan";
import { withId } from "../../provider/lifecycle/plan/set-steps";
import { minimalInputs, outputsOf, readObject, sameValue } from "../../provider/lifecycle/object/state";
import type { Plain } from "../../provider/values";
import { Echo } from "./echo";
import { otherValue, resolve, type State, stateOf } from "./generate";
import { OVERRIDES } from "./overrides";

const ID = "0f0f0f0f-0000-4000-8000-00000000abcd";
/** Each run checks every property of the kind. */
const runsFor = (kind: Kind): number => (kind.fields.length > 50 ? 12 : 35);
const simple = kinds.filter((kind) => kind.special === undefined);
const declaredIn = (state: State): string[] => Object.keys(state);

function created(kind: Kind, state: State, variant: number): Echo {
  const echo = new Echo(variant);
  for (const step of planCreate(kind, { desired: state, resolve }).steps) echo.apply(withId(step, ID));
  return echo;
}

const observed = (kind: Kind, echo: Echo): Observed => readObject(kind, echo.wire());

const diff = (kind: Kind, before: State, desired: State, actual: Observed) =>
  diffProperties(kind, { declaredBefore: declaredIn(before), desired, recorded: before, actual, ignored: [], resolve });

const isValid = ({ failures, warnings }: CheckResult): boolean => failures.length === 0 && warnings.length === 0;

const changedIn = (changes: readonly { readonly property: string }[]): string[] => [
  ...new Set(changes.map((change) => change.property)),
];

/** What a single other value may change: not what is compared by no one, not what turns the object into another form. */
const comparable = (field: Field): boolean =>
  field.companion !== "withChange" &&
  !(field.writeOnly && !field.update && !field.replaces) &&
  field.property !== "name" &&
  field.aliasOf === undefined;

for (const kind of simple) {
  describe(`every state of ${kind.noun}`, () => {
    it("reaches every property by the generators", () => {
      const reached = new Set(fc.sample(stateOf(kind, OVERRIDES), { numRuns: 400, seed: 7 }).flatMap(declaredIn));
      const missing = kind.fields.map((field) => field.property).filter((property) => !reached.has(property));
      assert.deepEqual(missing, []);
    });

    it("gives an empty diff once created and observed, whatever shapes Get uses", () => {
      fc.assert(
        fc.property(stateOf(kind, OVERRIDES), fc.nat(11), (state, variant) => {
          assert.deepEqual(diff(kind, state, state, observed(kind, created(kind, state, variant))), []);
        }),
        { numRuns: runsFor(kind) },
      );
    });

    it("shows one changed, added or removed property as exactly that property, and one update repairs it", () => {
      fc.assert(
        fc.property(single(kind), fc.nat(11), ({ before, after, property }, variant) => {
          const echo = created(kind, before, variant);
          const actual = observed(kind, echo);
          const field = kind.field(property) as Field;
          fc.pre(formChange(kind, after, actual) === undefined);
          fc.pre(!field.owned || !familyLeftOut(kind, after));
          fc.pre(after[property] !== undefined || field.clear.to !== "leave");
          const changes = diff(kind, before, after, actual);
          // What nobody declared is what the service made of it, else the documented default.
          const isSame = sameValue(field, resolve)(
            before[property] ??
              (after[property] === undefined ? undefined : actual.properties[property]) ??
              field.default ??
              null,
            after[property] ?? field.default ?? null,
          );
          assert.deepEqual(changedIn(changes), isSame ? [] : [property]);
          if (isSame || changes.some((change) => change.replaces)) return;
          assert.ok(changes.every((change) => change.cause === "program"));
          const plan = planUpdate(kind, { id: ID, desired: after, actual, changes, recorded: before, resolve });
          if (plan.refused?.code === "PURVIEW_FIXED") return;
          assert.equal(plan.steps.length, 1);
          for (const step of plan.steps) echo.apply(step.call);
          assert.deepEqual(diff(kind, after, after, observed(kind, echo)), []);
        }),
        { numRuns: runsFor(kind) * 3 },
      );
    });

    it("distinguishes drift from the program's own changes", () => {
      fc.assert(
        fc.property(single(kind), fc.nat(11), ({ before, after, property }, variant) => {
          const field = kind.field(property) as Field;
          // Of settings by key, those that nobody declared are nobody's drift.
          fc.pre(!field.writeOnly && !field.perKey);
          const changes = diff(kind, before, before, observed(kind, created(kind, after, variant)));
          assert.ok(changes.every((change) => change.cause === "drift"));
          const managed = before[property] !== undefined || (field.owned && !familyLeftOut(kind, before));
          const isSame = sameValue(field, resolve)(
            before[property] ?? field.default ?? null,
            after[property] ?? field.default ?? null,
          );
          if (managed && !isSame && observed(kind, created(kind, after, variant)).properties[property] !== undefined) {
            assert.ok(changedIn(changes).includes(property));
          }
        }),
        { numRuns: runsFor(kind) },
      );
    });

    it("keeps the declared spelling in outputs, and imports minimal inputs that check accepts unchanged", () => {
      fc.assert(
        fc.property(stateOf(kind, OVERRIDES), fc.nat(11), (state, variant) => {
          const actual = observed(kind, created(kind, state, variant));
          const outputs = outputsOf(kind, actual, state, resolve);
          for (const [property, value] of Object.entries(state)) assert.deepEqual(outputs[property], value);
          const inputs = minimalInputs(kind, actual, resolve);
          const checked = checkInputs(kind, inputs, {});
          assert.deepEqual(checked, { inputs, failures: [], warnings: [] });
          const again = diff(kind, inputs as State, inputs as State, actual);
          assert.deepEqual(again, []);
        }),
        { numRuns: runsFor(kind) },
      );
    });
  });
}

/** Two valid states that differ in one property: another value, or with and without it. */
function single(kind: Kind): fc.Arbitrary<{ before: State; after: State; property: string }> {
  return stateOf(kind, OVERRIDES)
    .chain((before) =>
      fc
        .constantFrom(...kind.fields.filter(comparable).map((field) => field.property))
        .chain((property) =>
          fc
            .oneof(otherValue(kind, property, OVERRIDES), fc.constant(null))
            .map((value) => ({ before, property, value })),
        ),
    )
    .map(({ before, property, value }) => ({ before, property, after: changed(before, property, value) }))
    .filter(({ before, after }) => isValid(checkInputs(kind, after, { olds: before })));
}

function changed(state: State, property: string, value: Plain | null): State {
  const rest = Object.fromEntries(Object.entries(state).filter(([name]) => name !== property));
  return value === null ? rest : { ...rest, [property]: value };
}
