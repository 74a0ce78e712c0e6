import type * as pulumi from "@pulumi/pulumi";
import type {
  DlpConditionArgs,
  SensitiveInformationArgs,
  SensitiveInformationGroupArgs,
  SensitiveTypeArgs,
} from "../types/dlp/objects";
import type { Reference } from "./references";
import type { BuiltInType } from "./sensitive-types";

export { type BuiltInType, sensitiveTypes } from "./sensitive-types";

/** A type of the tenant: by name or GUID, as a resource, or one of `sensitiveTypes`. */
export type TypeName =
  pulumi.Input<Reference<"DlpSensitiveInformationType">> | BuiltInType;

/** How much of it must be found. */
export interface TypeOptions {
  /** At least so many different matches. Default: 1. */
  readonly atLeast?: number;
  /** At most so many. Default: any number. */
  readonly atMost?: number;
  /** How sure a match must be. Default: what Microsoft recommends for the type. */
  readonly confidence?: "Low" | "Medium" | "High";
}

const isConstant = (type: TypeName): type is BuiltInType =>
  typeof type === "object" && Object.getPrototypeOf(type) === Object.prototype && "id" in type && "name" in type;

/** A sensitive information type in a condition: `sensitiveType("Credit Card Number", { atLeast: 10 })`. */
export const sensitiveType = (type: TypeName, { atLeast, atMost, confidence }: TypeOptions = {}): SensitiveTypeArgs => ({
  ...(isConstant(type) ? { name: type.name, id: type.id } : { name: type }),
  ...(atLeast !== undefined && { mincount: atLeast }),
  ...(atMost !== undefined && { maxcount: atMost }),
  ...(confidence !== undefined && { confidencelevel: confidence }),
});

/** A trainable classifier, which goes by its id. */
export const trainableClassifier = (name: string, id: string): SensitiveTypeArgs => ({
  name,
  id,
  classifiertype: "MLModel",
});

/** Types and classifiers of which one is enough (or, with `"And"`, all are needed). */
export const groupOf = (
  name: string,
  sensitivetypes: pulumi.Input<SensitiveTypeArgs>[],
  operator: "And" | "Or" = "Or",
): SensitiveInformationGroupArgs => ({ name, operator, sensitivetypes });

/** Content that contains one of these types. */
export const contains = (...types: SensitiveTypeArgs[]): DlpConditionArgs => ({
  contentContainsSensitiveInformation: types satisfies SensitiveInformationArgs[],
});

/** Content that every one of these groups matches. */
export const containsAll = (...groups: SensitiveInformationGroupArgs[]): DlpConditionArgs => ({
  contentContainsSensitiveInformation: [{ operator: "And", groups }],
});

/** Content that has one of these sensitivity labels. */
export const labeled = (...labels: pulumi.Input<Reference<"Label">>[]): DlpConditionArgs => ({
  contentContainsSensitiveInformation: [
    { groups: [{ name: "Labels", operator: "Or", labels: labels.map((name) => ({ name })) }] },
  ],
});

/** All of these conditions. */
export const all = (...conditions: pulumi.Input<DlpConditionArgs>[]): DlpConditionArgs => ({
  operator: "And",
  conditions,
});

/** One of these conditions. */
export const any = (...conditions: pulumi.Input<DlpConditionArgs>[]): DlpConditionArgs => ({
  operator: "Or",
  conditions,
});

/** Everything but what this condition holds for. */
export const not = (condition: pulumi.Input<DlpConditionArgs>): DlpConditionArgs => ({ not: condition });
