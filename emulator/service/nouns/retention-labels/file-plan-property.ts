import type { Json } from "../../../contract";
import type { CallContext } from "../../context";
import { badArgument } from "../../faults";
import { asText, fold, isObject, member, type JsonObject } from "../../json";
import { parseLoose } from "../../loose-json";

const parameter = "FilePlanProperty";

/** Keys that a file plan has, and the nouns that their values name. */
const nouns: Readonly<Record<string, string>> = {
  FilePlanPropertyAuthority: "FilePlanPropertyAuthority",
  FilePlanPropertyCategory: "FilePlanPropertyCategory",
  FilePlanPropertySubcategory: "FilePlanPropertySubCategory",
  FilePlanPropertyCitation: "FilePlanPropertyCitation",
  FilePlanPropertyDepartment: "FilePlanPropertyDepartment",
  FilePlanPropertyReferenceId: "FilePlanPropertyReferenceId",
};

/**
 * `{"Settings":[{"Key":"FilePlanPropertyDepartment","Value":"Legal"}]}` in one text, naming file-plan objects that exist
 * and the flat form is refused on write (docs/service/retention-labels.md#file-plan-property).
 */
export function acceptFilePlan(value: Json, { store }: CallContext): Json {
  const text = asText(value).trim();
  if (text === "") return null;
  const settings = settingsOf(text);
  const kept = settings.map((setting) => {
    if (!isObject(setting))
      throw badArgument(parameter, "Each of the settings has to be an object with Key and Value.");
    const key = Object.keys(nouns).find((known) => fold(known) === fold(asText(member(setting, "Key"))));
    const noun = key === undefined ? undefined : nouns[key];
    if (!key || !noun) throw badArgument(parameter, `'${asText(member(setting, "Key"))}' isn't a file plan property.`);
    return { Key: key, Value: store.require(noun, asText(member(setting, "Value"))).name };
  });
  return JSON.stringify({ Settings: kept } satisfies JsonObject);
}

function settingsOf(text: string): Json[] {
  const parsed = parseLoose(text);
  if (parsed === undefined) throw badArgument(parameter, "The value isn't valid JSON.");
  const settings = isObject(parsed) ? member(parsed, "Settings") : undefined;
  if (!Array.isArray(settings)) throw badArgument(parameter, "The value has no list 'Settings'.");
  return settings;
}
