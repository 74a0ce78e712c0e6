import type { Field, Kind } from "../../kinds";
import type { CmdletCall } from "../../transport/channel";
import type { Plain, Properties } from "../../values";
import { respectIgnored } from "../diff/ignored";
import { diffProperties } from "../diff/properties";
import { acceptedActs, judge } from "../guard/judge";
import { declaredPlain, managedPart, plainProperties } from "../object/declared";
import { sameValue } from "../object/state";
import type { Observed, Refusal, ResolveReference } from "../types";
import { extraToSend, extraOf } from "./extra-parameters";
import { createParameters, identityEntry, type Parameters, takes, takesIdentity, updateParameters } from "./parameters";
import { changeRefusal, unidentifiedRefusal } from "./refusals";
import { companionEntry, confirmed, CREATED, setSteps } from "./set-steps";
import { targetOf } from "./target";
import type { Plan, PlanCreateRequest, PlanDeleteRequest, PlanUpdateRequest, Step } from "./types";

/** New (or Enable, Add), and a Set for what New does not take. For a singleton: the Set that brings it to what is declared. */
export function planCreate(kind: Kind, request: PlanCreateRequest): Plan {
  const { desired, parent, resolve } = request;
  const { create } = kind.cmdlets;
  if (kind.calls)
    return judged(kind, ownSteps(kind, "create", kind.calls.create(plainProperties(kind, desired), resolve)), {
      desired,
      parent,
    });
  if (create === undefined) return planSingleton(kind, request);
  const known = knownFields(kind, desired);
  const plain = Object.fromEntries(known.map(([{ property }, value]) => [property, value]));
  const made = known.map(([field, value]) => [field, field.createdAs?.(value, plain) ?? value] as const);
  const parts = made.map(([field, value]) => ({ field, parameters: createParameters(field, value, resolve) }));
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
    .filter(
      ([field, value]) =>
        field.createdAs !== undefined ||
        field.default === undefined ||
        !sameValue(field, resolve)(value, field.default),
    )
    .map(([field, value]) => ({ property: field.property, ...updateParameters(field, { desired: value, resolve }) }));
  const rest = forSet.length === 0 ? [] : [{ property: "extraParameters", parameters: Object.fromEntries(forSet) }];
  const name = declaredPlain(desired, "name");
  const steps = [
    first,
    ...setSteps(kind, [...later, ...rest], {
      desired,
      resolve,
      id: CREATED,
      name: typeof name === "string" ? name : undefined,
    }),
  ];
  const plan = judged(kind, steps, { desired, parent });
  const begun = known.filter(([field, value]) => field.createdAs?.(value, plain) !== undefined);
  const notes = begun.map(([field, value]) => startsOtherwise(kind, field, { value, plain }));
  return { ...plan, warnings: [...plan.warnings, ...notes] };
}

const startsOtherwise = (
  kind: Kind,
  { property, createdAs }: Field,
  { value, plain }: { readonly value: Plain; readonly plain: { readonly [property: string]: Plain } },
): string =>
  `${kind.noun} "${String(plain["name"] ?? "")}" is created with ${property} ${String(createdAs?.(value, plain))}: the service does not take ${String(value)} for a new one. The next \`pulumi up\` changes it.`;

function planSingleton(kind: Kind, request: PlanCreateRequest): Plan {
  const { actual, desired, parent, resolve } = request;
  if (actual) {
    const input = { declaredBefore: [], desired, actual, ignored: [], resolve };
    return planUpdate(kind, { ...request, id: actual.id, actual, changes: diffProperties(kind, input) });
  }
  const entries = knownFields(kind, desired).map(([field, value]) => ({
    property: field.property,
    ...updateParameters(field, { desired: value, resolve }),
  }));
  const steps = setSteps(kind, entries, { desired, resolve, id: kind.noun, name: undefined });
  return judged(kind, steps, { desired, parent });
}

