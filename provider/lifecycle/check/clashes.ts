import type { Kind } from "../../kinds";
import { plainOf, type Properties, visible } from "../../values";
import { declared } from "../object/declared";
import { isSingleton } from "../object/state";
import { normalizeName } from "../operation/names";
import { type Operation, textOf } from "../operation/operation";
import type { CheckFailure } from "../types";

/** Nouns whose objects share one space of names (docs/service/cmdlets.md#shared-names). */
const SHARED_NAMES = new Set(["Label", "ComplianceTag"]);

interface Claimed {
  /** What only one resource of a program can have. */
  readonly what: string;
  readonly property: string;
  /** Why two cannot, after both are named. */
  readonly why: string;
}

/**
 * What this resource claims and another one of the program has claimed: one object, one name, one priority. Both are named, since
 * neither is wrong by itself. Without a logical name nobody knows whether it is the same resource again.
 */
export function clashes(
  { kind, run }: Operation,
  logicalName: string | undefined,
  inputs: Properties,
): readonly CheckFailure[] {
  if (logicalName === undefined) return [];
  const who = `${kind.noun} "${visible(logicalName)}"`;
  return claimsOf(kind, inputs).flatMap(({ what, property, why }) => {
    const other = run.resources.claim(what, who);
    return other === undefined
      ? []
      : [{ property, reason: `${other} and ${who}, two resources of this program, ${why}` }];
  });
}

const claimsOf = (kind: Kind, inputs: Properties): readonly Claimed[] => [
  ...objectsOf(kind, inputs),
  ...kind.fields
    .filter(({ unique, exclusive }) => unique !== undefined || exclusive === true)
    .flatMap(({ property }): readonly Claimed[] => {
      const value = declared(inputs, property);
      const plain = value === undefined ? undefined : plainOf(value);
      if (plain === undefined || plain === null) return [];
      const what = `${kind.noun} ${property} ${JSON.stringify(plain)}`;
      return [{ what, property, why: `both declare ${property} ${JSON.stringify(plain)}, which only one can have` }];
    }),
];

function objectsOf(kind: Kind, inputs: Properties): readonly Claimed[] {
  const { noun } = kind;
  if (kind.special?.kind === "generic") return [];
  if (isSingleton(kind))
    return [{ what: noun, property: "", why: `both declare the one ${noun} that a tenant has; declare it once` }];
  const name = textOf(inputs, "name");
  if (name === undefined || kind.identity.kind !== "guid") return [];
  const shares = SHARED_NAMES.has(noun);
  const why = shares
    ? `both are named "${visible(name)}", and sensitivity labels and retention labels share their names`
    : `both declare the ${noun} "${visible(name)}"; declare it once, or give one another name`;
  return [{ what: `${shares ? "label" : noun} named ${normalizeName(name)}`, property: "name", why }];
}
