import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  allCmdlets,
  allFamilies,
  type CatalogueParameter,
  FLAGS,
  type KeyUse,
  LIMIT_KEYS,
  type ParameterKind,
  PARAMETER_KEYS,
} from "../../catalogue";
import { defineKind } from "../../provider/kinds";

const parameters = allCmdlets().flatMap(({ params }) => params);
const keysOf = (objects: readonly (object | undefined)[]): readonly string[] =>
  [...new Set(objects.flatMap((object) => Object.keys(object ?? {})))].sort();
const usedBy = (uses: { readonly [key: string]: KeyUse }, reader: "kinds" | "emulator"): readonly string[] =>
  Object.keys(uses).filter((key) => uses[key] === reader);

const KINDS: { readonly [kind in ParameterKind]: true } = {
  string: true,
  switch: true,
  boolean: true,
  integer: true,
  enum: true,
  id: true,
  guid: true,
  datetime: true,
  dateTime: true,
  hashtable: true,
  integerOrUnlimited: true,
  emailAddress: true,
  bytes: true,
  byteSize: true,
  timespan: true,
  culture: true,
  credential: true,
  secureString: true,
  any: true,
  unknown: true,
};

/** Puts readers of keys in the place of the data's parameters, runs the task, and returns the keys that were read. */
function keysReadBy(task: () => void): {
  readonly parameter: ReadonlySet<string>;
  readonly limit: ReadonlySet<string>;
} {
  const parameter = new Set<string>();
  const limit = new Set<string>();
  const recording = <T extends object>(target: T, into: Set<string>): T =>
    new Proxy(target, {
      get: (object, key) => {
        into.add(String(key));
        const value: unknown = Reflect.get(object, key);
        return key === "limits" && value ? recording(value, limit) : value;
      },
    });
  const lists = allCmdlets().map(({ params }) => params as CatalogueParameter[]);
  const originals = lists.map((list) => [...list]);
  lists.forEach((list) => list.splice(0, list.length, ...list.map((one) => recording(one, parameter))));
  try {
    task();
  } finally {
    lists.forEach((list, at) => list.splice(0, list.length, ...(originals[at] ?? [])));
  }
  return { parameter, limit };
}

function deriveEverything(): void {
  for (const { noun } of allFamilies()) {
    const kind = defineKind({ noun, summary: "A trial." });
    assert.ok([kind.fields, kind.exclusions, kind.createSets, kind.updateSets].every(Array.isArray), noun);
  }
}

describe("the keys of the catalogue's data", () => {
  it("are all in the table of keys, with who reads them or why nobody does", () => {
    assert.deepEqual(
      keysOf(parameters).filter((key) => !(key in PARAMETER_KEYS)),
      [],
    );
    assert.deepEqual(
      keysOf(parameters.map(({ limits }) => limits)).filter((key) => !(key in LIMIT_KEYS)),
      [],
    );
    const flags = new Set(parameters.flatMap((parameter) => parameter.flags ?? []));
    assert.deepEqual(
      [...flags].filter((flag) => !(flag in FLAGS)),
      [],
    );
    const kinds = new Set(parameters.map(({ kind }) => kind));
    assert.deepEqual(
      [...kinds].filter((kind) => !(kind in KINDS)),
      [],
    );
  });

  it("are read as the table says, when a kind is derived from every noun", () => {
    const read = keysReadBy(deriveEverything);
    const known = (keys: ReadonlySet<string>, uses: object): readonly string[] =>
      [...keys].filter((key) => key in uses).sort();
    assert.deepEqual(known(read.parameter, PARAMETER_KEYS), [...usedBy(PARAMETER_KEYS, "kinds")].sort());
    assert.deepEqual(known(read.limit, LIMIT_KEYS), [...usedBy(LIMIT_KEYS, "kinds")].sort());
  });

  it("that only the emulator reads are named in its code, and so are the flags in that of kinds", () => {
    const sourceOf = (folder: string): string =>
      readdirSync(join(__dirname, "../..", folder), { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".ts"))
        .map((file) => readFileSync(join(__dirname, "../..", folder, file), "utf8"))
        .join("\n");
    const emulator = sourceOf("emulator");
    for (const key of [...usedBy(PARAMETER_KEYS, "emulator"), ...usedBy(LIMIT_KEYS, "emulator")])
      assert.match(emulator, new RegExp(`\\b${key}\\b`), key);
    const derive = sourceOf("provider/kinds/derive");
    for (const flag of usedBy(FLAGS, "kinds")) assert.match(derive, new RegExp(`"${flag}"`), flag);
  });

  it("hold values of the types that the reader gives them", () => {
    const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every((one) => typeof one === "string");
    for (const { name, values, flags, limits, sets, requiredIn } of parameters) {
      for (const list of [values, flags, sets, requiredIn]) assert.ok(list === undefined || isTexts(list), name);
      assert.ok(
        Object.values(limits ?? {}).every((limit) => typeof limit === "number"),
        name,
      );
    }
  });
});
