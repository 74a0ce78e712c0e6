import type { RuleFinding } from "../../define";
import { isList, isRecord, isUnknown, type Value } from "../../../values";

export type Findings = readonly RuleFinding[];

export const fault = (property: string, reason: string): RuleFinding => ({ property, reason });

/** Only a page says so. */
export const stated = (property: string, reason: string): RuleFinding => ({ property, reason, stated: true });

/** The members of an object that a program declares; each may not be known yet. */
export type Fields = { readonly [property: string]: Value };

export const fieldsOf = (value: Value | undefined): Fields | undefined =>
  isRecord(value) && !isUnknown(value) ? value : undefined;

export const listOf = (value: Value | undefined): readonly Value[] => (isList(value) ? value : []);

export const textOf = (value: Value | undefined): string | undefined => (typeof value === "string" ? value : undefined);

export const isThere = (value: Value | undefined): boolean => value !== undefined && value !== null;
