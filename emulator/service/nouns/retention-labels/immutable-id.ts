import type { StoredObject } from "../../entry";
import { asText, type JsonObject } from "../../json";

const PROPERTY = "$immutableId";

/** In recorded tenants the ImmutableId of a label is another than its GUID (docs/service/reading.md#tag-references). */
export const withImmutableId = (guid: string): JsonObject => ({ [PROPERTY]: guid });

export const immutableIdOf = ({ guid, properties }: Pick<StoredObject, "guid" | "properties">): string =>
  asText(properties[PROPERTY]) || guid;
