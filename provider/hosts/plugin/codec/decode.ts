import { type ListValue, type Struct, Value as WireValue } from "google-protobuf/google/protobuf/struct_pb";
import { ValidationError } from "../../../errors";
import { isRecord, isUnknown, type Properties, secret, UNKNOWN, type Value } from "../../../values";
import { SIGNATURE_KEY, SIGNATURES, UNKNOWN_STRINGS } from "./signatures";

type Marked = { readonly [key: string]: Value };

const cannotTake = (what: string): never => {
  throw new ValidationError(`A property holds ${what}, which no Purview property takes.`, {
    code: "PURVIEW_INPUT",
    advice: "Give the text itself.",
  });
};

/** An output value: absent `value` = unknown. Its dependencies are the engine's affair. */
function outputValue(marked: Marked): Value {
  const value = "value" in marked ? (marked["value"] ?? null) : UNKNOWN;
  return marked["secret"] === true ? secret(value) : value;
}

const readers: Readonly<Record<string, (marked: Marked) => Value>> = {
  [SIGNATURES.secret]: (marked) => secret(marked["value"] ?? null),
  [SIGNATURES.output]: outputValue,
  // The id, as for every reference (design 3); a component has none, and its URN is then refused by check as an unknown name.
  [SIGNATURES.resource]: ({ id, urn }) => (id === "" || id === undefined ? (urn ?? null) : id),
  [SIGNATURES.asset]: ({ text }) => (typeof text === "string" ? text : cannotTake("an asset that is not text")),
  [SIGNATURES.archive]: () => cannotTake("an archive"),
};

function record(struct: Struct): Value {
  const value = decodeStruct(struct);
  const signature = value[SIGNATURE_KEY];
  const read = typeof signature === "string" ? readers[signature] : undefined;
  return read && isRecord(value) ? read(value) : value;
}

function decodeValue(wire: WireValue): Value {
  switch (wire.getKindCase()) {
    case WireValue.KindCase.NUMBER_VALUE:
      return wire.getNumberValue();
    case WireValue.KindCase.STRING_VALUE:
      return UNKNOWN_STRINGS.has(wire.getStringValue()) ? UNKNOWN : wire.getStringValue();
    case WireValue.KindCase.BOOL_VALUE:
      return wire.getBoolValue();
    case WireValue.KindCase.STRUCT_VALUE:
      return record(wire.getStructValue() as Struct);
    case WireValue.KindCase.LIST_VALUE:
      return (wire.getListValue() as ListValue).getValuesList().map(decodeValue);
    default:
      return null;
  }
}

function decodeStruct(struct: Struct): { readonly [key: string]: Value } {
  const entries: [string, Value][] = [];
  struct.getFieldsMap().forEach((value, key) => entries.push([key, decodeValue(value)]));
  // fromEntries defines own properties, so that a key like `__proto__` stays a plain key.
  return Object.fromEntries(entries);
}

/** The properties of a request: secrets, output values and unknowns at every depth become marks of `provider/values`. */
export const decode = (struct: Struct | undefined): Properties => (struct ? decodeStruct(struct) : {});

/** What a program declared: Pulumi's own `__…` inputs and properties set to null are nothing of the resource's. */
export const declaredIn = (properties: Properties): Properties =>
  Object.fromEntries(
    Object.entries(properties).filter(([key, value]) => !key.startsWith("__") && (value !== null || isUnknown(value))),
  );
