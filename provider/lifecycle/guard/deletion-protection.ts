import { GuardError } from "../../errors";
import { HOLDS } from "../../kinds/holds";
import { flagOf, type Operation, titleIn } from "../operation/operation";
import type { Recorded } from "../types";

/**
 * Refuses to delete what is protected (docs/behavior.md#rule-8). The engine asks no provider in a preview about a resource that left the
 * program, so this is the only place where a removed or renamed hold can be kept.
 */
export function rejectProtectedDelete(operation: Operation, { inputs, outputs }: Recorded): void {
  const own = flagOf(inputs ?? outputs, "deletionProtection");
  if (!(own ?? isProtected(operation))) return;
  const { kind, settings } = operation;
  const because =
    own === true
      ? "the resource declares deletionProtection: true"
      : `the provider setting deletionProtection is "${settings.deletionProtection}"`;
  throw new GuardError(
    `${titleIn(operation)} is protected against deletion: ${because}${HOLDS.has(kind.noun) ? ", and deleting it releases what it keeps" : ""}. Nothing was sent.`,
    {
      code: "PURVIEW_DELETE_REFUSED",
      noun: kind.noun,
      advice:
        'If the resource was only renamed in the program, give it `aliases: [{ name: "<old name>" }]`. To delete it: declare `deletionProtection: false` on it and run `pulumi up`, then remove it ' +
        "(for a whole stack: `pulumi config set purview:deletionProtection none`, `pulumi up`, then `pulumi destroy`). To make only the stack forget it, use the resource option `retainOnDelete: true`.",
    },
  );
}

function isProtected({ kind, settings: { deletionProtection } }: Operation): boolean {
  return deletionProtection === "all" || (deletionProtection === "holds" && HOLDS.has(kind.noun));
}
