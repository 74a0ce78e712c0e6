import { CmdletFault } from "../../../contract";

const unifiedPolicy = (short: string, message: string): CmdletFault =>
  new CmdletFault(400, `Microsoft.Exchange.Management.UnifiedPolicy.${short}`, message);

// Class names of these three: docs/service/errors.md#label-order; texts inferred.

export const invalidPriority = (priority: number, last: number): CmdletFault =>
  unifiedPolicy(
    "InvalidPriorityException",
    `The priority ${priority} isn't valid. Valid values are from 0 to ${last}.`,
  );

export const invalidSubLabelPriority = (label: string, first: number, last: number): CmdletFault =>
  unifiedPolicy(
    "InvalidSubLabelPriorityException",
    `The priority of sublabel '${label}' must stay among the sublabels of its parent, from ${first} to ${last}.`,
  );

export const invalidMode = (mode: string, why: string): CmdletFault =>
  unifiedPolicy("InvalidCompliancePolicyModeException", `The mode '${mode}' isn't supported: ${why}.`);
