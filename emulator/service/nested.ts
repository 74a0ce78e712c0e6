import type { Json } from "../contract";
import type { JsonObject } from "./json";

/** A .NET object inside of an object, as a typed answer carries it: `$type` its class, `$text` its text form, and its properties. */
export const typedObject = (type: string, text: string, properties: JsonObject): JsonObject => ({
  $type: type,
  $text: text,
  ...properties,
});

/** A member of a .NET enumeration. */
export const enumValue = (type: string, text: string, value: number): Json => ({ $enum: type, $text: text, value });
