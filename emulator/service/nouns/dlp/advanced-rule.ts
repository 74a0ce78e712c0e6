import type { Json } from "../../../contract";
import type { Store } from "../../context";
import { badArgument } from "../../faults";
import { guidOf } from "../../ids";
import { asText, fold, isObject, member, type JsonObject } from "../../json";
import { parseJson } from "../shared/json-text";

const parameter = "AdvancedRule";

/**
 * One JSON text `{Version, Condition{Operator, SubConditions[…]}}` in place of the flat conditions. The service writes
 * it again: its own indentation, and an Id next to every sensitive information type (docs/service/dlp.md#advanced-rule).
 */
export function acceptAdvancedRule(text: string, store: Store): string {
  if (text.trim() === "") return "";
  const rule = parseJson(parameter, text);
  if (!isObject(rule) || !isObject(member(rule, "Condition")))
    throw badArgument(parameter, "The value needs a Condition with an Operator and SubConditions.");
  return JSON.stringify(withIds(rule, store), null, 2);
}

function withIds(value: Json, store: Store): Json {
  if (Array.isArray(value)) return value.map((item) => withIds(item, store));
  if (!isObject(value)) return value;
  const types = Object.keys(value).find((key) => fold(key) === "sensitivetypes");
  const inner = Object.entries(value).map(([key, item]): [string, Json] => [
    key,
    key === types && Array.isArray(item) ? item.map((type) => withId(type, store)) : withIds(item, store),
  ]);
  return Object.fromEntries(inner);
}

function withId(type: Json, store: Store): Json {
  if (!isObject(type) || asText(member(type, "id")) !== "") return type;
  const name = asText(member(type, "name"));
  const found = store.find("DlpSensitiveInformationType", name);
  const id: JsonObject = { Id: found?.guid ?? guidOf("sensitive information type", fold(name)) };
  return { ...type, ...id };
}
