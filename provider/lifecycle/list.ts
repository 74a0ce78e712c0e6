import type { Kind } from "../kinds";
import type { Connection, ListRequest, ListedObject } from "./contract";
import { outputsFor } from "./finish";
import { everyLiving } from "./living";
import { beginOperation, run } from "./operation";
import { resolverFor } from "./references";
import { minimalInputs } from "./state";
import { refuseForeign } from "./tenant";

/** Every living object of a kind, by all of its lists: for data functions and `pulumi do … list`. */
export async function list(connection: Connection, kind: Kind, request: ListRequest): Promise<readonly ListedObject[]> {
  const operation = beginOperation(connection, kind, request, "all");
  return await run(operation, async () => {
    const facts = await refuseForeign(operation, undefined);
    const { session, signal, reporter } = operation;
    const { objects, unread } = await everyLiving(operation);
    for (const { list: name, reason } of unread) reporter.warn(`${kind.noun}: ${name} could not be read: ${reason}`);
    const resolve = await resolverFor(
      session,
      kind,
      objects.map(({ properties }) => properties),
      signal,
    );
    return objects.map((observed) => ({
      id: observed.id,
      name: observed.name,
      builtIn: observed.builtIn,
      outputs: outputsFor(operation, observed, { facts, desired: {}, resolve }),
      inputs: minimalInputs(kind, observed, resolve),
    }));
  });
}
