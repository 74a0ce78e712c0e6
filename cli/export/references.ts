import { findKind } from "../../provider/kinds";
import type { ValueType } from "../../provider/kinds/value-type";
import { isBareGuid, type Plain, type Value } from "../../provider/values";
import type { Exported } from "./exported";
import type { Found } from "./naming";
import { TENANT_IDS } from "./tenant-ids";

/** A value of a program: plain, or the id of another resource. */
export type ProgramValue =
  | { readonly ref: Exported }
  | {
      readonly plain: null | boolean | number | string;
      /** An id that only this tenant has. */ readonly tenantId?: true;
    }
  | { readonly list: readonly ProgramValue[] }
  | { readonly fields: readonly (readonly [key: string, value: ProgramValue])[] };

/** Finds what a GUID or a name of a noun refers to among the exported objects. */
export type FindTarget = (noun: string, text: string) => Exported | undefined;

/** `context`: objects that are not exported, so that a name that one of them has too is no reference. */
export function finderOf(objects: readonly Exported[], context: readonly Found[] = []): FindTarget {
  const index = new Map<string, Exported | "none">();
  const put = (noun: string, text: Value | undefined, object: Exported | "none"): void => {
    if (typeof text !== "string") return;
    const key = `${noun} ${text}`.toLowerCase();
    const known = index.get(key);
    index.set(key, known === undefined || known === object ? object : "none");
  };
  const targets = [
    ...context.map(({ kind, object }) => ({ kind, object, target: "none" as const })),
    ...objects.map((object) => ({ kind: object.kind, object, target: object })),
  ];
  for (const { kind, object, target } of targets)
    for (const text of new Set([object.id, object.name, object.inputs["displayName"]])) put(kind.noun, text, target);
  return (noun, text) => {
    const found = index.get(`${noun} ${text}`.toLowerCase());
    return found === "none" ? undefined : found;
  };
}

/** The object's inputs as a program has them: GUIDs and names of exported objects become references. */
export function programInputs(object: Exported, findAny: FindTarget): readonly (readonly [string, ProgramValue])[] {
  const { kind, inputs } = object;
  const find: FindTarget = (noun, text) => {
    const target = findAny(noun, text);
    return target === object ? undefined : target;
  };
  return Object.entries(inputs).map(([property, value]) => {
    if (TENANT_IDS[kind.noun]?.includes(property) && typeof value === "string")
      return [property, { plain: value, tenantId: true }];
    const field = kind.field(property);
    const named = new Map((field?.refers?.(value) ?? []).map(({ path, noun }) => [path, noun]));
    return [property, programValue(field?.type ?? { type: "any" }, value, "", { find, named })];
  });
}

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
    if (isBareGuid(value)) return { plain: value, tenantId: true };
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

/** Whether the value has ids that another tenant does not know. */
export function hasTenantIds(value: ProgramValue): boolean {
  if ("plain" in value) return value.tenantId ?? false;
  if ("list" in value) return value.list.some(hasTenantIds);
  return "fields" in value && value.fields.some(([, item]) => hasTenantIds(item));
}

export function targetsIn(value: ProgramValue): readonly Exported[] {
  if ("ref" in value) return [value.ref];
  if ("list" in value) return value.list.flatMap(targetsIn);
  return "fields" in value ? value.fields.flatMap(([, item]) => targetsIn(item)) : [];
}
