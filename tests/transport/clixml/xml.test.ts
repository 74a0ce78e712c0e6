import assert from "node:assert/strict";
import fc from "fast-check";
import { elementsIn, type XmlElement } from "../../../provider/transport/clixml/xml";

interface Plain {
  readonly tag: string;
  readonly attributes: { readonly [name: string]: string };
  readonly text: string;
  readonly children: readonly Plain[];
}

const plain = ({ tag, attributes, text, children }: XmlElement): Plain => ({
  tag,
  attributes: Object.fromEntries(
    attributes.flatMap((name, i) => (i % 2 === 0 ? [[name, attributes[i + 1] ?? ""] as const] : [])),
  ),
  text,
  children: children.map(plain),
});

const escaped = (text: string): string => text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
const escapedByName = (text: string): string =>
  text
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;")
    .replace(/'/g, "&apos;");

const tagName = fc.constantFrom("Obj", "S", "LST", "a-b", "x.y", "_z");
const blank = fc.constantFrom("", " ", "\n  ");
const someText = fc.string({ unit: fc.constantFrom(..."ab &<>\"'_x0;é漢") });

/** An element, and XML text of it in one of the many ways to write it. */
interface Written extends Plain {
  readonly xml: string;
}

const { element } = fc.letrec<{ element: Written }>((tie) => ({
  element: fc
    .record({
      tag: tagName,
      names: fc.uniqueArray(fc.constantFrom("N", "RefId", "S", "x-y"), { maxLength: 3 }),
      values: fc.array(someText, { minLength: 3, maxLength: 3 }),
      quote: fc.constantFrom('"', "'"),
      gap: blank,
      content: fc.oneof(
        { weight: 3, arbitrary: someText },
        { weight: 2, arbitrary: fc.array(fc.tuple(tie("element"), blank), { maxLength: 3 }) },
        { weight: 1, arbitrary: fc.constant(undefined) },
      ),
    })
    .map(({ tag, names, values, quote, gap, content }): Written => {
      const attributes = Object.fromEntries(names.map((name, i) => [name, values[i] ?? ""]));
      const written = names.map((name, i) => ` ${name}=${quote}${escapedByName(values[i] ?? "")}${quote}`).join("");
      const around = (inner: string): string => `<${tag}${written}${gap}>${inner}</${tag}${gap}>`;
      if (content === undefined) return { tag, attributes, text: "", children: [], xml: `<${tag}${written}${gap}/>` };
      if (typeof content === "string")
        return { tag, attributes, text: content, children: [], xml: around(escapedByName(content)) };
      return {
        tag,
        attributes,
        text: content.map(([, between]) => between).join(""),
        children: content.map(([{ xml: _, ...child }]) => child),
        xml: around(content.map(([child, between]) => child.xml + between).join("")),
      };
    }),
}));

describe("an XML document", () => {
  it("has the elements, attributes and texts that were written into it", () => {
    fc.assert(
      fc.property(element, ({ xml, ...expected }) => {
        const [root, ...more] = elementsIn(xml, "none");
        assert.ok(root && more.length === 0);
        assert.deepEqual(plain(root), expected);
      }),
      { numRuns: 400 },
    );
  });

  it("gives the elements of its root one by one", () => {
    fc.assert(
      fc.property(fc.array(element, { maxLength: 4 }), blank, (elements, between) => {
        const document = `\uFEFF<?xml version="1.0" encoding="utf-8"?>\n<Objs Version="1.1.0.1">${elements.map(({ xml }) => between + xml).join("")}${between}</Objs>\n`;
        assert.deepEqual(
          [...elementsIn(document, "Objs")].map(plain),
          elements.map(({ xml: _, ...expected }) => expected),
        );
      }),
      { numRuns: 100 },
    );
  });

  it("is refused wherever it was cut off", () => {
    fc.assert(
      fc.property(element, fc.nat(), ({ xml }, at) => {
        const cut = `<Objs>${xml}</Objs>`.slice(0, at % (xml.length + 12));
        assert.throws(() => [...elementsIn(cut, "Objs")], { code: "PURVIEW_RESPONSE_MALFORMED" }, cut);
      }),
      { numRuns: 400 },
    );
  });

  it("may have references by number, of characters that XML forbids too", () => {
    const [element] = elementsIn(`<S>${escaped("<&>")}&#xFFFE;&#x1F600;&#10;</S>`, "none");
    assert.equal(element?.text, "<&>\uFFFE\u{1F600}\n");
  });

  for (const [title, document] of [
    ["a comment", "<a><!-- b --></a>"],
    ["a CDATA section", "<a><![CDATA[b]]></a>"],
    ["a processing instruction", "<a><?b c?></a>"],
    ["two roots", "<a></a><b></b>"],
    ["text after its root", "<a></a>b"],
    ["an attribute twice", '<a b="1" b="2"></a>'],
    ["an attribute without quotes", "<a b=1></a>"],
    ["an attribute that never ends", `<a b="${"c".repeat(50_000)}`],
    ["tags that cross", "<a><b></a></b>"],
    ["a million open tags", "<a>".repeat(1_000_000)],
  ] as const)
    it(`with ${title} is refused`, () =>
      assert.throws(() => [...elementsIn(document, "none")], { code: "PURVIEW_RESPONSE_MALFORMED" }));
});
