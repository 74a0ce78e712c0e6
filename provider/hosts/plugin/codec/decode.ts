import { type Struct, Value as WireValue } from "google-protobuf/google/protobuf/struct_pb";
import { type Properties, UNKNOWN, type Value } from "../../../values";
import { declaredIn, readMarks, recordedIn } from "../../protocol/marks";
import { UNKNOWN_STRINGS } from "../../protocol/signatures";

function decodeValue(wire: WireValue): Value {
  switch (wire.getKindCase()) {
    case WireValue.KindCase.NUMBER_VALUE:
      return wire.getNumberValue();
    case WireValue.KindCase.STRING_VALUE:
      return UNKNOWN_STRINGS.has(wire.getStringValue()) ? UNKNOWN : wire.getStringValue();
    case WireValue.KindCase.BOOL_VALUE:
      return wire.getBoolValue();
    case WireValue.KindCase.STRUCT_VALUE:
      return readMarks(decode(wire.getStructValue()));
    case WireValue.KindCase.LIST_VALUE:
      return (wire.getListValue()?.getValuesList() ?? []).map(decodeValue);
    default:
      return null;
  }
}

function decodeStruct(struct: Struct): Properties {
  const entries: [string, Value][] = [];
  struct.getFieldsMap().forEach((value, key) => entries.push([key, decodeValue(value)]));
  // fromEntries defines own properties, so that a key like `__proto__` stays a plain key.
  return Object.fromEntries(entries);
}

/** The properties of a request: secrets, output values and unknowns at every depth become marks of `provider/values`. */
export const decode = (struct: Struct | undefined): Properties => (struct ? decodeStruct(struct) : {});

/** The properties of a request that a program declared, or that a resource returned. */
export const decodeDeclared = (struct: Struct | undefined): Properties => declaredIn(decode(struct));

/** Outputs in state, with what lifecycle keeps there. */
export const decodeOutputs = (struct: Struct | undefined): Properties => recordedIn(decode(struct));
