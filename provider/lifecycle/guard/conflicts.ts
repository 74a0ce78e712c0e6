import { ValidationError } from "../../errors";
import type { Claim } from "../../kinds";
import type { Properties } from "../../values";
import type { ResolveReference } from "../types";
import { declared } from "../object/declared";
import { pick } from "../object/pick";
import { objectKey } from "../operation/names";
import { ignores } from "../diff/ignored";
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
 * Records what this resource decides about which objects, and rejects what a resource of another kind decides in the same run:
 * a position by `priority` and by an order, say. Both would undo each other's work at every up.
 */
export function rejectConflicts(operation: Operation, claimant: Claimant): void {
  const { kind, run, title } = operation;
  withdrawDecisions(operation, claimant);
  for (const { claim, property, topic } of decisionsOf(operation, claimant)) {
    const [conflict] = [...run.resources.decidersOf(topic)].filter(([other]) => isAnother(operation, claim, other));
    if (conflict)
      throw new ValidationError(`${title}: ${property} and ${conflict[1]} both decide ${claim.topic}.`, {
        code: "PURVIEW_INVALID",
        noun: kind.noun,
        property,
        advice: "Declare it in one of the two places.",
      });
  }
  recordDecisions(operation, claimant);
}

/** A refresh compares with the old inputs first: what those decided, the program may leave to others now. */
function withdrawDecisions({ kind, run }: Operation, { id, desired, ignored = [] }: Claimant): void {
  if (id === undefined) return;
  for (const { noun, topic, by } of kind.claims) {
    const decides = by.some((name) => declared(desired, name) !== undefined && !ignores(ignored, name));
    if (noun !== kind.noun || decides) continue;
    const deciders = run.resources.decidersOf(topicOf(topic, noun, id));
    for (const key of [...deciders.keys()].filter((other) => other.startsWith(`${noun} `))) deciders.delete(key);
  }
}

const topicOf = (topic: string, noun: string, id: string): string => `${topic}/${objectKey(noun, id)}`;

/** The same without an error: what was just created must reach the state, and the other resource gets the error instead. */
export function recordDecisions(operation: Operation, claimant: Claimant): void {
  const { run, title } = operation;
  for (const { property, topic } of decisionsOf(operation, claimant))
    run.resources.decidersOf(topic).set(keyOf(operation), `${property} of ${title}`);
}

/** One entry for a resource; where a host does not say which one it is, one for its kind. */
const keyOf = ({ kind, logicalName = "" }: Operation): string => `${kind.noun} ${logicalName}`;

/** Is it of another kind, or, where no two of one kind can decide it either, surely another resource of this one? */
function isAnother({ kind, logicalName }: Operation, { exclusive }: Claim, key: string): boolean {
  const [noun, other] = [key.slice(0, key.indexOf(" ")), key.slice(key.indexOf(" ") + 1)];
  if (noun !== kind.noun) return true;
  return exclusive === true && logicalName !== undefined && other !== "" && other !== logicalName;
}

interface Decision {
  readonly claim: Claim;
  readonly property: string;
  /** What is decided, of which object. */
  readonly topic: string;
}

function decisionsOf({ kind }: Operation, { id, desired, ignored = [], resolve }: Claimant): readonly Decision[] {
  return kind.claims.flatMap((claim) => {
    const property = claim.by.find((name) => declared(desired, name) !== undefined && !ignores(ignored, name));
    if (property === undefined) return [];
    const ids = claim.noun === kind.noun ? [id] : referenced(kind, claim.noun, pick(desired, [property]), resolve);
    return ids
      .filter((one) => one !== undefined)
      .map((one) => ({ claim, property, topic: topicOf(claim.topic, claim.noun, one) }));
  });
}

const referenced = (
  kind: Operation["kind"],
  noun: string,
  properties: Properties,
  resolve: ResolveReference,
): readonly (string | undefined)[] =>
  referencesIn(kind, properties)
    .filter((use) => use.noun === noun)
    .map(({ text }) => (isGuid(text) ? text : resolve(noun, text)?.id));
