import type { FieldOverlay } from "../define";
import { isEmpty } from "./canonical";
import { readSensitive } from "./sensitive/read";
import { sameSensitive } from "./sensitive/same";
import { SENSITIVE_LIST } from "./sensitive/types";
import { writeSensitive } from "./sensitive/write";
import { tagged } from "./write";

/**
 * Sensitive information types that content must contain: always a list of hashtables, all values texts on Get
 * (docs/service/dlp.md#sensitive-information).
 */
export const sensitiveInformation = (parameter: string, description: string): FieldOverlay => ({
  description,
  example: [{ name: "Credit Card Number", mincount: 1 }],
  type: SENSITIVE_LIST,
  read: (object) => {
    const wire = object.get(parameter);
    return wire === undefined ? undefined : readSensitive(wire);
  },
  same: (a, b, resolve) => (isEmpty(a) || isEmpty(b) ? isEmpty(a) && isEmpty(b) : sameSensitive(a, b, resolve)),
  write: (value, { resolve }) => writeSensitive(value, resolve, "asDeclared").map(tagged),
});

export const SENSITIVE_INFORMATION = sensitiveInformation(
  "ContentContainsSensitiveInformation",
  "Sensitive information types that content must contain, one of them or by groups: `name`, and optionally `mincount`, `maxcount`, `confidencelevel`; or `groups` with an `operator`.",
);
