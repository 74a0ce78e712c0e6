import { ValidationError } from "../../errors";
import type { Claim } from "../../kinds";
import type { Properties } from "../../values";
import type { ResolveReference } from "../types";
import { declared } from "../object/declared";
import { objectKey } from "../operation/names";
import { ignores } from "../diff/ignored";
import { memoryOf } from "../operation/run-state";
import type { Operation } from "../operation/operation";
import { isGuid, referencesIn } from "../observe/references";

interface Claimant {
  /** Absent while the object is not there yet. */
  readonly id?: string | undefined;
  readonly desired: Properties;
  readonly ignored?: readonly string[];
  readonly resolve: ResolveReference;
}

/**
 * Remembers what this resource decides about which objects, and refuses what a resource of another kind decides in the same run:
 * a position by `priority` and by an order, say. Both would undo each other's work at every up.
 */
export function refuseRivals(operation: Operation, claimant: Claimant): void {
  for (const { claim, property, key } of claimsOf(operation, claimant)) {
    const others = [...claimantsOf(operation, key)].filter(([noun]) => noun !== operation.kind.noun);
    const [rival] = others;
    if (rival)
      throw new ValidationError(`${operation.title}: ${property} and ${rival[1]} both decide ${claim.topic}.`, {
        code: "PURVIEW_INVALID",
        noun: operation.kind.noun,
        property,
        advice: "Declare it in one of the two places.",
      });
  }
  remember(operation, claimant);
}

/** The same without a word: what was just made must reach the state, and the rival is told instead. */
export function remember(operation: Operation, claimant: Claimant): void {
  for (const { property, key } of claimsOf(operation, claimant))
    claimantsOf(operation, key).set(operation.kind.noun, `${property} of ${operation.title}`);
}

/** Claims of this very run, by object: noun of the claiming kind -> what to call it. */
function claimantsOf({ session }: Operation, key: string): Map<string, string> {
  const { claims } = memoryOf(session);
  const known = claims.get(key) ?? new Map<string, string>();
  claims.set(key, known);
  return known;
}

interface Made {
  readonly claim: Claim;
  readonly property: string;
  readonly key: string;
}

function claimsOf({ kind }: Operation, { id, desired, ignored = [], resolve }: Claimant): readonly Made[] {
  return kind.claims.flatMap((claim) => {
    const property = claim.by.find((name) => declared(desired, name) !== undefined && !ignores(ignored, name));
    if (property === undefined) return [];
    const ids = claim.noun === kind.noun ? [id] : referenced(kind, claim, property, desired, resolve);
    return ids
      .filter((one) => one !== undefined)
      .map((one) => ({ claim, property, key: `${claim.topic}/${objectKey(claim.noun, one)}` }));
  });
}

const referenced = (
  kind: Operation["kind"],
  { noun }: Claim,
  property: string,
  desired: Properties,
  resolve: ResolveReference,
): readonly (string | undefined)[] =>
  referencesIn(kind, { [property]: desired[property] ?? null })
    .filter((use) => use.noun === noun)
    .map(({ text }) => (isGuid(text) ? text : resolve(noun, text)?.id));
