import type { Kind } from "../../kinds";
import { sameJson } from "../../kinds/fields/same";
import { containsUnknown, type Plain, plainOf, type Value } from "../../values";
import { declared } from "../object/declared";
import { differentExtra } from "../object/extra-parameters";
import type { PropertyChange } from "../types";
import { ignores } from "./ignored";
import type { DiffInput } from "./input";
import { memberPath } from "./paths";

const PROPERTY = "extraParameters";

/** What the program changed in `extraParameters`, else what Get returns otherwise than declared (drift). */
export function extraParameterChanges(kind: Kind, input: DiffInput): readonly PropertyChange[] {
  const { desired, recorded, ignored } = input;
  if (ignores(ignored, PROPERTY)) return [];
  const [now, before] = [declared(desired, PROPERTY), declared(recorded ?? {}, PROPERTY)];
  if (same(now, before)) return drift(kind, input);
  const change = before === undefined ? "add" : now === undefined ? "delete" : "update";
  return [
    {
      property: PROPERTY,
      path: PROPERTY,
      kind: change,
      replaces: false,
      cause: "program",
      actual: before,
      desired: now,
    },
  ];
}

const drift = (kind: Kind, { desired, actual, resolve }: DiffInput): readonly PropertyChange[] =>
  differentExtra(kind, desired, actual, resolve).map(({ name, declared: wanted, returned }) => ({
    property: PROPERTY,
    path: memberPath(PROPERTY, name),
    kind: "update",
    replaces: false,
    cause: "drift",
    actual: returned,
    desired: wanted,
  }));

function same(now: Value | undefined, before: Value | undefined): boolean {
  if (now !== undefined && containsUnknown(now)) return false;
  return sameJson(plain(now), plain(before));
}

const plain = (value: Value | undefined): Plain => (value === undefined ? null : (plainOf(value) ?? null));
