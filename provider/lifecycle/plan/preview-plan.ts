import { formatError } from "../../errors";
import { refusalError } from "../guard/refuse";
import type { DiffResult, Observed, PropertyChange, Refusal } from "../types";
import { replacementRefusal } from "../guard/judge";
import type { Operation, ComparisonOperation } from "../operation/operation";
import { planCreate, planDelete, planUpdate } from "./plan";
import type { Plan } from "./types";

/** What up would send, or why it would refuse: the same functions decide here and there. */
export interface PreviewPlan {
  readonly plans: readonly Plan[];
  readonly refused?: Refusal | undefined;
}

interface Compared {
  readonly actual: Observed;
  readonly changes: readonly PropertyChange[];
}

export function previewPlan(operation: ComparisonOperation, { actual, changes }: Compared): PreviewPlan {
  const { kind, desired, recorded, ignored, resolve } = operation;
  const parent = operation.parent?.observed;
  const { id } = actual;
  const before = recorded && (recorded.inputs ?? recorded.outputs);
  if (changes.length === 0) return { plans: [] };
  if (!changes.some((change) => change.replaces)) {
    const plan = planUpdate(kind, { id, desired, actual, changes, resolve, parent, recorded: before, ignored });
    return { plans: [plan], refused: plan.refused };
  }
  const plans = [
    planDelete(kind, { id, recorded: before ?? desired, actual, resolve, parent }),
    planCreate(kind, { desired, resolve, parent }),
  ];
  const releasing = changes.filter((change) => !change.replaces || !refersToGone(operation, change));
  const refused = replacementRefusal(kind, releasing, desired, actual.name);
  return { plans, refused: refused ?? plans.find((plan) => plan.refused)?.refused };
}

/**
 * What the program asks for and may not have ends the preview. Where the tenant changed on its own, an error would keep the drift of
 * all resources that come after this one from being reported: the refusal is a warning after the drift line, and up ends in it.
 */
export function withholdReplacement(
  operation: Operation,
  { changes, refused, driftLines }: Pick<DiffResult, "changes" | "driftLines"> & { readonly refused: Refusal },
): DiffResult {
  const own = changes.filter(({ property }) => property === refused.property);
  const culprits = own.length > 0 ? own : changes;
  if (culprits.some(({ cause }) => cause === "program")) {
    driftLines.forEach((line) => operation.reporter.warn(line));
    throw refusalError(operation, refused);
  }
  const warning = `\`up\` will stop at this: ${formatError(refusalError(operation, refused))}`;
  return {
    changes: changes.map((change) => ({ ...change, replaces: false })),
    deleteBeforeReplace: false,
    driftLines,
    warnings: [warning],
    resume: false,
  };
}

/** What belonged to an object that is gone protects nothing any more, so its replacement releases nothing. */
function refersToGone({ kind, run }: Operation, { property, actual }: PropertyChange): boolean {
  const type = kind.field(property)?.type;
  if (type?.type !== "string" || !type.reference || typeof actual !== "string") return false;
  const { noun } = type.reference;
  return actual.split(",").some((part) => run.resources.isGone(noun, part.trim()));
}
