import { isList, type Value } from "../../../values";
import { fault, type Fields, fieldsOf, type Findings, isThere, listOf, stated, textOf } from "./findings";
import { regexFaults } from "./regex-rules";

/** docs/service/classification.md#rule-package-limits */
const MAX_TERMS = 2048;
const MAX_LENGTH = 50;

/** An element at its place in a pattern. */
export interface Placed {
  readonly fields: Fields;
  readonly path: string;
  readonly isPrimary: boolean;
}

/** Every element of a pattern, its short forms too. */
export function elementsOf(pattern: Fields | undefined, path = ""): readonly Placed[] {
  if (!pattern) return [];
  const place = (value: Value | undefined, at: string, isPrimary = false): readonly Placed[] => {
    const fields = fieldsOf(value);
    return fields ? [{ fields, path: at, isPrimary }] : [];
  };
  const short = ["regex", "keywords"].flatMap((name) => {
    const value = pattern[name];
    return value === undefined || value === null
      ? []
      : [{ fields: { [name]: value }, path, isPrimary: name === "regex" }];
  });
  return [
    ...short,
    ...place(pattern["primary"], `${path}.primary`, true),
    ...listOf(pattern["supporting"]).flatMap((one, index) => place(one, `${path}.supporting[${index}]`)),
    ...listOf(pattern["groups"]).flatMap((group, index) =>
      listOf(fieldsOf(group)?.["elements"]).flatMap((one, inner) =>
        place(one, `${path}.groups[${index}].elements[${inner}]`),
      ),
    ),
  ];
}

const KINDS = ["regex", "keywords", "dictionary", "builtIn"] as const;

export function checkElement({ fields, path, isPrimary }: Placed): Findings {
  const given = KINDS.filter((name) => isThere(fields[name]));
  if (given.length !== 1) return [fault(path, `must have exactly one of ${KINDS.join(", ")}`)];
  const regex = textOf(fields["regex"]);
  const primaryOnly = isPrimary ? ["minCount", "uniqueResults"].filter((name) => isThere(fields[name])) : [];
  const keywordsOnly = isThere(fields["keywords"])
    ? []
    : ["matchStyle", "caseSensitive"].filter((name) => isThere(fields[name]));
  const { minCount } = fields;
  return [
    ...primaryOnly.map((name) => fault(`${path}.${name}`, "is not for a primary element")),
    ...keywordsOnly.map((name) => fault(`${path}.${name}`, "is for keywords only")),
    ...(typeof minCount === "number" && minCount < 1
      ? [fault(`${path}.minCount`, `must be at least 1, not ${minCount}`)]
      : []),
    ...(regex === undefined ? [] : regexFaults(regex).map((one) => ({ property: `${path}.regex`, ...one }))),
    ...checkTerms(fields["keywords"], `${path}.keywords`),
  ];
}

function checkTerms(value: Value | undefined, path: string): Findings {
  const terms = listOf(value);
  const long = terms.flatMap((term, index) =>
    typeof term === "string" && term.length > MAX_LENGTH
      ? [
          stated(
            `${path}[${index}]`,
            `should have at most ${MAX_LENGTH} characters, not ${term.length}; put longer ones into a DlpKeywordDictionary`,
          ),
        ]
      : [],
  );
  return [
    ...(isList(value) && terms.length === 0 ? [fault(path, "must have at least one keyword")] : []),
    ...(terms.length > MAX_TERMS
      ? [
          stated(
            path,
            `should have at most ${MAX_TERMS} keywords, not ${terms.length}; put them into a DlpKeywordDictionary`,
          ),
        ]
      : []),
    ...long,
  ];
}
