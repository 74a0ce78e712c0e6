import type { Properties } from "../../provider/values";
import type { Emulated } from "./emulated";
import { type State, targetsOf } from "./generate";

/** All acts are accepted: what is under test here is the wire, not the guards. */
export const ACCEPTED = {
  acceptIrreversible: ["PreservationLock", "RegulatoryRecord", "PriorityCleanup", "CaseClose"],
};

/** Objects for references to name; as an administrator's portal would have made them. */
export const TARGETS: { readonly [noun: string]: object } = {
  AdaptiveScope: { LocationType: "User", RawQuery: "City -eq 'X'" },
  ComplianceTag: {},
  ComplianceRetentionEventType: {},
  ComplianceCase: { CaseType: "eDiscovery", Status: "Active" },
  Label: { Tooltip: "A label" },
  FilePlanPropertyAuthority: {},
  FilePlanPropertyCategory: {},
  FilePlanPropertySubCategory: {},
  FilePlanPropertyCitation: {},
  FilePlanPropertyDepartment: {},
  FilePlanPropertyReferenceId: {},
};

/** A policy for a rule; of other nouns any valid one is made. */
export const PARENTS: { readonly [noun: string]: Properties } = {
  RetentionCompliancePolicy: { exchangeLocation: ["All"] },
  AppRetentionCompliancePolicy: { exchangeLocation: ["All"], applications: ["User:MicrosoftTeams"] },
  // Many conditions are for Exchange alone.
  DlpCompliancePolicy: { exchangeLocation: ["All"], oneDriveLocation: [] },
  AutoSensitivityLabelPolicy: {
    exchangeLocation: ["All"],
    applySensitivityLabel: targetsOf("Label")[0]?.id ?? "",
    mode: "TestWithoutNotifications",
  },
  CaseHoldPolicy: { exchangeLocation: ["ann@contoso.com"], case: targetsOf("ComplianceCase")[0]?.id ?? "" },
};

/** What the service lets go again (docs/service/cmdlets.md#tombstones). */
export const removable = (state: State): boolean =>
  state["restrictiveRetention"] !== true && state["regulatory"] !== true && state["eventType"] === undefined;

export async function putTargets(tenant: Emulated): Promise<void> {
  for (const [noun, wire] of Object.entries(TARGETS))
    for (const { id, name } of targetsOf(noun)) await tenant.put(noun, name, { DisplayName: name, Guid: id, ...wire });
}
