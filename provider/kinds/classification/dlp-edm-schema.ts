import { defineKind } from "../define";
import { example } from "../example";
import { checkSchema, declaredStoreName, SCHEMA_STATES, storeNameOf } from "./edm-schema/properties";

/** docs/service/classification.md#identity-in-xml, docs/service/classification.md#edm-schema. */
export const dlpEdmSchema = defineKind({
  noun: "DlpEdmSchema",
  summary: "The schema of a table for exact data match: content is searched for the table's own values.",
  notes: [
    "The schema is declared here; the data is hashed and uploaded by Microsoft's upload agent.",
    "Sensitive information types that use it are in a rule package of your own.",
    "Removing a schema removes the uploaded data.",
  ],
  examples: [
    example("Patients", {
      patients: [
        "DlpEdmSchema",
        {
          dataStore: {
            name: "patientrecords",
            description: "Patients of our clinics",
            fields: [
              { name: "PatientID", searchable: true, ignoredDelimiters: "-,/" },
              { name: "SSN", searchable: true },
              { name: "LastName", caseInsensitive: true },
            ],
          },
        },
      ],
    }),
  ],
  identity: { kind: "name", read: storeNameOf },
  names: ["DataStoreName", "Name"],
  declaredId: declaredStoreName,
  fields: { FileData: { exclude: "declared as `dataStore` or `fileData`" } },
  states: SCHEMA_STATES,
  rules: [checkSchema],
  preventReplace: "the uploaded data is removed with the schema",
  permissions: { roleGroups: ["Compliance Administrator", "Organization Management"] },
});
