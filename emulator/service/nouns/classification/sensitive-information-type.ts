import type { CallContext } from "../../context";
import { badArgument, refused } from "../../faults";
import { guidOf } from "../../ids";
import { asList } from "../../json";
import type { NounDeclaration } from "../../noun";
import { BUILT_IN_TYPES, OTHER_NAMES } from "./built-in-types";
import { fingerprintPackage, microsoftPackage, typeNoun } from "./rule-package";

/** New is for document fingerprints only; pattern types come with a rule package (docs/service/classification.md#fingerprints). */
export const sensitiveInformationType: NounDeclaration = {
  noun: typeNoun,
  family: "object",
  identity: ({ guid }) => guid,
  aliases: (guid) => OTHER_NAMES[guid] ?? [],
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
    BUILT_IN_TYPES.map(([name, guid, RecommendedConfidence]) => ({
      name,
      guid,
      builtIn: true,
      properties: {
        RulePackId: microsoftPackage,
        Publisher: "Microsoft Corporation",
        Type: "Entity",
        RecommendedConfidence,
      },
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
