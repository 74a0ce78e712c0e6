import { BUILT_IN_ROLE_GROUPS } from "../../../rbac";
import type { Store } from "../../context";
import { refused } from "../../faults";
import { pathOf } from "../../ids";
import { asList, asText, fold, member } from "../../json";
import type { NounDeclaration } from "../../noun";

const noun = "RoleGroup";
const members = "RoleGroupMember";

export const roleGroup: NounDeclaration = {
  noun,
  actions: ["Members", "Id"],
  // A role group is found by its display name too: the built-in ones are known by it.
  aliases: (_guid, { DisplayName }) => (asText(DisplayName) === "" ? [] : [asText(DisplayName)]),

  create(draft, call) {
    // "DisplayName defaulted to Name" (docs/service/role-groups.md#display-name).
    if (asText(draft.DisplayName) === "") draft.DisplayName = call.text("Name");
    draft.RoleGroupType = "Standard";
  },
  created(group, call) {
    for (const member of asList(call.get("Members")))
      call.store.add(members, { name: asText(member), parent: group.guid }, call.caller.name);
  },
  // Only the simplest filter is understood: `Property -eq 'value'`.
  lists(group, call) {
    const [, property, wanted] = /^\s*(\w+)\s+-eq\s+'([^']*)'\s*$/i.exec(call.text("Filter")) ?? [];
    if (property === undefined || wanted === undefined) return true;
    const held = fold(property) === "name" ? group.name : asText(member(group.properties, property));
    return fold(held) === fold(wanted);
  },
  remove(group) {
    // "Built-in groups cannot be removed" (docs/service/role-groups.md#built-in).
    if (group.properties.RoleGroupType === "BuiltIn")
      throw refused(`The role group '${group.name}' is built in and can't be removed.`);
  },
  show(view, group, { store }) {
    // "Roles: long path str[]; Members path[]" (docs/service/role-groups.md#roles).
    view.Roles = asList(group.properties.Roles).map((role) => longPath(store, asText(role)));
    view.RoleAssignments = asList(view.Roles);
    view.Members = store.children(members, group.guid).map(({ name }) => pathOf(store.organization, name));
    view.Capabilities = [];
  },

  seeds: () =>
    BUILT_IN_ROLE_GROUPS.map(({ name, displayName, description, roles }) => ({
      name,
      properties: {
        DisplayName: displayName ?? name,
        Description: description,
        Roles: [...roles],
        RoleGroupType: "BuiltIn",
      },
    })),
};

const longPath = (store: Store, role: string): string => (role.includes("/") ? role : pathOf(store.organization, role));
