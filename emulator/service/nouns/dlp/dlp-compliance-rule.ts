import type { CallContext } from "../../context";
import type { StoredObject } from "../../entry";
import { badArgument, refused } from "../../faults";
import { guidOf } from "../../ids";
import { asList, asText, type JsonObject } from "../../json";
import type { FieldRule, NounDeclaration } from "../../noun";
import { type EmptyValues, showDirectoryObject, showEmpties } from "../shared/recorded-shape";
import { inOrder, number, placeOfNew, placeOfSet, settle } from "../shared/priority";
import { acceptAdvancedRule } from "./advanced-rule";
import { statedWorkloads } from "./dlp-locations";
import { endpointRestrictions, refuseSilentRestrictions } from "./endpoint-restrictions";
import { refuseOutsideExchange } from "./exchange-only";
import { asAdvancedText, flatNames, isAdvanced, refuseBothForms } from "./flat-rule";
import { alertOf, dropAlert, keepAlert } from "./rule-alert";
import { isFilledIn, ruleParameters } from "./rule-parameters";
import { sensitiveInformation } from "./sensitive-information";

const noun = "DlpComplianceRule";
const policy = "DlpCompliancePolicy";

/** 600 rules a tenant, 100 KB a rule (docs/service/dlp.md#limits). */
const limits = { rules: 600, characters: 102_400 };

/** Lists that read back as one text with commas (docs/service/dlp.md#comma-lists). */
const commaTexts = ["IncidentReportContent", "NotifyAllowOverride"];

/** What reads with a value as soon as somebody is notified (docs/service/dlp.md#notified). */
const withNotifyUser: JsonObject = {
  NotifyEmailOnedriveRemediationActions: "NotSet",
  NotifyOverrideRequirements: "None",
  NotifyPolicyTipDisplayOption: "Tip",
  NotifyUserType: "NotSet",
};

/** Of no parameter, and always the same in recorded rules. */
const constant: JsonObject = {
  AdvancedRuleBuilderContext: null,
  ExecutionRuleGuids: null,
  IsObjectUnderSystemOperation: false,
  IsSummarizedPsRule: false,
  MaximumBlobRuleLength: 0,
  RuleXml: "",
  StorageBindings: null,
};

/** Types of properties that the catalogue does not tell, as recorded. */
const EMPTY: EmptyValues = {
  lists: [
    ...["HasLabelDowngradedFrom", "NotifyJustificationCustomTextTranslations", "SharedByIRMAgentRisk"],
    ...["SharedWithDomain", "TeamsSharedWithParticipantCategory", "UrlContainsText"].flatMap((name) => [
      name,
      `ExceptIf${name}`,
    ]),
  ],
  nothing: ["EndpointDlpBrowserRestrictions", "PowerBIDlpRestrictions", "ThirdPartyAppDlpRestrictions"],
};

const unset: FieldRule = { initial: null };

export const dlpComplianceRule: NounDeclaration = {
  noun,
  parent: { noun: policy, parameter: "Policy", distributesParent: true },
  naming: { scenario: "Dlp" },
  // "DLP rules the same" as labels: about 30 days, the name stays reserved (docs/service/cmdlets.md#reserved-names).
  tombstoneMs: ({ ruleTombstoneMs }) => ruleTombstoneMs,
  actions: ["ForceValidate"],
  aliases: (_guid, properties) => [asText(properties.ImmutableId)].filter((id) => id !== ""),
  fields: {
    ContentContainsSensitiveInformation: sensitiveInformation(noun),
    ExceptIfContentContainsSensitiveInformation: sensitiveInformation(noun),
    AdvancedRule: {
      accept: (value, { store }) => acceptAdvancedRule(asText(value), { store, ...ruleParameters(noun) }),
    },
    EndpointDlpRestrictions: endpointRestrictions,
    EnforcePortalAccess: { initial: true },
    NotifyEmailExchangeIncludeAttachment: { initial: true },
    NotifyPolicyTipDisplayOption: unset,
    SenderAddressLocation: unset,
    ReportSeverityLevel: { initial: "Low" },
    Disabled: { initial: false },
  },
  // A flat rule shows an advanced text too: put back, it stays flat (docs/service/dlp.md#flat-as-advanced).
  putBehind: (given) => (given.IsAdvancedRule === false ? { AdvancedRule: "" } : {}),

  create(draft, call) {
    const owner = call.parent;
    if (!owner) throw badArgument("Policy", "A policy is needed.");
    if (call.store.list(noun).length >= limits.rules) throw refused(`More than ${limits.rules} rules aren't allowed.`);
    check(draft, owner);
    draft.DisplayName ??= call.text("Name");
    draft.ImmutableId ??= guidOf("immutable id", call.store.newGuid());
    draft.Priority = placeOfNew(call, call.store.children(noun, owner.guid));
  },
  update(draft, before, call) {
    check(draft, ownerOf(before, call));
    draft.Priority = placeOfSet(call, before, siblings(before.parent, call));
  },
  created(object, call) {
    settle(call, object, siblings(object.parent, call));
    keepAlert(object, ownerOf(object, call), call);
  },
  updated(object, _before, call) {
    settle(call, object, siblings(object.parent, call));
    keepAlert(object, ownerOf(object, call), call);
  },
  removed(object, call) {
    number(call.store, inOrder(siblings(object.parent, call)), call.caller.name);
    dropAlert(object, call.store);
  },
  show(view, object, { store }) {
    const owner = object.parent ? store.find(policy, object.parent, { tombstones: true }) : undefined;
    const advanced = isAdvanced(object.properties);
    Object.assign(view, constant, {
      AdvancedRule: advanced ? asText(object.properties.AdvancedRule) : asAdvancedText(noun, object.properties),
      ExternalScenarioDependancies: alertOf(object),
      IsAdvancedRule: advanced,
      ParentPolicyName: owner ? owner.name : asText(view.ParentPolicyName),
      Workload: owner ? statedWorkloads(owner).join(", ") : asText(view.Workload),
    });
    for (const name of commaTexts) view[name] = asList(view[name]).map(asText).join(", ") || null;
    if (asList(view.NotifyUser).length > 0)
      for (const [name, value] of Object.entries(withNotifyUser)) view[name] ??= value;
    if (asList(view.GenerateAlert).length > 0) view.AlertProperties ??= { AggregationType: "None" };
    showEmpties(noun, view, EMPTY);
    showDirectoryObject(view, store, "msExchUnifiedRule");
  },
};

/** What no rule may be, however it came to be so. */
function check(draft: Readonly<JsonObject>, owner: StoredObject | undefined): void {
  refuseBothForms(noun, draft);
  if (!isAdvanced(draft) && !ruleParameters(noun).conditions.some(({ name }) => isFilledIn(draft[name])))
    throw refused(
      flatNames(noun, draft).length === 0
        ? "A rule needs at least one condition."
        : "A rule needs at least one condition besides its exceptions.",
    );
  refuseSilentRestrictions(draft);
  if (owner) refuseOutsideExchange(draft, owner.properties);
  if (JSON.stringify(draft).length > limits.characters) throw refused("A rule can't be larger than 100 KB.");
}

const ownerOf = ({ parent }: StoredObject, { store }: CallContext): StoredObject | undefined =>
  parent === undefined ? undefined : store.find(policy, parent);

const siblings = (parent: string | undefined, { store }: CallContext) =>
  parent === undefined ? [] : store.children(noun, parent);
