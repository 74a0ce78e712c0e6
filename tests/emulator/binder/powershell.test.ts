import assert from "node:assert/strict";
import { allCmdlets, type CatalogueCmdlet } from "../../../catalogue";
import { type Call, callsAboutNames, callsAboutSets, callsAboutValues, describe as say } from "./powershell/calls";
import { powerShellOutcome } from "./powershell/outcome";
import { outcomeOf } from "./support";

const EMPTY = /^ParameterArgumentValidationError\w+NotAllowed$/;

/** Which of the four "nothing given" errors it is depends on .NET types that are not in the catalogue. */
const ours = (cmdlet: CatalogueCmdlet, call: Call): string => outcomeOf(cmdlet, call).replace(EMPTY, "NullOrEmpty");

interface Row {
  readonly cmdlet: CatalogueCmdlet;
  readonly call: Call;
}

function agree(rows: readonly Row[], atLeast: number, kinds: readonly string[]): void {
  const outcomes = rows.map(({ cmdlet, call }) => ({ cmdlet, call, expected: powerShellOutcome(cmdlet, call) }));
  const wrong = outcomes
    .map((row) => ({ ...row, actual: ours(row.cmdlet, row.call) }))
    .filter(({ expected, actual }) => expected !== actual)
    .map(({ cmdlet, call, expected, actual }) => `${say(cmdlet, call)}: PowerShell ${expected}, binder ${actual}`);
  assert.deepEqual(wrong.slice(0, 20), [], `${wrong.length} of ${rows.length}`);
  assert.ok(rows.length >= atLeast, `only ${rows.length} calls`);
  const seen = new Set(outcomes.map(({ expected }) => expected.split(" ")[0]));
  assert.deepEqual([...seen].sort(), [...kinds].sort());
}

describe("the binder and a second reading of PowerShell's source", () => {
  const all = allCmdlets();

  it("agree about parameter sets, over every cmdlet", () => {
    agree(
      all.flatMap((cmdlet) => callsAboutSets(cmdlet).map((call) => ({ cmdlet, call }))),
      4_000,
      ["AmbiguousParameterSet", "MissingMandatoryParameter", "NamedParameterNotFound", "NullOrEmpty", "ok"],
    );
  });

  it("agree about names, over every cmdlet", () => {
    agree(
      all.flatMap((cmdlet) => callsAboutNames(cmdlet).map((call) => ({ cmdlet, call }))),
      4_000,
      [
        "AmbiguousParameter",
        "AmbiguousParameterSet",
        "MissingMandatoryParameter",
        "ParameterAlreadyBound",
        "ParameterArgumentTransformationError",
        "ok",
      ],
    );
  });

  it("agree about values, over every shape of parameter", () => {
    agree(callsAboutValues(all), 5_000, [
      "AmbiguousParameterSet",
      "CannotConvertArgument",
      "CannotConvertArgumentNoMessage",
      "MissingMandatoryParameter",
      "NullOrEmpty",
      "ParameterArgumentTransformationError",
      "ParameterArgumentValidationError",
      "ParameterBindingFailed",
      "ok",
    ]);
  });
});
