import type { Kind } from "../../provider/kinds";
import type { Surveyed } from "../../provider/lifecycle";
import { isBareGuid, type Plain, plainOf } from "../../provider/values";

/** An object on its way into a program: it has got a logical name that no other object of its type has. */
export interface Exported {
  readonly kind: Kind;
  readonly id: string;
  /** The object's own name. */
  readonly name: string;
  /** Pulumi's logical name. */
  readonly logicalName: string;
  readonly inputs: { readonly [property: string]: Plain };
  /** What making it again would do for good. */
  readonly irreversible: Surveyed["irreversible"];
}

/** The service calls objects that nobody named, e.g. a rule that publishes a label, by a GUID. */
const calledIn = ({ noun, special }: Kind, { id, name }: Surveyed): string =>
  special?.kind === "order" ? noun : isBareGuid(name) ? `${noun} ${id.slice(0, 8)}` : name;

/** Gives every object a logical name: its own, and where that is taken within the kind, its own with a number. */
export function nameAll(kind: Kind, objects: readonly Surveyed[]): readonly Exported[] {
  const taken = new Set<string>();
  return objects.map((object) => {
    const logicalName = free(calledIn(kind, object), taken);
    taken.add(logicalName);
    const inputs = plainOf(object.inputs) as { readonly [property: string]: Plain };
    const { id, name, irreversible } = object;
    return { kind, id, name, logicalName, inputs, irreversible };
  });
}

/** `::` would break a URN apart; quotes, backslashes and line ends the text that `pulumi import` generates. */
const logical = (name: string): string =>
  name
    .replaceAll("::", ":")
    .replaceAll('"', "'")
    .replaceAll("\\", "/")
    .replace(/\p{Cc}+/gu, " ");

function free(name: string, taken: ReadonlySet<string>): string {
  const base = logical(name);
  for (let n = 1; ; n++) {
    const candidate = n === 1 ? base : `${base} (${n})`;
    if (!taken.has(candidate)) return candidate;
  }
}

/** Parents first, and whatever is referred to before what refers to it; otherwise in the kinds' and the service's order. */
export function inOrder(
  objects: readonly Exported[],
  targetsOf: (object: Exported) => readonly Exported[],
): readonly Exported[] {
  const done = new Set<Exported>();
  const sorted: Exported[] = [];
  const visit = (object: Exported): void => {
    if (done.has(object)) return;
    done.add(object);
    for (const target of targetsOf(object)) visit(target);
    sorted.push(object);
  };
  for (const object of objects) visit(object);
  return sorted;
}
