import { textsOf } from "../values";
import type { TypeSpec } from "./types";

interface Shape {
  readonly [name: string]: TypeSpec;
}

const shape = (value: unknown): Shape => (value ?? {}) as Shape;

/** What makes two types one to a program: everything but the words. */
function typeText(spec: TypeSpec): string {
  const { type, $ref, items, additionalProperties, oneOf } = spec;
  const inner = (value: unknown): unknown => (value === undefined ? undefined : typeText(value as TypeSpec));
  return JSON.stringify({
    type,
    $ref,
    items: inner(items),
    additionalProperties: inner(additionalProperties),
    oneOf: (oneOf as readonly TypeSpec[] | undefined)?.map(typeText),
  });
}

/** Members that are gone, or have another type. */
function members(where: string, olds: unknown, news: unknown): readonly string[] {
  const now = shape(news);
  return Object.entries(shape(olds)).flatMap(([name, before]) => {
    const after = now[name];
    if (!after) return [`${where}.${name} is gone`];
    return typeText(before) === typeText(after) ? [] : [`${where}.${name} has another type`];
  });
}

const added = (where: string, what: string, olds: unknown, news: unknown): readonly string[] =>
  textsOf(news)
    .filter((name) => !textsOf(olds).includes(name))
    .map((name) => `${where}.${name} is now ${what}`);

function resource(token: string, before: TypeSpec, after: TypeSpec | undefined): readonly string[] {
  if (!after) return [`${token} is gone`];
  const replaced = Object.entries(shape(after["inputProperties"])).filter(([name, spec]) => {
    const old = shape(before["inputProperties"])[name];
    return old !== undefined && spec["replaceOnChanges"] === true && old["replaceOnChanges"] !== true;
  });
  const aliases = (spec: TypeSpec): readonly string[] =>
    ((spec["aliases"] ?? []) as readonly { readonly type: string }[]).map(({ type }) => type);
  return [
    ...members(`${token} input`, before["inputProperties"], after["inputProperties"]),
    ...members(`${token} output`, before["properties"], after["properties"]),
    ...added(`${token} input`, "required", before["requiredInputs"], after["requiredInputs"]),
    ...replaced.map(([name]) => `${token} input.${name} replaces now`),
    ...aliases(before)
      .filter((type) => !aliases(after).includes(type))
      .map((type) => `${token} lost its alias ${type}`),
  ];
}

function type(token: string, before: TypeSpec, after: TypeSpec | undefined): readonly string[] {
  if (!after) return [`type ${token} is gone`];
  const values = (spec: TypeSpec): readonly unknown[] =>
    ((spec["enum"] ?? []) as readonly { readonly value: unknown }[]).map(({ value }) => value);
  return [
    ...members(`type ${token}`, before["properties"], after["properties"]),
    ...added(`type ${token}`, "required", before["required"], after["required"]),
    ...values(before)
      .filter((value) => !values(after).includes(value))
      .map((value) => `type ${token} lost its value ${JSON.stringify(value)}`),
  ];
}

function callable(token: string, before: TypeSpec, after: TypeSpec | undefined): readonly string[] {
  if (!after) return [`function ${token} is gone`];
  const part = (spec: TypeSpec, name: string, key: string): unknown => (spec[name] as TypeSpec | undefined)?.[key];
  return [
    ...members(`function ${token} input`, part(before, "inputs", "properties"), part(after, "inputs", "properties")),
    ...members(`function ${token} output`, part(before, "outputs", "properties"), part(after, "outputs", "properties")),
    ...added(
      `function ${token} input`,
      "required",
      part(before, "inputs", "required"),
      part(after, "inputs", "required"),
    ),
  ];
}

const each = (
  olds: unknown,
  news: unknown,
  compare: (token: string, before: TypeSpec, after: TypeSpec | undefined) => readonly string[],
): readonly string[] =>
  Object.entries(shape(olds)).flatMap(([token, before]) => compare(token, before, shape(news)[token]));

/** What a program of the older schema can no longer do with the newer one; additions are no breach. */
export function breakingChanges(before: TypeSpec, after: TypeSpec): readonly string[] {
  const settings = (spec: TypeSpec): unknown => (spec["config"] as TypeSpec | undefined)?.["variables"];
  return [
    ...members("setting", settings(before), settings(after)),
    ...each(before["types"], after["types"], type),
    ...each(before["resources"], after["resources"], resource),
    ...each(before["functions"], after["functions"], callable),
  ];
}
