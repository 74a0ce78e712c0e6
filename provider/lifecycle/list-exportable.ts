import type { Kind } from "../kinds";
import type { Properties } from "../values";
import type { Unread } from "./observe/list-optional";
import type { Connection, Observed, ResolveReference } from "./types";
import { IRREVERSIBLE_ACTS } from "./guard/judge";
import { everyLiving } from "./observe/list-active";
import { beginOperation, run } from "./operation/operation";
import { planCreate } from "./plan/plan";
import { resolverFor } from "./observe/references";
import { minimalInputs } from "./object/state";

/** A living object of a tenant, as a program would have to declare it. */
export interface Surveyed {
  readonly id: string;
  readonly name: string;
  /** Made by Microsoft: it can be read, not managed. */
  readonly builtIn: boolean;
  /** Minimal: no defaults, nothing that the service filled in. */
  readonly inputs: Properties;
  /** What making it again from these inputs would do for good, by its name in `acceptIrreversible`. */
  readonly irreversible: readonly { readonly act: string; readonly what: string }[];
}

export interface Survey {
  readonly objects: readonly Surveyed[];
  /** Lists beside the ordinary one that could not be read. */
  readonly unread: readonly Unread[];
}

/**
 * Every living object of a kind, as a program would declare it.
 * @throws the errors of the channel: a kind that the identity may not read is a PermissionError.
 */
export async function survey(connection: Connection, kind: Kind, signal?: AbortSignal): Promise<Survey> {
  const operation = beginOperation(connection, kind, { signal }, kind.noun);
  return await run(operation, async () => {
    const { objects, unread } = await everyLiving(operation);
    const resolve = await resolverFor(
      operation.session,
      kind,
      objects.map(({ properties }) => properties),
      operation.signal,
    );
    return { objects: objects.map((object) => surveyed(kind, object, resolve)), unread };
  });
}

function surveyed(kind: Kind, object: Observed, resolve: ResolveReference): Surveyed {
  const { id, name, builtIn } = object;
  const inputs = minimalInputs(kind, object, resolve);
  const { irreversible } = planCreate(kind, { desired: inputs, resolve });
  const acts = irreversible.map((act) => ({ act, what: IRREVERSIBLE_ACTS[act] ?? act }));
  return { id, name, builtIn, inputs, irreversible: acts };
}