/** The smallest list of Sets that makes these changes. */
export function planUpdate(kind: Kind, request: PlanUpdateRequest): Plan {
  const { actual, changes, id, parent, recorded, resolve } = request;
  const desired = respectIgnored(kind, { ...request, ignored: request.ignored ?? [] });
  const changed = new Map(changes.map((change) => [change.property, change]));
  const fields = kind.fields.filter((field) => changed.has(field.property));
  const entries = fields.flatMap((field) => {
    const { property } = field;
    const target = targetOf(field, desired);
    if (target === undefined || !field.update) return [];
    const managed = managedPart(field, actual.properties[property], { desired, recorded, resolve });
    const change = { desired: target, actual: managed, match: changed.get(property)?.match, resolve };
    return [{ property, ...updateParameters(field, change) }];
  });
  const refused = changeRefusal(kind, fields, { desired, actual }) ?? unidentifiedRefusal(kind, entries, actual);
  const extra = changed.has("extraParameters") ? extraToSend(kind, { desired, recorded, actual, resolve }) : {};
  const more = Object.keys(extra).length === 0 ? [] : [{ property: "extraParameters", parameters: extra }];
  const sent = [...entries, ...more].filter((entry) => Object.keys(entry.parameters).length > 0);
  const steps = [
    ...setSteps(kind, sent, { desired, actual, resolve, id, name: actual.name }),
    ...callsOf(fields, { desired, actual, resolve }),
  ];
  return judged(kind, steps, { desired, actual, parent, refused });
}

/** Remove; nothing for what cannot be removed (singletons are forgotten). */
export function planDelete(kind: Kind, request: PlanDeleteRequest): Plan {
  const { remove } = kind.cmdlets;
  const { actual, id, parent, recorded, resolve } = request;
  if (kind.calls) {
    const values = { ...actual?.properties, ...plainProperties(kind, recorded) };
    const calls = kind.calls.remove(values, resolve, actual?.properties);
    return judged(kind, ownSteps(kind, "delete", calls), { desired: recorded, actual, parent });
  }
  if (remove === undefined) return { steps: [], warnings: [], irreversible: [] };
  const name = actual?.name ?? declaredPlain(recorded, "name");
  const identity = identityEntry(kind, remove, { id, name: typeof name === "string" ? name : undefined });
  const companions = kind.fields
    .filter((field) => field.companion === "always" && takes(remove, field.parameter))
    .flatMap((field) => companionEntry(field, { desired: recorded, actual, resolve }));
  const forced = acceptedActs(recorded).includes("ForcedDeletion") && takes(remove, "ForceDeletion");
  const parameters: Parameters = {
    ...(takesIdentity(kind, remove) ? identity : memberParameters(kind, remove, request)),
    ...(Object.assign({}, ...companions.map((entry) => entry.parameters)) as Parameters),
    ...(takes(remove, "Confirm") && { Confirm: false }),
    ...(forced && { ForceDeletion: true }),
  };
  const step: Step = { act: "delete", call: { cmdlet: remove, parameters }, properties: [], needsId: false };
  return judged(kind, [step], { desired: recorded, actual, parent });
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

interface OwnCallsRequest {
  readonly desired: Properties;
  readonly actual: Observed;
  readonly resolve: ResolveReference;
}

/** Calls that properties make by themselves, in their order. */
const callsOf = (fields: readonly Field[], { desired, actual, resolve }: OwnCallsRequest): readonly Step[] =>
  fields.flatMap((field) => {
    const target = targetOf(field, desired);
    if (field.update?.kind !== "calls" || target === undefined) return [];
    const calls = field.update.calls(target, actual.properties[field.property], resolve);
    return calls.map((call): Step => ({ act: "update", call, properties: [field.property], needsId: false }));
  });

/** Steps of a kind that makes its calls by itself. */
const ownSteps = (kind: Kind, act: Step["act"], calls: readonly CmdletCall[]): readonly Step[] => {
  const properties = kind.fields.map((field) => field.property);
  return calls.map((call) => ({ act, call, properties, needsId: false }));
};

const knownFields = (kind: Kind, desired: Properties): readonly (readonly [Field, Plain])[] => {
  const known = plainProperties(kind, desired);
  return kind.fields.flatMap((field) => {
    const value = Object.hasOwn(known, field.property) ? known[field.property] : undefined;
    return value === undefined ? [] : [[field, value] as const];
  });
};

interface Judged {
  readonly desired: Properties;
  /** The object as it is now. */
  readonly actual?: Observed | undefined;
  readonly parent?: Observed | undefined;
  readonly refused?: Refusal | undefined;
}

function judged(kind: Kind, steps: readonly Step[], { desired, actual, parent, refused }: Judged): Plan {
  const judgement = judge(
    steps.map((step) => step.call),
    { noun: kind.noun, actual, parent, accepted: acceptedActs(desired) },
  );
  const refusal = refused ?? judgement.refused;
  return {
    steps,
    warnings: judgement.warnings,
    irreversible: judgement.irreversible,
    ...(refusal && { refused: refusal }),
  };
}
