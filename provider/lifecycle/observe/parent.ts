import type { Kind } from "../../kinds";
import { plainOf, type Properties } from "../../values";
import type { Observed, ResolveReference } from "../types";
import { objectKey } from "../operation/names";
import { locate } from "./locate";
import { type PlainProperties, selecting, type Whereabouts, whereaboutsOf } from "./list-queries";
import { writtenAt } from "./list";
import { kindNamed, type Operation, textOf } from "../operation/operation";
import { everywhere } from "./references";
import type { Waiting } from "../apply/settle";
import { readObject } from "../object/state";

/** What is known of the properties; the rest is left out. */
export function knownOf(properties: Properties): PlainProperties {
  const known = Object.entries(properties).flatMap(([key, value]) => {
    const plain = plainOf(value);
    return plain === undefined ? [] : [[key, plain] as const];
  });
  return Object.fromEntries(known);
}

/** The lists that can hold the object that these properties describe. */
export async function whereOf(
  { session, kind, signal }: Operation,
  properties: Properties,
  resolve: ResolveReference,
): Promise<Whereabouts> {
  const { lists } = kind;
  if (lists.kind === "variants") return whereaboutsOf(kind, knownOf(properties), []);
  const parent = textOf(properties, lists.property);
  if (parent !== undefined) return whereaboutsOf(kind, {}, [resolve(lists.noun, parent)?.id ?? parent]);
  return await everywhere(session, kind, signal);
}

/** The policy of a rule, the case of a hold …: as the lists show it now. */
export interface Above extends Waiting {
  readonly observed: Observed | undefined;
}

export async function parentOf(
  operation: Operation,
  properties: Properties,
  resolve: ResolveReference,
): Promise<Above | undefined> {
  const { kind } = operation;
  const { settle, lock } = kind;
  const link = kind.parent ?? (settle.kind === "parent" ? settle : lock.kind === "parent" ? lock : undefined);
  if (!link) return undefined;
  const text = textOf(properties, link.property);
  if (text === undefined) return undefined;
  const above = kindNamed(link.noun);
  const where = await whereOf({ ...operation, kind: above }, selecting(above, properties), resolve);
  return await find(operation, above, text, where, resolve);
}

async function find(
  operation: Operation,
  kind: Kind,
  text: string,
  where: Whereabouts,
  resolve: ResolveReference,
): Promise<Above> {
  const { session, signal } = operation;
  const known = resolve(kind.noun, text);
  const id = known?.id ?? text;
  const presence = await locate({ session, kind, where, id, after: writtenAt(session, kind.noun, id), signal });
  const observed = presence.state === "present" ? readObject(kind, presence.entry.object) : undefined;
  return { kind, id: observed?.id ?? id, name: observed?.name ?? known?.name ?? text, where, observed };
}

/** The key under which writes to this object and to what belongs to it wait for each other. */
export function lockKeyOf(
  { kind }: Operation,
  idOrName: string | undefined,
  parent: Above | undefined,
): string | undefined {
  if (kind.lock.kind === "none") return undefined;
  if (kind.lock.kind === "parent" && parent) return objectKey(parent.kind.noun, parent.id);
  return idOrName === undefined ? undefined : objectKey(kind.noun, idOrName);
}

export async function underLock<T>(
  { session, signal }: Operation,
  key: string | undefined,
  task: () => Promise<T>,
): Promise<T> {
  return key === undefined ? await task() : await session.withLock(key, task, signal);
}

/** Properties of state that stand for what was declared. */
export const pick = <T>(
  properties: { readonly [property: string]: T },
  names: readonly string[],
): { readonly [property: string]: T } =>
  Object.fromEntries(
    names.flatMap((name): readonly (readonly [string, T])[] => {
      const value = properties[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
