import type { ResolveReference } from "../../reference";
import {
  type Canonical,
  type CanonicalRecord,
  elementsIn,
  Identified,
  isCanonicalRecord,
  isIdentified,
} from "../canonical";
import { identifierKey, isGuid, keysOf } from "../identifiers";
import { intersect } from "../named";
import { sameReference } from "../same";
import { countOf, LEVELS } from "./read";

interface Type {
  readonly who: Canonical;
  readonly isClassifier: boolean;
  readonly min: number;
  readonly max: number | undefined;
  readonly level: string | undefined;
  readonly lowest: number | undefined;
  readonly highest: number;
}

interface Label {
  readonly who: Canonical;
  readonly type: string;
}

interface Group {
  readonly name: string | undefined;
  readonly operator: string;
  readonly types: readonly Type[];
  readonly labels: readonly Label[];
}

interface Part {
  readonly operator: string;
  readonly groups: readonly Group[];
}

const memberOf = (record: CanonicalRecord, key: string): Canonical | undefined =>
  Object.entries(record).find(([name]) => name.toLowerCase() === key)?.[1];

const textOf = (record: CanonicalRecord, key: string): string | undefined => {
  const value = memberOf(record, key);
  return typeof value === "string" && value !== "" ? value.trim().toLowerCase() : undefined;
};

const recordsIn = (record: CanonicalRecord, key: string): readonly CanonicalRecord[] =>
  elementsIn(memberOf(record, key) ?? null).filter(isCanonicalRecord);

/** All that the element is called, as one: the name and the id next to it. */
function whoOf(record: CanonicalRecord): Canonical {
  const [name = null, id = null] = [memberOf(record, "name"), memberOf(record, "id")];
  if (isIdentified(name) || typeof id !== "string" || id === "") return name ?? id;
  if (typeof name !== "string" || name === "") return id;
  return new Identified(name, id, [identifierKey(id), identifierKey(name)]);
}

const typeOf = (record: CanonicalRecord): Type => ({
  who: whoOf(record),
  isClassifier: !/^(content|)$/.test(textOf(record, "classifiertype") ?? ""),
  min: countOf(memberOf(record, "mincount")) ?? 1,
  max: countOf(memberOf(record, "maxcount")),
  level: textOf(record, "confidencelevel"),
  lowest: countOf(memberOf(record, "minconfidence")),
  highest: countOf(memberOf(record, "maxconfidence")) ?? 100,
});

const labelOf = (record: CanonicalRecord): Label => ({
  who: whoOf(record),
  type: textOf(record, "type") ?? "sensitivity",
});

function groupOf(record: CanonicalRecord): Group {
  const [types, labels] = [recordsIn(record, "sensitivetypes").map(typeOf), recordsIn(record, "labels").map(labelOf)];
  const isAlone = types.length + labels.length < 2;
  return {
    name: textOf(record, "name"),
    operator: isAlone ? "or" : (textOf(record, "operator") ?? "or"),
    types,
    labels,
  };
}

function partOf(record: CanonicalRecord): Part {
  const groups = recordsIn(record, "groups").map(groupOf);
  return { groups, operator: groups.length < 2 ? "and" : (textOf(record, "operator") ?? "and") };
}

/** Types by themselves are a group of which one is enough (docs/service/dlp.md#sensitive-information). */
function partsOf(value: Canonical): readonly Part[] {
  const records = elementsIn(value).filter(isCanonicalRecord);
  const grouped = records.filter((record) => recordsIn(record, "groups").length > 0);
  const alone = records.filter((record) => !grouped.includes(record)).map(typeOf);
  const group: Group = { name: undefined, operator: "or", types: alone, labels: [] };
  return [...(alone.length > 0 ? [{ operator: "and", groups: [group] }] : []), ...grouped.map(partOf)];
}

/** Every element of either list is one of the other, each once; order means nothing. */
export function sameInAnyOrder<T>(a: readonly T[], b: readonly T[], same: (a: T, b: T) => boolean): boolean {
  if (a.length !== b.length) return false;
  const rest = [...b];
  return a.every((element) => {
    const place = rest.findIndex((other) => same(element, other));
    if (place >= 0) rest.splice(place, 1);
    return place >= 0;
  });
}

const lowestOf = ({ level, lowest }: Type): number | undefined =>
  lowest ?? (level === undefined ? undefined : LEVELS[level]);

const isStated = ({ level, lowest }: Type): boolean => level !== undefined || lowest !== undefined;

/** What the program does not say of confidence is what the service takes for the type. */
function sameConfidence(declared: Type, actual: Type): boolean {
  if (!isStated(declared)) return declared.highest === actual.highest;
  if (!isStated(actual)) return false;
  const bothSay = declared.level !== undefined && actual.level !== undefined;
  if (bothSay && declared.level !== actual.level) return false;
  const numbers = declared.lowest !== undefined && actual.lowest !== undefined;
  if (bothSay && !numbers) return declared.highest === actual.highest;
  return lowestOf(declared) === lowestOf(actual) && declared.highest === actual.highest;
}

const idIn = (who: Canonical): string | undefined => keysOf(who).find(isGuid);

/** @param noun Whose object it is; undefined = of none that a list shows. */
function sameWho(noun: string | undefined, a: Canonical, b: Canonical, resolve: ResolveReference): boolean {
  const [first, second] = [idIn(a), idIn(b)];
  if (first !== undefined && second !== undefined) return first === second;
  return noun === undefined ? intersect(keysOf(a), keysOf(b)) : sameReference(noun, a, b, resolve);
}

function sameGroup(a: Group, b: Group, resolve: ResolveReference): boolean {
  const sameType = (first: Type, second: Type): boolean =>
    first.isClassifier === second.isClassifier &&
    first.min === second.min &&
    first.max === second.max &&
    sameConfidence(first, second) &&
    sameWho(first.isClassifier ? undefined : "DlpSensitiveInformationType", first.who, second.who, resolve);
  const sameLabel = (first: Label, second: Label): boolean =>
    first.type === second.type &&
    sameWho(first.type === "sensitivity" ? "Label" : undefined, first.who, second.who, resolve);
  return (
    a.operator === b.operator &&
    (a.name === undefined || b.name === undefined || a.name === b.name) &&
    sameInAnyOrder(a.types, b.types, sameType) &&
    sameInAnyOrder(a.labels, b.labels, sameLabel)
  );
}

/**
 * Do both say the same of sensitive information? Counts may be texts, the service adds ids, rule packages and classifier types, and
 * what is declared without confidence has the one that the service takes (docs/service/dlp.md#sensitive-information).
 */
export const sameSensitive = (declared: Canonical, actual: Canonical, resolve: ResolveReference): boolean =>
  sameInAnyOrder(
    partsOf(declared),
    partsOf(actual),
    (a, b) => a.operator === b.operator && sameInAnyOrder(a.groups, b.groups, (x, y) => sameGroup(x, y, resolve)),
  );
