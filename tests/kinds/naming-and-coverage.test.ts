import assert from "node:assert/strict";
import { findCmdlet } from "../../catalogue";
import { kinds, propertyName } from "../../provider/kinds";

describe("property names", () => {
  const examples = {
    ExchangeLocation: "exchangeLocation",
    IRMRiskyUserProfiles: "irmRiskyUserProfiles",
    PolicyRBACScopes: "policyRBACScopes",
    LTAAddress: "ltaAddress",
    LtaAddress: "ltaAddress",
    URL: "url",
    Name: "name",
    ID: "id",
    UserIds: "userIds",
  };
  for (const [parameter, property] of Object.entries(examples)) {
    it(`${parameter} is ${property}`, () => assert.equal(propertyName(parameter), property));
  }
});

describe("coverage of the catalogue", () => {
  for (const kind of kinds.filter(({ special }) => special === undefined)) {
    it(`every parameter of ${kind.noun} is a property or left out for a reason`, () => {
      const { create, update } = kind.cmdlets;
      for (const cmdlet of [create, update].flatMap((name) => findCmdlet(name ?? "") ?? [])) {
        for (const { name } of cmdlet.params) {
          const asProperty = kind.fields.some((field) => field.parameter === name);
          const leftOut = kind.exclusions.find((e) => e.cmdlet === cmdlet.name && e.parameter === name);
          assert.ok(asProperty || leftOut !== undefined, `${cmdlet.name} -${name}`);
          assert.ok(leftOut === undefined || leftOut.reason.length > 10);
        }
      }
    });
  }

  it("no property has two meanings within a kind", () => {
    for (const kind of kinds) {
      const names = kind.fields.map((field) => field.property);
      assert.deepEqual([...new Set(names)], names, kind.noun);
    }
  });

  it("every property has a description of its own where Microsoft has one", () => {
    const without = kinds.flatMap((kind) =>
      kind.fields
        .filter(
          (field) =>
            field.description.includes("Microsoft gives no description.") && field.description.startsWith("The `-"),
        )
        .filter((field) => !field.flags.includes("undocumented"))
        .map((field) => `${kind.noun}.${field.property}`),
    );
    // What only the service's own catalogue knows has no page to take a meaning from.
    const documented = without.filter((path) => {
      const [noun = "", property = ""] = path.split(".");
      const field = kinds.find((kind) => kind.noun === noun)?.field(property);
      return [`New-${noun}`, `Set-${noun}`].some((name) =>
        findCmdlet(name)?.params.some((p) => p.name === field?.parameter && p.source !== "service"),
      );
    });
    assert.deepEqual(documented, []);
  });
});
