import { CmdletFault } from "../contract";

/** What PowerShell calls the first part of `FullyQualifiedErrorId`. */
export type BindingErrorId =
  | "NamedParameterNotFound"
  | "AmbiguousParameter"
  | "ParameterAlreadyBound"
  | "AmbiguousParameterSet"
  | "MissingMandatoryParameter"
  | "ParameterArgumentTransformationError"
  | "CannotConvertArgument"
  | "CannotConvertArgumentNoMessage"
  | "ParameterBindingFailed"
  | "ParameterArgumentValidationError"
  | "ParameterArgumentValidationErrorNullNotAllowed"
  | "ParameterArgumentValidationErrorEmptyStringNotAllowed"
  | "ParameterArgumentValidationErrorEmptyArrayNotAllowed"
  | "ParameterArgumentValidationErrorEmptyCollectionNotAllowed";

/** A call that the parameter binder refuses: always 400 (docs/service/admin-api.md#status). */
export class BindingFault extends CmdletFault {
  constructor(
    readonly errorId: BindingErrorId,
    message: string,
    /** The parameter in question, where there is one. */
    readonly parameter?: string,
  ) {
    super(400, typeOf(errorId), message);
  }
}

/**
 * The .NET class that goes with an error id. The class for unresolved sets is the one seen on the wire
 * (docs/service/admin-api.md#binding).
 */
function typeOf(errorId: BindingErrorId): string {
  if (errorId === "AmbiguousParameterSet") return "System.Management.Automation.AmbiguousParameterSetException";
  if (errorId === "ParameterArgumentTransformationError")
    return "System.Management.Automation.ParameterBindingArgumentTransformationException";
  if (errorId.startsWith("ParameterArgumentValidationError"))
    return "System.Management.Automation.ParameterBindingValidationException";
  return "System.Management.Automation.ParameterBindingException";
}

export const parameterNotFound = (name: string): BindingFault =>
  new BindingFault(
    "NamedParameterNotFound",
    `A parameter cannot be found that matches parameter name '${name}'.`,
    name,
  );

export const ambiguousName = (name: string, candidates: readonly string[]): BindingFault =>
  new BindingFault(
    "AmbiguousParameter",
    `Parameter cannot be processed because the parameter name '${name}' is ambiguous. ` +
      `Possible matches include:${candidates.map((candidate) => ` -${candidate}`).join("")}.`,
    name,
  );

export const alreadyBound = (name: string): BindingFault =>
  new BindingFault(
    "ParameterAlreadyBound",
    `Cannot bind parameter because parameter '${name}' is specified more than once. To provide multiple values to ` +
      `parameters that can accept multiple values, use the array syntax. For example, "-parameter value1,value2,value3".`,
    name,
  );

export const ambiguousSet = (): BindingFault =>
  new BindingFault(
    "AmbiguousParameterSet",
    "Parameter set cannot be resolved using the specified named parameters. One or more parameters issued cannot be " +
      "used together or an insufficient number of parameters were provided.",
  );

export const missingMandatory = (names: readonly string[]): BindingFault =>
  new BindingFault(
    "MissingMandatoryParameter",
    `Cannot process command because of one or more missing mandatory parameters:${names.map((n) => ` ${n}`).join("")}.`,
    names[0],
  );

export const transformationFailed = (name: string, reason: string): BindingFault =>
  new BindingFault(
    "ParameterArgumentTransformationError",
    `Cannot process argument transformation on parameter '${name}'. ${reason}`,
    name,
  );

/** A built-in parameter given a value of a kind that it never takes. */
export const wrongKind = (name: string, given: string, type: string, more = ""): BindingFault =>
  new BindingFault(
    "CannotConvertArgument",
    `Cannot convert '${given}' to the type '${type}' required by parameter '${name}'. ${more}`,
    name,
  );

export const coercionFailed = (name: string, reason: string): BindingFault =>
  new BindingFault("CannotConvertArgumentNoMessage", `Cannot bind parameter '${name}'. ${reason}`, name);

/** The built-in parameter's own setter refuses. */
export const settingFailed = (name: string, reason: string): BindingFault =>
  new BindingFault("ParameterBindingFailed", `Cannot bind parameter '${name}' to the target. ${reason}`, name);

export const validationFailed = (name: string, reason: string): BindingFault =>
  new BindingFault(
    "ParameterArgumentValidationError",
    `Cannot validate argument on parameter '${name}'. ${reason}`,
    name,
  );

const emptiness = {
  null: ["ParameterArgumentValidationErrorNullNotAllowed", "null"],
  string: ["ParameterArgumentValidationErrorEmptyStringNotAllowed", "an empty string"],
  array: ["ParameterArgumentValidationErrorEmptyArrayNotAllowed", "an empty array"],
  collection: ["ParameterArgumentValidationErrorEmptyCollectionNotAllowed", "an empty collection"],
} as const;

/** A mandatory parameter was given nothing. */
export function emptyArgument(name: string, what: keyof typeof emptiness): BindingFault {
  const [errorId, words] = emptiness[what];
  return new BindingFault(errorId, `Cannot bind argument to parameter '${name}' because it is ${words}.`, name);
}
