import assert from "node:assert/strict";
import fc from "fast-check";
import { allCmdlets, type CatalogueCmdlet, type CatalogueParameter } from "../../../catalogue";
import type { Json } from "../../../emulator/contract";
import { commandOf, type FormalParameter, isInSet, isMandatoryIn } from "../../../emulator/binder/command";
import { outcomeOf } from "./support";

/** A value that the parameter's catalogue entry documents as good. */
function goodValue(parameter: FormalParameter): Json {
  const source = parameter.source as CatalogueParameter;
  const { type } = parameter;
  const one = (): Json => {
    switch (type.kind) {
      case "switch":
      case "boolean":
        return true;
      case "integer":
      case "double":
      case "byte":
        return Math.min(source.limits?.["max"] ?? 100, Math.max(61, source.limits?.["min"] ?? 0));
      case "integerOrUnlimited":
        return "Unlimited";
      case "byteSize":
        return "10MB";
      case "datetime":
        return "2026-03-01T00:00:00";
      case "timespan":
        return "1.00:00:00";
      case "guid":
        return "8b2a1fb4-0b5a-4e3b-9f0f-1d1c6e6f2d11";
      case "culture":
        return "en-US";
      case "hashtable":
        return { "@odata.type": "#Exchange.GenericHashTable", key: "value" };
      case "enum":
        return type.members[0] ?? "x";
      default:
        return Array.isArray(source.values) ? (source.values[0] as string) : "text";
    }
  };
  return type.list ? [one()] : one();
}

const callOf = (cmdlet: CatalogueCmdlet, set: string | undefined): { [name: string]: Json } =>
  Object.fromEntries(
    commandOf(cmdlet)
      .parameters.filter((p) => p.association !== "common" && (set === undefined || isInSet(p, set)))
      // What a page forbids together is the cmdlet's affair, not the binder's.
      .filter(
        (p, _, all) => !p.source?.conflictsWith?.some((name) => name > p.name && all.some((o) => o.name === name)),
      )
      .map((p) => [p.name, goodValue(p)]),
  );

interface Case {
  readonly cmdlet: CatalogueCmdlet;
  readonly set: string | undefined;
}

const cases: readonly Case[] = allCmdlets().flatMap((cmdlet): Case[] => {
  const { sets } = commandOf(cmdlet);
  return sets.length ? sets.map((set) => ({ cmdlet, set })) : [{ cmdlet, set: undefined }];
});

/** Another set takes the same parameters, so that the default set may be chosen instead. */
function fitsElsewhere({ cmdlet, set }: Case, call: { [name: string]: Json }): boolean {
  const command = commandOf(cmdlet);
  const given = command.parameters.filter((parameter) => parameter.name in call);
  return command.sets.some((other) => other !== set && given.every((parameter) => isInSet(parameter, other)));
}

describe("the binder over the whole catalogue", () => {
  it("binds every parameter of any one set of every cmdlet together", () => {
    let unique = 0;
    for (const one of cases) {
      const call = callOf(one.cmdlet, one.set);
      const short = outcomeOf(one.cmdlet, call);
      if (fitsElsewhere(one, call)) assert.match(short, /^(ok|MissingMandatoryParameter|AmbiguousParameterSet)/);
      else assert.equal(short, `ok ${one.set ?? "Default"}`, one.cmdlet.name);
      unique += fitsElsewhere(one, call) ? 0 : 1;
    }
    assert.ok(unique > 450, `${unique}`);
  });

  it("binds any part of a set that holds its mandatory parameters, unless another set fits as well", () => {
    fc.assert(
      fc.property(fc.constantFrom(...cases), fc.infiniteStream(fc.boolean()), (one, coins) => {
        const { cmdlet, set } = one;
        const required = commandOf(cmdlet).parameters.filter((p) =>
          set === undefined ? p.mandatoryIn.length : isMandatoryIn(p, set),
        );
        const names = new Set(required.map((p) => p.name));
        const part = Object.fromEntries(
          Object.entries(callOf(cmdlet, set)).filter(([name]) => names.has(name) || coins.next().value),
        );
        const short = outcomeOf(cmdlet, part);
        if (fitsElsewhere(one, part)) assert.match(short, /^(ok|MissingMandatoryParameter|AmbiguousParameterSet)/);
        else assert.equal(short, `ok ${set ?? "Default"}`, `${cmdlet.name} ${JSON.stringify(part)}`);
      }),
      { numRuns: 300 },
    );
  });

  it("never binds a name that is no beginning of any parameter or alias", () => {
    fc.assert(
      fc.property(fc.constantFrom(...cases), fc.stringMatching(/^[A-Za-z]{1,12}$/), ({ cmdlet, set }, name) => {
        const names = commandOf(cmdlet).parameters.flatMap((p) => [p.name, ...p.aliases]);
        fc.pre(!names.some((known) => known.toLowerCase().startsWith(name.toLowerCase())));
        assert.equal(outcomeOf(cmdlet, { ...callOf(cmdlet, set), [name]: "x" }), "NamedParameterNotFound");
      }),
      { numRuns: 300 },
    );
  });

  it("gives the same answer whatever the case of the names and their order", () => {
    fc.assert(
      fc.property(fc.constantFrom(...cases), ({ cmdlet, set }) => {
        const call = callOf(cmdlet, set);
        const upset = Object.fromEntries(
          Object.entries(call)
            .reverse()
            .map(([name, value]) => [name.toUpperCase(), value]),
        );
        assert.equal(outcomeOf(cmdlet, upset), outcomeOf(cmdlet, call));
      }),
      { numRuns: 200 },
    );
  });

  it("does not have parameters that the page limits to other environments", () => {
    const gone = allCmdlets().flatMap((cmdlet) =>
      cmdlet.params.filter((p) => p.notApplicableToSC).map((p) => ({ cmdlet, name: p.name })),
    );
    assert.ok(gone.length > 50);
    for (const { cmdlet, name } of gone)
      assert.match(
        outcomeOf(cmdlet, { [name]: "x" }),
        /^(NamedParameterNotFound|AmbiguousParameter(Set)?)$/,
        `${cmdlet.name} ${name}`,
      );
  });
});
