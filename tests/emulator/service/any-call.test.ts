import assert from "node:assert/strict";
import fc from "fast-check";
import { allCmdlets, type CatalogueCmdlet, type CatalogueParameter } from "../../../catalogue";
import { bind } from "../../../emulator/binder";
import { CmdletFault, type Json } from "../../../emulator/contract";
import { admin, tenant } from "./harness";

const guid = "12345678-1234-4234-8234-123456789abc";
const text = fc.constantFrom(
  "a",
  "B",
  "All",
  "",
  "a@contoso.com",
  "https://contoso.sharepoint.com/sites/a",
  guid,
  "{}",
  "[1]",
);

/** Values that a parameter of that kind may be given; good and bad ones. */
function valueFor({ kind, list, values }: CatalogueParameter): fc.Arbitrary<Json> {
  const one: fc.Arbitrary<Json> = ((): fc.Arbitrary<Json> => {
    switch (kind) {
      case "switch":
      case "boolean":
        return fc.boolean();
      case "integer":
        return fc.integer({ min: -2, max: 100 });
      case "integerOrUnlimited":
        return fc.constantFrom<Json>(30, "Unlimited", -1);
      case "datetime":
      case "dateTime":
        return fc.constantFrom("2026-01-01T00:00:00", "2026-02-01");
      case "guid":
        return fc.constant(guid);
      case "hashtable":
        return fc.constantFrom<Json>({ "@odata.type": "#Exchange.GenericHashTable", Name: "a", Value: 1 });
      case "bytes":
        return fc.constantFrom<Json>([0xff, 0xfe, 65, 0], [1, 2, 3]);
      case "emailAddress":
        return fc.constant("a@contoso.com");
      default:
        return values && values.length > 0 ? fc.constantFrom<Json>(...values) : text;
    }
  })();
  return fc.oneof(
    { weight: 8, arbitrary: list ? fc.array(one, { maxLength: 3 }) : one },
    { weight: 1, arbitrary: fc.constant(null) },
  );
}

/** A call with the mandatory parameters and some others. */
function callOf(
  cmdlet: CatalogueCmdlet,
): fc.Arbitrary<{ cmdlet: CatalogueCmdlet; parameters: { [name: string]: Json } }> {
  const known = cmdlet.params.filter(({ name }) => name !== "Confirm");
  const isMandatory = ({ requiredIn }: CatalogueParameter): boolean => requiredIn !== undefined;
  return fc
    .subarray(known, { maxLength: Math.min(6, known.length) })
    .map((some) => [...new Set([...known.filter(isMandatory), ...some])])
    .chain((chosen) => fc.record(Object.fromEntries(chosen.map((parameter) => [parameter.name, valueFor(parameter)]))))
    .map((parameters) => ({ cmdlet, parameters: parameters as { [name: string]: Json } }));
}

describe("emulator: any call", () => {
  const cmdlets = allCmdlets();

  it("is answered or refused as a cmdlet would, never by a fault of ours", () => {
    let bound = 0;
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...cmdlets).chain(callOf), { minLength: 5, maxLength: 25 }), (calls) => {
        const t = tenant();
        for (const { cmdlet, parameters } of calls)
          try {
            const call = bind(cmdlet, parameters);
            bound++;
            const { value, warnings } = t.service.execute(admin, call);
            assert.ok(Array.isArray(value) && Array.isArray(warnings));
            assert.doesNotThrow(() => JSON.stringify(value));
          } catch (error) {
            if (!(error instanceof CmdletFault)) throw error;
            assert.ok(error.status >= 400 && error.status < 500, String(error.status));
          }
        t.service.restore(JSON.parse(JSON.stringify(t.service.dump())) as Json);
        for (const noun of t.service.nouns()) t.service.listObjects(noun);
      }),
      { numRuns: 60 },
    );
    assert.ok(bound > 100, `only ${bound} calls bound`);
  });

  it("that makes an object makes one that is listed", () => {
    let tried = 0;
    for (const cmdlet of cmdlets) {
      if (cmdlet.verb !== "New" || !cmdlets.some(({ name }) => name === `Get-${cmdlet.noun}`)) continue;
      fc.assert(
        fc.property(callOf(cmdlet), ({ parameters }) => {
          const t = tenant();
          let made: { readonly [name: string]: Json }[];
          try {
            made = t.service.execute(admin, bind(cmdlet, parameters)).value.map((each) => ({ ...each }));
          } catch (error) {
            if (error instanceof CmdletFault) return;
            throw error;
          }
          t.settle();
          const listed = t.service.listObjects(cmdlet.noun).map(({ Guid }) => Guid);
          for (const { Guid } of made) if (Guid !== undefined) assert.ok(listed.includes(Guid), cmdlet.noun);
          tried++;
        }),
        { numRuns: 10 },
      );
    }
    assert.ok(tried > 30, `${tried} objects made`);
  });
});
