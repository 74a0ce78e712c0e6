import { findCmdlet } from "../../../catalogue";
import type { Field, Kind } from "../../kinds";
import { isEmpty } from "../../kinds/fields/same";
import { tagged } from "../../kinds/fields/write";
import type { CmdletCall } from "../../transport/channel";
import { type Plain, type Properties } from "../../values";
import type { Observed, Refusal, ResolveReference } from "../types";
import { clearedValue, managedPart, declaredPlain, formOf, plainProperties } from "../object/declared";
import { diffProperties } from "../diff/properties";
import { acceptedActs, actsOf, judge } from "../guard/judge";
import { respectIgnored } from "../diff/ignored";
import {
  createParameters,
  identityOf,
  type Parameters,
  takes,
  takesIdentity,
  updateParameters,
  type Written,
} from "./parameters";
import { cureOf, nameOf, riddleOf } from "../diff/ambiguous-elements";
import type { Plan, PlanCreateRequest, PlanDeleteRequest, PlanUpdateRequest, Step } from "./types";
import { type Companions, type Entry, splitBySets } from "./parameter-sets";
import { sameValue } from "../object/state";

/** Stands for the id of the object that the step before creates. */
const CREATED = "{created}";

/** New (or Enable, Add), and a Set for what New does not take. For a singleton: the Set that brings it to what is declared. */
export function planCreate(kind: Kind, request: PlanCreateRequest): Plan {
  const { desired, resolve } = request;
  const { create } = kind.cmdlets;
  if (kind.calls)
    return customPlan(kind, request, "create", kind.calls.create(plainProperties(kind, desired), resolve));
  if (create === undefined) return planSingleton(kind, request);
  const known = knownFields(kind, desired);
  const parts = known.map(([field, value]) => ({ field, parameters: createParameters(field, value, resolve) }));
  const extra = extraOf(desired);
  const forNew = Object.entries(extra).filter(
    ([name]) => takes(create, name) || !takes(kind.cmdlets.update ?? "", name),
  );
  const forSet = Object.entries(extra).filter((entry) => !forNew.includes(entry));
  const parameters = Object.assign(
    {},
    ...parts.map((part) => part.parameters),
    Object.fromEntries(forNew),
  ) as Parameters;
  const first: Step = {
    act: "create",
    call: confirmed({ cmdlet: create, parameters }),
    properties: parts.filter((part) => part.field.create !== undefined).map((part) => part.field.property),
    needsId: false,
  };
  const later = known
    .filter(([field]) => field.create === undefined && field.update !== undefined && field.companion === undefined)
    .filter(([field, value]) => field.default === undefined || !sameValue(field, resolve)(value, field.default))
    .map(([field, value]) => ({ property: field.property, ...updateParameters(field, value, undefined, resolve) }));
  const rest = forSet.length === 0 ? [] : [{ property: "extraParameters", parameters: Object.fromEntries(forSet) }];
  const name = declaredPlain(desired, "name");
  const steps = [
    first,
    ...setSteps(kind, [...later, ...rest], request, CREATED, typeof name === "string" ? name : undefined),
  ];
  return judged(kind, steps, request, undefined);
}

function planSingleton(kind: Kind, request: PlanCreateRequest): Plan {
  const { actual, desired, resolve } = request;
  if (actual) {
    const input = { declaredBefore: [], desired, actual, ignored: [], resolve };
    return planUpdate(kind, { ...request, id: actual.id, actual, changes: diffProperties(kind, input) });
  }
  const entries = knownFields(kind, desired).map(([field, value]) => ({
    property: field.property,
    ...updateParameters(field, value, undefined, resolve),
  }));
  return judged(kind, setSteps(kind, entries, request, kind.noun, undefined), request, undefined);
}

