import { deflateRawSync } from "node:zlib";
import type { CheckRule, RuleFinding, State } from "../define";
import { type Canonical, elementsIn, isCanonicalRecord, showOf } from "../fields/canonical";
import type { WireReader } from "../wire-reader";
import { isList, plainOf, type Plain, reveal, type Value } from "../../values";
import { utf16, wordsOf } from "./bytes";

/** A list of terms as a file has them: one a line, or with commas between them (docs/service/classification.md#keyword-dictionary). */
const termsIn = (text: string): readonly string[] =>
  text
    .split(/[\r\n,]+/)
    .map((term) => term.trim())
    .filter((term) => term !== "");

function termsOf(value: Plain): readonly string[] {
  if (isList(value) && !value.every((item) => typeof item === "number")) return value.map(String);
  return termsIn(wordsOf(value) ?? "");
}

const write: NonNullable<State["write"]> = (value) => utf16(termsOf(showOf(value)).join("\r\n"));

const keys = (value: Canonical): string =>
  JSON.stringify([...new Set(termsOf(showOf(value)).map((term) => term.trim().normalize("NFC").toLowerCase()))].sort());

const read = (object: WireReader): Canonical | undefined => {
  const wire = object.text("KeywordDictionary") ?? object.get("KeywordDictionary");
  return wire === undefined ? undefined : wire === null ? [] : elementsIn(termsOf(wire)).filter((term) => term !== "");
};

const STATE = {
  parameter: "FileData",
  create: "FileData",
  update: { kind: "whole", parameter: "FileData" },
  read,
  write,
  same: (a: Canonical, b: Canonical) => keys(a) === keys(b),
} as const;

export const KEYWORD_STATES: readonly State[] = [
  {
    ...STATE,
    property: "keywords",
    type: { type: "list", of: { type: "string", format: "name" } },
    description:
      "The terms, in any order and case. A term cannot hold a comma: the service returns all terms in one text, with commas between them. A change sends the whole list.",
    example: ["Aurora", "Borealis"],
    clear: { to: "replacedBy", property: "fileData" },
  },
  {
    ...STATE,
    property: "fileData",
    type: { type: "string" },
    description:
      "The terms as a file has them, one a line or with commas between them: its text, or its bytes as base64. In place of `keywords`.",
    example: "Aurora\nBorealis",
    aliasOf: "keywords",
    clear: { to: "replacedBy", property: "keywords" },
  },
];

/** After compression, for all dictionaries of a tenant together (docs/service/classification.md#keyword-limits). */
const MAX_COMPRESSED = 1_048_576;

export const checkKeywords: CheckRule = ({ keywords, fileData }) => {
  const listed = keywords === undefined ? null : reveal(keywords);
  const plain = plainOf(keywords ?? fileData ?? null) ?? null;
  return [
    ...(isList(listed) ? listed.flatMap((term, index) => checkTerm(term, `keywords[${index}]`)) : []),
    ...checkSize(plain, keywords === undefined ? "fileData" : "keywords"),
  ];
};

function checkTerm(term: Value, property: string): readonly RuleFinding[] {
  if (typeof term !== "string") return [];
  const found = /[,\r\n]/.exec(term)?.[0];
  if (found === undefined) return [];
  const what = found === "," ? "a comma" : "a line break";
  return [{ property, reason: `must not hold ${what}: the service would make two terms of it` }];
}

function checkSize(value: Plain, property: string): readonly RuleFinding[] {
  if (value === null || isCanonicalRecord(value)) return [];
  const terms = termsOf(value);
  if (terms.length === 0) return [{ property, reason: "should have at least one term", stated: true }];
  const text = Buffer.from(terms.join("\r\n"), "utf16le");
  // What is not longer before it is compressed needs no compression to be judged.
  if (text.length <= MAX_COMPRESSED || deflateRawSync(text).length <= MAX_COMPRESSED) return [];
  return [
    {
      property,
      reason: "should have at most 1 MB after compression: that is the limit of all dictionaries together",
      stated: true,
    },
  ];
}
