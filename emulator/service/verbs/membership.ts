import type { Outcome } from "../../contract";
import type { Call } from "../call";
import type { StoredObject } from "../entry";
import { objectExists, objectNotFound } from "../faults";
import { directoryId } from "../ids";
import { asList, asText, fold, isObject, member } from "../json";

/** Members of a group or a case: Add, Remove, Update (the whole list) and Get, per parent. */
export function addMember(call: Call): Outcome {
  const parent = parentOf(call);
  for (const name of membersOf(call)) {
    if (find(call, parent, name)) throw objectExists(name);
    put(call, parent, name);
  }
  return { value: [], warnings: call.warnings };
}

export function removeMember(call: Call): Outcome {
  const parent = parentOf(call);
  for (const name of membersOf(call)) {
    const found = find(call, parent, name);
    if (!found) throw objectNotFound(name);
    call.store.erase(found);
  }
  return { value: [], warnings: call.warnings };
}

/** The whole list, or, as an example of Update-RoleGroupMember has it, a table of whom to add and whom to remove. */
export function replaceMembers(call: Call): Outcome {
  const parent = parentOf(call);
  const given = call.get("Members");
  const delta = isObject(given) ? given : undefined;
  const wanted = delta ? asList(member(delta, "add")).map(asText) : membersOf(call);
  const unwanted = delta
    ? asList(member(delta, "remove")).flatMap((name) => find(call, parent, asText(name)) ?? [])
    : siblings(call, parent).filter((there) => !wanted.some((name) => isNamed(call, there, name)));
  for (const there of unwanted) call.store.erase(there);
  for (const name of wanted) if (!find(call, parent, name)) put(call, parent, name);
  return { value: [], warnings: call.warnings };
}

/** `Members` of Update, else the first of the parameters that name one. */
function membersOf(call: Call): string[] {
  const given = ["Member", "Members", "User", "Users"].find((name) => call.has(name));
  return asList(given === undefined ? null : call.get(given)).map(asText);
}

function parentOf(call: Call): StoredObject | undefined {
  const rule = call.store.declaration(call.noun).parent;
  return rule && call.store.require(rule.noun, call.text(rule.parameter));
}

const siblings = (call: Call, parent: StoredObject | undefined): StoredObject[] =>
  parent ? call.store.children(call.noun, parent.guid) : call.store.list(call.noun);

const find = (call: Call, parent: StoredObject | undefined, name: string): StoredObject | undefined =>
  siblings(call, parent).find((there) => isNamed(call, there, name));

/** By what it was added as, or by what a read shows: address without its domain, directory id, own GUID. */
const isNamed = (call: Call, { name, guid }: StoredObject, wanted: string): boolean =>
  [name, guid, name.split("@")[0] ?? name, directoryId(call.store.tenantId, name)].map(fold).includes(fold(wanted));

function put(call: Call, parent: StoredObject | undefined, name: string): void {
  call.store.add(call.noun, { name, ...(parent && { parent: parent.guid }) }, call.caller.name);
}
