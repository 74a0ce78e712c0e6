import type { Kind } from "../../provider/kinds";
import type { ExportableObject } from "../../provider/lifecycle";
import { isBareGuid, type Plain, plainOf } from "../../provider/values";
import type { Exported } from "./exported";

/** An object as it was read, with its kind. */
export interface Found {
  readonly kind: Kind;
  readonly object: ExportableObject;
}

type Inputs = Exported["inputs"];
type Find = (noun: string, idOrName: Plain | undefined) => Found | undefined;

const inputsOf = ({ object }: Found): Inputs => plainOf(object.inputs) as Inputs;

/** Names that the service made up: a GUID, also after a prefix (the rules that publish labels are `ctptr-<guid>`). */
const isGenerated = (name: string): boolean => isBareGuid(name.replace(/^[a-z]+-/i, "")) || isBareGuid(name);

/**
 * Gives every object a logical name that people know it by and that no other of its kind has. `context`: objects that are not exported but
 * may be parents.
 */
export function nameAll(found: readonly Found[], context: readonly Found[] = []): readonly Exported[] {
  const find = finderOfParents([...context, ...found]);
  const taken = new Set<string>();
  return found.map((one) => {
    const { kind, object } = one;
    const logicalName = unique(kind, readable(peopleName(one, find)) || shortName(one), taken);
    return { ...object, kind, logicalName, inputs: inputsOf(one) };
  });
}

function finderOfParents(found: readonly Found[]): Find {
  const key = (noun: string, text: string): string => `${noun} ${text}`.toLowerCase();
  const index = new Map([
    ...found.map((one) => [key(one.kind.noun, one.object.name), one] as const),
    ...found.map((one) => [key(one.kind.noun, one.object.id), one] as const),
  ]);
  return (noun, idOrName) => (typeof idOrName === "string" ? index.get(key(noun, idOrName)) : undefined);
}

const shortName = ({ kind: { noun }, object: { id } }: Found): string => `${noun} ${id.slice(0, 8)}`;

function peopleName(found: Found, find: Find): string {
  const { kind, object } = found;
  if (kind.special?.kind === "order") return kind.noun;
  if (kind.noun === "Label") return labelName(found, find);
  if (!isGenerated(object.name)) return object.name;
  const displayName = inputsOf(found)["displayName"];
  if (typeof displayName === "string") return displayName;
  const parent = kind.parent && find(kind.parent.noun, inputsOf(found)[kind.parent.property]);
  return parent ? `${peopleName(parent, find)} (${lastWord(kind.noun)})` : "";
}

/** `RetentionComplianceRule` → `rule`. */
const lastWord = (noun: string): string => (/[A-Z][a-z]+$/.exec(noun)?.[0] ?? noun).toLowerCase();

/** As the portal shows labels: `Confidential / Finance`. The service keeps a label from being its own parent. */
function labelName(found: Found, find: Find): string {
  const { displayName, parentId } = inputsOf(found);
  const { name } = found.object;
  const own = typeof displayName === "string" ? displayName : isGenerated(name) ? shortName(found) : name;
  const parent = find("Label", parentId);
  return parent && parent !== found ? `${labelName(parent, find)} / ${own}` : own;
}

/**
 * `::` would break a URN apart; quotes, backslashes and line ends the program that `pulumi import` generates; what nobody sees would make
 * two names look alike.
 */
const readable = (name: string): string =>
  name
    .replaceAll("::", ":")
    .replaceAll('"', "'")
    .replaceAll("\\", "/")
    .replace(/\p{Cc}+/gu, " ")
    .replace(/\p{Cf}+/gu, "")
    .replace(/\s+/gu, " ")
    .trim();

function unique({ noun }: Kind, base: string, taken: Set<string>): string {
  for (let n = 1; ; n++) {
    const candidate = n === 1 ? base : `${base} (${n})`;
    const key = `${noun} ${candidate}`.toLowerCase();
    if (taken.has(key)) continue;
    taken.add(key);
    return candidate;
  }
}
