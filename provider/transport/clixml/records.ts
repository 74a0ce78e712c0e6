import { isRecord, textFormOf, textOf, type Plain } from "../../values";

export type Stream = "output" | "error" | "warning" | "other";

/** An error that a cmdlet wrote. */
export interface ErrorRecord {
  readonly text: string;
  /** Short .NET class name, e.g. `ManagementObjectNotFoundException`. */
  readonly type?: string | undefined;
  /** PowerShell's category says that an object was not found. */
  readonly isNotFound: boolean;
}

/** Classes of the records of streams (docs/service/remoting.md#clixml-streams). */
const RECORDS: readonly (readonly [RegExp, Stream])[] = [
  [/(^|\.)ErrorRecord$/, "error"],
  [/(^|\.)WarningRecord$/, "warning"],
  [/(^|\.)(Verbose|Debug|Progress|Information)Record$/, "other"],
];

/** The stream of a value: by its attribute `S`, else by its class. */
export function streamOf(attribute: string | undefined, types: readonly string[]): Stream {
  const named = attribute?.toLowerCase();
  if (named === "error" || named === "warning") return named;
  if (named !== undefined && named !== "output") return "other";
  return RECORDS.find(([pattern]) => types.some((type) => pattern.test(type)))?.[1] ?? "output";
}

/** PowerShell's ErrorCategory.ObjectNotFound. */
const OBJECT_NOT_FOUND = 13;

/** What a record says, in the order of docs/service/remoting.md#records. */
export function readRecord(value: Plain): ErrorRecord {
  if (!isRecord(value)) return { text: String(value ?? "").trim(), isNotFound: false };
  const exception = value["Exception"];
  const candidates = [
    value["ErrorDetails_Message"],
    isRecord(exception) ? exception["Message"] : exception,
    textFormOf(value),
    value["InformationalRecord_Message"],
    value["Message"],
    value["ErrorCategory_Message"],
  ];
  const category = value["ErrorCategory_Category"];
  return {
    text: candidates.map(textOf).find((text) => text !== undefined) ?? "",
    type: textOf(value["ErrorCategory_Reason"]),
    isNotFound: category === OBJECT_NOT_FOUND || category === "ObjectNotFound",
  };
}
