import assert from "node:assert/strict";
import { IRREVERSIBLE_ACTS, kinds } from "../../provider/kinds";
import { functionsOf, packageSchema } from "../../provider/schema";
import { plural } from "../../provider/schema/functions";
import { kebab, snake } from "../../provider/schema/names";
import { inputsOf, outputsOf } from "../../provider/schema/property";
import { settingsTable } from "../../provider/session";

interface Spec {
  readonly [key: string]: unknown;
}
interface Resource {
  readonly inputProperties: { readonly [name: string]: Spec };
  readonly properties: { readonly [name: string]: Spec };
  readonly requiredInputs: readonly string[];
  readonly aliases: readonly Spec[];
  readonly description: string;
}
const schema = packageSchema(kinds, settingsTable, "1.2.3") as {
  readonly version: string;
  readonly resources: { readonly [token: string]: Resource };
  readonly functions: Spec;
  readonly types: Spec;
  readonly config: { readonly variables: { readonly [name: string]: Spec } };
  readonly provider: { readonly inputProperties: { readonly [name: string]: Spec } };
};

describe("the package schema", () => {
  it("has every kind under its token, with the dynamic type as alias and a text that says how to import", () => {
    for (const kind of kinds) {
      const resource = schema.resources[kind.token];
      assert.ok(resource, kind.token);
      assert.deepEqual(resource.aliases, [{ type: `pulumi-nodejs:dynamic/purview:${kind.noun}` }]);
      assert.match(resource.description, /pulumi import/);
    }
  });

  it("has every property of every kind, described, as input and as output", () => {
    for (const kind of kinds) {
      const { inputProperties, properties } = schema.resources[kind.token] as Resource;
      assert.deepEqual(
        Object.keys(inputProperties),
        inputsOf(kind).map(({ name }) => name),
      );
      assert.deepEqual(
        Object.keys(properties),
        outputsOf(kind).map(({ name }) => name),
      );
      for (const [name, spec] of Object.entries(properties)) assert.ok(spec["description"], `${kind.noun}.${name}`);
      for (const field of kind.fields) {
        const spec = inputProperties[field.property] as Spec;
        assert.equal(spec["replaceOnChanges"] === true, field.replaces, `${kind.noun}.${field.property}`);
        assert.equal(spec["secret"] === true, field.secret, `${kind.noun}.${field.property}`);
      }
    }
  });

  it("refers only to types that it declares", () => {
    const refs = [...JSON.stringify(schema).matchAll(/"\$ref":"#\/types\/([^"]+)"/g)].map(
      ([, token]) => token as string,
    );
    assert.ok(refs.length > 0);
    for (const token of refs) assert.ok(token in schema.types, token);
  });

  it("declares no default, which SDKs would send as if the program had, and copies no environment variable", () => {
    const walk = (node: unknown): void => {
      if (typeof node !== "object" || node === null) return;
      assert.ok(!("defaultInfo" in node));
      if ("type" in node && "description" in node) assert.ok(!("default" in node), JSON.stringify(node));
      Object.values(node).forEach(walk);
    };
    walk(schema);
  });

  it("has every setting for configuration and provider, secrets marked, environment names in the text", () => {
    for (const row of settingsTable) {
      for (const spec of [schema.config.variables[row.name], schema.provider.inputProperties[row.name]]) {
        assert.ok(spec, row.name);
        assert.equal(spec["secret"] === true, row.secret, row.name);
        for (const variable of row.env) assert.match(String(spec["description"]), new RegExp(variable));
      }
    }
  });

  it("has a get function for every kind of single objects, and a list function for those with several", () => {
    const policy = kinds.find(({ noun }) => noun === "RetentionCompliancePolicy");
    assert.ok(policy);
    assert.deepEqual(
      functionsOf(policy).map(({ token }) => token),
      ["purview:retention:getRetentionCompliancePolicy", "purview:retention:listRetentionCompliancePolicies"],
    );
    for (const kind of kinds) for (const { token } of functionsOf(kind)) assert.ok(token in schema.functions, token);
  });

  it("offers the irreversible acts that the guards know", () => {
    const [policy] = kinds;
    assert.ok(policy);
    const property = inputsOf(policy).find(({ name }) => name === "acceptIrreversible");
    assert.ok(property?.type.type === "list" && property.type.of.type === "enum");
    assert.deepEqual([...property.type.of.values].sort(), Object.keys(IRREVERSIBLE_ACTS).sort());
  });

  it("is the same whenever it is made, and carries a version only when one is given", () => {
    assert.equal(JSON.stringify(packageSchema(kinds, settingsTable, "1.2.3")), JSON.stringify(schema));
    assert.equal(schema.version, "1.2.3");
    assert.ok(!("version" in packageSchema(kinds, settingsTable)));
  });
});

describe("names", () => {
  it("become file names and Python names word by word, a run of capitals being one word", () => {
    assert.equal(kebab("RegulatoryComplianceUI"), "regulatory-compliance-ui");
    assert.equal(snake("policyRBACScopes"), "policy_rbac_scopes");
    assert.equal(snake("oneDriveLocation"), "one_drive_location");
    assert.equal(snake("machineLearningModelIDs"), "machine_learning_model_ids");
  });

  it("have an English plural", () => {
    assert.equal(plural("RetentionCompliancePolicy"), "RetentionCompliancePolicies");
    assert.equal(plural("ComplianceTag"), "ComplianceTags");
    assert.equal(plural("ComplianceSearch"), "ComplianceSearches");
  });
});
