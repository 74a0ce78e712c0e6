import { IRREVERSIBLE_ACTS, type Kind } from "../kinds";
import type { Properties } from "../values";
import type { UnreadList } from "./observe/list-optional";
import type { Connection, Observed, ResolveReference } from "./types";
import { resolveListed } from "./observe/locations";
import { listActive } from "./observe/list-active";
import { beginOperation, perform } from "./operation/operation";
import { planCreate } from "./plan/plan";
import { resolverFor } from "./observe/references";
import { minimalInputs, wireOf } from "./object/state";
import { unexpressed } from "./object/unexpressed";

/** An existing object of a tenant, as a program would have to declare it. */
export interface ExportableObject {
  readonly id: string;
  readonly name: string;
  /** Made by Microsoft, or a part of another object: it can be read, not managed. */
  readonly builtIn: boolean;
  /** Minimal: no defaults, nothing that the service filled in. */
  readonly inputs: Properties;
  /** What Get returned of it and the inputs do not say, by name. */
  readonly unexpressed: readonly string[];
  /** What creating it from these inputs would do for good, by its name in `acceptIrreversible`. */
  readonly irreversible: readonly { readonly act: string; readonly what: string }[];
}

export interface Exportable {
  readonly objects: readonly ExportableObject[];
  /** Lists in addition to the ordinary one that could not be read. */
  readonly unread: readonly UnreadList[];
}

/**
 * Every existing object of a kind, as a program would declare it.
 * @throws the errors of the channel: a kind that the identity may not read is a PermissionError.
 */
export async function listExportable(connection: Connection, kind: Kind, signal?: AbortSignal): Promise<Exportable> {
  const operation = beginOperation(connection, kind, { signal }, kind.noun);
  return await perform(operation, async () => {
    const { objects, unread } = await listActive(operation);
    const references = await resolverFor(operation, ...objects.map(({ properties }) => properties));
    const resolve = await resolveListed(operation, objects, references);
    return { objects: objects.map((object) => exportable(kind, object, resolve)), unread };
  });
}

function exportable(kind: Kind, object: Observed, resolve: ResolveReference): ExportableObject {
  const { id, name, partOf } = object;
  const builtIn = object.builtIn || partOf !== undefined;
  const inputs = minimalInputs(kind, object, resolve);
  const { irreversible } = planCreate(kind, { desired: inputs, resolve });
  const lost = unexpressed(kind, { wire: wireOf(object), inputs, resolve });
  const acts = irreversible.map((act) => ({ act, what: IRREVERSIBLE_ACTS[act] ?? act }));
  return { id, name, builtIn, inputs, irreversible: acts, unexpressed: lost };
}
