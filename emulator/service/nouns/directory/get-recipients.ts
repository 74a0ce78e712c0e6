import type { Outcome } from "../../../contract";
import type { CallContext } from "../../context";
import type { StoredObject } from "../../entry";
import { objectNotFound } from "../../faults";
import { asList, asText, fold, type JsonObject } from "../../json";
import type { Reading } from "../../noun";
import { planFields } from "../../fields";
import { viewOf } from "../../view";
import { filterOf } from "./filter";
import { isGroup, RECIPIENT } from "./recipient-type";

const DEFAULT_RESULT_SIZE = 1000;
const MORE_RESULTS =
  'By default, only the first 1000 items are returned. Use the ResultSize parameter to specify the number of items returned. To return all items, specify "-ResultSize Unlimited".';

export const getRecipients = (call: CallContext): Outcome => listed(call, () => true);
export const getUsers = (call: CallContext): Outcome => listed(call, (object) => !isGroup(object));
export const getGroups = (call: CallContext): Outcome => listed(call, isGroup);

/** `Get-Recipient`, `Get-User`, `Get-Group`: by identity, or everybody whom the filters let through. */
function listed(call: CallContext, kind: (object: StoredObject) => boolean): Outcome {
  const identity = call.text("Identity");
  const views = (identity === "" ? call.store.list(RECIPIENT) : named(call, identity))
    .filter(kind)
    .map((object) => view(object, call))
    .filter(wantedBy(call));
  if (identity !== "" && views.length === 0) throw objectNotFound(identity);
  const size = sizeOf(call);
  if (views.length > size) call.warn(MORE_RESULTS);
  return { value: views.slice(0, size), warnings: call.warnings };
}

/** A display name may be carried by several: then all of them are returned. */
function named({ store }: CallContext, identity: string): readonly StoredObject[] {
  const found = store.find(RECIPIENT, identity);
  if (!found) return [];
  const byName = fold(asText(found.properties["DisplayName"])) === fold(identity);
  if (!byName) return [found];
  return store.list(RECIPIENT).filter(({ properties }) => fold(asText(properties["DisplayName"])) === fold(identity));
}

function wantedBy(call: CallContext): (view: JsonObject) => boolean {
  const types = [...asList(call.get("RecipientTypeDetails")), ...asList(call.get("RecipientType"))]
    .map(asText)
    .map(fold);
  const matches = filterOf(call.text("Filter"));
  const start = fold(call.text("Anr"));
  return (view) =>
    (types.length === 0 ||
      types.some((type) =>
        [view["RecipientTypeDetails"], view["RecipientType"]].map(asText).map(fold).includes(type),
      )) &&
    (start === "" ||
      [view["Name"], view["DisplayName"], view["Alias"]].some((text) => fold(asText(text)).startsWith(start))) &&
    matches(view);
}

function sizeOf(call: CallContext): number {
  const given = call.text("ResultSize");
  if (given === "") return DEFAULT_RESULT_SIZE;
  return fold(given) === "unlimited" ? Infinity : Number(given);
}

function view(object: StoredObject, { store, now, noun }: CallContext): JsonObject {
  const reading: Reading = { store, now, nested: "loose", detailed: true, flag: () => true };
  const declaration = store.declaration(RECIPIENT);
  const shown = viewOf(object, declaration, planFields(declaration), reading);
  const address = asText(shown["PrimarySmtpAddress"]);
  if (fold(noun) === "user") return { ...shown, UserPrincipalName: address, WindowsEmailAddress: address };
  return fold(noun) === "group" ? { ...shown, WindowsEmailAddress: address } : shown;
}
