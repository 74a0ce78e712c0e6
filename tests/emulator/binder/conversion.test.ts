import assert from "node:assert/strict";
import type { CatalogueParameter, ParameterKind } from "../../../catalogue";
import type { Json } from "../../../emulator/contract";
import { madeUp, messageOf, outcomeOf, valueOf } from "./support";

const of = (type: string, kind: ParameterKind, more: Partial<CatalogueParameter> = {}): CatalogueParameter => ({
  name: "P",
  type,
  kind,
  ...more,
});

const REFUSED = "ParameterArgumentTransformationError";
type Row = [value: Json, expected: Json | typeof REFUSED];

function converts(title: string, parameter: CatalogueParameter, rows: readonly Row[]): void {
  describe(title, () => {
    for (const [value, expected] of rows)
      it(`${JSON.stringify(value)} → ${JSON.stringify(expected)}`, () => {
        const cmdlet = madeUp([parameter]);
        if (expected === REFUSED) assert.equal(outcomeOf(cmdlet, { P: value }), REFUSED);
        else assert.deepEqual(valueOf(cmdlet, { P: value }, "P"), expected);
      });
  });
}

const table = (more: { [key: string]: Json }): Json => ({ "@odata.type": "#Exchange.GenericHashTable", ...more });

describe("the binder's conversions", () => {
  converts("string", of("String", "string"), [
    ["a", "a"],
    [5, "5"],
    [1.5, "1.5"],
    [true, "True"],
    ["", ""],
    [null, null],
    [["a"], REFUSED],
    [["a", "b"], REFUSED],
    [[], REFUSED],
  ]);
  converts("Int32", of("Int32", "integer"), [
    [5, 5],
    ["5", 5],
    [" 5 ", 5],
    ["0x1F", 31],
    ["1kb", 1024],
    ["1,000", 1000],
    ["", 0],
    [null, null],
    [true, 1],
    [2.5, 2],
    [3.5, 4],
    [-2.5, -2],
    ["2.5", 2],
    ["1e2", 100],
    [2 ** 31 - 1, 2 ** 31 - 1],
    [2 ** 31, REFUSED],
    ["2147483648", REFUSED],
    ["five", REFUSED],
    [[5], REFUSED],
    [table({}), REFUSED],
    ["  ", 0],
    ["0b101", 5],
    ["5l", 5],
    ["2.5d", 2],
    ["1ukb", 1024],
    ["5z", REFUSED],
    ["1,5kb", REFUSED],
  ]);
  converts("Int64", of("Int64", "integer"), [[2 ** 31, 2 ** 31]]);
  converts("UInt32", of("uint32", "unknown"), [
    [1, 1],
    [-1, REFUSED],
  ]);
  converts("Boolean", of("Boolean", "boolean"), [
    [true, true],
    [false, false],
    [1, true],
    [0, false],
    [0.5, true],
    ["true", REFUSED],
    ["$true", REFUSED],
    ["", REFUSED],
    [null, REFUSED],
    [[true], REFUSED],
  ]);
  converts("SwitchParameter", of("SwitchParameter", "switch"), [
    [true, true],
    [false, false],
    [1, REFUSED], // LanguagePrimitives.FigureConversion finds none, whatever the message says
    [0, REFUSED],
    [null, false],
    ["true", REFUSED],
    [[true], REFUSED],
  ]);
  const colours = { values: ["None", "NeverEver", "Always", "AllDay"] };
  converts("enum", of("ColourThing", "enum", colours), [
    ["None", "None"],
    ["always", "Always"],
    ["Alw", "Always"],
    ["nev", "NeverEver"],
    ["Al", REFUSED],
    ["N", REFUSED],
    ["Purple", REFUSED],
    ["", REFUSED],
    [2, "Always"],
    ["2", "Always"],
    ["1,Always", REFUSED],
    [9, REFUSED],
    [-1, REFUSED],
    [1.5, REFUSED],
    [true, REFUSED],
    [null, REFUSED],
    [["Always"], "Always"],
    [[2], "Always"],
    [[true], REFUSED],
    [[null], REFUSED],
    [[{ toString: 1 }], REFUSED],
  ]);
  converts("flags enum", of("MipLabelContentType", "enum", { values: ["File", "Email", "Site"] }), [
    ["File, Email", "File, Email"],
    ["email,file", "File, Email"],
    [["File", "Site"], "File, Site"],
    ["File, Nothing", REFUSED],
    ["Sit", "Site"],
  ]);
  converts("enum that lists a combination", of("NotifyUserType", "enum"), [
    ["Email,PolicyTip", "Email, PolicyTip"],
    ["policytip", "PolicyTip"],
    ["Email,Nothing", REFUSED],
  ]);
  converts("enum whose members no page lists", of("Mystery", "enum"), [["Whatever", "Whatever"]]);
  converts("list of enum", of("ColourThing[]", "enum", { ...colours, list: true }), [
    [
      ["Alw", "None"],
      ["Always", "None"],
    ],
    ["always", ["Always"]],
    [["Nope"], REFUSED],
  ]);
  converts("string list", of("String[]", "string", { list: true }), [
    ["a", ["a"]],
    [
      ["a", 5],
      ["a", "5"],
    ],
    [[], []],
    [null, null],
    [[["a", "b"]], ["a b"]],
  ]);
  converts("MultiValuedProperty", of("MultiValuedProperty", "string", { list: true }), [
    ["All", ["All"]],
    [
      ["a", "b"],
      ["a", "b"],
    ],
    [null, null],
    [[], []],
    [table({ Add: "a", remove: ["b"] }), { add: ["a"], remove: ["b"] }],
    [
      { "@odata.type": "#Exchange.StringFieldDeltaUpdateData", Add: ["a"], Remove: [] },
      { add: ["a"], remove: [] },
    ],
    [{ add: ["a"] }, REFUSED],
  ]);
  converts("PswsHashtable", of("PswsHashtable", "hashtable"), [
    [table({ a: "b", "x@odata.type": "#Int32" }), { a: "b" }],
    [table({ inner: table({ k: 1 }) }), { inner: { k: 1 } }],
    [{ a: "b" }, REFUSED],
    ["a=b", REFUSED],
    [[table({})], REFUSED],
    [[{ toString: 1 }], REFUSED],
    [null, null],
  ]);
  converts("PswsHashtable[]", of("PswsHashtable[]", "hashtable", { list: true }), [
    [[{ name: "SSN" }], [{ name: "SSN" }]],
    [[table({ name: "SSN" })], [{ name: "SSN" }]],
    [table({ name: "SSN" }), [{ name: "SSN" }]],
    [{ name: "SSN" }, REFUSED],
    [["SSN"], REFUSED],
  ]);
  converts("Guid", of("Guid", "guid"), [
    ["8B2A1FB4-0B5A-4E3B-9F0F-1D1C6E6F2D11", "8b2a1fb4-0b5a-4e3b-9f0f-1d1c6e6f2d11"],
    ["{8b2a1fb4-0b5a-4e3b-9f0f-1d1c6e6f2d11}", "8b2a1fb4-0b5a-4e3b-9f0f-1d1c6e6f2d11"],
    ["8b2a1fb40b5a4e3b9f0f1d1c6e6f2d11", "8b2a1fb4-0b5a-4e3b-9f0f-1d1c6e6f2d11"],
    ["8b2a1fb4", REFUSED],
    [5, REFUSED],
    [null, REFUSED],
  ]);
  converts("DateTime", of("DateTime", "datetime"), [
    ["2026-03-01T12:30:00", "2026-03-01T12:30:00.000Z"],
    ["2026-03-01T12:30:00+02:00", "2026-03-01T10:30:00.000Z"],
    ["2026-03-01", "2026-03-01T00:00:00.000Z"],
    ["3/1/2026 5:00 PM", "2026-03-01T17:00:00.000Z"],
    ["03/01/26", "2026-03-01T00:00:00.000Z"],
    ["March 1, 2026", "2026-03-01T00:00:00.000Z"],
    ["1 Mar 2026", "2026-03-01T00:00:00.000Z"],
    ["Sun, 01 Mar 2026 12:30:00 GMT", "2026-03-01T12:30:00.000Z"],
    ["Sunday, March 1, 2026 5:00 PM", "2026-03-01T17:00:00.000Z"],
    ["Mon, 01 Mar 2026", REFUSED], // it was a Sunday
    ["Marzipan 1, 2026", REFUSED],
    ["hello March 1, 2026", REFUSED],
    ["3.1.2026", "2026-03-01T00:00:00.000Z"],
    ["2026.03.01", "2026-03-01T00:00:00.000Z"],
    ["3/1-2026", REFUSED],
    ["03/2026", "2026-03-01T00:00:00.000Z"],
    ["March 2026", "2026-03-01T00:00:00.000Z"],
    ["20260301", REFUSED],
    ["2026", REFUSED],
    ["2026-03-01T24:00:00", REFUSED],
    ["2026/03", "2026-03-01T00:00:00.000Z"],
    [0, "0001-01-01T00:00:00.000Z"],
    [1e20, REFUSED],
    [3e18, "9507-08-17T05:20:00.000Z"],
    ["13/1/2026", REFUSED],
    ["2026-02-30", REFUSED],
    ["soon", REFUSED],
    ["", REFUSED],
    [null, REFUSED],
    [true, REFUSED],
    [["2026-03-01"], REFUSED],
  ]);
  converts("TimeSpan", of("TimeSpan", "timespan"), [
    ["90.00:00:00", "90.00:00:00"],
    ["01:30", "01:30:00"],
    ["7", "7.00:00:00"],
    ["1.02:03:04.5", "1.02:03:04"],
    ["-00:05:00", "-00:05:00"],
    ["1:02:03:04", "1.02:03:04"],
    [36_000_000_000, "01:00:00"],
    [1e20, REFUSED],
    ["25:00", REFUSED],
    ["a while", REFUSED],
    ["99999999999", REFUSED],
    [null, REFUSED],
  ]);
  converts("Unlimited", of("Unlimited", "integerOrUnlimited"), [
    [2555, 2555],
    ["2555", 2555],
    ["unlimited", "Unlimited"],
    ["forever", REFUSED],
    [5.5, REFUSED],
    ["", REFUSED],
    [[1], REFUSED],
    [null, null],
  ]);
  converts("ByteQuantifiedSize", of("ByteQuantifiedSize", "byteSize"), [
    ["10MB", "10 MB (10,485,760 bytes)"],
    ["1.5 GB", "1.5 GB (1,610,612,736 bytes)"],
    [512, "512 B (512 bytes)"],
    ["99 GB (106,300,440,576 bytes)", "99 GB (106,300,440,576 bytes)"],
    ["big", REFUSED],
  ]);
  converts("Byte[]", of("Byte[]", "bytes"), [
    [{ "@odata.type": "#Exchange.ByteArrayType", Data: [1, 2, 255] }, [1, 2, 255]],
    [
      [1, 2],
      [1, 2],
    ],
    [[256], REFUSED],
    [{ Data: [1] }, REFUSED],
    ["AQI=", REFUSED],
  ]);
  converts("identity", of("PolicyIdParameter", "id"), [
    ["p", "p"],
    [5, "5"],
    [["p"], REFUSED],
    [table({}), "System.Collections.Hashtable"],
  ]);
  converts("list of identities", of("RecipientIdParameter[]", "id", { list: true }), [
    ["p", ["p"]],
    [{ a: 1 }, ["System.Collections.Hashtable"]],
    [table({ Add: ["p"] }), { add: ["p"] }],
  ]);
  converts("CultureInfo", of("CultureInfo", "culture"), [
    ["en-US", "en-US"],
    ["not a culture", REFUSED],
    [[{ toString: 1 }], REFUSED],
  ]);
  converts("System.Object", of("System.Object", "unknown", { source: "service" }), [
    ["x", "x"],
    [
      [1, "a"],
      [1, "a"],
    ],
    [null, null],
    [table({ a: 1 }), { a: 1 }],
  ]);

  it("says what a wrong enum value could have been", () => {
    assert.equal(
      messageOf(madeUp([of("ColourThing", "enum", colours)]), { P: "Purple" }),
      `Cannot process argument transformation on parameter 'P'. Cannot convert value "Purple" to type "ColourThing". ` +
        `Error: "Unable to match the identifier name Purple to a valid enumerator name. Specify one of the following ` +
        `enumerator names and try again: None, NeverEver, Always, AllDay"`,
    );
  });

  it("explains that a boolean is not a string", () => {
    assert.equal(
      messageOf(madeUp([of("Boolean", "boolean")]), { P: "true" }),
      `Cannot process argument transformation on parameter 'P'. Cannot convert value "System.String" to type ` +
        `"System.Boolean". Boolean parameters accept only Boolean values and numbers, such as $True, $False, 1 or 0.`,
    );
  });

  it("lets null through where the page documents it", () => {
    assert.equal(valueOf(madeUp([of("Boolean", "boolean", { nullable: true })]), { P: null }, "P"), null);
  });
});
