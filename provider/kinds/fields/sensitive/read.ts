import { isList, isRecord, type Plain } from "../../../values";
import { type Canonical, fromDefined, fromEntries, Identified } from "../canonical";
import { identifierKey, isGuid } from "../identifiers";
import { parsedJson, parsedParts, textOrValue } from "../read";

type PlainRecord = { readonly [key: string]: Plain };
type Members = ReadonlyMap<string, Plain>;

/** Get returns hashtables as lists of `{_key, _value}` too (docs/service/dlp.md#sensitive-information). */
export function hashtables(wire: Plain): Plain {
  const value = parsedParts(wire);
  if (isList(value)) {
    const pairs = value.filter((item): item is PlainRecord => isRecord(item) && "_key" in item);
    if (value.length > 0 && pairs.length === value.length) {
      return fromEntries(pairs.map((pair) => [String(member(pair["_key"] ?? null)), member(pair["_value"] ?? null)]));
    }
    return value.map(hashtables);
  }
  return isRecord(value) ? fromEntries(Object.entries(value).map(([key, item]) => [key, member(item)])) : value;
}

/** What .NET calls an object that has no text of its own. */
const TYPE_NAME = /^System\.[\w.]+(\[\])?$/;

/** A member of a table is a text, a number or a table, and what has a text is the text. */
function member(wire: Plain): Plain {
  const text = textOrValue(wire);
  return typeof text !== "string" || TYPE_NAME.test(text) ? hashtables(wire) : hashtables(parsedJson(text));
}

export const membersOf = (value: Plain): Members =>
  new Map(isRecord(value) ? Object.entries(value).map(([key, item]) => [key.toLowerCase(), item]) : []);

const listIn = (value: Plain | undefined): readonly Plain[] =>
  isList(value) ? value : value === undefined || value === null || value === "" ? [] : [value];

const textIn = (members: Members, key: string): string | undefined => {
  const value = members.get(key);
  return typeof value === "string" && value !== "" ? value : undefined;
};

/** -1, "-1", "Any" and nothing are one: no limit. */
export function countOf(value: Canonical | undefined): number | undefined {
  if (typeof value === "number") return value < 0 ? undefined : value;
  return typeof value === "string" && /^\s*\d+\s*$/.test(value) ? Number(value) : undefined;
}

/** Lowest confidence of a level, where the service fills it in (docs/service/dlp.md#confidence). */
export const LEVELS: { readonly [level: string]: number } = { low: 65, medium: 75, high: 85 };

/** By whichever of its names somebody may call it. */
function named(members: Members): Canonical | undefined {
  const [name, id] = [textIn(members, "name"), textIn(members, "id")];
  if (name === undefined || id === undefined) return name ?? id;
  return new Identified(isGuid(name) ? id : name, id, [...new Set([identifierKey(id), identifierKey(name)])]);
}

const isClassifier = (members: Members): boolean => !/^(content|)$/i.test(textIn(members, "classifiertype") ?? "");

/** Without what every type has unless somebody says otherwise. */
function confidence(members: Members): readonly (readonly [string, Canonical | undefined])[] {
  const level = textIn(members, "confidencelevel");
  const [min, max] = [countOf(members.get("minconfidence")), countOf(members.get("maxconfidence"))];
  const isUsual = level !== undefined && min === LEVELS[level.toLowerCase()];
  return [
    ["confidencelevel", level],
    ["minconfidence", isUsual ? undefined : min],
    ["maxconfidence", max === 100 ? undefined : max],
  ];
}

function readType(members: Members): Canonical {
  const min = countOf(members.get("mincount"));
  const own: readonly (readonly [string, Canonical | undefined])[] = isClassifier(members)
    ? ["name", "id", "classifiertype"].map((key) => [key, textIn(members, key)] as const)
    : [["name", named(members)]];
  return fromDefined([
    ...own,
    ["mincount", min === 1 ? undefined : min],
    ["maxcount", countOf(members.get("maxcount"))],
    ...confidence(members),
  ]);
}

function readLabel(members: Members): Canonical {
  const type = textIn(members, "type");
  const isUsual = type === undefined || /^sensitivity$/i.test(type);
  return fromDefined<Canonical>([
    ["name", named(members)],
    ["type", isUsual ? undefined : type],
  ]);
}

const filled = (list: readonly Canonical[]): readonly Canonical[] | undefined => (list.length > 0 ? list : undefined);

function readGroup(group: Plain): Canonical {
  const members = membersOf(group);
  return fromDefined<Canonical>([
    ["name", textIn(members, "name")],
    ["operator", textIn(members, "operator")],
    ["sensitivetypes", filled(listIn(members.get("sensitivetypes")).map((type) => readType(membersOf(type))))],
    ["labels", filled(listIn(members.get("labels")).map((label) => readLabel(membersOf(label))))],
  ]);
}

/** What Get returned of sensitive information, as a program would say it; what the service adds by itself is left out. */
export function readSensitive(wire: Plain): readonly Canonical[] {
  return listIn(hashtables(wire)).map((element) => {
    const members = membersOf(element);
    const groups = listIn(members.get("groups"));
    if (groups.length === 0) return isRecord(element) ? readType(members) : element;
    return fromDefined<Canonical>([
      ["operator", textIn(members, "operator")],
      ["groups", groups.map(readGroup)],
    ]);
  });
}
