import type { Json } from "../../../contract";
import type { Store } from "../../context";
import { badArgument } from "../../faults";
import { asText, fold, isObject, member } from "../../json";
import { parseLoose } from "../../loose-json";
import type { FieldRule } from "../../noun";
import { resolve } from "../directory/directory";
import { isDistributionGroup, RECIPIENT, typeOf } from "../directory/recipient-type";

/** Whose mail or whose OneDrive: people and groups that narrow a location. */
export const memberFilters = [
  "ExchangeSenderMemberOf",
  "ExchangeSenderMemberOfException",
  "OneDriveSharedBy",
  "OneDriveSharedByMemberOf",
  "ExceptIfOneDriveSharedBy",
  "ExceptIfOneDriveSharedByMemberOf",
] as const;

/** Numbers of .NET's enumerations, as recorded and as documented for recipients. */
const GROUP = { RecipientType: 7, RecipientTypeDetails: 8_796_093_022_208 };
const USER = { RecipientType: 1, RecipientTypeDetails: 1 };

/**
 * Kept by id and read back as one JSON text a member: address, ids, display name and what kind of recipient it is
 * (docs/service/dlp.md#members).
 */
export const memberFilter = (parameter: string): FieldRule => ({
  accept(value, { store }) {
    const found = resolve(store, asText(value).trim());
    // "You can't use this parameter to specify Microsoft 365 Groups" (New's page).
    if (parameter.includes("MemberOf") && typeOf(found) === "GroupMailbox")
      throw badArgument(
        parameter,
        `'${asText(value)}' is a Microsoft 365 group; use a distribution or security group.`,
      );
    return { given: asText(value).trim(), id: found.guid };
  },
  import: (value) => importMember(value),
  show: (value, { store }) => (isObject(value) ? textOf(value, parameter, store) : value),
  keys: (element) => (isObject(element) ? [fold(asText(element.given)), asText(element.id)] : [fold(asText(element))]),
});

function importMember(value: Json): Json {
  const text = asText(value);
  const parsed = text.startsWith("{") ? parseLoose(text) : undefined;
  if (!isObject(parsed)) return { given: text, id: "" };
  const address = asText(member(parsed, "PrimarySmtpAddress"));
  return { given: address, id: asText(member(parsed, "ExchangeObjectId")) || asText(member(parsed, "Id")), text };
}

/** A text that was put is shown as it was. */
function textOf(element: { [key: string]: Json }, parameter: string, store: Store): string {
  if (typeof element.text === "string") return element.text;
  const found = store.find(RECIPIENT, asText(element.id) || asText(element.given));
  const id = found?.guid ?? asText(element.id);
  const group = found ? isDistributionGroup(found) || parameter.includes("MemberOf") : true;
  return JSON.stringify({
    PrimarySmtpAddress: asText(found?.properties.PrimarySmtpAddress) || asText(element.given),
    Id: id,
    ExchangeObjectId: id,
    ExternalDirectoryObjectId: id,
    DisplayName: asText(found?.properties.DisplayName) || found?.name || asText(element.given),
    ...(group ? GROUP : USER),
    AdministrativeUnits: null,
  });
}
