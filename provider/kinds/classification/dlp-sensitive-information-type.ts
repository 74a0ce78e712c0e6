import { defineKind } from "../define";
import { example } from "../example";
import { fileBytes } from "./bytes";
import { isCanonicalRecord, showOf } from "../fields/canonical";
import { readAs } from "../fields/read";
import type { WireReader } from "../wire-reader";

const isOfMicrosoft = (object: WireReader): boolean =>
  /^microsoft/i.test(object.text("Publisher") ?? "") || object.flag("IsOutOfBox") === true;

/** The package in which the service keeps fingerprints (docs/service/classification.md#identity-in-xml). */
const FINGERPRINT_PACKAGE = "00000000-0000-0000-0001-000000000001";

/** A type that a rule package defines is changed and removed with that package. */
const isOfPackage = (object: WireReader): boolean => {
  const type = object.text("Type");
  const rulePack = object.guid(["RulePackId"]);
  return (
    !isOfMicrosoft(object) &&
    !/fingerprint/i.test(type ?? "") &&
    rulePack !== undefined &&
    rulePack !== FINGERPRINT_PACKAGE
  );
};

/** Its names in every language (docs/service/classification.md#localized-names). */
const localizedNames = (object: WireReader): readonly string[] => {
  const names = readAs({ type: "map", of: { type: "string" } }, object.get("AllLocalizedNames") ?? null);
  const texts = isCanonicalRecord(names) ? Object.values(names) : [];
  return [...new Set([object.text("DisplayName"), object.text("LocalizedName"), ...texts])].filter(
    (name): name is string => typeof name === "string" && name !== "",
  );
};

/** docs/service/classification.md#fingerprints. */
export const dlpSensitiveInformationType = defineKind({
  noun: "DlpSensitiveInformationType",
  summary: "A sensitive information type that is the fingerprint of a document, such as an empty form.",
  notes: [
    "Types that find content by patterns are declared in a `DlpSensitiveInformationTypeRulePackage`.",
    "A fingerprint object of `New-DlpFingerprint` lives only in the session that made it, so it cannot be declared; declare the document in `fileData`, of which the service makes the fingerprint.",
    "Get does not return the document: only the program changes it.",
    "Microsoft's types cannot be changed or removed. A type that a mail flow rule uses cannot be removed: the service says that it was not found.",
  ],
  examples: [
    example("Documents that look like a filled-in form", {
      "employee-form": [
        "DlpSensitiveInformationType",
        {
          description: "Our form for new employees",
          locale: "en-US",
          fileData: "New employee form\nName:\nDate of birth:\n",
        },
      ],
    }),
  ],
  identity: { kind: "guid", from: ["Id", "Guid", "Identity", "ImmutableId"] },
  fields: {
    Description: { description: "What the type finds." },
    FileData: {
      type: { type: "string" },
      description:
        "The document of which the service makes the fingerprint: its bytes as base64, or its text. A new type needs one. Get does not return it.",
      example: "New employee form\nName:\n",
      writeOnly: true,
      write: (value) => fileBytes(showOf(value)),
      clear: { to: "leave" },
    },
    Fingerprints: { exclude: "a fingerprint lives only in the session that made it; declared as `fileData`" },
    IsExact: { description: "Known from the service's own catalogue only." },
    Locale: { description: "Language of name and description, e.g. `en-US`." },
    Name: {
      description: "Name of the type, at most 255 characters. Default: the resource's logical name. It can be changed.",
    },
    Threshold: {
      description:
        "How much of the fingerprint must be found, in percent. Known from the service's own catalogue only.",
      type: { type: "integer" },
    },
    ThresholdConfig: { description: "Thresholds by confidence. Known from the service's own catalogue only." },
  },
  aliases: localizedNames,
  madeBy: ["DlpSensitiveInformationTypeRulePackage", "DlpEdmSchema"],
  isBuiltIn: isOfMicrosoft,
  isPart: (object) => (isOfPackage(object) ? `the rule package ${object.guid(["RulePackId"]) ?? ""}` : undefined),
  permissions: { roleGroups: ["Compliance Administrator", "Organization Management"] },
});
