import { isCanonicalRecord } from "../../kinds/fields/canonical";
import { tagged } from "../../kinds/fields/write";
import type { Properties } from "../../values";
import { declaredPlain } from "../object/declared";
import type { Parameters } from "./parameters";

/** `extraParameters` with hashtable tags; names in the catalogue's spelling where it knows them. */
export function extraOf(properties: Properties): Parameters {
  const extra = declaredPlain(properties, "extraParameters");
  if (!isCanonicalRecord(extra)) return {};
  return Object.fromEntries(Object.entries(extra).map(([name, value]) => [name, tagged(value)]));
}

/** Extra parameters that are new, different, or (as null) no longer declared. */
export function changedExtra(desired: Properties, recorded: Properties | undefined): Parameters {
  const [now, before] = [extraOf(desired), extraOf(recorded ?? {})];
  const changed = Object.entries(now).filter(([name, value]) => JSON.stringify(before[name]) !== JSON.stringify(value));
  const gone = Object.keys(before).filter((name) => !Object.hasOwn(now, name));
  return Object.fromEntries([...changed, ...gone.map((name) => [name, null] as const)]);
}
