import fc from "fast-check";
import type { Field, Kind, ValueType } from "../../provider/kinds";
import type { Plain } from "../../provider/values";
import { targetsOf } from "../kinds/generate";
import { SHAPES } from "./shapes";

export type Wire = { readonly [property: string]: Plain };

const INVISIBLE = ["", " ", "  ", "\u200b", "\u00a0", "\u200e", "\ufeff", "e\u0301"];
const CORES = [
  "Finance",
  "finance",
  "Ärzte & Co.",
  'a "quoted" name',
  "it's `${this}`",
  "C:\\shared\\x",
  "one::two/three",
  "a, b; c: d",
  "[key, value]",
  '{"Name": "x"}',
  "@{Name=x; Id=1}",
  "CN=x,OU=y",
  "true",
  "007",
  "All",
  "None",
  "null",
  "constructor",
  "__proto__",
  "定款",
  "🗂️ records",
  "defa4170-0d19-0005-0001-bc88714345d3",
  "{5f0e2b3c-1111-4111-8111-111111111111}",
  "x".repeat(300),
];

/** Texts as portals, scripts and copied cells leave them. */
export const TEXT: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom(...INVISIBLE), fc.constantFrom(...CORES), fc.constantFrom(...INVISIBLE))
  .map((parts) => parts.join(""));

const LINES = fc.oneof(
  { weight: 4, arbitrary: TEXT },
  { weight: 1, arbitrary: fc.constantFrom("one\r\ntwo", "tab\there", "trailing\n") },
);

const ADDRESS = fc.constantFrom("ann@contoso.com", "Bob@Contoso.com", "o'neil@contoso.com", "eve+x@contoso.com");
const SITE = fc.constantFrom(
  "https://contoso.sharepoint.com/sites/hr",
  "https://contoso.sharepoint.com/sites/it%20dept/",
  "https://contoso-my.sharepoint.com/personal/ann_contoso_com",
);
const GUID = fc.integer({ min: 1, max: 9 }).map((n) => `0000000${n}-AAAA-4bbb-8ccc-dddddddddddd`);

/** What Get may return where nothing is set. */
const NOTHING = fc.constantFrom<Plain>(null, "");

const odd = (arbitrary: fc.Arbitrary<Plain>): fc.Arbitrary<Plain> =>
  fc.oneof({ weight: 6, arbitrary }, { weight: 1, arbitrary: NOTHING });

const isReference = (type: ValueType): boolean => type.type === "string" && type.reference !== undefined;

/** Id and name in one text are recorded of a rule's label alone (docs/service/retention-labels.md#tag-id). */
const reference = (noun: string): fc.Arbitrary<Plain> =>
  fc
    .constantFrom(...targetsOf(noun))
    .chain(({ id, name }) =>
      fc.constantFrom(id, id.toUpperCase(), name, `{${id}}`, ...(noun === "ComplianceTag" ? [`${id},${name}`] : [])),
    );

/** A value of a property as Get returns it, in one of the forms that are seen. */
export function wireOf(type: ValueType): fc.Arbitrary<Plain> {
  switch (type.type) {
    case "boolean":
      return fc.constantFrom<Plain>(true, false, "True", "false", null);
    case "integer":
      return fc.constantFrom<Plain>(0, 1, 5, 42, 100_000, "5");
    case "duration":
      return odd(fc.constantFrom<Plain>("1", "365", "Unlimited", "UNLIMITED", 2555, "0", "36525"));
    case "enum":
      return odd(fc.constantFrom(...type.values, ...(type.reserved ?? []), ...type.values.map((v) => v.toLowerCase())));
    case "datetime":
      return odd(fc.constantFrom("2026-01-31T00:00:00Z", "2026-01-31T00:00:00.0000000Z", "2026-01-31T10:20:30"));
    case "string":
      if (type.reference) return reference(type.reference.noun);
      if (type.format === "location" || type.format === "address") return odd(ADDRESS);
      if (type.format === "url") return odd(SITE);
      if (type.format === "guid") return odd(GUID);
      if (type.format === "culture") return odd(fc.constantFrom("en-US", "DA-dk"));
      return odd(type.stated?.values ? fc.oneof(fc.constantFrom(...type.stated.values), LINES) : LINES);
    case "list":
      return fc.oneof(
        { weight: 5, arbitrary: fc.array(wireOf(type.of), { minLength: 0, maxLength: 3 }) },
        { weight: 1, arbitrary: wireOf(type.of) },
        { weight: 1, arbitrary: isReference(type.of) ? fc.constant<Plain>([]) : fc.constant<Plain>(["All"]) },
      );
    case "map":
      return fc.dictionary(fc.constantFrom("color", "a", "with space"), wireOf(type.of), { noNullPrototype: true });
    case "object":
      return fc.record(Object.fromEntries(type.fields.map(({ property, type: of }) => [property, wireOf(of)])), {
        requiredKeys: [],
        noNullPrototype: true,
      }) as fc.Arbitrary<Plain>;
    case "any":
      return fc.constantFrom<Plain>("[]", null, [], '[{"Workload":"Exchange"}]', { a: "b" });
  }
}

const wireName = ({ parameter }: Field): string => parameter;

/** Objects of the kind as the service may hold them: some properties of one parameter set, in the forms that Get has for them. */
export function heldObject(kind: Kind): fc.Arbitrary<Wire> {
  const shapes = SHAPES[kind.noun] ?? {};
  const readable = kind.fields.filter(
    (field) => !field.writeOnly && field.aliasOf === undefined && field.property !== "name",
  );
  const sets = kind.createSets.length > 0 ? kind.createSets : [undefined];
  return fc.constantFrom(...sets).chain((set) => {
    const fields = readable.filter(({ create }) => !set || create === undefined || set.parameters.has(create));
    const isNeeded = (field: Field): boolean => field.required || set?.required.includes(field.create ?? "") === true;
    const needed = fields.filter(isNeeded);
    return fc.subarray(fields.filter((field) => !isNeeded(field))).chain((chosen) =>
      fc.record(
        {
          Name: TEXT,
          ...Object.fromEntries(
            [...needed, ...chosen].flatMap((field) => {
              const shape = shapes[field.parameter];
              return shape === "none" ? [] : [[wireName(field), shape ?? wireOf(field.type)]];
            }),
          ),
          ...Object.fromEntries(
            Object.entries(shapes)
              .filter(
                (entry): entry is [string, fc.Arbitrary<Plain>] => entry[0].startsWith("+") && entry[1] !== "none",
              )
              .map(([name, shape]) => [name.slice(1), shape]),
          ),
        },
        { noNullPrototype: true },
      ),
    ) as fc.Arbitrary<Wire>;
  });
}
