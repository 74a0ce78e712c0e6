import type { CallContext } from "../../context";
import type { StoredObject } from "../../entry";
import { ruleNotFound } from "../../faults";
import { guidOf } from "../../ids";
import type { NounDeclaration, ParentRule, Seed } from "../../noun";

/**
 * What every tenant starts with: 31 entries, counted in a live tenant by users of PowerShell ("Purview-as-Code" notes,
 * June 2026). They read like the tenant's own (ReadOnly is False), but no Set or Remove finds them
 * (docs/service/file-plan.md#seeds: "Microsoft seed entries can't be deleted").
 */
const seeds: Readonly<Record<string, readonly string[]>> = {
  Authority: ["Business", "Legal", "Regulatory"],
  Category: [
    "Accounts payable",
    "Accounts receivable",
    "Administration",
    "Compliance",
    "Contracting",
    "Financial statements",
    "Learning and development",
    "Payroll",
    "Planning",
    "Policies and procedures",
    "Procurement",
    "Recruiting and hiring",
    "Research and development",
  ],
  Citation: [
    "Commodity Exchange Act",
    "Health Insurance Portability and Accountability Act of 1996",
    "OSHA Injury and Illness Recordkeeping and Reporting Requirements",
    "Sarbanes-Oxley Act of 2002",
    "Truth in lending Act",
  ],
  Department: [
    "Finance",
    "Human resources",
    "Information technology",
    "Legal",
    "Marketing",
    "Operations",
    "Procurement",
    "Products",
    "Sales",
    "Services",
  ],
};

const microsoft = "$microsoft";

/** The six kinds differ in name, seeds and parent only (docs/service/file-plan.md#display-name). */
function filePlanProperty(type: string, parent?: ParentRule): NounDeclaration {
  return {
    noun: `FilePlanProperty${type}`,
    naming: { scenario: "FilePlanProperty" },
    ...(parent && { parent }),
    // DSC leaves out file-plan properties with Mode PendingDeletion (docs/service/file-plan.md#tombstones); how long they stay is
    // not known.
    tombstoneMs: ({ policyTombstoneMs }) => policyTombstoneMs,
    // "`DisplayName` is not on New" (docs/service/file-plan.md#display-name): it starts as the name.
    create: (draft, call) => void (draft.DisplayName = call.text("Name")),
    update: (_draft, before) => refuseSeed(before),
    remove: (object) => refuseSeed(object),
    identity: ({ guid }) => `CN=${guid}`,
    aliases: (guid) => [`CN=${guid}`],
    seeds: () => (seeds[type] ?? []).map(seedOf),
    show(view, object, { store }) {
      const origin = object.properties[microsoft] === true ? "microsoft" : store.tenantId;
      view.FilePlanPropertyType = type;
      view.Workload = "Exchange, SharePoint";
      view.Policy = guidOf("file plan", origin);
      view.ParentId ??= null;
      view.Disabled = false;
      view.Priority = 0;
    },
  };
}

const seedOf = (name: string): Seed => ({ name, properties: { DisplayName: name, [microsoft]: true } });

function refuseSeed(object: StoredObject): void {
  if (object.properties[microsoft] === true) throw ruleNotFound(object.name);
}

export const filePlanPropertyAuthority = filePlanProperty("Authority");
export const filePlanPropertyCategory = filePlanProperty("Category");
export const filePlanPropertyCitation = filePlanProperty("Citation");
export const filePlanPropertyDepartment = filePlanProperty("Department");
export const filePlanPropertyReferenceId = filePlanProperty("ReferenceId");
export const filePlanPropertySubCategory = filePlanProperty("SubCategory", {
  noun: "FilePlanPropertyCategory",
  parameter: "ParentId",
  onRemove: "refuse",
});

const types = ["Authority", "Category", "Citation", "Department", "ReferenceId", "SubCategory"];

/** All of it in one list; the shape of the rows is inferred. */
export const filePlanPropertyStructure: NounDeclaration = {
  noun: "FilePlanPropertyStructure",
  verbs: {
    Get: ({ store, warnings }: CallContext) => ({
      value: types.flatMap((type) =>
        store.list(`FilePlanProperty${type}`).map(({ name, guid, parent = null, properties }) => ({
          Name: name,
          DisplayName: properties.DisplayName ?? name,
          Guid: guid,
          FilePlanPropertyType: type,
          ParentId: parent,
        })),
      ),
      warnings,
    }),
  },
};
