import type { Example, ExampleValue } from "../../kinds";
import { isList } from "../../values";

export type Ref = { readonly ref: string };

/** A value that stands for another resource of the example. */
export const isRef = (value: ExampleValue): value is Ref =>
  typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).join() === "ref";

export const isMembers = (value: ExampleValue): value is { readonly [key: string]: ExampleValue } =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !isRef(value);

const refsIn = (value: ExampleValue): readonly string[] =>
  isRef(value)
    ? [value.ref]
    : isList(value)
      ? value.flatMap(refsIn)
      : isMembers(value)
        ? Object.values(value).flatMap(refsIn)
        : [];

/** Names of the resources that others of the example refer to. */
export const referred = (example: Example): ReadonlySet<string> =>
  new Set(example.resources.flatMap(({ properties }) => Object.values(properties).flatMap(refsIn)));

/** Words of a resource's name, for variables. */
export const wordsOf = (name: string): readonly string[] => {
  const words = name.split(/[^A-Za-z0-9]+/).filter(Boolean);
  return /^[0-9]/.test(words[0] ?? "") ? ["n", ...words] : words.length > 0 ? words : ["resource"];
};
