import { findKind } from "../../kinds";
import { nearest } from "../../values";
import type { Lookup } from "../operation/operation";
import { listAll } from "./list-all";
import type { ReferenceUse } from "./references";

/** Is it a name of which nothing in the program could make the object? */
export function isClosed({ run }: Lookup, { noun, text }: ReferenceUse): boolean {
  const madeBy = findKind(noun)?.madeBy;
  return (
    madeBy !== undefined && run.names.get(noun, text) === undefined && !madeBy.some((maker) => run.names.has(maker))
  );
}

/** Why such a name is none, with the nearest that there are. */
export async function unknownName(lookup: Lookup, { noun, text }: ReferenceUse): Promise<string> {
  const kind = findKind(noun);
  const known = kind ? (await listAll({ ...lookup, kind })).entries : [];
  const near = nearest(
    text,
    known.filter((entry) => !entry.tombstone).map(({ name }) => name),
  );
  const meant = near.length === 0 ? "" : `; the nearest are ${near.map((name) => `"${name}"`).join(", ")}`;
  return `names no ${noun} of the tenant: "${text}"${meant}`;
}
