import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { kinds } from "../../provider/kinds";
import { packageSchema } from "../../provider/schema";
import { breakingChanges } from "../../provider/schema/compare";
import type { TypeSpec } from "../../provider/schema/types";
import { settingsTable } from "../../provider/session";

const text = { type: "string" };
const schema = (more: Record<string, unknown> = {}, resource: Record<string, unknown> = {}): TypeSpec => ({
  config: { variables: { tenantId: text } },
  types: { "p:a:Mode": { type: "string", enum: [{ value: "On" }, { value: "Off" }] } },
  resources: {
    "p:a:Policy": {
      inputProperties: { name: text, mode: { $ref: "#/types/p:a:Mode" } },
      properties: { name: text },
      requiredInputs: [],
      aliases: [{ type: "old" }],
      ...resource,
    },
  },
  functions: { "p:a:getPolicy": { inputs: { properties: { id: text } }, outputs: { properties: { name: text } } } },
  ...more,
});

describe("the comparison of schemas", () => {
  it("finds nothing where only words change and things are added", () => {
    const after = schema(
      { config: { variables: { tenantId: { ...text, description: "new words" }, more: text } } },
      { inputProperties: { name: { ...text, description: "words" }, mode: { $ref: "#/types/p:a:Mode" }, more: text } },
    );
    assert.deepEqual(breakingChanges(schema(), after), []);
  });

  it("names everything that a program could miss", () => {
    const breach = (after: TypeSpec): readonly string[] => breakingChanges(schema(), after);
    assert.deepEqual(breach(schema({ resources: {} })), ["p:a:Policy is gone"]);
    assert.deepEqual(breach(schema({ config: { variables: {} } })), ["setting.tenantId is gone"]);
    assert.deepEqual(breach(schema({ functions: {} })), ["function p:a:getPolicy is gone"]);
    assert.deepEqual(breach(schema({ types: { "p:a:Mode": { enum: [{ value: "On" }] } } })), [
      'type p:a:Mode lost its value "Off"',
    ]);
    assert.deepEqual(breach(schema({}, { requiredInputs: ["name"] })), ["p:a:Policy input.name is now required"]);
    assert.deepEqual(breach(schema({}, { aliases: [] })), ["p:a:Policy lost its alias old"]);
    assert.deepEqual(
      breach(
        schema(
          {},
          {
            inputProperties: { name: { type: "integer" }, mode: { $ref: "#/types/p:a:Mode", replaceOnChanges: true } },
          },
        ),
      ),
      ["p:a:Policy input.name has another type", "p:a:Policy input.mode replaces now"],
    );
  });

  it("finds no breach between the released schemas and this one", () => {
    const folder = join(__dirname, "../fixtures/schema");
    const now = packageSchema(kinds, settingsTable);
    for (const file of readdirSync(folder).filter((name) => name.endsWith(".json"))) {
      const before = JSON.parse(readFileSync(join(folder, file), "utf8")) as TypeSpec;
      assert.deepEqual(breakingChanges(before, now), [], `since ${file}`);
    }
  });
});
