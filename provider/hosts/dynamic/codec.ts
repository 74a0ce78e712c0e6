import { isRecord, isSecret, isUnknown, type Properties, secret, UNKNOWN, type Value } from "../../values";
import { DECLARED_KEY, isReservedKey, OPTIONS_KEY, PREVIOUS_KEY, PROVIDER_KEY, type ReservedOptions } from "./inputs";

/** Properties as the SDK's dynamic provider process hands them over: plain JSON, with sentinels for what is not known yet. */
export type Wire = Record<string, unknown>;

const UNKNOWN_STRING = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** The engine's sentinels by type: string, bool, number, array, asset, archive, object. Source: sdk/go/common/resource/plugin/rpc.go. */
const UNKNOWN_SENTINELS: ReadonlySet<unknown> = new Set([
  UNKNOWN_STRING,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";
const SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270";

export interface Reserved {
  /** Undefined for a resource that another host wrote. */
  readonly provider: string | undefined;
  readonly options: ReservedOptions;
  readonly previous: readonly string[] | undefined;
  readonly declared: readonly string[] | undefined;
}

const names = (value: unknown): readonly string[] | undefined =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : undefined;

export function reservedOf(wire: Wire): Reserved {
  const { [PROVIDER_KEY]: provider, [OPTIONS_KEY]: options } = wire;
  return {
    provider: typeof provider === "string" ? provider : undefined,
    options: typeof options === "object" && options !== null ? options : {},
    previous: names(wire[PREVIOUS_KEY]),
    declared: names(wire[DECLARED_KEY]),
  };
}

/** The user's properties alone. `null` and absent mean the same in a program, so neither is declared. */
export function decodeProperties(wire: Wire): Properties {
  const { secrets = [] } = reservedOf(wire).options;
  const own = Object.entries(wire).filter(
    ([key, value]) => !isReservedKey(key) && value !== null && value !== undefined,
  );
  return Object.fromEntries(
    own.map(([key, value]) => [key, secrets.includes(key) ? secret(decode(value)) : decode(value)]),
  );
}

export function decode(wire: unknown): Value {
  if (UNKNOWN_SENTINELS.has(wire)) return UNKNOWN;
  if (Array.isArray(wire)) return wire.map(decode);
  if (typeof wire !== "object" || wire === null) return (wire ?? null) as Value;
  const record = wire as Wire;
  if (record[SIGNATURE_KEY] === SECRET_SIGNATURE) return secret(decode(record["value"]));
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, decode(value)]));
}

/** The dynamic host cannot say "secret" (the engine re-marks outputs that were secret inputs), so marks are dropped here. */
export function encode(value: Value): unknown {
  if (isUnknown(value)) return UNKNOWN_STRING;
  if (isSecret(value)) return encode(value.value);
  if (Array.isArray(value)) return (value as readonly Value[]).map(encode);
  return isRecord(value) ? encodeProperties(value) : value;
}

export function encodeProperties(properties: Properties): Wire {
  const present = Object.entries(properties).filter(([, value]) => value !== undefined);
  return Object.fromEntries(present.map(([key, value]) => [key, encode(value)]));
}
