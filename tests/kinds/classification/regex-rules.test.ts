import assert from "node:assert/strict";
import fc from "fast-check";
import { regexFaults } from "../../../provider/kinds/classification/rule-package/regex-rules";

const REFUSED: readonly (readonly [pattern: string, reason: RegExp])[] = [
  ["|a", /begins with \|/],
  ["b|", /ends with \|/],
  [".{0,50}ASDF", /begins with \.\{0,50\}/],
  ["ASDF.{0,50}", /ends with \.\{0,50\}/],
  [".{1,20}asdf", /begins with \.\{1,20\}/],
  ["asdf.*", /ends with \.\*/],
  ["(.{0,50000})", /in the group \(\.\{0,50000\}\)/],
  ["x(.+)y", /\.\+ in the group/],
  ["(a*)", /a\* in the group \(a\*\)/],
  ["(xx)*", /repeats the group \(xx\) without an upper limit/],
  ["(xx)+", /repeats the group/],
  ["(?:ab){2,}", /repeats the group/],
  ["((a+)b)", /a\+ in the group \(a\+\)/],
  ["(?<=^|\\s|_)x", /lookbehind of variable length/],
  ["(?<!a{1,2})x", /lookbehind of variable length/],
  ["(a", /\( that nothing closes/],
  ["a)", /closing bracket too many/],
  ["[a", /\[ that nothing closes/],
  ["*a", /\* with nothing to repeat/],
  ["a\\", /single backslash/],
  ["", /is empty/],
  ["a".repeat(1025), /has 1025 characters/],
];

const TAKEN = [
  "(?:^|(?<=\\s|_))x",
  "(\\s)(\\d{9})(\\s)",
  "\\b[A-Z]{3}-\\d{6}-[A-Z0-9]{2}\\b",
  "(?i)emp[- ]?\\d{5}",
  "a|b",
  "\\|a\\|",
  "[|]a[|*+(]",
  "(ab)?c",
  "(ab){3}",
  "(?<!\\d)\\d{4}(?!\\d)",
  "\\(a*\\)",
  "a.{0,10}b",
  "[^]a]x",
  "a".repeat(1024),
];

const certain = (pattern: string): readonly string[] =>
  regexFaults(pattern)
    .filter(({ stated }) => !stated)
    .map(({ reason }) => reason);

describe("a regular expression of a sensitive information type", () => {
  for (const [pattern, reason] of REFUSED)
    it(`${JSON.stringify(pattern.slice(0, 30))} is refused: ${reason.source}`, () => {
      assert.match(certain(pattern).join("; "), reason);
    });

  for (const pattern of TAKEN)
    it(`${JSON.stringify(pattern.slice(0, 30))} is taken`, () => {
      assert.deepEqual(regexFaults(pattern), []);
    });

  it("is only warned about where the page's words go further than its examples", () => {
    assert.deepEqual(certain("(\\d{1,3})x"), []);
    assert.deepEqual(
      regexFaults("(\\d{1,3})x").map(({ stated }) => stated),
      [true],
    );
  });

  it("is judged in time, whatever it is", () => {
    const part = fc.constantFrom(
      "(",
      ")",
      "[",
      "]",
      "|",
      "*",
      "+",
      "?",
      "{2,}",
      "{1",
      "\\",
      ".",
      "a",
      "(?<=",
      "(?i)",
      "^",
    );
    fc.assert(fc.property(fc.array(part, { maxLength: 300 }), (parts) => Array.isArray(regexFaults(parts.join("")))));
  });
});
