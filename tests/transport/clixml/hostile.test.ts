import assert from "node:assert/strict";
import fc from "fast-check";
import { readClixml } from "../../../provider/transport/clixml";

const objs = (content: string): string => `<Objs Version="1.1.0.1">${content}</Objs>`;
const MALFORMED = { code: "PURVIEW_RESPONSE_MALFORMED", message: /The CLIXML of the response cannot be read/ };

const nested = (levels: number): string =>
  `${Array.from({ length: levels }, (_, i) => `<Obj RefId="${i}"><LST>`).join("")}<S>x</S>${"</LST></Obj>".repeat(levels)}`;

/** Each object holds the one before it ten times: a short text that stands for 10^12 values. */
const billion = (levels: number): string =>
  Array.from(
    { length: levels },
    (_, i) => `<Obj RefId="${i + 1}"><LST>${`<Ref RefId="${i}" />`.repeat(10)}</LST></Obj>`,
  ).join("");

const HOSTILE: readonly (readonly [title: string, document: string])[] = [
  ["nothing", ""],
  ["no XML", "{}"],
  ["a web page", "<html><body><p>Sign in</body></html>"],
  ["a document that was cut off", objs("<S>abc</S>").slice(0, -12)],
  ["a DTD with entities", `<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]>${objs("<S>&c;</S>")}`],
  ["an external entity", `<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>${objs("<S>&b;</S>")}`],
  ["an unknown entity", objs("<S>&b;</S>")],
  ["an element that nobody knows", objs("<Evil>x</Evil>")],
  ["a number that is none", objs("<I32>12x</I32>")],
  ["a truth value that is none", objs("<B>maybe</B>")],
  ["a reference to nothing", objs('<Obj RefId="0"><LST><Ref RefId="9" /></LST></Obj>')],
  ["type names that are not there", objs('<Obj RefId="0"><TNRef RefId="7" /><LST /></Obj>')],
  ["an object that holds itself", objs('<Obj RefId="0"><LST><Ref RefId="0" /></LST></Obj>')],
  ["an entry that is no pair", objs('<Obj RefId="0"><DCT><En><S N="Key">a</S></En></DCT></Obj>')],
  ["a property without a name", objs('<Obj RefId="0"><MS><S>a</S></MS></Obj>')],
  ["objects nested without end", objs(nested(5_000))],
  ["objects nested deeper than PowerShell does", objs(nested(100))],
  ["references that multiply", objs(`<Obj RefId="0"><LST><S>x</S></LST></Obj>${billion(12)}`)],
  ["a tag without end", objs(`<S N="${"a".repeat(100_000)}">x</S>`)],
];

describe("a response that is no CLIXML", () => {
  for (const [title, document] of HOSTILE)
    it(`with ${title} ends in one clear error`, () => assert.throws(() => readClixml(document), MALFORMED));

  it("ends in that error or in values, whatever a change of a few characters makes of a good one", () => {
    const good = objs(
      '<Obj RefId="0"><TN RefId="0"><T>a</T></TN><ToString>b</ToString><MS><S N="c">d_x0041_</S><I32 N="e">1</I32><Obj N="f" RefId="1"><LST><Ref RefId="0" /><Nil /></LST></Obj></MS></Obj>'.replace(
        '<Ref RefId="0" />',
        "<B>true</B>",
      ),
    );
    const change = fc.tuple(
      fc.nat(good.length),
      fc.nat(6),
      fc.string({ unit: fc.constantFrom(..."<>/&;\"' aRef0_x=") }),
    );
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
        const bad = changes.reduce(
          (text, [at, length, put]) => text.slice(0, at) + put + text.slice(at + length),
          good,
        );
        try {
          readClixml(bad);
        } catch (error) {
          assert.equal((error as { readonly code?: string }).code, MALFORMED.code, String(error));
        }
      }),
      { numRuns: 500 },
    );
  });
});