/** The smallest list of Sets that makes these changes. */
export function planUpdate(kind: Kind, request: PlanUpdateRequest): Plan {
  const { actual, resolve } = request;
  const desired = respectIgnored(kind, { ...request, ignored: request.ignored ?? [] });
  const changed = new Set(request.changes.map((change) => change.property));
  const fields = kind.fields.filter((field) => changed.has(field.property));
  const entries = fields.flatMap((field) => {
    const target = targetOf(field, desired);
    if (target === undefined || !field.update) return [];
    return [
      {
        field,
        property: field.property,
        ...updateParameters(
          field,
          target,
          managedPart(field, actual.properties[field.property], { desired, recorded: request.recorded, resolve }),
          resolve,
        ),
      },
    ];
  });
  const refused = changeRefusal(kind, fields, desired, actual) ?? unidentifiedRefusal(kind, entries, actual);
  const extra = changed.has("extraParameters") ? changedExtra(desired, request.recorded) : {};
  const more = Object.keys(extra).length === 0 ? [] : [{ property: "extraParameters", parameters: extra }];
  const sent = [...entries, ...more].filter((entry) => Object.keys(entry.parameters).length > 0);
  const steps = [
    ...setSteps(kind, sent, { ...request, desired }, request.id, actual.name, actual),
    ...ownCalls(fields, desired, actual, resolve),
  ];
  return judged(kind, steps, { ...request, desired }, actual, refused);
}

/** Remove; nothing for what cannot be removed (singletons are forgotten). */
export function planDelete(kind: Kind, request: PlanDeleteRequest): Plan {
  const { remove } = kind.cmdlets;
  if (kind.calls) {
    const values = { ...request.actual?.properties, ...plainProperties(kind, request.recorded) };
    const calls = kind.calls.remove(values, request.resolve);
    return customPlan(kind, { ...request, desired: request.recorded }, "delete", calls, request.actual);
  }
  if (remove === undefined) return { steps: [], warnings: [], irreversible: [] };
  const { actual, recorded } = request;
  const name = actual?.name ?? declaredPlain(recorded, "name");
  const identity = identityOf(kind, remove, request.id, typeof name === "string" ? name : undefined);
  const companions = kind.fields
    .filter((field) => field.companion === "always" && takes(remove, field.parameter))
    .flatMap((field) => companionEntry(field, recorded, actual, request.resolve));
  const forced = acceptedActs(recorded).includes("ForcedDeletion") && takes(remove, "ForceDeletion");
  const parameters: Parameters = {
    ...(takesIdentity(kind, remove)
      ? { [kind.cmdlets.identityParameter]: identity }
      : memberParameters(kind, remove, request)),
    ...(Object.assign({}, ...companions.map((entry) => entry.parameters)) as Parameters),
    ...(takes(remove, "Confirm") && { Confirm: false }),
    ...(forced && { ForceDeletion: true }),
  };
  const step: Step = { act: "delete", call: { cmdlet: remove, parameters }, properties: [], needsId: false };
  return judged(kind, [step], { ...request, desired: recorded }, actual);
}

/** A member is named by the parameters that added it: its parent and itself. */
function memberParameters(kind: Kind, remove: string, { recorded, actual, resolve }: PlanDeleteRequest): Parameters {
  const parts = kind.fields
    .filter((field) => field.create !== undefined && takes(remove, field.create))
    .map((field) => {
      const value = declaredPlain(recorded, field.property) ?? actual?.properties[field.property];
      return value === undefined ? {} : createParameters(field, value, resolve);
    });
  return Object.assign({}, ...parts) as Parameters;
}

/** Calls that a property makes by itself, in their order. */
const ownCalls = (
  fields: readonly Field[],
  desired: Properties,
  actual: Observed,
  resolve: ResolveReference,
): readonly Step[] =>
  fields.flatMap((field) => {
    const target = targetOf(field, desired);
    if (field.update?.kind !== "calls" || target === undefined) return [];
    const calls = field.update.calls(target, actual.properties[field.property], resolve);
    return calls.map((call): Step => ({ act: "update", call, properties: [field.property], needsId: false }));
  });

function customPlan(
  kind: Kind,
  request: JudgedRequest,
  act: Step["act"],
  calls: readonly CmdletCall[],
  actual?: Observed,
): Plan {
  const properties = kind.fields.map((field) => field.property);
  const steps = calls.map((call): Step => ({ act, call, properties, needsId: false }));
  return judged(kind, steps, request, actual);
}

