import { formatError } from "../../errors";
import { refusalOf } from "../guard/refuse";
import type { DiffRequest, DiffResult, Observed, PropertyChange, ResolveReference } from "../types";
import { objectKey } from "../operation/names";
import { replacementRefusal } from "../guard/judge";
import { memoryOf } from "../operation/run-state";
import type { Operation } from "../operation/operation";
import { planCreate, planDelete, planUpdate } from "./plan";
import type { Plan, Refusal } from "./types";

/** What up would send, or why it would refuse: the same functions decide here and there. */
export interface Prospect {
  readonly plans: readonly Plan[];
  readonly refused?: Refusal | undefined;
}

interface Compared {
  readonly actual: Observed;
  readonly changes: readonly PropertyChange[];
  readonly resolve: ResolveReference;
  readonly parent: Observed | undefined;
}

export function prospectOf(
  operation: Operation,
  { desired, recorded, ignored }: DiffRequest,
  { actual, changes, resolve, parent }: Compared,
): Prospect {
  const { kind } = operation;
  const { id } = recorded;
  if (changes.length === 0) return { plans: [] };
  const before = recorded.inputs ?? recorded.outputs;
  if (!changes.some((change) => change.replaces)) {
    const plan = planUpdate(kind, { id, desired, actual, changes, resolve, parent, recorded: before, ignored });
    return { plans: [plan], refused: plan.refused };
  }
  const living = changes.filter((change) => !change.replaces || !refersToGone(operation, change));
  const plans = [
    planDelete(kind, { id, recorded: before, actual, resolve, parent }),
    planCreate(kind, { desired, resolve, parent }),
  ];
  const refused = replacementRefusal(kind, living, desired, actual.name);
  return { plans, refused: refused ?? plans.find((plan) => plan.refused)?.refused };
}

/**
 * What the program asks for and may not have ends the preview. Where the tenant changed on its own, an error would keep the drift of
 * all resources that come after this one from being told: the refusal is a warning beside the drift line, and up ends in it.
 */
export function heldBack(
  operation: Operation,
  { changes, refused, driftLines }: Pick<DiffResult, "changes" | "driftLines"> & { readonly refused: Refusal },
): DiffResult {
  const own = changes.filter(({ property }) => property === refused.property);
  const culprits = own.length > 0 ? own : changes;
  if (culprits.some(({ cause }) => cause === "program")) {
    driftLines.forEach((line) => operation.reporter.warn(line));
    throw refusalOf(operation, refused);
  }
  const warning = `\`up\` will stop at this: ${formatError(refusalOf(operation, refused))}`;
  return {
    changes: changes.map((change) => ({ ...change, replaces: false })),
    deleteBeforeReplace: false,
    driftLines,
    warnings: [warning],
    resume: false,
  };
}

/** What hung on an object that is gone protects nothing through it any more, so its replacement releases nothing. */
function refersToGone({ kind, session }: Operation, { property, actual }: PropertyChange): boolean {
  const type = kind.field(property)?.type;
  if (type?.type !== "string" || !type.reference || typeof actual !== "string") return false;
  const { noun } = type.reference;
  const { declaredGone } = memoryOf(session);
  return actual.split(",").some((part) => declaredGone.has(objectKey(noun, part.trim())));
}
