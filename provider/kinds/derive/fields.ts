import { findFamily, pageOf } from "../../../catalogue";
import type { FieldOverlay, KindDefinition, State } from "../define";
import type { Clear, Field, UpdateForm } from "../field";
import { readAs, textOrValue } from "../fields/read";
import { isEmpty } from "../fields/canonical";
import { GLOSSARY } from "../glossary";
import type { Cmdlets, Exclusion } from "../kind";
import { propertyName } from "../property-name";
import { isList, type Plain } from "../../values";
import type { ValueType } from "../value-type";
import type { WireReader } from "../wire-reader";
import { type MergedParameter, mergeParameters } from "./parameters";
import { relationsOf } from "./relations";
import { deriveType } from "./value-types";

export interface DerivedFields {
  readonly fields: readonly Field[];
  readonly exclusions: readonly Exclusion[];
}

/** Every parameter of New and Set as a field: catalogue first, the kind's overlay on top, its states added. */
export function deriveFields(definition: KindDefinition, cmdlets: Cmdlets): DerivedFields {
  const { parameters, exclusions } = definition.synthetic
    ? { parameters: [], exclusions: [] }
    : mergeParameters(definition, cmdlets);
  const stray = Object.keys(definition.fields ?? {}).filter(
    (name) => !parameters.some((p) => p.name === name) && !exclusions.some((e) => e.parameter === name),
  );
  if (stray.length > 0) throw new Error(`${definition.noun}: no such parameter: ${stray.join(", ")}`);
  const references = findFamily(definition.noun)?.references ?? {};
  const fields = parameters.map((merged) => fieldOf(definition, merged, references[merged.name], cmdlets));
  const all = [...fields, ...(definition.states ?? []).map(stateField)];
  return { fields: all.sort((a, b) => (a.property < b.property ? -1 : 1)), exclusions };
}

function fieldOf(
  definition: KindDefinition,
  merged: MergedParameter,
  documentedReference: string | undefined,
  cmdlets: Cmdlets,
): Field {
  const { name } = merged;
  const overlay = definition.fields?.[name] ?? {};
  const parentNoun = definition.parent?.property === propertyName(name) ? definition.parent.noun : undefined;
  const reference = overlay.reference ?? parentNoun ?? documentedReference?.replace(/\*$/, "");
  const derived = overlay.type ?? deriveType(merged, reference, definition.noun);
  const type: ValueType =
    name === "Name" && !merged.update && derived.type === "string" ? { ...derived, format: "name" } : derived;
  const update = overlay.update === false ? undefined : (overlay.update ?? updateOf(merged));
  const fixed = definition.fixed?.includes(name) || (name === "Name" && !update);
  const owned = definition.owned?.includes(name) ?? false;
  const fallback = defaultOf(merged, type, overlay, owned);
  const everyCreateSet = merged.create?.requiredIn?.includes("*") === true && merged.create.sets === undefined;
  const everySet = cmdlets.create === undefined && isMandatory(merged) && fallback === undefined;
  const required = overlay.required ?? (everyCreateSet || everySet);
  const sources =
    overlay.from === undefined ? [name] : typeof overlay.from === "string" ? [overlay.from] : overlay.from;
  const isMode = isPolicyMode(merged);
  return {
    property: overlay.property ?? propertyName(name),
    parameter: name,
    type,
    description:
      overlay.description ??
      GLOSSARY[name] ??
      `The \`-${name}\` parameter of the cmdlet; Microsoft gives no description.`,
    example: overlay.example,
    required,
    create: overlay.create === false ? undefined : (overlay.create ?? merged.create?.name),
    update,
    replaces: fixed,
    clear: overlay.clear ?? clearOf(merged, type, update, required, fallback),
    default: fallback,
    owned,
    companion: overlay.companion ?? (isMandatory(merged) ? "always" : undefined),
    isSwitch: (merged.create ?? merged.update)?.kind === "switch",
    writeOnly: overlay.writeOnly ?? false,
    secret: overlay.secret ?? false,
    aliasOf: overlay.aliasOf,
    serviceFills: overlay.serviceFills ?? false,
    perKey: overlay.perKey ?? false,
    mandatoryOnUpdate: isMandatory(merged),
    relations: relationsOf(merged),
    page: statingPage(merged, cmdlets),
    flags: [...new Set([...(merged.create?.flags ?? []), ...(merged.update?.flags ?? [])])],
    read:
      overlay.read ??
      ((object) => {
        const wire =
          definition.read && overlay.from === undefined ? definition.read(object, name) : firstOf(object, sources);
        return wire === undefined ? undefined : readAs(type, isMode ? modeOf(wire) : wire);
      }),
    unique: overlay.unique,
    replacedBy: overlay.replacedBy,
    ...(overlay.createdAs && { createdAs: overlay.createdAs }),
    ...(overlay.leftToService && { leftToService: overlay.leftToService }),
    exclusive: overlay.exclusive,
    ...(overlay.frozen && { frozen: overlay.frozen }),
    ...(overlay.managed && { managed: overlay.managed }),
    ...(isFlags(merged) && { write: joinFlags }),
    ...(overlay.write && { write: overlay.write }),
    ...(overlay.same && { same: overlay.same }),
    ...(overlay.refers && { refers: overlay.refers }),
  };
}

