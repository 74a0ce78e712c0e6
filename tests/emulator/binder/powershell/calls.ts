import type { CatalogueCmdlet } from "../../../../catalogue";
import type { Json } from "../../../../emulator/contract";
import { type DotNetType, metadataOf, type Parameter } from "./metadata";

export type Call = { readonly [name: string]: Json };

const TABLE: Json = { "@odata.type": "#Exchange.GenericHashTable", key: "value" };
const GUID = "8b2a1fb4-0b5a-4e3b-9f0f-1d1c6e6f2d11";

/** What a careless client sends for anything. */
const ANYTHING: readonly Json[] = [
  null,
  true,
  false,
  0,
  1,
  -1,
  2,
  2.5,
  3.5,
  1e20,
  "",
  " ",
  "true",
  "$true",
  "abc",
  "5",
  " 5 ",
  "+5",
  "5.5",
  "1,000",
  "0x1F",
  "0b101",
  "1kb",
  "5l",
  "5z",
  "1e3",
  "2147483648",
  "Unlimited",
  GUID,
  `{${GUID}}`,
  "2026-03-01",
  "2026-03-01T12:30:00Z",
  "1:2:3:4",
  "01:30",
  "25:00",
  "x".repeat(70),
  "x".repeat(5_001),
  [],
  [null],
  [""],
  ["a"],
  ["a", 5, true, null],
  [["a", "b"], "c"],
  [1, 2],
  ["x".repeat(700)],
  Array.from({ length: 700 }, () => "w"),
  TABLE,
  [TABLE],
];

/** Spellings of an enumeration's members, right and wrong. */
const ofEnum = (members: readonly string[]): Json[] => {
  const [first = "", second = first] = members;
  const last = members.at(-1) ?? "";
  return [
    ...members.flatMap((member) => [member, member.slice(0, 1), member.slice(0, -1)]),
    ...[
      first.toUpperCase(),
      ` ${last} `,
      `${first},${second}`,
      `${last}, ${first}`,
      `${first},`,
      `1,${first}`,
      `${first}x`,
    ],
    ...members.flatMap((_, index) => [index, String(index)]),
    ...[members.length, String(members.length), 2 ** members.length, "-1", 1.5],
    ...[[first], [first, last], [first, "Nope"], [1]],
  ];
};

/**
 * The service takes `Verbose` and `Debug` as text, which Microsoft's module sends (docs/service/admin-api.md#common-parameters);
 * PowerShell does not.
 */
const fits = ({ type, isFormal }: Parameter, value: Json): boolean => isFormal || type !== "switch" || value !== "true";

const valuesFor = ({ type }: Parameter): readonly Json[] => [
  ...ANYTHING,
  ...(typeof type === "object" ? ofEnum(type.members) : []),
];

const GOOD: Readonly<Record<Exclude<DotNetType, object>, Json>> = {
  string: "text",
  switch: true,
  bool: true,
  int: 100,
  double: 1,
  datetime: "2026-03-01",
  timespan: "01:00:00",
  guid: GUID,
  hashtable: TABLE,
  object: "text",
  multiValued: ["text"],
  unmodelled: "100",
};

export function goodValue({ type, isArray, source }: Parameter): Json {
  const { min = 0, max = Infinity } = source?.limits ?? {};
  const one = typeof type === "object" ? (type.members[0] ?? "") : GOOD[type];
  const value = type === "int" ? Math.min(max, Math.max(min, 100)) : one;
  return isArray ? [value] : value;
}

const good = (parameters: readonly Parameter[]): Call =>
  Object.fromEntries(parameters.map((parameter) => [parameter.name, goodValue(parameter)]));

const modelled = ({ type }: Parameter): boolean => type !== "unmodelled";

const without = (call: Call, name: string): Call =>
  Object.fromEntries(Object.entries(call).filter(([key]) => key !== name));

/** Calls that are about sets: nothing, each set's mandatory parameters with one missing or one of another set added. */
export function callsAboutSets(cmdlet: CatalogueCmdlet): Call[] {
  const { parameters, setCount } = metadataOf(cmdlet);
  const formal = parameters.filter((p) => p.isFormal && modelled(p));
  const flags = setCount === 0 ? [0] : Array.from({ length: setCount }, (_, index) => 1 << index);
  const isIn = (p: Parameter, flag: number): boolean => p.flags === 0 || (p.flags & flag) !== 0;
  const calls = flags.flatMap((flag) => {
    const inSet = formal.filter((p) => isIn(p, flag));
    const required = good(
      inSet.filter(({ sets }) => sets.some((set) => set.mandatory && (set.flag === 0 || set.flag === flag))),
    );
    const own = inSet.filter((p) => p.flags !== 0);
    const foreign = formal.filter((p) => !isIn(p, flag));
    return [
      required,
      ...Object.keys(required).map((name) => without(required, name)),
      ...[...own.slice(0, 3), ...own.slice(-3), ...foreign.slice(0, 3), ...foreign.slice(-3)].flatMap((p) => [
        { ...required, ...good([p]) },
        good([p]),
      ]),
      ...(own[0] && foreign[0] ? [{ ...good([own[0], foreign[0]]), Nonsense: 1 }] : []),
      { ...required, Nonsense: 1 },
      { ...good(inSet.slice(0, 40)), ...required },
    ];
  });
  return [{}, { Nonsense: null }, { Identity: "x" }, { Identity: null }, ...calls];
}

/** Calls that are about names: prefixes, aliases, case, the same parameter twice, common parameters. */
export function callsAboutNames(cmdlet: CatalogueCmdlet): Call[] {
  const { parameters } = metadataOf(cmdlet);
  const formal = parameters.filter((p) => p.isFormal && modelled(p));
  const some = [...formal.slice(0, 2), ...formal.slice(-1)];
  const prefixes = some.flatMap((p) =>
    [1, 3, 6, p.name.length - 1].map((length) => ({ [p.name.slice(0, length)]: goodValue(p) })),
  );
  const twice = some.flatMap((p) => [
    { [p.name]: goodValue(p), [p.name.toUpperCase()]: goodValue(p) },
    { [p.name]: goodValue(p), [p.name.slice(0, -1)]: goodValue(p) },
    ...p.aliases.map((alias) => ({ [alias]: goodValue(p) })),
  ]);
  return [...prefixes, ...twice];
}

/** One call for each value and shape of parameter, the shapes taken from the whole catalogue as they come. */
export function callsAboutValues(cmdlets: readonly CatalogueCmdlet[]): { cmdlet: CatalogueCmdlet; call: Call }[] {
  const seen = new Set<string>();
  return cmdlets.flatMap((cmdlet) =>
    metadataOf(cmdlet)
      .parameters.filter((parameter) => modelled(parameter) && isNew(seen, shapeOf(parameter)))
      .flatMap((parameter) =>
        valuesFor(parameter)
          .filter((value) => fits(parameter, value))
          .map((value) => ({ cmdlet, call: { [parameter.name]: value } })),
      ),
  );
}

const isNew = (seen: Set<string>, shape: string): boolean => !seen.has(shape) && Boolean(seen.add(shape));

const shapeOf = ({ name, type, isArray, isFormal, sets, source }: Parameter): string =>
  JSON.stringify([
    ...[type, isArray, isFormal, isFormal || name, sets.some(({ mandatory }) => mandatory), Boolean(source?.nullable)],
    source?.limits ?? null,
  ]);

export const describe = (cmdlet: CatalogueCmdlet, call: Call): string =>
  `${cmdlet.name} ${JSON.stringify(call).slice(0, 300)}`;
