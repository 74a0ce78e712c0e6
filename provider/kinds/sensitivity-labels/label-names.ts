import { readReference, lookupKeys } from "../fields/identifiers";
import type { WireReader } from "../wire-reader";

/**
 * Policies return labels as GUID, name, `Parent - Child` or display name with hyphens for blanks and brackets, mixed in one list
 * (docs/service/sensitivity-labels.md#label-references). Which names those are, no page says, so the display names and the names
 * of both are known.
 */
export function labelNames(label: WireReader, find: (guidOrName: string) => WireReader | undefined): readonly string[] {
  const [own, shown] = [label.text("Name"), label.text("DisplayName")];
  const parent = lookupKeys(readReference(label.text("ParentId") ?? "", "name"))
    .map(find)
    .find((found) => found !== undefined);
  const above = [parent?.text("DisplayName") ?? label.text("ParentLabelDisplayName"), parent?.text("Name")];
  const paths = above.flatMap((upper) =>
    upper === undefined ? [] : [shown, own].map((name) => name && `${upper} - ${name}`),
  );
  const names = [shown, ...paths].filter((name): name is string => name !== undefined && name !== "");
  return [...new Set([...names, ...names.map(hyphened)])];
}

/** `External (Restricted)` → `External--Restricted-`. */
const hyphened = (name: string): string => name.replace(/[ ()[\]{}]/g, "-");
