import assert from "node:assert/strict";
import fc from "fast-check";
import { type Field, type Kind, kinds, type ValueType } from "../../provider/kinds";
import { checkInputs } from "../../provider/lifecycle/check/inputs";
import { minimalInputs, readObject } from "../../provider/lifecycle/object/state";
import type { Plain, WireObject } from "../../provider/values";
import { untagged } from "./echo";
import { sentFile, shownFile } from "./files";
import { resolve, type State, valueOf } from "./generate";
import { OVERRIDES } from "./overrides";

/** What a tenant may hold of a type, whatever limits its page states: other lengths, numbers, forms and listed values. */
function held(type: ValueType): fc.Arbitrary<Plain> {
  switch (type.type) {
    case "integer":
      return fc.integer({ min: -10, max: 100_000 });
    case "enum":
      return fc.constantFrom(...type.values, ...(type.reserved ?? []));
    case "string":
      return type.parsed || type.reference
        ? valueOf(type)
        : fc.string({ minLength: 1, maxLength: 400, unit: "grapheme" });
    case "list":
      return fc.array(
        type.of.type === "string" && !type.of.parsed ? fc.oneof(held(type.of), fc.constant("All")) : held(type.of),
        {
          minLength: 1,
          maxLength: 8,
        },
      );
    default:
      return valueOf(type);
  }
}

/** Names that tenants hold (docs/service): Microsoft's own labels, blanks and invisible characters at the end, any length. */
const NAMES = fc.constantFrom(
  "An object",
  "defa4170-0d19-0005-0001-bc88714345d2",
  "blank ",
  "x\u200b",
  "n".repeat(200),
);

/** What stands for a file of the service, as that file. */
const fileOf = (field: Field, values: fc.Arbitrary<Plain>): fc.Arbitrary<Plain> =>
  field.parameter === "FileData"
    ? values.map((value) => field.write?.(value, { resolve, act: "create" }) ?? value)
    : isTable(field)
      ? values.map((value) => untagged(field.write?.(value, { resolve, act: "create" }) ?? value))
      : values;

/** Tables of the tenant's settings have keys of their own (docs/service/dlp.md#policy-config-groups). */
const isTable = ({ parameter, write }: Field): boolean =>
  write !== undefined && /^(Dlp\w+|Site)Groups$|^EndpointDlpGlobalSettings$/.test(parameter);

/** An object as Get returns it: some parameters of one set, under their own names. */
function objectOf(kind: Kind): fc.Arbitrary<State> {
  const readable = kind.fields.filter((field) => !field.writeOnly && field.aliasOf === undefined);
  const sets = kind.createSets.length > 0 ? kind.createSets : [undefined];
  return fc.constantFrom(...sets).chain((set) => {
    const inSet = ({ create }: Field): boolean => !set || create === undefined || set.parameters.has(create);
    const isRequired = (field: Field): boolean => field.required || set?.required.includes(field.create ?? "") === true;
    const fields = readable.filter(inSet);
    const value = (field: Field): fc.Arbitrary<Plain> =>
      field.property === "name" ? NAMES : fileOf(field, OVERRIDES[kind.noun]?.[field.property] ?? held(field.type));
    return fc.record(Object.fromEntries(fields.map((field) => [field.parameter, value(field)])), {
      requiredKeys: fields.filter(isRequired).map(({ parameter }) => parameter),
      noNullPrototype: true,
    });
  });
}

/** Files are shown under other names than they are sent. */
const shownOf = ({ FileData, ...wire }: WireObject): WireObject =>
  FileData === undefined ? wire : { ...wire, ...shownFile(fileText(FileData)) };

const fileText = (file: Plain): string => sentFile(file) ?? String(file);

const inputsOf = (kind: Kind, wire: State) =>
  minimalInputs(
    kind,
    readObject(kind, shownOf({ Guid: "0f0f0f0f-0000-4000-8000-00000000abcd", Name: "An object", ...wire })),
    resolve,
  );

for (const kind of kinds.filter(({ special }) => special === undefined))
  describe(`what the service returned of ${kind.noun}`, () => {
    it("is accepted by check as import and export write it, whatever limits pages state", () => {
      fc.assert(
        fc.property(objectOf(kind), (wire) => {
          assert.deepEqual(checkInputs(kind, inputsOf(kind, wire), {}).failures, []);
        }),
        { numRuns: 40 },
      );
    });

    it("is accepted once recorded, even where the catalogue does not know it", () => {
      fc.assert(
        fc.property(fc.constantFrom(...kind.fields), fc.string({ minLength: 1 }), (field, text) => {
          const inputs = inputsOf(kind, { [field.parameter]: text });
          assert.deepEqual(checkInputs(kind, inputs, { olds: inputs }), { inputs, failures: [], warnings: [] });
        }),
        { numRuns: 40 },
      );
    });
  });
