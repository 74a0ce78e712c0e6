import { ValidationError } from "../../errors";
import { LOCATIONS_KEY } from "../../lifecycle/object/location-memory";
import { type Properties, secret, UNKNOWN, type Value } from "../../values";
import { SIGNATURE_KEY, SIGNATURES } from "./signatures";

const cannotTake = (what: string): never => {
  throw new ValidationError(`A property holds ${what}, which no Purview property takes.`, {
    code: "PURVIEW_INPUT",
    advice: "Give the text itself.",
  });
};

/** An output value: absent `value` = unknown. Its dependencies concern the engine only. */
function outputValue(marked: Properties): Value {
  const value = "value" in marked ? (marked["value"] ?? null) : UNKNOWN;
  return marked["secret"] === true ? secret(value) : value;
}

const readers: Readonly<Record<string, (marked: Properties) => Value>> = {
  [SIGNATURES.secret]: (marked) => secret(marked["value"] ?? null),
  [SIGNATURES.output]: outputValue,
  // The id, as for every reference (docs/behavior.md#references); a component has none, and its URN is then refused by check as
  // an unknown name.
  [SIGNATURES.resource]: ({ id, urn }) => (id === "" || id === undefined ? (urn ?? null) : id),
  [SIGNATURES.asset]: ({ text }) => (typeof text === "string" ? text : cannotTake("an asset that is not text")),
  [SIGNATURES.archive]: () => cannotTake("an archive"),
};

/** What a decoded object means: an object with one of Pulumi's signatures stands for something else. */
export function readMarks(value: Properties): Value {
  const signature = value[SIGNATURE_KEY];
  const read = typeof signature === "string" ? readers[signature] : undefined;
  return read ? read(value) : value;
}

/** Pulumi's own inputs start like this; the engine never shows them. */
export const isReservedKey = (key: string): boolean => key.startsWith("__");

/** What a write or read of ours left in state: what lifecycle itself keeps there comes back with it. */
export const recordedIn = (outputs: Properties): Properties => {
  const memory = outputs[LOCATIONS_KEY];
  return { ...declaredIn(outputs), ...(memory !== undefined && { [LOCATIONS_KEY]: memory }) };
};

/** What a program declared: Pulumi's own inputs are none of the resource's, and null means the same as absent. */
export const declaredIn = (properties: Properties): Properties =>
  Object.fromEntries(Object.entries(properties).filter(([key, value]) => !isReservedKey(key) && value !== null));
