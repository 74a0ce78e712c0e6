import type { Exported } from "./exported";

/** Parents first, and targets before what refers to them; otherwise in the kinds' and the service's order. */
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
