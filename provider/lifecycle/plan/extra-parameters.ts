import { isCanonicalRecord } from "../../kinds/fields/canonical";
import { tagged } from "../../kinds/fields/write";
import type { Kind } from "../../kinds";
import type { Properties } from "../../values";
import { declaredPlain } from "../object/declared";
import { differentExtra } from "../object/extra-parameters";
import type { Observed, ResolveReference } from "../types";
import type { Parameters } from "./parameters";

/** `extraParameters` with hashtable tags; names in the catalogue's spelling where it knows them. */
export function extraOf(properties: Properties): Parameters {
  const extra = declaredPlain(properties, "extraParameters");
  if (!isCanonicalRecord(extra)) return {};
  return Object.fromEntries(Object.entries(extra).map(([name, value]) => [name, tagged(value)]));
}

/** Extra parameters that are new, different, or (as null) no longer declared. */
function changedExtra(desired: Properties, recorded: Properties | undefined): Parameters {
  const [now, before] = [extraOf(desired), extraOf(recorded ?? {})];
  const changed = Object.entries(now).filter(([name, value]) => JSON.stringify(before[name]) !== JSON.stringify(value));
  const gone = Object.keys(before).filter((name) => !Object.hasOwn(now, name));
  return Object.fromEntries([...changed, ...gone.map((name) => [name, null] as const)]);
}

interface ExtraRequest {
  readonly desired: Properties;
  readonly recorded: Properties | undefined;
  readonly actual: Observed;
  readonly resolve: ResolveReference;
}

/** What the program changed, and what Get returns otherwise than declared. */
export function extraToSend(kind: Kind, { desired, recorded, actual, resolve }: ExtraRequest): Parameters {
  const now = extraOf(desired);
  const drifted = differentExtra(kind, desired, actual, resolve).map(({ name }) => [name, now[name] ?? null] as const);
  return { ...Object.fromEntries(drifted), ...changedExtra(desired, recorded) };
}
