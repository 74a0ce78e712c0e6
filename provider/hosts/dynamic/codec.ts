import {
  isList,
  isRecord,
  isSecret,
  isUnknown,
  type Properties,
  secret,
  textsOf,
  UNKNOWN,
  type Value,
} from "../../values";
import { declaredIn, readMarks, recordedIn } from "../protocol/marks";
import { UNKNOWN_STRING, UNKNOWN_STRINGS } from "../protocol/signatures";
import { DECLARED_KEY, OPTIONS_KEY, PREVIOUS_KEY, PROVIDER_KEY, type ReservedOptions } from "./inputs";

/** Properties as the SDK's dynamic provider process hands them over: plain JSON, with sentinels for what is not known yet. */
export type Wire = Record<string, unknown>;

export interface Reserved {
  /** Undefined for a resource that another host wrote. */
  readonly provider: string | undefined;
  readonly options: ReservedOptions;
  readonly previous: readonly string[] | undefined;
  readonly declared: readonly string[] | undefined;
}

const names = (value: unknown): readonly string[] | undefined => (isList(value) ? textsOf(value) : undefined);

export function reservedOf(wire: Wire): Reserved {
  const { [PROVIDER_KEY]: provider, [OPTIONS_KEY]: options } = wire;
  return {
    provider: typeof provider === "string" ? provider : undefined,
    options: isRecord(options) ? options : {},
    previous: names(wire[PREVIOUS_KEY]),
    declared: names(wire[DECLARED_KEY]),
  };
}

/** The user's properties alone. */
export const decodeProperties = (wire: Wire): Properties => withSecrets(declaredIn(decodeRecord(wire)), wire);

/** Outputs in state, with what lifecycle keeps there. */
export const decodeOutputs = (wire: Wire): Properties => withSecrets(recordedIn(decodeRecord(wire)), wire);

function withSecrets(properties: Properties, wire: Wire): Properties {
  const { secrets = [] } = reservedOf(wire).options;
  const own = Object.entries(properties);
  return secrets.length === 0
    ? Object.fromEntries(own)
    : Object.fromEntries(own.map(([key, value]) => [key, secrets.includes(key) ? secret(value) : value]));
}

const decodeRecord = (wire: { readonly [key: string]: unknown }): Properties =>
  Object.fromEntries(Object.entries(wire).map(([key, value]) => [key, decode(value)]));

export function decode(wire: unknown): Value {
  switch (typeof wire) {
    case "string":
      return UNKNOWN_STRINGS.has(wire) ? UNKNOWN : wire;
    case "number":
    case "boolean":
      return wire;
    default:
      if (isList(wire)) return wire.map(decode);
      return isRecord(wire) ? readMarks(decodeRecord(wire)) : null;
  }
}

/** The dynamic host cannot say "secret" (the engine re-marks outputs that were secret inputs), so marks are dropped here. */
export function encode(value: Value): unknown {
  if (isUnknown(value)) return UNKNOWN_STRING;
  if (isSecret(value)) return encode(value.value);
  if (isList(value)) return value.map(encode);
  return isRecord(value) ? encodeProperties(value) : value;
}

export function encodeProperties(properties: Properties): Wire {
  const present = Object.entries(properties).filter(([, value]) => value !== undefined);
  return Object.fromEntries(present.map(([key, value]) => [key, encode(value)]));
}
