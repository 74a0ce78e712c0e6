import type { CatalogueParameter, Limits } from "../../catalogue";
import type { Json } from "../contract";
import { badArgument } from "./faults";
import { asList, asText, isObject } from "./json";

/** Lengths that a page states of what is inside a value, where PowerShell's own attributes don't reach. */
export function refuseInnerLengths(parameter: CatalogueParameter | undefined, value: Json): void {
  const limits = parameter?.limits;
  if (!limits) return;
  if (limits.headerNameMaxLength !== undefined)
    headersOf(parameter, value).forEach(refuseHeader(parameter.name, limits));
  else if (isObject(value) && !parameter.list) Object.values(value).forEach(refuseList(parameter.name, limits));
}

type Header = readonly [name: string, value: string];

/** A table of names and values, or a list of `name` and `name:value`, be it what to add and to remove. */
function headersOf({ list }: CatalogueParameter, value: Json): Header[] {
  if (isObject(value) && !list) return Object.entries(value).map(([name, text]) => [name, asText(text)]);
  const items = isObject(value) ? Object.values(value).flatMap(asList) : asList(value);
  return items.map((item) => {
    const [name = "", ...rest] = asText(item).split(":");
    return [name, rest.join(":")];
  });
}

const refuseHeader =
  (parameter: string, { headerNameMaxLength = Infinity, headerValueMaxLength = Infinity }: Limits) =>
  ([name, value]: Header): void => {
    if (name.length > headerNameMaxLength || /[\s:]/.test(name))
      throw badArgument(
        parameter,
        `A header's name has at most ${headerNameMaxLength} characters, no space and no colon.`,
      );
    if (value.length > headerValueMaxLength)
      throw badArgument(parameter, `A header's value has at most ${headerValueMaxLength} characters.`);
  };

/** A list inside a table, such as the patterns of `ModifySubject`. */
const refuseList =
  (parameter: string, { maxItems = Infinity, itemMaxLength = Infinity }: Limits) =>
  (items: Json): void => {
    if (!Array.isArray(items)) return;
    if (items.length > maxItems) throw badArgument(parameter, `At most ${maxItems} values are allowed.`);
    if (items.some((item) => asText(item).length > itemMaxLength))
      throw badArgument(parameter, `A value has at most ${itemMaxLength} characters.`);
  };
