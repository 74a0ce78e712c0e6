import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import { UnsupportedError } from "../errors";
import { ARCHIVE, ASSET, OUTPUT, RESOURCE, SECRET, SIGNATURE, UNKNOWNS, UNKNOWN_STRING } from "./signatures";
import { Reference, Secret, UNKNOWN, Unknown, isArray } from "./value";
import type { Property, PropertyMap } from "./value";

/** What the reader of a message understands. What it does not is dropped (unknowns), laid bare (secrets) or flattened (references). */
export interface WireOptions {
  readonly unknowns: boolean;
  readonly secrets: boolean;
  readonly references: boolean;
}
export const EVERYTHING: WireOptions = { unknowns: true, secrets: true, references: true };

type Wire = null | boolean | number | string | Wire[] | { [key: string]: Wire };

export function toWire(value: Property, options: WireOptions): Wire | undefined {
  if (value instanceof Unknown) return options.unknowns ? UNKNOWN_STRING : undefined;
  if (value instanceof Secret) {
    const element = toWire(value.element, options);
    if (!options.secrets || element === undefined) return element;
    return { [SIGNATURE]: SECRET, value: element };
  }
  if (value instanceof Reference) {
    if (!options.references) return value.id === undefined ? value.urn : toWire(value.id, options);
    const id = value.id === undefined ? undefined : (toWire(value.id, EVERYTHING) ?? "");
    return {
      [SIGNATURE]: RESOURCE,
      urn: value.urn,
      packageVersion: value.packageVersion,
      ...(id !== undefined && { id }),
    };
  }
  if (isArray(value))
    return value.map((element) => toWire(element, options)).filter((element) => element !== undefined);
  if (typeof value === "object" && value !== null) return mapToWire(value, options);
  return value;
}

function mapToWire(map: PropertyMap, options: WireOptions): { [key: string]: Wire } {
  const wire: { [key: string]: Wire } = {};
  for (const [key, value] of Object.entries(map)) {
    const element = toWire(value, options);
    if (element !== undefined) wire[key] = element;
  }
  return wire;
}

export function fromWire(wire: unknown): Property {
  if (UNKNOWNS.has(wire)) return UNKNOWN;
  if (wire === null || wire === undefined) return null;
  if (Array.isArray(wire)) return wire.map(fromWire);
  if (typeof wire !== "object") return wire as boolean | number | string;
  const map = wire as { readonly [key: string]: unknown };
  switch (map[SIGNATURE]) {
    case undefined:
      return mapFromWire(map);
    case SECRET:
      return new Secret(fromWire(map["value"]));
    case OUTPUT: {
      const inner = "value" in map ? fromWire(map["value"]) : UNKNOWN;
      return map["secret"] === true ? new Secret(inner) : inner;
    }
    case RESOURCE:
      return new Reference(
        String(map["urn"]),
        "id" in map ? (map["id"] === "" ? UNKNOWN : fromWire(map["id"])) : undefined,
        String(map["packageVersion"] ?? ""),
      );
    case ASSET:
    case ARCHIVE:
      throw new UnsupportedError("assets and archives");
    default:
      throw new UnsupportedError(`values with the signature ${String(map[SIGNATURE])}`);
  }
}

const mapFromWire = (map: { readonly [key: string]: unknown }): PropertyMap =>
  Object.fromEntries(Object.entries(map).map(([key, value]) => [key, fromWire(value)]));

export const toStruct = (map: PropertyMap, options: WireOptions): Struct =>
  Struct.fromJavaScript(mapToWire(map, options) as { [key: string]: JavaScriptValue });

export function fromStruct(struct: Struct | undefined): PropertyMap {
  return struct === undefined ? {} : mapFromWire(struct.toJavaScript());
}