/** The call of a step that follows New, once New has told the object's id. */
export function withId(step: Step, id: string): CmdletCall {
  const parameters = Object.entries(step.call.parameters).map(([name, value]) => [
    name,
    value === CREATED ? id : value,
  ]);
  return step.needsId ? { ...step.call, parameters: Object.fromEntries(parameters) as Parameters } : step.call;
}

const knownFields = (kind: Kind, desired: Properties): readonly (readonly [Field, Plain])[] => {
  const known = plainProperties(kind, desired);
  return kind.fields
    .filter((field) => Object.hasOwn(known, field.property))
    .map((field) => [field, known[field.property] as Plain] as const);
};

/** What the field must become; undefined = not known yet. */
function targetOf(field: Field, desired: Properties): Plain | undefined {
  const isDeclared = Object.hasOwn(desired, field.property) && desired[field.property] !== null;
  return isDeclared ? declaredPlain(desired, field.property) : (clearedValue(field) ?? null);
}

interface SetContext {
  readonly desired: Properties;
  readonly resolve: ResolveReference;
}

function setSteps(
  kind: Kind,
  entries: readonly Entry[],
  context: SetContext,
  id: string,
  name: string | undefined,
  actual?: Observed,
): readonly Step[] {
  const { update, identityParameter } = kind.cmdlets;
  if (update === undefined || entries.length === 0) return [];
  const companion = (wanted: Field["companion"]): readonly Entry[] =>
    kind.fields
      .filter((field) => field.companion === wanted)
      .flatMap((field) => companionEntry(field, context.desired, actual, context.resolve));
  const companions: Companions = {
    always: companion("always"),
    onDemand: preferDeclared(companion("onDemand"), context.desired),
    withChange: companion("withChange"),
    owned: new Set(kind.fields.filter((field) => field.owned).map((field) => field.property)),
  };
  const form = formOf(kind, actual?.properties ?? plainProperties(kind, context.desired));
  const identity = takesIdentity(kind, update) ? { [identityParameter]: identityOf(kind, update, id, name) } : {};
  return splitBySets(kind, entries, companions, form?.updateSet).map((group) => ({
    act: "update",
    call: confirmed({ cmdlet: update, parameters: { ...identity, ...group.parameters } }),
    properties: group.properties,
    needsId: Object.values(identity).includes(CREATED),
  }));
}

/** Of several that could satisfy a parameter set (a filter or a raw query): those that the program declares. */
function preferDeclared(entries: readonly Entry[], desired: Properties): readonly Entry[] {
  const own = entries.filter(({ property }) => declaredPlain(desired, property) !== undefined);
  return own.length > 0 ? own : entries;
}

/** A companion's parameters from declared, else observed; nothing when it says what the service assumes anyway. */
function companionEntry(
  field: Field,
  desired: Properties,
  actual: Observed | undefined,
  resolve: ResolveReference,
): readonly Entry[] {
  const ownValue = declaredPlain(desired, field.property) ?? actual?.properties[field.property];
  const value = field.mandatoryOnUpdate ? (ownValue ?? field.default) : ownValue;
  if (value === undefined || isEmpty(value)) return [];
  const isDefault = field.default !== undefined && sameValue(field, resolve)(value, field.default);
  if (isDefault && !field.mandatoryOnUpdate) return [];
  const parameter = field.update?.kind === "whole" ? field.update.parameter : (field.create ?? field.parameter);
  const { parameters } = updateParameters(
    { ...field, update: { kind: "whole", parameter } },
    value,
    undefined,
    resolve,
  );
  return [{ property: field.property, parameters }];
}

/** Acts that cannot be undone ask for confirmation; over REST that question must be answered beforehand. */
function confirmed(call: CmdletCall): CmdletCall {
  if (actsOf(call).length === 0) return call;
  const answers = {
    ...(takes(call.cmdlet, "Force") && { Force: true }),
    ...(takes(call.cmdlet, "Confirm") && { Confirm: false }),
  };
  return { ...call, parameters: { ...call.parameters, ...answers } };
}

