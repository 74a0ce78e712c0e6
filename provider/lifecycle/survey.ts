import type { Kind } from "../kinds";
import type { Properties } from "../values";
import type { Connection } from "./contract";
import { IRREVERSIBLE_ACTS } from "./guards";
import { beginOperation, run } from "./operation";
import { planCreate } from "./plan";
import { everyObject, resolverFor } from "./references";
import { minimalInputs, readObject } from "./state";

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

/**
 * Every living object of a kind, in the service's order; one request per list of the kind.
 * @throws the errors of the channel: a kind that the identity may not read is a PermissionError.
 */
export async function survey(connection: Connection, kind: Kind, signal?: AbortSignal): Promise<readonly Surveyed[]> {
  const operation = beginOperation(connection, kind, { signal }, kind.noun);
  return await run(operation, async () => {
    const { session } = operation;
    const { entries } = await everyObject(session, kind, operation.signal);
    const observed = entries.filter((entry) => !entry.tombstone).map((entry) => readObject(kind, entry.object));
    const resolve = await resolverFor(
      session,
      kind,
      observed.map(({ properties }) => properties),
      operation.signal,
    );
    return observed.map((object) => {
      const inputs = minimalInputs(kind, object, resolve);
      const { irreversible } = planCreate(kind, { desired: inputs, resolve });
      return {
        id: object.id,
        name: object.name,
        builtIn: object.builtIn,
        inputs,
        irreversible: irreversible.map((act) => ({ act, what: IRREVERSIBLE_ACTS[act] ?? act })),
      };
    });
  });
}
