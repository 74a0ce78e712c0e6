import type { ObjectType, ValueType } from "../kinds";
import { pascal } from "./names";
import { limitFacts } from "./property";

/** A type in Pulumi's schema language. */
export type TypeSpec = { readonly [key: string]: unknown };

const ANY: TypeSpec = { $ref: "pulumi.json#/Any" };

/** Collects the named types (objects, enums) that properties refer to. */
export class NamedTypes {
  readonly #types = new Map<string, TypeSpec>();
  /** Object types that are being declared: inside themselves they are referred to. */
  readonly #open = new Set<ObjectType>();

  constructor(readonly area: string) {}

  /** The type of a value; `owner` names its enum, should it be one, e.g. `ComplianceTagRetentionAction`. */
  spec(type: ValueType, owner: string): TypeSpec {
    switch (type.type) {
      case "string":
      case "datetime":
        return { type: "string" };
      case "boolean":
        return { type: "boolean" };
      case "integer":
        return { type: "integer" };
      case "duration":
        return { oneOf: [{ type: "integer" }, { type: "string" }] };
      case "enum":
        // An open one is text: its known values stand in the description.
        if (type.open) return { type: "string" };
        return this.named(owner, {
          type: "string",
          enum: type.values.map((value) => ({ name: enumName(value), value })),
        });
      case "list":
        return { type: "array", items: this.spec(type.of, owner) };
      case "map":
        return { type: "object", additionalProperties: this.spec(type.of, owner) };
      case "object":
        return this.#object(type);
      case "any":
        return ANY;
    }
  }

  get types(): ReadonlyMap<string, TypeSpec> {
    return this.#types;
  }

  #object(type: ObjectType): TypeSpec {
    const named = this.#objectOf(type);
    return type.fromText ? { oneOf: [named, { type: "string" }] } : named;
  }

  #objectOf(type: ObjectType): TypeSpec {
    if (this.#open.has(type)) return this.#reference(type.name);
    this.#open.add(type);
    const spec = this.#declared(type);
    this.#open.delete(type);
    return spec;
  }

  #declared(type: ObjectType): TypeSpec {
    const properties = type.fields.map(({ property, type: value, description }) => [
      property,
      {
        ...this.spec(value, type.name + pascal(property)),
        description: [description, ...limitFacts(value)].join("\n\n"),
      },
    ]);
    const required = type.fields.filter((field) => field.required).map(({ property }) => property);
    return this.named(type.name, {
      type: "object",
      properties: Object.fromEntries(properties) as TypeSpec,
      ...(required.length > 0 ? { required } : {}),
    });
  }

  /** Declares a type of the area under a name and refers to it. */
  named(name: string, spec: TypeSpec): TypeSpec {
    const token = this.#token(name);
    const other = this.#types.get(token);
    if (other && JSON.stringify(other) !== JSON.stringify(spec))
      throw new Error(`two different types are named ${token}`);
    this.#types.set(token, spec);
    return this.#reference(name);
  }

  #token(name: string): string {
    return `purview:${this.area}:${name}`;
  }

  #reference(name: string): TypeSpec {
    return { $ref: `#/types/${this.#token(name)}` };
  }
}

/** An identifier for a member: `Group:Exchange` -> `GroupExchange`; `1` -> `Value1`. */
function enumName(value: string): string {
  const name = value
    .split(/[^A-Za-z0-9]+/)
    .map(pascal)
    .join("");
  return /^[0-9]/.test(name) || name === "" ? `Value${name}` : name;
}