/** `extraParameters` with hashtable tags; names in the catalogue's spelling where it knows them. */
function extraOf(properties: Properties): Parameters {
  const extra = declaredPlain(properties, "extraParameters");
  if (typeof extra !== "object" || extra === null || Array.isArray(extra)) return {};
  return Object.fromEntries(
    Object.entries(extra as { readonly [name: string]: Plain }).map(([name, value]) => [name, tagged(value)]),
  );
}

/** Extra parameters that are new, different, or (as null) no longer declared. */
function changedExtra(desired: Properties, recorded: Properties | undefined): Parameters {
  const [now, before] = [extraOf(desired), extraOf(recorded ?? {})];
  const changed = Object.entries(now).filter(([name, value]) => JSON.stringify(before[name]) !== JSON.stringify(value));
  const gone = Object.keys(before).filter((name) => !Object.hasOwn(now, name));
  return Object.fromEntries([...changed, ...gone.map((name) => [name, null] as const)]);
}

function changeRefusal(
  kind: Kind,
  fields: readonly Field[],
  desired: Properties,
  actual: Observed,
): Refusal | undefined {
  const form = formOf(kind, actual.properties);
  const formSet = kind.updateSets.find((set) => set.name === form?.updateSet);
  for (const field of fields) {
    const refuse = (reason: string): Refusal => ({
      code: "PURVIEW_FIXED",
      reason: `${field.property} of ${kind.noun} "${actual.name}" cannot be changed: ${reason}.`,
      property: field.property,
      advice: "Undo the change, or declare another object.",
    });
    const target = targetOf(field, desired);
    if (field.replaces) continue;
    const frozen = field.frozen?.(actual.properties);
    if (frozen !== undefined) return refuse(frozen);
    if (!field.update) return refuse("the service takes it at creation only");
    if (isEmpty(target) && field.clear.to === "refused") return refuse(field.clear.because);
    if (isEmpty(target) && field.clear.to === "replacedBy") return refuse(`declare it or ${field.clear.property}`);
    const names = field.update.kind === "whole" ? [field.update.parameter] : [];
    if (formSet && names.some((parameter) => inSomeSet(kind, parameter) && !formSet.parameters.has(parameter))) {
      return refuse(`for an object with ${form?.name ?? ""} the service takes it at creation only`);
    }
  }
  return undefined;
}

const inSomeSet = (kind: Kind, parameter: string): boolean =>
  findCmdlet(kind.cmdlets.update ?? "") !== undefined && kind.updateSets.some((set) => set.parameters.has(parameter));

function unidentifiedRefusal(
  kind: Kind,
  entries: readonly (Written & { readonly property: string })[],
  actual: Observed,
): Refusal | undefined {
  const entry = entries.find(({ unidentified, lookalikes }) => unidentified ?? lookalikes);
  if (!entry) return undefined;
  const { property, unidentified, lookalikes = [] } = entry;
  const common = { code: "PURVIEW_UNIDENTIFIED", property };
  const holder = `${property} of ${kind.noun} "${actual.name}"`;
  if (unidentified)
    return {
      ...common,
      reason: `${holder} holds elements that the service does not identify for certain: ${unidentified.map(nameOf).join(", ")}.`,
      advice: "Remove them in the portal, or declare them as they are shown here.",
    };
  return {
    ...common,
    reason: `${holder}: of what the service tells, ${lookalikes.map(riddleOf).join("; ")}. What cannot be told apart is neither added nor removed.`,
    advice: cureOf(lookalikes),
  };
}

interface JudgedRequest {
  readonly desired: Properties;
  readonly parent?: Observed | undefined;
}

function judged(
  kind: Kind,
  steps: readonly Step[],
  request: JudgedRequest,
  actual: Observed | undefined,
  refused?: Refusal,
): Plan {
  const judgement = judge(
    steps.map((step) => step.call),
    { noun: kind.noun, actual, parent: request.parent, accepted: acceptedActs(request.desired) },
  );
  const refusal = refused ?? judgement.refused;
  return {
    steps,
    warnings: judgement.warnings,
    irreversible: judgement.irreversible,
    ...(refusal && { refused: refusal }),
  };
}