/** The first that says something, else the first that is there. */
function firstOf(object: WireReader, names: readonly string[]): Plain | undefined {
  let first: Plain | undefined;
  for (const name of names) {
    const returned = object.get(name);
    if (!isEmpty(returned)) return returned;
    if (first === undefined) first = returned;
  }
  return first;
}

const isPolicyMode = ({ create, update }: MergedParameter): boolean => (create ?? update)?.type === "PolicyMode";

/** What is written as Enable comes back as Enforce (docs/service/reading.md#enforce). */
const modeOf = (wire: Plain): Plain => (/^enforce$/i.test(String(textOrValue(wire))) ? "Enable" : wire);

/** An enum of which several members may be given in one text. */
const isFlags = ({ create, update }: MergedParameter): boolean =>
  [create, update].some((p) => p?.kind === "enum" && !p.list && p.multi === true);

const joinFlags = (value: Plain): Plain => (isList(value) ? value.join(", ") : value);

/** A state: its parts are all said by hand. */
function stateField(state: State): Field {
  return {
    property: state.property,
    parameter: state.parameter,
    type: state.type,
    description: state.description,
    example: state.example,
    required: state.required ?? false,
    create: state.create || undefined,
    update: state.update || undefined,
    replaces: state.fixed ?? false,
    clear: state.clear ?? { to: "refused", because: "the service documents no default to go back to" },
    default: state.default,
    owned: false,
    companion: state.companion,
    isSwitch: state.type.type === "boolean" && state.create !== undefined,
    writeOnly: state.writeOnly ?? false,
    secret: state.secret ?? false,
    aliasOf: state.aliasOf,
    serviceFills: state.serviceFills ?? false,
    perKey: state.perKey ?? false,
    mandatoryOnUpdate: false,
    relations: [],
    flags: [],
    read: state.read,
    ...(state.managed && { managed: state.managed }),
    ...(state.write && { write: state.write }),
    ...(state.same && { same: state.same }),
  };
}

/** The page that describes the parameter: New's, else Set's. What only the service's own catalogue knows has none. */
function statingPage({ name, create, update }: MergedParameter, cmdlets: Cmdlets): string | undefined {
  if (create && create.source === undefined) return cmdlets.create && pageOf(cmdlets.create, name);
  return update && update.source === undefined && cmdlets.update ? pageOf(cmdlets.update, name) : undefined;
}

/** Required in every set of Set (audit: priority and duration). */
const isMandatory = ({ update }: MergedParameter): boolean =>
  update?.requiredIn?.includes("*") === true && update.sets === undefined;

function updateOf({ name, update, pair }: MergedParameter): UpdateForm | undefined {
  if (pair) return { kind: "delta", add: pair.add, remove: pair.remove };
  const usable = update && !update.notApplicableToSC && !update.flags?.includes("reservedInternal");
  return usable ? { kind: "whole", parameter: name } : undefined;
}

function defaultOf(merged: MergedParameter, type: ValueType, overlay: FieldOverlay, owned: boolean): Plain | undefined {
  if ("default" in overlay) return overlay.default;
  const stated = merged.create?.statedDefault ?? merged.update?.statedDefault;
  if (stated === "$null") return type.type === "list" ? [] : null;
  if (stated !== undefined) return stated;
  if ((merged.create ?? merged.update)?.kind === "switch") return false;
  return owned && type.type === "list" ? [] : undefined;
}

function clearOf(
  merged: MergedParameter,
  type: ValueType,
  update: UpdateForm | undefined,
  required: boolean,
  fallback: Plain | undefined,
): Clear {
  const on = [merged.create, merged.update].filter((p) => p !== undefined);
  if (required) return { to: "refused", because: "it is required" };
  if (on.some((p) => p.flags?.includes("cannotClear")))
    return { to: "refused", because: "the service cannot remove it" };
  if (update?.kind === "delta") return { to: "empty" };
  if (fallback !== undefined && fallback !== null && type.type !== "list") return { to: "default", value: fallback };
  // Clearing is a Set: only what its page says of null counts.
  if ((merged.update ?? merged.create)?.nullable) return { to: "null" };
  // A .NET value type takes no null: what it was set to can only be set to something else.
  const isValueType = on.some(
    (p) => p.kind === "enum" || p.kind === "guid" || p.kind === "datetime" || p.kind === "dateTime",
  );
  const isReference = ["map", "list", "object", "string", "any"].includes(type.type);
  if (isReference && !isValueType) return { to: "null" };
  return { to: "refused", because: "the service documents no default to go back to" };
}
