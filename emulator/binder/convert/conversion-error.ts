/** A value that cannot become the parameter's type; the caller names the parameter. */
export class ConversionError extends Error {}

/** .NET names of what JSON can hold, as they appear in PowerShell's messages. */
export function typeNameOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "System.Object[]";
  if (typeof value === "boolean") return "System.Boolean";
  if (typeof value === "string") return "System.String";
  if (typeof value === "number") return Number.isInteger(value) ? "System.Int64" : "System.Double";
  return "System.Collections.Hashtable";
}

const shown = (value: unknown): string =>
  typeof value === "object" && value !== null ? typeNameOf(value) : String(value);

export const cannotConvert = (value: unknown, type: string): ConversionError =>
  new ConversionError(
    value === null
      ? `Cannot convert null to type "${type}".`
      : `Cannot convert the "${shown(value)}" value of type "${typeNameOf(value)}" to type "${type}".`,
  );

export const cannotConvertBecause = (value: unknown, type: string, reason: string): ConversionError =>
  new ConversionError(`Cannot convert value "${shown(value)}" to type "${type}". Error: "${reason}"`);
