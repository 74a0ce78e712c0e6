import { isRecord, type Plain } from "../../../values";
import { type Canonical, elementsIn, showOf } from "../canonical";
import { fieldOf } from "../object";
import { readAs } from "../read";
import { relaxedJson } from "../relaxed-json";
import { membersOf, readSensitive } from "../sensitive/read";
import { CONDITION, conditionNamed, SENSITIVE } from "./conditions";

/** A condition by its name; one that has no property goes by `condition` and `value`. */
function leaf(name: string, value: Plain): Canonical {
  const field = conditionNamed(name);
  if (!field) return { condition: name, value };
  return { [field.property]: field.property === SENSITIVE ? readSensitive(value) : readAs(field.type, value) };
}

function node(value: Plain): Canonical {
  const members = membersOf(value);
  const name = members.get("conditionname");
  if (typeof name === "string" && name !== "") return leaf(name, members.get("value") ?? null);
  const parts = elementsIn(members.get("subconditions") ?? null).map((part) => node(showOf(part)));
  const operator = String(members.get("operator") ?? "");
  if (!/^\s*not\s*$/i.test(operator)) return joined(operator, parts);
  const [only] = parts;
  return { not: parts.length === 1 && only !== undefined ? only : joined("And", parts) };
}

const joined = (operator: string, conditions: readonly Canonical[]): Canonical => ({
  operator: /^\s*or\s*$/i.test(operator) ? "Or" : "And",
  conditions,
});

/** The tree of `AdvancedRule`, or one in the program's own form; undefined = it is neither. */
function treeOf(value: Plain): Canonical | undefined {
  const members = membersOf(value);
  const root = members.get("condition");
  if (isRecord(root)) return node(root);
  if (members.has("subconditions") || members.has("conditionname")) return node(value);
  const keys = isRecord(value) ? Object.keys(value) : [];
  return keys.length > 0 && keys.every((key) => fieldOf(CONDITION, key) !== undefined) ? value : undefined;
}

/** The rule in a text, as a program says it (docs/service/dlp.md#advanced-rule); undefined = there is none in it. */
export function treeOfText(text: string): Canonical | undefined {
  const value = relaxedJson(text);
  return value === undefined ? undefined : treeOf(value);
}

/** What Get returned, or a program declares. A text that nobody can read stays as it is. */
export function readAdvanced(value: Canonical): Canonical {
  if (typeof value !== "string") return value;
  return value.trim() === "" ? null : (treeOfText(value) ?? value);
}
