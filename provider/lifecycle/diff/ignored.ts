import type { Field, Kind } from "../../kinds";
import { type Canonical, isCanonicalList, isCanonicalRecord, showOf } from "../../kinds/fields/canonical";
import { matchElements } from "../../kinds/fields/match";
import { containsUnknown, type Plain, plainOf, type Properties, type Value } from "../../values";
import { declared, declaredPlain } from "../object/declared";
import type { DiffInput } from "./input";
import { shown } from "../object/state";

/** Is the whole property ignored? Names and paths as in `ignoreChanges`: `a`, `a[*]`, `a.*`. */
export const ignores = (ignored: readonly string[], property: string): boolean =>
  ignored.some((path) => path === property || path === "*" || path === `${property}[*]` || path === `${property}.*`);

/**
 * The desired state with ignored parts as the tenant has them, so that neither diff nor plan touches them: an ignored member
 * takes the actual value, an ignored list element gives way to the recorded one where the tenant still has it.
 */
export function respectIgnored(
  kind: Kind,
  input: Pick<DiffInput, "desired" | "recorded" | "actual" | "ignored" | "resolve">,
): Properties {
  const nested = input.ignored.filter((path) => /[.[]/.test(path));
  let desired = input.desired;
  for (const path of nested) desired = respectOne(kind, { ...input, desired }, path);
  return desired;
}

type IgnoredInput = Pick<DiffInput, "desired" | "recorded" | "actual" | "resolve">;

function respectOne(kind: Kind, input: IgnoredInput, path: string): Properties {
  const parts = /^([^.[]+)(?:\.([^.[\]]+)|\["([^"]+)"\]|\[(\d+)\])/.exec(path);
  const property = parts?.[1] ?? "";
  const field = kind.field(property);
  const value = declared(input.desired, property);
  if (!parts || !field || value === undefined || containsUnknown(value)) return input.desired;
  const plain = plainOf(value) as Plain;
  const key = parts[2] ?? parts[3];
  const changed: Value | undefined =
    key !== undefined
      ? withMember(plain, key, input.actual.properties[property] ?? null)
      : withElement(field, Number(parts[4]), input);
  return changed === undefined ? input.desired : { ...input.desired, [property]: changed };
}

function withMember(plain: Plain, key: string, actual: Canonical): Plain | undefined {
  if (!isCanonicalRecord(plain)) return undefined;
  const rest = Object.fromEntries(Object.entries(plain).filter(([name]) => name.toLowerCase() !== key.toLowerCase()));
  const kept =
    isCanonicalRecord(actual) && Object.entries(actual).find(([name]) => name.toLowerCase() === key.toLowerCase());
  return kept ? { ...rest, [kept[0]]: showOf(kept[1]) } : rest;
}

/** The element that was recorded at that place stays as the tenant has it. */
function withElement(field: Field, index: number, input: IgnoredInput): Plain | undefined {
  const { property, type } = field;
  const desired = declaredPlain(input.desired, property);
  if (type.type !== "list" || !isCanonicalList(desired)) return undefined;
  const recorded = declaredPlain(input.recorded ?? {}, property);
  const before = isCanonicalList(recorded) ? recorded[index] : undefined;
  const actual = input.actual.properties[property];
  const { resolve } = input;
  const [kept] =
    before === undefined || !isCanonicalList(actual)
      ? []
      : matchElements({ type, declared: [before], actual, resolve }).pairs;
  const others = desired.filter((_, i) => i !== index);
  const replacement = kept === undefined ? [] : [shown(type.of, kept.actual.value)];
  return [...others.slice(0, index), ...replacement, ...others.slice(index)].map(showOf);
}
