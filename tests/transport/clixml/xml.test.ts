import assert from "node:assert/strict";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import fc from "fast-check";
import { elementsIn, type XmlElement } from "../../../provider/transport/clixml/xml";

/** Another reader of XML, as the witness: what both call an element must be the same. */
const witness = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: "",
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
});

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

function witnessed(node: { readonly [key: string]: unknown }): Plain {
  const tag = Object.keys(node).find((key) => key !== ":@") ?? "";
  const content = node[tag] as readonly { readonly [key: string]: unknown }[];
  return {
    tag,
    attributes: { ...(node[":@"] as { readonly [name: string]: string } | undefined) },
    text: content.map((child) => child["#text"] ?? "").join(""),
    children: content.filter((child) => !("#text" in child)).map(witnessed),
  };
}

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

/** XML text of an element, in the many ways to write it. */
const { xml } = fc.letrec<{ xml: string }>((tie) => ({
  xml: fc
    .record({
      tag: tagName,
      names: fc.uniqueArray(fc.constantFrom("N", "RefId", "S", "x-y"), { maxLength: 3 }),
      values: fc.array(someText, { minLength: 3, maxLength: 3 }),
      quote: fc.constantFrom('"', "'"),
      gap: blank,
      content: fc.oneof(
        { weight: 3, arbitrary: someText.map(escapedByName) },
        {
          weight: 2,
          arbitrary: fc.array(fc.tuple(tie("xml"), blank), { maxLength: 3 }).map((all) => all.flat().join("")),
        },
        { weight: 1, arbitrary: fc.constant(undefined) },
      ),
    })
    .map(({ tag, names, values, quote, gap, content }) => {
      const attributes = names.map((name, i) => ` ${name}=${quote}${escapedByName(values[i] ?? "")}${quote}`).join("");
      return content === undefined
        ? `<${tag}${attributes}${gap}/>`
        : `<${tag}${attributes}${gap}>${content}</${tag}${gap}>`;
    }),
}));

describe("an XML document", () => {
  it("has the elements that another reader finds in it", () => {
    fc.assert(
      fc.property(xml, (document) => {
        assert.equal(XMLValidator.validate(document), true, document);
        const [root, ...more] = elementsIn(document, "none");
        assert.ok(root && more.length === 0);
        const [other] = witness.parse(document) as readonly { readonly [key: string]: unknown }[];
        assert.deepEqual(plain(root), witnessed(other ?? {}));
      }),
      { numRuns: 400 },
    );
  });

  it("gives the elements of its root one by one", () => {
    fc.assert(
      fc.property(fc.array(xml, { maxLength: 4 }), blank, (documents, between) => {
        const document = `\uFEFF<?xml version="1.0" encoding="utf-8"?>\n<Objs Version="1.1.0.1">${documents.map((one) => between + one).join("")}${between}</Objs>\n`;
        assert.deepEqual(
          [...elementsIn(document, "Objs")].map(plain),
          documents.flatMap((one) => [...elementsIn(one, "none")].map(plain)),
        );
      }),
      { numRuns: 100 },
    );
  });

  it("is refused where another reader refuses it, and whatever is left out of it", () => {
    fc.assert(
      fc.property(
        xml,
        fc.nat(200),
        fc.nat(3),
        fc.constantFrom("", "<", ">", "&", '"', "/", "="),
        (good, at, length, put) => {
          const bad = good.slice(0, at) + put + good.slice(at + length);
          const validity = XMLValidator.validate(bad);
          if (validity === true || bad.trim() === "") return;
          assert.throws(() => [...elementsIn(bad, "none")], { code: "PURVIEW_RESPONSE_MALFORMED" }, bad);
        },
      ),
      { numRuns: 500 },
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
