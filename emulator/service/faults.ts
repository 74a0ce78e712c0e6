import { CmdletFault } from "../contract";

/** Today's service prefixes its own classes so; clients match the short name (docs/service/errors.md#class-names). */
const unifiedPolicy = (short: string): string => `Microsoft.Exchange.Management.UnifiedPolicy.${short}`;

const bad = (short: string, message: string): CmdletFault => new CmdletFault(400, unifiedPolicy(short), message);

/** Not found, already there, being deleted: named per family (docs/service/errors.md#not-found). */
export const ruleNotFound = (identity: string): CmdletFault =>
  new CmdletFault(
    404,
    unifiedPolicy("ErrorRuleNotFoundException"),
    `There is no rule matching identity '${identity}'.`,
  );

export const policyNotFound = (identity: string): CmdletFault =>
  new CmdletFault(
    404,
    unifiedPolicy("ErrorPolicyNotFoundException"),
    `There is no policy matching identity '${identity}'.`,
  );

export const objectNotFound = (identity: string): CmdletFault =>
  new CmdletFault(
    404,
    "Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException",
    `The operation couldn't be performed because object '${identity}' couldn't be found.`,
  );

export const ruleExists = (name: string, scenario: string): CmdletFault =>
  bad(
    "ComplianceRuleAlreadyExistsInScenarioException",
    `A compliance rule with name '${name}' already exists in scenario(s) '${scenario}'.`,
  );

export const policyExists = (name: string, scenario: string): CmdletFault =>
  bad(
    "CompliancePolicyAlreadyExistsInScenarioException",
    `A compliance policy with name '${name}' already exists in scenario(s) '${scenario}'.`,
  );

export const objectExists = (name: string): CmdletFault =>
  new CmdletFault(
    400,
    "Microsoft.Exchange.Data.Directory.ADObjectAlreadyExistsException",
    `The object '${name}' already exists.`,
  );

export const ruleIsDeleted = (name: string): CmdletFault =>
  bad("ErrorCommonComplianceRuleIsDeletedException", `The rule '${name}' has been deleted and cannot be modified.`);

export const policyIsDeleted = (name: string): CmdletFault =>
  bad("ErrorCompliancePolicyIsDeletedException", `The policy '${name}' has been deleted and cannot be modified.`);

export const rulePendingDeletion = (name: string): CmdletFault =>
  bad(
    "ErrorCannotRemovePendingDeletionRuleException",
    `We cannot remove rule '${name}' since it is already in pending deletion state.`,
  );

export const policyPendingDeletion = (name: string): CmdletFault =>
  bad(
    "ErrorCannotRemovePendingDeletionPolicyException",
    `We cannot remove policy '${name}' since it is already in pending deletion state.`,
  );

export const ruleUnderPendingDeletion = (policy: string): CmdletFault =>
  bad(
    "ErrorCannotCreateRuleUnderPendingDeletionPolicyException",
    `A rule can't be created under policy '${policy}' since the policy is in pending deletion state.`,
  );

/** The words that clients wait on: "are being deployed" (docs/service/distribution.md#being-deployed). */
export const beingDeployed = (policy: string): CmdletFault =>
  bad(
    "PolicyLockConflictException",
    `Previous changes to the policy '${policy}' are being deployed. Once deployed, additional actions can be performed.`,
  );

/** Class: docs/service/errors.md#locations; text inferred. */
export const locationExists = (location: string, property: string): CmdletFault =>
  bad("LocationAlreadyExistsException", `The location '${location}' already exists in ${property} of the policy.`);

/** Class from the old Exchange classes (docs/service/errors.md#pending-deletion); text inferred. */
export const allStandsAlone = (property: string): CmdletFault =>
  bad(
    "BindingCannotCombineAllWithIndividualBindingsException",
    `You can't combine 'All' with individual locations in ${property}.`,
  );

/** Old Exchange classes: the same location added and removed in one call. */
export const addedAndRemoved = (locations: readonly string[], sites: boolean): CmdletFault =>
  bad(
    sites ? "AddRemoveSpBindingsOverlappedException" : "AddRemoveExBindingsOverlappedException",
    `These locations are both added and removed: ${locations.join(", ")}.`,
  );

/** Old limits, still stated: 1000 Exchange and 100 SharePoint locations a policy (docs/service/errors.md#old-limits). */
export const tooManyLocations = (workload: string, limit: number): CmdletFault =>
  bad("BindingCountExceedsLimitException", `The number of ${workload} locations exceeds the limit of ${limit}.`);

/** One rule per policy [P]; class (with its misspelling) from the old Exchange classes. */
export const oneRulePerPolicy = (policy: string): CmdletFault =>
  bad("MulipleComplianceRulesFoundInPolicyException", `The policy '${policy}' already has a rule.`);

export const labelIsPublished = (label: string, policies: readonly string[]): CmdletFault =>
  bad(
    "LabelIsPublishedException",
    `The label '${label}' can't be deleted because it is in use by these policies: ${policies.join(", ")}.`,
  );

export const labelAlreadyPublished = (label: string, policy: string): CmdletFault =>
  bad("LabelAlreadyPublishedException", `The label '${label}' is already published by policy '${policy}'.`);

/** The fact says that it is refused, but no source names the class: a plain .NET one, text ours [inferred]. */
export const refused = (message: string): CmdletFault =>
  new CmdletFault(400, "System.InvalidOperationException", message);

export const badArgument = (parameter: string, message: string): CmdletFault =>
  new CmdletFault(400, "System.ArgumentException", `${message} Parameter name: ${parameter}`);

/** Microsoft's own objects can't be changed or removed (catalogue facts cannotRemoveBuiltIns, cannotEditDefaults). */
export const isBuiltIn = (name: string): CmdletFault =>
  refused(`'${name}' is a built-in object of Microsoft's and can't be changed or removed.`);

/** Set without a change (docs/service/cmdlets.md#set-without-change). */
export const nothingModified = (identity: string): string =>
  `The command completed successfully but no settings of '${identity}' have been modified.`;
