import type { CallContext, Store } from "../../context";
import type { StoredObject } from "../../entry";
import { asList, asText, fold, type JsonObject } from "../../json";

const noun = "ProtectionAlert";
const own = "$alert";

const wantsAlert = ({ properties }: StoredObject): boolean =>
  asList(properties.GenerateAlert).some((each) => !["", "false"].includes(fold(asText(each))));

/** The alert that belongs to a rule: `ExternalScenarioDependancies`, misspelled as the service has it. */
export const alertOf = (rule: StoredObject): JsonObject => {
  const guid = asText(rule.properties[own]);
  return guid === "" ? {} : { ProtectionAlertId: guid };
};

/**
 * A rule that generates alerts has an alert policy of its own, named `DLP-` and the rule's name, which lists of alert
 * policies show among the others (docs/service/alerts.md#dlp-alerts).
 */
export function keepAlert(rule: StoredObject, policy: StoredObject | undefined, { store }: CallContext): void {
  if (!wantsAlert(rule)) return dropAlert(rule, store);
  const properties = alertProperties(rule, policy);
  const there = store.find(noun, asText(rule.properties[own]));
  if (there) {
    store.change(there, properties, "", true);
    return;
  }
  const made = store.add(noun, { name: `DLP-${rule.name}`, properties }, "");
  store.change(rule, { [own]: made.guid }, rule.changedBy, true);
}

export function dropAlert(rule: StoredObject, store: Store): void {
  const there = store.find(noun, asText(rule.properties[own]));
  if (there) store.erase(there);
  if (there) store.change(rule, { [own]: null }, rule.changedBy, true);
}

const alertProperties = ({ properties, guid }: StoredObject, policy: StoredObject | undefined): JsonObject => ({
  Category: "DataLossPrevention",
  Severity: asText(properties.ReportSeverityLevel) || "Low",
  Operation: ["DlpRuleGenerateAlertMatch"],
  ThreatType: "Activity",
  AggregationType: "None",
  NotifyUser: ["TenantAdmins"],
  NotificationEnabled: false,
  NotifyUserOnFilterMatch: false,
  ExternalScenarioData: {
    DlpRuleMode: properties.Disabled === true ? "Disable" : asText(policy?.properties.Mode) || "Enable",
    DlpRuleId: asText(properties.ImmutableId) || guid,
  },
});
