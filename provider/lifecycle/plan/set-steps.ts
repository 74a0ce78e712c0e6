import type { Field, Kind } from "../../kinds";
import { isEmpty } from "../../kinds/fields/canonical";
import type { CmdletCall } from "../../transport/channel";
import { isList, type Properties } from "../../values";
import { actsOf } from "../guard/judge";
import { declaredPlain, formOf, plainProperties } from "../object/declared";
import { sameValue } from "../object/state";
import type { Observed, ResolveReference } from "../types";
import { type Companions, type Entry, splitBySets } from "./parameter-sets";
import { identityEntry, type ObjectIdentity, type Parameters, takes, updateParameters } from "./parameters";
import type { Step } from "./types";

/** Stands for the id of the object that the step before creates. */
export const CREATED = "{created}";

/** What the companions of a call are taken from: declared, else observed. */
interface CompanionSources {
  readonly desired: Properties;
  readonly actual?: Observed | undefined;
  readonly resolve: ResolveReference;
}

/** As few Sets as possible for these changes. */
export function setSteps(
  kind: Kind,
  entries: readonly Entry[],
  object: CompanionSources & ObjectIdentity,
): readonly Step[] {
  const { update } = kind.cmdlets;
  if (update === undefined || entries.length === 0) return [];
  const { desired, actual } = object;
  const companion = (wanted: Field["companion"]): readonly Entry[] =>
    kind.fields.filter((field) => field.companion === wanted).flatMap((field) => companionEntry(field, object));
  const companions: Companions = {
    always: companion("always"),
    onDemand: preferDeclared(companion("onDemand"), desired),
    withChange: companion("withChange"),
    owned: new Set(kind.fields.filter((field) => field.owned).map((field) => field.property)),
  };
  const form = formOf(kind, actual?.properties ?? plainProperties(kind, desired));
  const values = { ...actual?.properties, ...plainProperties(kind, desired) };
  const extra = kind.withEverySet?.(values) ?? {};
  const identity = identityEntry(kind, update, object);
  return splitBySets(kind, entries, companions, form?.updateSet).map((group) => ({
    act: "update",
    call: confirmed({ cmdlet: update, parameters: { ...identity, ...extra, ...group.parameters } }),
    properties: group.properties,
    needsId: Object.values(identity).some((value) => value === CREATED || (isList(value) && value.includes(CREATED))),
  }));
}

/** Of several that could satisfy a parameter set (a filter or a raw query): those that the program declares. */
function preferDeclared(entries: readonly Entry[], desired: Properties): readonly Entry[] {
  const own = entries.filter(({ property }) => declaredPlain(desired, property) !== undefined);
  return own.length > 0 ? own : entries;
}

/** A companion's parameters; nothing when it says what the service assumes anyway. */
export function companionEntry(field: Field, { desired, actual, resolve }: CompanionSources): readonly Entry[] {
  const ownValue = declaredPlain(desired, field.property) ?? actual?.properties[field.property];
  const value = field.mandatoryOnUpdate ? (ownValue ?? field.default) : ownValue;
  if (value === undefined || isEmpty(value)) return [];
  const isDefault = field.default !== undefined && sameValue(field, resolve)(value, field.default);
  if (isDefault && !field.mandatoryOnUpdate) return [];
  const parameter = field.update?.kind === "whole" ? field.update.parameter : (field.create ?? field.parameter);
  const whole: Field = { ...field, update: { kind: "whole", parameter } };
  return [{ property: field.property, parameters: updateParameters(whole, { desired: value, resolve }).parameters }];
}

/** Acts that cannot be undone ask for confirmation; over REST that question must be answered beforehand. */
export function confirmed(call: CmdletCall): CmdletCall {
  if (actsOf(call).length === 0) return call;
  const answers = {
    ...(takes(call.cmdlet, "Force") && { Force: true }),
    ...(takes(call.cmdlet, "Confirm") && { Confirm: false }),
  };
  return { ...call, parameters: { ...call.parameters, ...answers } };
}

/** The call of a step that follows New, once New has returned the object's id. */
export function withId(step: Step, id: string): CmdletCall {
  const parameters: Parameters = Object.fromEntries(
    Object.entries(step.call.parameters).map(([name, value]) => [
      name,
      isList(value) ? value.map((item) => (item === CREATED ? id : item)) : value === CREATED ? id : value,
    ]),
  );
  return step.needsId ? { ...step.call, parameters } : step.call;
}
