import type { Kind } from "../kinds";
import { outputsFor } from "./apply/finish";
import { rejectForeign } from "./guard/tenant";
import { minimalInputs } from "./object/state";
import { listActive } from "./observe/list-active";
import { resolverFor } from "./observe/references";
import { beginOperation, perform } from "./operation/operation";
import type { Connection, ListedObject, ListRequest } from "./types";

/** Every existing object of a kind, by all of its lists: for data functions and `pulumi do … list`. */
export async function list(connection: Connection, kind: Kind, request: ListRequest): Promise<readonly ListedObject[]> {
  const operation = beginOperation(connection, kind, request, "all");
  return await perform(operation, async () => {
    const facts = await rejectForeign(operation, undefined);
    const { objects, unread } = await listActive(operation);
    for (const { list: name, reason } of unread)
      operation.reporter.warn(`${kind.noun}: ${name} could not be read: ${reason}`);
    const resolve = await resolverFor(operation, ...objects.map(({ properties }) => properties));
    return objects.map((observed) => ({
      id: observed.id,
      name: observed.name,
      builtIn: observed.builtIn,
      outputs: outputsFor({ kind, facts, desired: {}, resolve }, observed),
      inputs: minimalInputs(kind, observed, resolve),
    }));
  });
}
