import { badArgument } from "../../faults";
import { asList, asText, fold, isObject, member, type JsonObject } from "../../json";
import type { FieldRule } from "../../noun";

const parameter = "EndpointDlpRestrictions";

/** What the service adds to a restriction (docs/service/dlp.md#endpoint). */
const ADDED: JsonObject = { defaultmessage: "none", appgroup: "none" };

/** Tables of a setting and what happens then; keys read back in lower case, with two more. */
export const endpointRestrictions: FieldRule = {
  accept(value) {
    if (!isObject(value)) throw badArgument(parameter, "A table of names and values is expected.");
    const given = Object.fromEntries(Object.entries(value).map(([key, inner]) => [fold(key), asText(inner)]));
    if (asText(given.setting) === "") throw badArgument(parameter, "A restriction needs a Setting.");
    return { ...ADDED, ...given };
  },
};

/** "`EndpointDlpRestrictions` with Block or Warn also needs `NotifyUser`" (docs/service/dlp.md#endpoint). */
export function refuseSilentRestrictions(draft: Readonly<JsonObject>): void {
  const acts = asList(draft[parameter]).some(
    (restriction) => isObject(restriction) && ["block", "warn"].includes(fold(asText(member(restriction, "value")))),
  );
  if (acts && asList(draft.NotifyUser).length === 0) throw badArgument(parameter, "Block and Warn need NotifyUser.");
}
