import { PermissionError } from "../../errors";
import type { CmdletCall } from "../../transport/channel";
import { type Operation, titleIn } from "../operation/operation";

/** What of these calls the identity may not do; asks nothing of the service but the rights that the session found once. */
export async function missingRights(
  { session, signal }: Operation,
  calls: readonly Pick<CmdletCall, "cmdlet" | "parameters">[],
): Promise<readonly string[]> {
  if (calls.length === 0) return [];
  const rights = await session.rights(signal);
  const missing = calls.flatMap(({ cmdlet, parameters }) => {
    if (!rights.mayCall(cmdlet)) return [cmdlet];
    return Object.keys(parameters)
      .filter((parameter) => !parameter.includes("@") && rights.mayPass(cmdlet, parameter) === false)
      .map((parameter) => `${cmdlet} -${parameter}`);
  });
  return [...new Set(missing)];
}

export const rightsAdvice = ({ kind }: Pick<Operation, "kind">, identity = ""): string => {
  const { roleGroups, notes } = kind.permissions;
  if (roleGroups.length === 0) return notes.join(" ");
  const groups = roleGroups.map((group) => `"${group}"`).join(" or ");
  return [
    identity.startsWith("user ")
      ? `Have an administrator add ${identity.slice("user ".length)} to the role group ${groups} (Microsoft Purview portal: Settings > Roles and scopes > Role groups); it takes up to an hour, then sign in again.`
      : `Add the identity to the role group ${groups} (app-only: the app role Exchange.ManageAsApp and that role group, or the Entra role Compliance Administrator).`,
    ...notes,
  ].join(" ");
};

/** For a preview, which writes nothing: a warning where `up` would stop for want of rights. */
export async function rightsWarning(operation: Operation, calls: readonly CmdletCall[]): Promise<string | undefined> {
  const missing = await missingRights(operation, calls);
  if (missing.length === 0) return undefined;
  const { identity } = await operation.session.facts(operation.signal);
  return `${operation.title}: ${identity} may not run ${missing.join(", ")}; \`up\` would stop before it writes. ${rightsAdvice(operation, identity)}`;
}

/** Before the first write of a resource (docs/behavior.md#rule-9). */
export async function requireRights(operation: Operation, calls: readonly CmdletCall[]): Promise<void> {
  const missing = await missingRights(operation, calls);
  if (missing.length === 0) return;
  const { identity, tenantId } = await operation.session.facts(operation.signal);
  throw new PermissionError(
    `${identity} may not run ${missing.join(", ")}, which ${titleIn(operation)} needs. Nothing was sent.`,
    {
      code: "PURVIEW_PERMISSION",
      noun: operation.kind.noun,
      tenant: tenantId,
      cmdlet: missing[0],
      advice: rightsAdvice(operation, identity),
    },
  );
}
