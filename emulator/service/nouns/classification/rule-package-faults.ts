import { CmdletFault } from "../../../contract";

const task = (short: string, message: string): CmdletFault =>
  new CmdletFault(400, `Microsoft.Exchange.Management.Tasks.${short}`, message);

// Class names: docs/service/errors.md#rule-packages; texts inferred where no report has them.

export const notConformant = (why: string): CmdletFault =>
  task(
    "ClassificationRuleCollectionSchemaValidationException",
    `The rule package doesn't conform to the schema: ${why}.`,
  );

/** Recorded words and class. */
export const packageExists = (id: string): CmdletFault =>
  task("RulePackageAlreadyExistsException", `Rule Package '${id.toUpperCase()}' already exists.`);

export const versionNotHigher = (version: string, existing: string): CmdletFault =>
  task(
    "ClassificationRuleCollectionVersionValidationException",
    `The version ${version} of the rule package has to be higher than the existing version ${existing}.`,
  );

export const tooManyPackages = (limit: number): CmdletFault =>
  task("ClassificationRuleCollectionNumberExceedLimit", `The number of rule packages can't be higher than ${limit}.`);

export const idTaken = (ids: readonly string[]): CmdletFault =>
  task(
    "ClassificationRuleCollectionIdentifierValidationException",
    `These identifiers aren't unique or are in use by another rule package: ${ids.join(", ")}.`,
  );

export const unknownReference = (ids: readonly string[]): CmdletFault =>
  task(
    "ClassificationRuleCollectionProcessorReferenceValidationException",
    `These references name no regular expression, keyword list, function or dictionary: ${ids.join(", ")}.`,
  );

export const badRegex = (id: string, why: string): CmdletFault =>
  task("ClassificationRuleCollectionRegexValidationException", `The regular expression '${id}' isn't allowed: ${why}.`);

export const overLimit = (why: string): CmdletFault =>
  task("ClassificationRuleCollectionValidationException", `The rule package exceeds a limit: ${why}.`);

export const packageInUse = (name: string, types: readonly string[], rules: readonly string[]): CmdletFault =>
  task(
    "ClassificationRuleCollectionSharingViolationException",
    `The rule package '${name}' can't lose these types: ${types.join(", ")}. They are in use by: ${rules.join(", ")}.`,
  );

export const typeInUse = (name: string, rules: readonly string[]): CmdletFault =>
  task(
    "DataClassificationInUseException",
    `The type '${name}' can't be removed. It is in use by: ${rules.join(", ")}.`,
  );
