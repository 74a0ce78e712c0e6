import type { CallContext } from "../../context";
import { badArgument, refused } from "../../faults";
import { guidOf } from "../../ids";
import { asList } from "../../json";
import type { NounDeclaration } from "../../noun";
import { fingerprintPackage, microsoftPackage, typeNoun } from "./rule-package";

/** A few of the several hundred that every tenant has, with the ids of Microsoft's public entity definitions. */
const builtIn: Readonly<Record<string, string>> = {
  "Credit Card Number": "50842eb7-edc8-4019-85dd-5a5c1f2bb085",
  "U.S. Social Security Number (SSN)": "a44669fe-0d48-453d-a9b1-2cc83f2cba77",
  "U.S. Bank Account Number": "a2ce32a8-f935-4bb6-8e96-2a5157672e2c",
  "U.S. Driver's License Number": "dfeb356f-61cd-459e-bf0f-7c6d28b458c6",
  "U.S. Individual Taxpayer Identification Number (ITIN)": "e55e2a32-f92d-4985-a35d-a0b269eb687b",
  "U.S. / U.K. Passport Number": "178ec42a-18b4-47cc-85c7-d62c92fd67f8",
  "ABA Routing Number": "cb353f78-2b72-4c3c-8827-92ebe4f69fdf",
  "International Banking Account Number (IBAN)": "e7dc4711-11b7-4cb0-b88b-2c394a771f0e",
  "SWIFT Code": "cb2ab58c-9cb8-4c81-baf8-a4e106791df4",
  "EU Debit Card Number": "0e9b3178-9678-47dd-a509-37222ca96b42",
};

/** New is for document fingerprints only; pattern types come with a rule package (docs/service/classification.md#fingerprints). */
export const sensitiveInformationType: NounDeclaration = {
  noun: typeNoun,
  family: "object",
  identity: ({ guid }) => guid,
  create(draft) {
    if (asList(draft.Fingerprints).length === 0 && asList(draft.FileData).length === 0)
      throw badArgument("Fingerprints", "A new sensitive information type is made from document fingerprints.");
    Object.assign(draft, { RulePackId: fingerprintPackage, Type: "Fingerprint", Publisher: "Tenant" });
  },
  remove({ name, properties }) {
    if (properties.Type === "Entity")
      throw refused(`'${name}' is defined by a rule package and can't be removed by itself.`);
  },
  seeds: () =>
    Object.entries(builtIn).map(([name, guid]) => ({
      name,
      guid,
      builtIn: true,
      properties: { RulePackId: microsoftPackage, Publisher: "Microsoft Corporation", Type: "Entity" },
    })),
  show(view, object) {
    delete view.FileData;
    view.Id = object.guid;
    view.FingerPrints = asList(object.properties.Fingerprints);
    delete view.Fingerprints;
  },
};

/** A fingerprint exists only in the session that created it (docs/service/classification.md#fingerprints): nothing is kept. */
export const fingerprint: NounDeclaration = {
  noun: "DlpFingerprint",
  verbs: {
    New: (call: CallContext) => ({
      value: [
        {
          Description: call.text("Description"),
          Value: guidOf("fingerprint", call.store.tenantId, asList(call.get("FileData")).join(",")),
          IsExact: call.get("IsExact") ?? false,
        },
      ],
      warnings: call.warnings,
    }),
  },
};
