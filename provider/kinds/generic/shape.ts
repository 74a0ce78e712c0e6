import {
  isList,
  isRecord,
  isSecret,
  isUnknown,
  parsePath,
  plainOf,
  type Properties,
  secret,
  type Value,
} from "../../values";
import { sameJson } from "../fields/same";
import type { ValueType } from "../value-type";
import type { Kind } from "../kind";

/** How `parameters.X` stands in the inputs of a generic object: there, members of one map; in its concrete kind, properties. */
const PREFIX = "parameters.";
const PARAMETERS = "parameters";

/** The properties of the concrete kind that the program's map of parameters means, in the catalogue's spelling. */
export function withProperties(kind: Kind, inputs: Properties): Properties {
  const { [PARAMETERS]: parameters, ...others } = inputs;
  const bare = isSecret(parameters) ? parameters.value : parameters;
  if (!isRecord(bare)) return others;
  const mark = isSecret(parameters) ? secret : (value: Value): Value => value;
  const own = Object.entries(bare).map(([name, value]) => {
    const property = propertyOf(kind, name);
    return [property, mark(bound(kind.field(property)?.type, value))] as const;
  });
  return { ...others, ...Object.fromEntries(own) };
}

/** As PowerShell binds it: one value is a list of one, `$true` and `5` in a text are what they say. */
function bound(type: ValueType | undefined, value: Value): Value {
  if (isSecret(value)) return secret(bound(type, value.value));
  if (type?.type === "list" && !isUnknown(value) && value !== null && !isList(value)) return [value];
  if (typeof value !== "string") return value;
  if (type?.type === "boolean" && /^\$?(true|false)$/i.test(value)) return /true/i.test(value);
  return type?.type === "integer" && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
}

/** A parameter is named in any case; what is only the beginning of a known one may be a newer one, and goes as it is. */
export function propertyOf(kind: Kind, name: string): string {
  const lower = name.toLowerCase();
  const field = kind.fields.find(
    ({ parameter, property }) =>
      parameter.toLowerCase() === lower && (property.startsWith(PREFIX) || property === "name"),
  );
  return field?.property ?? PREFIX + name;
}

/** Names of properties as the last update declared them. */
export const declaredIn = (kind: Kind, declared: readonly string[], inputs: Properties): readonly string[] =>
  declared.flatMap((name) =>
    name === PARAMETERS ? Object.keys(withProperties(kind, { [PARAMETERS]: inputs[PARAMETERS] ?? {} })) : [name],
  );

/** The same back as a map. `declared`: the program's own map, whose names and extent count; default: every parameter. */
export function withMap(kind: Kind, properties: Properties, declared?: Value): Properties {
  const bare = isSecret(declared) ? declared.value : declared;
  const entries = Object.entries(properties);
  const others = entries.filter(([property]) => !property.startsWith(PREFIX));
  if (bare !== undefined && !isRecord(bare)) return { ...Object.fromEntries(others), [PARAMETERS]: declared ?? {} };
  const named = bare
    ? Object.entries(bare).map(([name, value]) => {
        const property = propertyOf(kind, name);
        return [name, asDeclared(kind, { property, declared: value, value: properties[property] ?? value })] as const;
      })
    : entries
        .filter(([property]) => property.startsWith(PREFIX))
        .map(([property, value]) => [property.slice(PREFIX.length), value] as const);
  return { ...Object.fromEntries(others), [PARAMETERS]: Object.fromEntries(named) };
}

/** What the program says where it means the same. */
function asDeclared(
  kind: Kind,
  { property, declared, value }: { readonly property: string; readonly declared: Value; readonly value: Value },
): Value {
  const meant = bound(kind.field(property)?.type, declared);
  return sameJson(plainOf(meant) ?? null, plainOf(value) ?? null) ? declared : value;
}

/** `ignoreChanges` of the map as a whole, or of members in the program's spelling. */
export function ignoredIn(kind: Kind, ignored: readonly string[]): readonly string[] {
  return ignored.flatMap((path) => {
    const [first, member] = parsePath(path);
    if (first !== PARAMETERS) return [path];
    if (member === undefined || member === "*")
      return kind.fields.map(({ property }) => property).filter((property) => property.startsWith(PREFIX));
    const property = propertyOf(kind, String(member));
    // Of a parameter the service takes the whole: a part of it cannot be left alone.
    return [property];
  });
}

/** Names of the parameters that are declared, as they stand. */
export function parametersIn(inputs: Properties): readonly string[] {
  const value = inputs[PARAMETERS];
  const bare = isSecret(value) ? value.value : value;
  return isRecord(bare) ? Object.keys(bare) : [];
}

export const areParametersKnown = (inputs: Properties): boolean => {
  const value = inputs[PARAMETERS];
  return !isUnknown(isSecret(value) ? value.value : value);
};
