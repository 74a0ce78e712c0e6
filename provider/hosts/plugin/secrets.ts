import type { Kind } from "../../kinds";
import { isDeepStrictEqual } from "node:util";
import {
  containsSecret,
  isRecord,
  isSecret,
  isUnknown,
  type Properties,
  reveal,
  secret,
  type Value,
} from "../../values";

/** A kind's secret properties: nobody has marked them where no program has declared them. */
export const secretsOf = (kind: Kind, properties: Properties): Properties =>
  Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [name, kind.field(name)?.secret ? secret(value) : value]),
  );

/**
 * Marks in an answer what was secret where it came from: the engine does not do it for a provider that accepts secrets. The same
 * rule as its own (`annotateSecrets`): objects by key; a changed list with a secret somewhere in it is secret as a whole, since
 * elements may have changed places.
 */
export function keepSecrets(answer: Properties, ...from: readonly (Properties | undefined)[]): Properties {
  return from.reduce<Properties>((marked, source) => (source ? markRecord(marked, source) : marked), answer);
}

const markRecord = (answer: Properties, from: Properties): Properties =>
  Object.fromEntries(
    Object.entries(answer).map(([key, value]) => {
      const source = Object.hasOwn(from, key) ? from[key] : undefined;
      return [key, source === undefined ? value : mark(value, source)];
    }),
  );

function mark(value: Value, from: Value): Value {
  if (!containsSecret(from) || isSecret(value)) return value;
  if (isSecret(from)) return secret(value);
  if (isDeepStrictEqual(reveal(value), reveal(from))) return from;
  if (isRecord(value) && isRecord(from)) return markRecord(value, from);
  return isUnknown(value) ? value : secret(value);
}
