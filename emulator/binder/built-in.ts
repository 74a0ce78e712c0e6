import type { Json } from "../contract";
import { coercionFailed, settingFailed, validationFailed, wrongKind } from "./binding-fault";
import type { FormalParameter } from "./command";
import { ConversionError, convert, typeNameOf } from "./convert";

/**
 * Common parameters, WhatIf and Confirm are properties of PowerShell's own compiled classes: their values are not
 * transformed as those of the cmdlet's own parameters but coerced (`CoerceTypeAsNeeded`), then set.
 */
export function bindBuiltIn(parameter: FormalParameter, value: Json): Json {
  if (parameter.type.kind === "switch") return presence(parameter, value);
  const coerced = value === null ? null : coerce(parameter, value);
  check(parameter, coerced);
  return coerced;
}

/**
 * Null is the mere name, so present; a number counts. Microsoft's module sends text, which the service takes
 * (docs/service/admin-api.md#common-parameters).
 */
function presence({ name, association }: FormalParameter, value: Json): Json {
  if (value === null) return true;
  if (typeof value === "boolean") return value;
  if (typeof value === "number") return value !== 0;
  if (association === "common" && typeof value === "string" && /^(true|false)$/i.test(value)) return value;
  throw wrongKind(name, typeNameOf(value), "System.Management.Automation.SwitchParameter");
}

function coerce({ name, type }: FormalParameter, value: Json): Json {
  if (Array.isArray(value) && type.kind !== "enum")
    throw wrongKind(
      name,
      typeNameOf(value),
      DOTNET[type.kind] ?? "System.String",
      "Specified method is not supported.",
    );
  try {
    return convert(value, type);
  } catch (error) {
    if (error instanceof ConversionError) throw coercionFailed(name, error.message);
    throw error;
  }
}

const DOTNET: Readonly<Record<string, string>> = { integer: "System.Int32" };

function check({ name, type }: FormalParameter, value: Json): void {
  if (type.kind === "string") {
    if (value !== null && !isVariable(String(value)))
      throw validationFailed(
        name,
        `Cannot validate argument '${String(value)}' because it is not a valid variable name.`,
      );
  } else if (value === null) {
    throw settingFailed(
      name,
      `Cannot convert null to type "${type.kind === "enum" ? type.enumName : "System.Int32"}".`,
    );
  } else if (type.kind === "integer" && Number(value) < 0) {
    throw validationFailed(
      name,
      `The ${String(value)} argument is less than the minimum allowed range of 0. Supply an argument that is greater than ` +
        "or equal to 0 and then try the command again.",
    );
  } else if (value === "Suspend") {
    throw settingFailed(name, "The value Suspend is not supported for an ActionPreference variable.");
  }
}

/** A name, `+` before it to append; a drive other than a scope or `variable:` makes it a path. */
function isVariable(text: string): boolean {
  const [first, ...rest] = text.replace(/^\+/, "").split(":");
  if (first === "" && rest.length === 0) return false;
  return rest.length === 0 || /^(variable|global|local|script|private)$/i.test(first ?? "");
}
