import type { Example, ExampleValue } from "./kind";

/** Reference to another resource of the same example, by its logical name. */
export const ref = (name: string): { readonly ref: string } => ({ ref: name });

type Properties = { readonly [property: string]: ExampleValue };

/** An example of logical name -> [noun, properties], in the order of the program. */
export const example = (
  title: string,
  resources: { readonly [name: string]: readonly [noun: string, properties: Properties] },
): Example => ({
  title,
  resources: Object.entries(resources).map(([name, [noun, properties]]) => ({ name, noun, properties })),
});
