import type { Outcome } from "../../contract";
import type { Call } from "../call";
import type { StoredObject } from "../entry";
import { objectExists, objectNotFound } from "../faults";
import { asList, asText, fold } from "../json";

/** Members of a group or a case: Add, Remove, Update (the whole list) and Get, per parent. */
export function addMember(call: Call): Outcome {
  const parent = parentOf(call);
  for (const member of membersOf(call)) {
    if (find(call, parent, member)) throw objectExists(member);
    put(call, parent, member);
  }
  return { value: [], warnings: call.warnings };
}

export function removeMember(call: Call): Outcome {
  const parent = parentOf(call);
  for (const member of membersOf(call)) {
    const found = find(call, parent, member);
    if (!found) throw objectNotFound(member);
    call.store.erase(found);
  }
  return { value: [], warnings: call.warnings };
}

export function replaceMembers(call: Call): Outcome {
  const parent = parentOf(call);
  const wanted = membersOf(call);
  for (const there of siblings(call, parent))
    if (!wanted.some((member) => fold(member) === fold(there.name))) call.store.erase(there);
  for (const member of wanted) if (!find(call, parent, member)) put(call, parent, member);
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

const find = (call: Call, parent: StoredObject | undefined, member: string): StoredObject | undefined =>
  siblings(call, parent).find(({ name, guid }) => fold(name) === fold(member) || guid === fold(member));

function put(call: Call, parent: StoredObject | undefined, member: string): void {
  call.store.add(call.noun, { name: member, ...(parent && { parent: parent.guid }) }, call.caller.name);
}
