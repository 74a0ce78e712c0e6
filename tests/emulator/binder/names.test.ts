import assert from "node:assert/strict";
import type { CatalogueParameter } from "../../../catalogue";
import type { Json } from "../../../emulator/contract";
import { madeUp, messageOf, outcomeOf, valueOf } from "./support";

const text = (name: string, aliases: string[] = []): CatalogueParameter => ({
  name,
  type: "String",
  kind: "string",
  aliases,
});
const switchOf = (name: string, aliases: string[]): CatalogueParameter => ({
  name,
  type: "SwitchParameter",
  kind: "switch",
  aliases,
});

const cmdlet = madeUp([
  text("Name"),
  text("NameSpace"),
  text("Comment", ["Remark"]),
  text("ContentMatchQuery"),
  text("Enabled", ["Active"]),
  text("Location"),
  text("LocationException"),
  text("Verbosity"),
  switchOf("Confirm", ["cf"]),
  switchOf("WhatIf", ["wi"]),
]);

describe("the binder's parameter names", () => {
  const table: [title: string, given: string, expected: string][] = [
    ["finds the exact name", "Name", "Name"],
    ["ignores case", "nAmEsPaCe", "NameSpace"],
    ["prefers the exact name to a longer one", "name", "Name"],
    ["finds a unique prefix", "LocationE", "LocationException"],
    ["finds an alias", "remark", "Comment"],
    ["finds a prefix of an alias", "Rem", "Comment"],
    ["prefers the cmdlet's own parameter to a common one", "Verb", "Verbosity"],
    ["prefers the cmdlet's own parameter to Confirm", "Com", "Comment"],
    ["lets an exact common name win over a longer own one", "Confirm", "Confirm"],
    ["finds the alias of WhatIf", "wi", "WhatIf"],
    ["ignores a leading dash", "-Name", "Name"],
  ];
  for (const [title, given, expected] of table)
    it(`${title}: ${given} → ${expected}`, () => {
      assert.equal(
        valueOf(cmdlet, { [given]: given === "Confirm" || given === "wi" ? true : "v" }, expected) !== undefined,
        true,
      );
    });

  it("refuses a prefix that several parameters share and lists them", () => {
    assert.equal(
      messageOf(cmdlet, { Loc: "x" }),
      "Parameter cannot be processed because the parameter name 'Loc' is ambiguous. Possible matches include: -Location -LocationException.",
    );
    assert.equal(outcomeOf(cmdlet, { Na: "x" }), "AmbiguousParameter");
  });

  it("counts common parameters among the candidates only when the cmdlet's own do not decide", () => {
    assert.equal(valueOf(cmdlet, { Con: "x" }, "ContentMatchQuery"), "x");
    assert.equal(outcomeOf(cmdlet, { E: "x" }), "ok Default", "Enabled is the only own one");
    assert.match(messageOf(cmdlet, { Out: "x" }), /include: -OutVariable -OutBuffer\.$/);
  });

  it("refuses what fits nothing", () => {
    assert.equal(
      messageOf(cmdlet, { Nonsense: 1 }),
      "A parameter cannot be found that matches parameter name 'Nonsense'.",
    );
    assert.equal(outcomeOf(cmdlet, { "": 1 }), "NamedParameterNotFound");
  });

  it("refuses one parameter given twice, by name and by alias or prefix", () => {
    assert.equal(outcomeOf(cmdlet, { Comment: "a", Remark: "b" }), "ParameterAlreadyBound");
    assert.equal(outcomeOf(cmdlet, { Comm: "a", Comment: "b" }), "ParameterAlreadyBound");
  });

  it("takes common parameters and keeps them from the cmdlet", () => {
    assert.equal(valueOf(cmdlet, { ErrorAction: "Stop", Name: "n" }, "ErrorAction"), undefined);
    assert.equal(outcomeOf(cmdlet, { ea: "SilentlyContinue" }), "ok Default");
    assert.equal(outcomeOf(cmdlet, { ErrorAction: "Sil" }), "ok Default");
    assert.equal(outcomeOf(cmdlet, { Verbose: "True" }), "ok Default");
    assert.equal(outcomeOf(cmdlet, { Error: "Stop" }), "AmbiguousParameter");
  });

  const builtIn: [name: string, value: Json, expected: string, why: string][] = [
    ["ErrorAction", "Nope", "CannotConvertArgumentNoMessage", "no type converter attribute: CoerceTypeAsNeeded"],
    ["ErrorAction", null, "ParameterBindingFailed", "the setter unboxes"],
    ["ErrorAction", "Suspend", "ParameterBindingFailed", "MshCommandRuntime.ErrorAction"],
    ["OutBuffer", -1, "ParameterArgumentValidationError", "ValidateRange(0, Int32.MaxValue)"],
    ["OutBuffer", "5", "ok Default", "ConvertStringToInteger"],
    ["OutVariable", ["a"], "CannotConvertArgument", "a list for a text: NotSupportedException"],
    ["OutVariable", "+results", "ok Default", "ValidateVariableName drops the plus"],
    ["OutVariable", "env:results", "ParameterArgumentValidationError", "ValidateVariableName: not a variable's drive"],
    ["OutVariable", "", "ParameterArgumentValidationError", "ValidateVariableName: an empty VariablePath"],
    ["Verbose", [], "CannotConvertArgument", "CoerceTypeAsNeeded: neither boolean nor number"],
    ["WhatIf", "true", "CannotConvertArgument", "CoerceTypeAsNeeded: neither boolean nor number"],
    ["WhatIf", 1, "ok Default", "CoerceTypeAsNeeded: numbers count, unlike a script's own switches"],
  ];
  for (const [name, value, expected, why] of builtIn)
    it(`-${name} ${JSON.stringify(value)} → ${expected}: ${why}`, () => {
      assert.equal(outcomeOf(cmdlet, { [name]: value }), expected);
    });

  it("takes a built-in switch without a value for present (HandleNullParameterForSpecialTypes)", () => {
    assert.equal(valueOf(cmdlet, { Confirm: null }, "Confirm"), true);
  });

  it("does not know WhatIf where the catalogue does not list it", () => {
    assert.equal(outcomeOf(madeUp([text("Name")]), { WhatIf: true }), "NamedParameterNotFound");
  });

  it("skips sibling annotations", () => {
    assert.equal(outcomeOf(cmdlet, { Name: "x", "Name@odata.type": "#String" }), "ok Default");
  });
});
