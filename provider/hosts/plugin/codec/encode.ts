import { ListValue, NullValue, Struct, Value as WireValue } from "google-protobuf/google/protobuf/struct_pb";
import { isList, isRecord, isSecret, isUnknown, type Properties, type Value } from "../../../values";
import { SIGNATURE_KEY, SIGNATURES, UNKNOWN_STRING } from "../../protocol/signatures";

function encodeValue(value: Value): WireValue {
  const wire = new WireValue();
  if (value === null) return wire.setNullValue(NullValue.NULL_VALUE);
  if (isUnknown(value)) return wire.setStringValue(UNKNOWN_STRING);
  if (isSecret(value)) {
    return wire.setStructValue(encode({ [SIGNATURE_KEY]: SIGNATURES.secret, value: value.value }));
  }
  if (isList(value)) return wire.setListValue(new ListValue().setValuesList(value.map(encodeValue)));
  if (isRecord(value)) return wire.setStructValue(encode(value));
  if (typeof value === "boolean") return wire.setBoolValue(value);
  if (typeof value === "number") return wire.setNumberValue(value);
  return wire.setStringValue(value);
}

/** The properties of an answer. Undefined members are left out: the wire has no word for them. */
export function encode(properties: Properties): Struct {
  const struct = new Struct();
  const fields = struct.getFieldsMap();
  for (const [key, value] of Object.entries(properties)) if (value !== undefined) fields.set(key, encodeValue(value));
  return struct;
}
