import { findCmdlet, findParameter } from "../../catalogue";
import { isList, isRecord, type Plain } from "../values";
import { deriveType } from "./derive/value-types";
import { isEmpty } from "./fields/canonical";
import { parsedJson, readAs, textOrValue } from "./fields/read";
import { sameAs, sameJson } from "./fields/same";
import type { Kind } from "./kind";

/**
 * Does Get return what `extraParameters` declares? By the meaning of the parameter's type where the catalogue knows it, else
 * leniently: numbers as texts, one value as a list of one, texts in any case. A text in the place of a table cannot be compared.
 */
export function sameExtraParameter(kind: Kind, name: string, declared: Plain, returned: Plain): boolean {
  const { create, update } = kind.cmdlets;
  const on = (cmdlet = "") => {
    const known = findCmdlet(cmdlet);
    return known && findParameter(known, name);
  };
  const [onNew, onSet] = [on(create), on(update)];
  if (!onNew && !onSet) return sameLeniently(declared, returned);
  const type = deriveType({ name, create: onNew, update: onSet }, undefined, kind.noun);
  return (
    sameAs(type, () => undefined)(readAs(type, declared), readAs(type, returned)) || sameLeniently(declared, returned)
  );
}

const listOf = (value: Plain): readonly Plain[] => (isList(value) ? value : isEmpty(value) ? [] : [value]);

const foldCase = (value: Plain): Plain => (typeof value === "string" ? value.trim().toLowerCase() : value);

function sameLeniently(declared: Plain, returned: Plain): boolean {
  const first = listOf(parsedJson(declared));
  const second = listOf(parsedJson(returned)).map((item) => (first.some(isRecord) ? item : textOrValue(item)));
  if (first.some(isRecord) && !second.every(isRecord)) return true;
  const same = (a: Plain, b: Plain): boolean => sameJson(foldCase(a), foldCase(b));
  return (
    first.every((item) => second.some((other) => same(item, other))) &&
    second.every((item) => first.some((other) => same(item, other)))
  );
}
