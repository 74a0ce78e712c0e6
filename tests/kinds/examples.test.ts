import assert from "node:assert/strict";
import { type ExampleValue, findKind, kinds } from "../../provider/kinds";
import { checkInputs } from "../../provider/lifecycle/check/inputs";
import { type Properties, UNKNOWN, type Value } from "../../provider/values";

const isRecord = (value: ExampleValue): value is { readonly [key: string]: ExampleValue } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** As in a preview: another resource's id is not known yet. */
function asInput(value: ExampleValue, names: readonly string[]): Value {
  if (Array.isArray(value)) return (value as readonly ExampleValue[]).map((item) => asInput(item, names));
  if (!isRecord(value)) return value as Value;
  if (typeof value["ref"] === "string") {
    assert.ok(names.includes(value["ref"]), `no resource ${value["ref"]} before it`);
    return UNKNOWN;
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, asInput(item, names)]));
}

describe("examples in the docs", () => {
  for (const kind of kinds) {
    it(`${kind.noun} has one, and check accepts every resource of it`, () => {
      assert.ok(kind.examples.length > 0);
      assert.ok(kind.examples.some((one) => one.resources.some((resource) => resource.noun === kind.noun)));
      for (const { resources } of kind.examples) {
        resources.forEach((resource, i) => {
          const names = resources.slice(0, i).map(({ name }) => name);
          const target = findKind(resource.noun);
          assert.ok(target, resource.noun);
          const inputs = asInput(resource.properties, names) as Properties;
          assert.deepEqual(checkInputs(target, inputs, { logicalName: resource.name }).failures, []);
        });
      }
    });
  }
});
