import { CmdletFault, type Json } from "../../../contract";
import { findCmdlet, type CatalogueParameter } from "../../../../catalogue";
import { parseLoose } from "../../loose-json";
import { asList, asText, fold, isObject, member, type JsonObject } from "../../json";
import { isFilledIn } from "./rule-parameters";
import { usedLocations } from "./dlp-locations";

/** Values of parameters for every location that are Exchange's alone (New-DlpComplianceRule). */
const EXCHANGE_VALUES: Readonly<Record<string, string>> = {
  NotifyAllowOverride: "WithAcknowledgement",
  NotifyPolicyTipDisplayOption: "Dialog",
};

const isExchangeOnly = ({ flags }: CatalogueParameter): boolean => flags?.includes("exchangeOnly") === true;

/** Class: docs/service/errors.md#locations; text inferred. */
const notSupported = (name: string, locations: readonly string[]): CmdletFault =>
  new CmdletFault(
    400,
    "Microsoft.Exchange.Management.UnifiedPolicy.ErrorActionLocationSupportException",
    `'${name}' is supported only in policies that are scoped to Exchange alone; this one has ${locations.join(", ")}.`,
  );

/**
 * "You can use this condition in DLP policies that are scoped only to Exchange" (New's page, of some 60 parameters), be it
 * flat or inside of an advanced rule (docs/service/dlp.md#exchange-only).
 */
export function refuseOutsideExchange(rule: Readonly<JsonObject>, policy: Readonly<JsonObject>): void {
  const others = [...usedLocations(policy), ...(isFilledIn(policy.Locations) ? ["Locations"] : [])].filter(
    (name) => name !== "ExchangeLocation",
  );
  if (others.length > 0) refuseExchangeOnly("DlpComplianceRule", rule, others);
}

/** Refuses what the pages flag as Exchange's alone in a rule that is for these other places too. */
export function refuseExchangeOnly(noun: string, rule: Readonly<JsonObject>, others: readonly string[]): void {
  const all = findCmdlet(`New-${noun}`)?.params ?? [];
  const exchange = all.filter(isExchangeOnly).map(({ name }) => name);
  const flat = exchange.find((name) => isFilledIn(rule[name]));
  if (flat !== undefined) throw notSupported(flat, others);
  const known = new Map(exchange.map((name) => [fold(name), name]));
  for (const named of conditionNames(parseLoose(asText(rule.AdvancedRule)) ?? null))
    if (known.has(fold(named))) throw notSupported(named, others);
  for (const [name, value] of Object.entries(EXCHANGE_VALUES))
    if (asList(rule[name]).some((each) => fold(asText(each)) === fold(value)))
      throw notSupported(`${name} ${value}`, others);
}

function conditionNames(value: Json): string[] {
  if (Array.isArray(value)) return value.flatMap(conditionNames);
  if (!isObject(value)) return [];
  const own = asText(member(value, "ConditionName"));
  return own !== "" ? [own] : Object.values(value).flatMap(conditionNames);
}
