import type { Json, Outcome } from "../../../contract";
import type { CallContext } from "../../context";
import type { StoredObject } from "../../entry";
import { badArgument, objectExists, objectNotFound } from "../../faults";
import { asList, asText, fold, type JsonObject } from "../../json";
import type { NounDeclaration } from "../../noun";

const items = "TenantAllowBlockListItems";
const spoofs = "TenantAllowBlockListSpoofItems";
const day = 24 * 60 * 60 * 1_000;

/** Not objects with names but rows of lists: one for each entry, found by entry or id (catalogue). */
export const tenantAllowBlockListItems: NounDeclaration = {
  noun: items,
  family: "object",
  naming: { unique: "none" },
  verbs: { New: addItems, Set: changeItems, Remove: removeItems },
  locate: () => "",
  lists: (row, call) => inList(row, call) && wanted(row, call),
  identity: ({ guid }) => guid,
};

const inList = ({ properties }: StoredObject, call: CallContext): boolean =>
  fold(asText(properties.ListType)) === fold(call.text("ListType")) &&
  subTypes(call).includes(fold(asText(properties.ListSubType)));

const subTypes = (call: CallContext): string[] => {
  const given = asList(call.get("ListSubType")).map((each) => fold(asText(each)));
  return given.length > 0 ? given : ["tenant"];
};

function wanted({ name, properties }: StoredObject, call: CallContext): boolean {
  const entry = call.text("Entry");
  if (entry !== "" && fold(entry) !== fold(name)) return false;
  if (call.flag("Allow") && properties.Action !== "Allow") return false;
  if (call.flag("Block") && properties.Action !== "Block") return false;
  return !call.flag("NoExpiration") || properties.ExpirationDate === null;
}

/** "The maximum number of characters in a file entry is 64 and … in a URL entry is 250" (New's page). */
const LONGEST: Readonly<Record<string, number>> = { filehash: 64, url: 250 };

function addItems(call: CallContext): Outcome {
  const entries = asList(call.get("Entries")).map(asText);
  if (call.flag("Allow") === call.flag("Block"))
    throw badArgument("Allow", "Exactly one of Allow and Block is needed.");
  const longest = LONGEST[fold(call.text("ListType"))] ?? Infinity;
  if (entries.some((entry) => entry.length > longest))
    throw badArgument("Entries", `An entry of this list has at most ${longest} characters.`);
  const there = call.store.list(items).filter((row) => inList(row, call));
  for (const entry of entries) if (there.some(({ name }) => fold(name) === fold(entry))) throw objectExists(entry);
  const made = entries.map((name) =>
    call.store.add(
      items,
      { name, properties: { ListType: call.text("ListType"), ...settings(call), Value: name } },
      call.caller.name,
    ),
  );
  return {
    value: made.map(({ name, guid, properties }) => ({ Value: name, Identity: guid, ...properties })),
    warnings: call.warnings,
  };
}

/** Without a date an entry lasts 30 days (the page's default for allow and block entries [inferred]). */
function settings(call: CallContext): JsonObject {
  const after = Number(call.text("RemoveAfter")) || 30;
  const byDefault = call.flag("NoExpiration") ? null : new Date(call.now + after * day).toISOString();
  return {
    ListSubType: call.text("ListSubType") || "Tenant",
    Action: call.flag("Allow") ? "Allow" : "Block",
    ExpirationDate: call.get("ExpirationDate") ?? byDefault,
    Notes: call.get("Notes") ?? "",
  };
}

function changeItems(call: CallContext): Outcome {
  for (const row of named(call, items)) {
    const change: JsonObject = {};
    if (call.has("Allow") || call.has("Block")) change.Action = call.flag("Allow") ? "Allow" : "Block";
    if (call.has("Notes")) change.Notes = call.get("Notes") ?? "";
    if (call.flag("NoExpiration")) change.ExpirationDate = null;
    else if (call.has("ExpirationDate")) change.ExpirationDate = call.get("ExpirationDate") ?? null;
    call.store.change(row, change, call.caller.name);
  }
  return { value: [], warnings: call.warnings };
}

function removeItems(call: CallContext): Outcome {
  for (const row of named(call, items)) call.store.erase(row);
  return { value: [], warnings: call.warnings };
}

/** By -Entries or -Ids; one that is missing fails the call before anything happened. */
function named(call: CallContext, noun: string): StoredObject[] {
  const rows = call.store.list(noun).filter((row) => noun !== items || inList(row, call));
  const find = (text: string): StoredObject => {
    const found = rows.find(({ name, guid }) => fold(name) === fold(text) || guid === fold(text));
    if (!found) throw objectNotFound(text);
    return found;
  };
  return [...asList(call.get("Entries")), ...asList(call.get("Ids"))].map((each: Json) => find(asText(each)));
}

/** Pairs of a spoofed user and the infrastructure that sends for it. `-Identity` is always Default. */
export const tenantAllowBlockListSpoofItems: NounDeclaration = {
  noun: spoofs,
  family: "object",
  naming: {
    generate: (call) => `${call.text("SpoofedUser")};${call.text("SendingInfrastructure")};${call.text("SpoofType")}`,
  },
  locate: () => "",
  verbs: {
    Set(call) {
      for (const row of named(call, spoofs))
        call.store.change(row, { Action: call.get("Action") ?? null }, call.caller.name);
      return { value: [], warnings: call.warnings };
    },
    Remove(call) {
      for (const row of named(call, spoofs)) call.store.erase(row);
      return { value: [], warnings: call.warnings };
    },
  },
  identity: ({ guid }) => guid,
};
