import { isList, type Value } from "../../../values";
import { checkElement, elementsOf } from "./check-elements";
import { fault, type Fields, fieldsOf, type Findings, isThere, listOf, stated, textOf } from "./findings";

/** docs/service/classification.md#rule-package-limits; `stated` where services have been seen to take more. */
const MAX = { packageName: 64, name: 256, regexes: 20, types: 50 } as const;

/** What is wrong with a declared rule package; what is not known yet is not judged. */
export function checkDefinition(value: Value, path: string): Findings {
  const definition = fieldsOf(value);
  if (!definition) return [];
  const types = listOf(definition["sensitiveInformationTypes"]);
  const at = (index: number): string => `${path}.sensitiveInformationTypes[${index}]`;
  return [
    ...nameOf(definition, path, MAX.packageName),
    ...versionOf(definition, path),
    ...(isList(definition["sensitiveInformationTypes"]) && types.length === 0
      ? [fault(`${path}.sensitiveInformationTypes`, "must have at least one type")]
      : []),
    ...(types.length > MAX.types
      ? [stated(`${path}.sensitiveInformationTypes`, `should have at most ${MAX.types} types, not ${types.length}`)]
      : []),
    ...repeated(types, "name", at),
    ...repeated(types, "id", at),
    ...types.flatMap((type, index) => checkType(fieldsOf(type), at(index))),
  ];
}

function nameOf(fields: Fields, path: string, longest: number): Findings {
  const name = textOf(fields["name"]);
  if (name === undefined) return [];
  if (name.trim() === "") return [fault(`${path}.name`, "must not be empty")];
  return name.length > longest
    ? [fault(`${path}.name`, `must have at most ${longest} characters, not ${name.length}`)]
    : [];
}

function versionOf(fields: Fields, path: string): Findings {
  const version = textOf(fields["version"]);
  if (version === undefined) return [];
  const parts = version.split(".");
  const isVersion = parts.length <= 4 && parts.every((part) => /^\d{1,5}$/.test(part) && Number(part) <= 65_535);
  return isVersion
    ? []
    : [fault(`${path}.version`, `must be up to four numbers of at most 65535, e.g. "1.0.0.0", not "${version}"`)];
}

/** The same text in two elements of a list, ignoring case. */
function repeated(elements: readonly Value[], property: string, at: (index: number) => string): Findings {
  const seen = new Map<string, number>();
  return elements.flatMap((element, index) => {
    const text = textOf(fieldsOf(element)?.[property])?.trim().toLowerCase();
    if (text === undefined) return [];
    const first = seen.get(text);
    if (first === undefined) seen.set(text, index);
    return first === undefined ? [] : [fault(`${at(index)}.${property}`, `is the same as that of ${at(first)}`)];
  });
}

function checkType(type: Fields | undefined, path: string): Findings {
  if (!type) return [];
  const patterns = listOf(type["patterns"]);
  const at = (index: number): string => `${path}.patterns[${index}]`;
  const regexes = new Set(
    patterns.flatMap((pattern) => elementsOf(fieldsOf(pattern)).flatMap(({ fields }) => textOf(fields["regex"]) ?? [])),
  );
  return [
    ...nameOf(type, path, MAX.name),
    ...proximityOf(type["proximity"], path),
    ...percentage(type["recommendedConfidence"], `${path}.recommendedConfidence`),
    ...(isList(type["patterns"]) && patterns.length === 0
      ? [fault(`${path}.patterns`, "must have at least one pattern")]
      : []),
    ...(regexes.size > MAX.regexes
      ? [
          stated(
            `${path}.patterns`,
            `should have at most ${MAX.regexes} different regular expressions, not ${regexes.size}`,
          ),
        ]
      : []),
    ...sameConfidence(patterns, at),
    ...patterns.flatMap((pattern, index) => checkPattern(fieldsOf(pattern), at(index))),
  ];
}

function proximityOf(value: Value | undefined, path: string): Findings {
  const number = typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value;
  return number === 0 ? [fault(`${path}.proximity`, 'must be at least 1, or "unlimited"')] : [];
}

const percentage = (value: Value | undefined, path: string): Findings =>
  typeof value === "number" && (value < 1 || value > 100) ? [fault(path, `must be from 1 to 100, not ${value}`)] : [];

function sameConfidence(patterns: readonly Value[], at: (index: number) => string): Findings {
  const seen = new Set<Value>();
  return patterns.flatMap((pattern, index) => {
    const confidence = fieldsOf(pattern)?.["confidence"];
    if (typeof confidence !== "number") return [];
    const isRepeated = seen.has(confidence);
    seen.add(confidence);
    // Microsoft's own types have several patterns of one confidence.
    return isRepeated
      ? [
          stated(
            `${at(index)}.confidence`,
            `should differ from that of the other patterns, which have ${confidence} too`,
          ),
        ]
      : [];
  });
}

function checkPattern(pattern: Fields | undefined, path: string): Findings {
  if (!pattern) return [];
  const { regex, primary } = pattern;
  const main =
    isThere(regex) && isThere(primary)
      ? [fault(`${path}.primary`, "must not be declared next to regex, which is short for it")]
      : !isThere(regex) && !isThere(primary)
        ? [fault(path, "must have regex or primary")]
        : [];
  const groups = listOf(pattern["groups"]).flatMap((group, index) =>
    checkGroup(fieldsOf(group), `${path}.groups[${index}]`),
  );
  return [
    ...percentage(pattern["confidence"], `${path}.confidence`),
    ...main,
    ...groups,
    ...elementsOf(pattern, path).flatMap((one) => checkElement(one)),
  ];
}

function checkGroup(group: Fields | undefined, path: string): Findings {
  if (!group) return [];
  const { minMatches, maxMatches } = group;
  const elements = listOf(group["elements"]);
  const least = typeof minMatches === "number" ? minMatches : 1;
  return [
    ...(isList(group["elements"]) && elements.length === 0
      ? [fault(`${path}.elements`, "must have at least one element")]
      : []),
    ...(
      [
        ["minMatches", minMatches],
        ["maxMatches", maxMatches],
      ] as const
    ).flatMap(([name, value]) =>
      typeof value === "number" && value < 0 ? [fault(`${path}.${name}`, `must not be negative`)] : [],
    ),
    ...(typeof maxMatches === "number" && maxMatches < least
      ? [
          fault(
            `${path}.maxMatches`,
            `must be at least minMatches (${least}); declare minMatches: 0 as well where none may be found`,
          ),
        ]
      : []),
    ...(elements.length > 0 && least > elements.length
      ? [fault(`${path}.minMatches`, `must be at most ${elements.length}, the number of elements`)]
      : []),
  ];
}
