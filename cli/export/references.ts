import { findKind } from "../../provider/kinds";
import type { ValueType } from "../../provider/kinds/value-type";
import type { Plain } from "../../provider/values";
import type { Exported } from "./exported";

/** A value of a program: plain, or the id of another resource. */
export type ProgramValue =
  | { readonly ref: Exported }
  | { readonly plain: null | boolean | number | string }
  | { readonly list: readonly ProgramValue[] }
  | { readonly fields: readonly (readonly [key: string, value: ProgramValue])[] };

/** Finds what a GUID or a name of a noun refers to among the exported objects. */
export type FindTarget = (noun: string, text: string) => Exported | undefined;

export function finderOf(objects: readonly Exported[]): FindTarget {
  const index = new Map<string, Exported | "several">();
  const put = (noun: string, text: string, object: Exported): void => {
    const key = `${noun} ${text}`.toLowerCase();
    const known = index.get(key);
    index.set(key, known === undefined || known === object ? object : "several");
  };
  for (const object of objects) {
    put(object.kind.noun, object.id, object);
    put(object.kind.noun, object.name, object);
  }
  return (noun, text) => {
    const found = index.get(`${noun} ${text}`.toLowerCase());
    return found === "several" ? undefined : found;
  };
}

/** The object's inputs as a program has them: GUIDs and names of exported objects become references. */
export const programInputs = (
  { kind, inputs }: Exported,
  find: FindTarget,
): readonly (readonly [string, ProgramValue])[] =>
  Object.entries(inputs).map(([property, value]) => {
    const field = kind.field(property);
    const named = new Map((field?.refers?.(value) ?? []).map(({ path, noun }) => [path, noun]));
    return [property, programValue(field?.type ?? { type: "any" }, value, "", { find, named })];
  });

interface Search {
  readonly find: FindTarget;
  /** Path below the property -> noun that the value names there although its type does not say so. */
  readonly named: ReadonlyMap<string, string>;
}

function programValue(type: ValueType, value: Plain, path: string, search: Search): ProgramValue {
  const noun = search.named.get(path) ?? (type.type === "string" ? type.reference?.noun : undefined);
  if (noun !== undefined && typeof value === "string") {
    const target = findKind(noun) && search.find(noun, value);
    if (target) return { ref: target };
  }
  if (Array.isArray(value)) {
    const of: ValueType = type.type === "list" ? type.of : { type: "any" };
    return { list: (value as readonly Plain[]).map((item, i) => programValue(of, item, `${path}[${i}]`, search)) };
  }
  if (typeof value === "object" && value !== null) {
    const inner = (key: string): ValueType => {
      if (type.type === "map") return type.of;
      const field = type.type === "object" ? type.fields.find(({ property }) => property === key) : undefined;
      return field?.type ?? { type: "any" };
    };
    return {
      fields: Object.entries(value).map(([key, item]) => [
        key,
        programValue(inner(key), item, `${path}.${key}`, search),
      ]),
    };
  }
  return { plain: value as null | boolean | number | string };
}

export function targetsIn(value: ProgramValue): readonly Exported[] {
  if ("ref" in value) return [value.ref];
  if ("list" in value) return value.list.flatMap(targetsIn);
  return "fields" in value ? value.fields.flatMap(([, item]) => targetsIn(item)) : [];
}
