import { isList, isRecord, type Plain } from "../../../values";
import type { ResolveReference } from "../../reference";
import { type Canonical, fromEntries, isCanonicalRecord, isEmpty, showOf } from "../canonical";
import { fieldOf, memberOf } from "../object";
import { relaxedJson } from "../relaxed-json";
import { membersOf } from "../sensitive/read";
import { writeSensitive } from "../sensitive/write";
import { writeAs } from "../write";
import { CONDITION, conditionName, isStructure, SENSITIVE } from "./conditions";

/** Tags are for parameters; inside a JSON text there are none. */
function untagged(value: Plain): Plain {
  if (Array.isArray(value)) return (value as readonly Plain[]).map(untagged);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !key.includes("@odata"))
      .map(([key, item]) => [key, untagged(item)]),
  );
}

type Wire = { readonly [key: string]: Plain };

const joined = (operator: string, parts: readonly Wire[]): Wire => ({ Operator: operator, SubConditions: parts });

function leafOf(key: string, value: Canonical, resolve: ResolveReference): readonly Wire[] {
  const field = fieldOf(CONDITION, key);
  if (!field || isStructure(field.property) || value === null) return [];
  const wire =
    field.property === SENSITIVE
      ? writeSensitive(value, resolve, "always")
      : untagged(writeAs(field.type, value, resolve));
  return [{ ConditionName: conditionName(field.property), Value: wire }];
}

function partsOf(condition: Canonical, resolve: ResolveReference): readonly Wire[] {
  if (!isCanonicalRecord(condition)) return [];
  const get = (property: string): Canonical | undefined => memberOf(CONDITION, condition, property);
  const [nested, not, name] = [get("conditions"), get("not"), get("condition")];
  const operator = String(showOf(get("operator") ?? "And"));
  return [
    ...(Array.isArray(nested)
      ? [
          joined(
            /^or$/i.test(operator) ? "Or" : "And",
            (nested as readonly Canonical[]).map((part) => one(part, resolve)),
          ),
        ]
      : []),
    ...(isCanonicalRecord(not) ? [joined("Not", [one(not, resolve)])] : []),
    ...(typeof name === "string" ? [{ ConditionName: name, Value: showOf(get("value") ?? null) }] : []),
    ...Object.entries(condition).flatMap(([key, value]) => leafOf(key, value, resolve)),
  ];
}

function one(condition: Canonical, resolve: ResolveReference): Wire {
  const parts = partsOf(condition, resolve);
  const [only] = parts;
  return parts.length === 1 && only ? only : joined("And", parts);
}

/** The root is always a group. */
function rootOf(condition: Canonical, resolve: ResolveReference): Wire {
  const whole = one(condition, resolve);
  return /^(and|or)$/i.test(String(whole["Operator"] ?? "")) ? whole : joined("And", [whole]);
}

/** `AdvancedRule`: a text as it is, once out of texts around it; a tree as JSON (docs/service/dlp.md#advanced-rule). */
export function writeAdvanced(value: Canonical, resolve: ResolveReference): Plain {
  if (typeof value !== "string") return textOf(rootOf(value, resolve));
  const parsed = relaxedJson(value);
  const declared = parsed === undefined ? undefined : withIds(parsed, resolve);
  const members = membersOf(declared ?? null);
  if (members.has("subconditions") || members.has("conditionname")) return textOf(declared ?? null);
  if (declared === undefined || isRecord(members.get("condition"))) return JSON.stringify(declared) ?? value;
  return textOf(rootOf(declared, resolve));
}

/** Types of a text with the ids that the service wants next to their names (docs/service/dlp.md#advanced-ids). */
function withIds(value: Plain, resolve: ResolveReference): Plain {
  if (isList(value)) return value.map((item) => withIds(item, resolve));
  if (!isRecord(value)) return value;
  const members = membersOf(value);
  const isValue = /^ContentContainsSensitiveInformation$/i.test(String(members.get("conditionname")));
  return fromEntries(
    Object.entries(value).map(([key, item]) => {
      const types = /^sensitivetypes$/i.test(key) || (isValue && /^value$/i.test(key));
      return [key, types && isList(item) ? item.map((type) => typeWithId(type, resolve)) : withIds(item, resolve)];
    }),
  );
}

function typeWithId(type: Plain, resolve: ResolveReference): Plain {
  const members = membersOf(type);
  if (members.has("groups")) return withIds(type, resolve);
  const [name, id, classifier] = ["name", "id", "classifiertype"].map((key) => members.get(key));
  const isKnown = !isEmpty(id) || typeof name !== "string" || /^mlmodel$/i.test(String(classifier));
  const target = isKnown ? undefined : resolve("DlpSensitiveInformationType", name);
  return target && isRecord(type) ? { ...type, Id: target.id } : type;
}

const textOf = (condition: Plain): string => JSON.stringify({ Version: "1.0", Condition: condition });
