import fc from "fast-check";
import { allCmdlets, type CatalogueCmdlet } from "../../../../catalogue";
import type { Json } from "../../../../emulator/contract";
import { commandOf, type FormalParameter } from "../../../../emulator/binder/command";

export interface AnyCall {
  readonly cmdlet: CatalogueCmdlet;
  readonly raw: { readonly [name: string]: Json };
}

const odd: fc.Arbitrary<Json> = fc.constantFrom<Json[]>(null, 1, true, [], [1, null], "{}", "[{}]", '{"Condition":{}}');
const text = fc.constantFrom("A", "B", "C", "All", "a@contoso.com", "https://contoso.sharepoint.com/sites/a");

function one({ type, source }: FormalParameter): fc.Arbitrary<Json> {
  const limits = source?.limits ?? {};
  switch (type.kind) {
    case "switch":
    case "boolean":
      return fc.boolean();
    case "integer":
    case "double":
    case "byte":
      return fc.integer({ min: 0, max: 5 }).map((n) => n + (limits["min"] ?? (limits["exclusiveMin"] ?? -1) + 1));
    case "integerOrUnlimited":
      return fc.constantFrom<Json[]>(5, "Unlimited");
    case "byteSize":
      return fc.constant("10MB");
    case "datetime":
      return fc.constant("2026-03-01T00:00:00");
    case "timespan":
      return fc.constant("1.00:00:00");
    case "guid":
      return fc.constant("8b2a1fb4-0b5a-4e3b-9f0f-1d1c6e6f2d11");
    case "culture":
      return fc.constant("en-US");
    case "hashtable":
      return fc.constant({ "@odata.type": "#Exchange.GenericHashTable", name: "n", list: [1, { inner: null }] });
    case "enum":
      return fc.constantFrom(...type.members);
    case "any":
      return fc.oneof(text, odd);
    default:
      return fc.oneof({ weight: 9, arbitrary: text }, { weight: 1, arbitrary: fc.constantFrom("{}", "[1]", "") });
  }
}

const valueOf = (parameter: FormalParameter): fc.Arbitrary<Json> =>
  parameter.type.list ? fc.array(one(parameter), { minLength: 1, maxLength: 2 }) : one(parameter);

/** Calls that mostly bind, of any cmdlet, on a handful of names so that they meet each other's objects. */
export const anyCall: fc.Arbitrary<AnyCall> = fc.constantFrom(...allCmdlets()).chain((cmdlet) => {
  const { parameters, sets } = commandOf(cmdlet);
  return fc.constantFrom(...(sets.length ? sets : [undefined])).chain((set) => {
    const fitting = parameters.filter(
      (p) => p.association === "declared" && (p.sets === "all" || set === undefined || p.sets.includes(set)),
    );
    const required = fitting.filter((p) => p.mandatoryIn.length > 0).map((p) => p.name);
    const values = Object.fromEntries(fitting.map((p) => [p.name, valueOf(p)]));
    return fc.tuple(fc.subarray(fitting.map((p) => p.name)), fc.record(values)).map(([chosen, all]) => ({
      cmdlet,
      raw: Object.fromEntries(Object.entries(all).filter(([name]) => required.includes(name) || chosen.includes(name))),
    }));
  });
});
