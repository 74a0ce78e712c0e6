import assert from "node:assert/strict";
import * as fc from "fast-check";
import {
  enumeration,
  flag,
  int,
  readClixml,
  record,
  text,
  texts,
  writeClixml,
} from "../../../provider/transport/clixml";

/** Text of a string, of the engine's own vectors (docs/service/remoting.md#escaping). */
const ESCAPED: readonly (readonly [title: string, value: string, xml: string])[] = [
  ["nothing", "", "<S/>"],
  ["markup", "a<b> & c", "<S>a&lt;b&gt; &amp; c</S>"],
  ["control characters", "a\0b\tc\nd\re\u001bf\u007fg", "<S>a_x0000_b_x0009_c_x000A_d_x000D_e_x001B_f_x007F_g</S>"],
  [
    "what looks escaped",
    "_x0041_ and _x and _X0041_ and __x0041__",
    "<S>_x005F_x0041_ and _x005F_x and _x005F_X0041_ and __x005F_x0041__</S>",
  ],
  ["underscores that mean nothing", "_y x_ __", "<S>_y x_ __</S>"],
  ["a character outside the basic plane", "a\u{1F600}b", "<S>a_xD83D__xDE00_b</S>"],
  ["half of such a character", "a\uD83Db", "<S>a_xD83D_b</S>"],
  ["what XML cannot hold", "a\uFFFEb", "<S>a_xFFFE_b</S>"],
  ["blanks at both ends", "  a b  ", "<S>  a b  </S>"],
];

describe("CLIXML that is written", () => {
  for (const [title, value, xml] of ESCAPED)
    it(`has ${title} as PowerShell writes it`, () => assert.equal(writeClixml(text(value)), xml));

  it("has type names once, and refers to them afterwards", () => {
    assert.equal(
      writeClixml(
        record([
          ["a", texts(["1"])],
          ["b", texts([])],
          ["c", enumeration("Contoso.Mode", "On", 1)],
        ]),
      ),
      '<Obj RefId="0"><MS><Obj N="a" RefId="1"><TN RefId="0"><T>System.String[]</T><T>System.Array</T><T>System.Object</T></TN><LST><S>1</S></LST></Obj>' +
        '<Obj N="b" RefId="2"><TNRef RefId="0"/><LST/></Obj>' +
        '<Obj N="c" RefId="3"><TN RefId="1"><T>Contoso.Mode</T><T>System.Enum</T><T>System.ValueType</T><T>System.Object</T></TN><ToString>On</ToString><I32>1</I32></Obj></MS></Obj>',
    );
  });

  it("is read back as it was, whatever the texts and names are", () =>
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }),
        fc.string({ unit: "binary", minLength: 1 }),
        fc.integer(),
        (value, name, number) => {
          const [read] = readClixml(
            writeClixml(
              record([
                [name, text(value)],
                [`${name}.`, int(number)],
                [`${name}:`, flag(true)],
                [`${name};`, null],
              ]),
            ),
          );
          assert.deepEqual(read, { [name]: value, [`${name}.`]: number, [`${name}:`]: true, [`${name};`]: null });
        },
      ),
    ));
});
