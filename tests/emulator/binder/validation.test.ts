import assert from "node:assert/strict";
import type { CatalogueParameter, ParameterKind } from "../../../catalogue";
import type { Json } from "../../../emulator/contract";
import { madeUp, messageOf, outcomeOf, bindResult } from "./support";

const mandatory = (type: string, kind: ParameterKind): CatalogueParameter => ({
  name: "P",
  type,
  kind,
  requiredIn: ["*"],
});
const limited = (type: string, kind: ParameterKind, limits: Record<string, number>): CatalogueParameter => ({
  name: "P",
  type,
  kind,
  limits,
});

describe("the binder's validation", () => {
  const empty: [parameter: CatalogueParameter, value: Json, expected: string][] = [
    [mandatory("String", "string"), "x", "ok Default"],
    [mandatory("String", "string"), "", "ParameterArgumentValidationErrorEmptyStringNotAllowed"],
    [mandatory("String", "string"), null, "ParameterArgumentValidationErrorEmptyStringNotAllowed"],
    [mandatory("PolicyIdParameter", "id"), null, "ParameterArgumentValidationErrorNullNotAllowed"],
    [mandatory("MultiValuedProperty", "string"), null, "ParameterArgumentValidationErrorNullNotAllowed"],
    [mandatory("MultiValuedProperty", "string"), [""], "ParameterArgumentValidationErrorEmptyStringNotAllowed"],
    [mandatory("RecipientIdParameter[]", "id"), [""], "ParameterArgumentValidationErrorEmptyStringNotAllowed"],
    [mandatory("MultiValuedProperty", "string"), [], "ParameterArgumentValidationErrorEmptyCollectionNotAllowed"],
    [mandatory("String[]", "string"), [], "ParameterArgumentValidationErrorEmptyArrayNotAllowed"],
    [mandatory("String[]", "string"), ["a", ""], "ParameterArgumentValidationErrorEmptyStringNotAllowed"],
    [mandatory("System.Object", "unknown"), null, "ParameterArgumentValidationErrorNullNotAllowed"],
    [mandatory("System.Object", "unknown"), "", "ok Default"],
    [mandatory("Int32", "integer"), null, "ok Default"],
    [mandatory("SwitchParameter", "switch"), false, "ok Default"],
    [{ name: "P", type: "String", kind: "string" }, "", "ok Default"],
    [{ name: "P", type: "String", kind: "string" }, null, "ok Default"],
    [{ name: "P", type: "MultiValuedProperty", kind: "string" }, [], "ok Default"],
  ];
  for (const [parameter, value, expected] of empty)
    it(`${parameter.requiredIn ? "mandatory" : "optional"} ${parameter.type} given ${JSON.stringify(value)} → ${expected}`, () => {
      assert.equal(outcomeOf(madeUp([parameter]), { P: value }), expected);
    });

  it("says that nothing was given", () => {
    assert.equal(
      messageOf(madeUp([mandatory("PolicyIdParameter", "id")]), { P: null }),
      "Cannot bind argument to parameter 'P' because it is null.",
    );
  });

  const limits: [parameter: CatalogueParameter, value: Json, accepted: boolean][] = [
    [limited("String", "string", { maxLength: 3 }), "abc", true],
    [limited("String", "string", { maxLength: 3 }), "abcd", false],
    [limited("Int32", "integer", { min: 1, max: 10 }), 1, true],
    [limited("Int32", "integer", { min: 1, max: 10 }), 0, false],
    [limited("Int32", "integer", { min: 1, max: 10 }), "11", false],
    [limited("Int32", "integer", { min: 1, max: 10 }), null, false], // null is 0 before ValidateRange sees it
    [limited("Int32", "integer", { min: 0, max: 10 }), null, true],
    [limited("Int32", "integer", { exclusiveMin: 60 }), 60, false],
    [limited("Int32", "integer", { exclusiveMin: 60 }), 61, true],
    [limited("MultiValuedProperty", "string", { itemMaxLength: 3, maxItems: 2 }), ["abc", "abc"], true],
    [limited("MultiValuedProperty", "string", { itemMaxLength: 3, maxItems: 2 }), ["abc", "abcd"], false],
    [limited("MultiValuedProperty", "string", { itemMaxLength: 3, maxItems: 2 }), ["a", "b", "c"], false],
  ];
  for (const [parameter, value, accepted] of limits)
    it(`${parameter.type} ${JSON.stringify(parameter.limits)} ${accepted ? "takes" : "refuses"} ${JSON.stringify(value)}`, () => {
      assert.equal(
        outcomeOf(madeUp([parameter]), { P: value }),
        accepted ? "ok Default" : "ParameterArgumentValidationError",
      );
    });

  it("leaves closed lists of strings, and what a page forbids together, to the cmdlet", () => {
    const rule = { Name: "r", Policy: "p", RetentionDuration: 5, RetentionComplianceAction: "Shred" };
    assert.equal(outcomeOf("New-RetentionComplianceRule", rule), "ok Default");
    const entry = { ListType: "Url", Entries: "e", Allow: true, Block: true };
    assert.equal(outcomeOf("New-TenantAllowBlockListItems", entry), "ok Expiration");
  });

  it("answers 400 with the .NET class of each error", () => {
    const type = (raw: { [name: string]: Json }): string => {
      const result = bindResult("Set-ComplianceTag", raw);
      return result.accepted ? "" : result.type.replace("System.Management.Automation.", "");
    };
    assert.equal(type({ Nope: 1 }), "ParameterBindingException");
    assert.equal(type({}), "ParameterBindingException");
    assert.equal(type({ Identity: null }), "ParameterBindingValidationException");
    assert.equal(type({ Identity: "t", Force: "yes" }), "ParameterBindingArgumentTransformationException");
  });
});
