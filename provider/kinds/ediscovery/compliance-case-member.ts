import { defineKind } from "../define";
import { example, ref } from "../example";
import { type Canonical, isIdentified } from "../fields/canonical";
import { readIdentified } from "../fields/identifiers";
import { membership } from "../fields/member";
import { projected } from "../fields/projection";
import type { WireObject } from "../../values";

/** A member is returned with its own properties; the address or GUID is the certain name. */
function memberOf(object: WireObject): Canonical {
  const alias = object["Alias"];
  const member = readIdentified({ ...object, ...(typeof alias === "string" && { Address: alias }) }, "location");
  return isIdentified(member) ? member : String(object["Name"] ?? "");
}

/** One resource per member, so that custodian teams can add people one by one. */
export const complianceCaseMember = defineKind({
  noun: "ComplianceCaseMember",
  summary: "Makes somebody a member of an eDiscovery case.",
  notes: ["A member needs an eDiscovery role to do anything. Only declared members are managed."],
  examples: [
    example("A member of a case", {
      fabrikam: ["ComplianceCase", {}],
      ann: ["ComplianceCaseMember", { case: ref("fabrikam"), member: "ann@contoso.com" }],
    }),
  ],
  identity: { kind: "membership" },
  parent: { noun: "ComplianceCase", property: "case" },
  fixed: ["Case", "Member"],
  fields: {
    Case: { read: (object) => object.projection.parent, reference: "ComplianceCase" },
    Member: {
      description: "The person, by address, name or GUID.",
      type: { type: "string", format: "location" },
      read: (object) => object.projection.member,
    },
  },
  lists: {
    kind: "perParent",
    cmdlet: "Get-ComplianceCaseMember",
    parameters: {},
    parameter: "Case",
    property: "case",
    noun: "ComplianceCase",
  },
  project: (objects, asked) =>
    objects.map((object) => projected(object, membership(String(asked["Case"] ?? ""), memberOf(object)))),
  lock: { kind: "parent", property: "case", noun: "ComplianceCase" },
  special: { kind: "membership" },
  permissions: { roleGroups: ["eDiscovery Manager"] },
});
