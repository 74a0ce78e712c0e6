import { isRecord } from "./guards";

/** A symbol, so that no property of the service's can be taken for it. */
const TEXT_FORM = Symbol("text form");

/** Gives an object of the service what its `ToString()` says: the form in which JSON mode has it instead of its properties. */
export function withTextForm<T extends object>(object: T, text: string): T {
  Object.defineProperty(object, TEXT_FORM, { value: text });
  return object;
}

/** What the object is called as a whole; undefined where the service did not say. */
export function textFormOf(value: unknown): string | undefined {
  if (!isRecord(value)) return undefined;
  const text: unknown = Reflect.get(value, TEXT_FORM);
  return typeof text === "string" ? text : undefined;
}
