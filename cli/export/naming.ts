import type { Kind } from "../../provider/kinds";
import type { ExportableObject } from "../../provider/lifecycle";
import { isBareGuid, type Plain, plainOf } from "../../provider/values";
import type { Exported } from "./exported";

/** Gives every object a logical name: its own, and where that is taken within the kind, its own with a number. */
export function nameAll(kind: Kind, objects: readonly ExportableObject[]): readonly Exported[] {
  const taken = new Set<string>();
  return objects.map((object) => {
    const logicalName = unique(baseName(kind, object), taken);
    taken.add(logicalName);
    const inputs = plainOf(object.inputs) as { readonly [property: string]: Plain };
    const { id, name, irreversible } = object;
    return { kind, id, name, logicalName, inputs, irreversible };
  });
}

/** Objects that nobody named, for example a rule that publishes a label, have a GUID as their name. */
const baseName = ({ noun, special }: Kind, { id, name }: ExportableObject): string =>
  special?.kind === "order" ? noun : isBareGuid(name) ? `${noun} ${id.slice(0, 8)}` : name;

/** `::` would break a URN apart; quotes, backslashes and line ends the program that `pulumi import` generates. */
const logical = (name: string): string =>
  name
    .replaceAll("::", ":")
    .replaceAll('"', "'")
    .replaceAll("\\", "/")
    .replace(/\p{Cc}+/gu, " ");

function unique(name: string, taken: ReadonlySet<string>): string {
  const base = logical(name);
  for (let n = 1; ; n++) {
    const candidate = n === 1 ? base : `${base} (${n})`;
    if (!taken.has(candidate)) return candidate;
  }
}
