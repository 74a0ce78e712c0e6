import type { Kind } from "../kinds";
import type { Connection, ListRequest, ListedObject } from "./types";
import { outputsFor } from "./apply/finish";
import { everyLiving } from "./observe/list-active";
import { beginOperation, run } from "./operation/operation";
import { resolverFor } from "./observe/references";
import { minimalInputs } from "./object/state";
import { refuseForeign } from "./guard/tenant";

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
