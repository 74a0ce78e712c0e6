import type { Json } from "../../contract";
import { cannotConvert, cannotConvertBecause } from "./conversion-error";

const FORMS = [
  /^([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})$/i,
  /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/i,
  /^\{([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})\}$/i,
  /^\(([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})\)$/i,
];

/** Any of .NET's usual spellings; answers the one with hyphens, lower case. */
export function toGuid(value: Json): string {
  if (typeof value !== "string") throw cannotConvert(value, "System.Guid");
  for (const form of FORMS) {
    const parts = form.exec(value.trim());
    if (parts) return parts.slice(1).join("-").toLowerCase();
  }
  throw cannotConvertBecause(
    value,
    "System.Guid",
    "Guid should contain 32 digits with 4 dashes (xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx).",
  );
}
