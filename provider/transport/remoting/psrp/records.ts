import { textFormOf, type Plain } from "../../../values";
import { readRecord } from "../../clixml";
import { valueOf, type Message } from "./message";
import { Members, sayingOf } from "./properties";

/** docs/service/remoting.md#error-categories; the place is the number. */
const CATEGORIES = (
  "NotSpecified OpenError CloseError DeviceError DeadlockDetected InvalidArgument InvalidData InvalidOperation InvalidResult " +
  "InvalidType MetadataError NotImplemented NotInstalled ObjectNotFound OperationStopped OperationTimeout SyntaxError " +
  "ParserError PermissionDenied ResourceBusy ResourceExists ResourceUnavailable ReadError WriteError FromStdErr SecurityError " +
  "ProtocolError ConnectionError AuthenticationError LimitsExceeded QuotaExceeded NotEnabled"
).split(" ");

/** What went wrong in a cmdlet (docs/service/remoting.md#records). */
export interface ErrorRecord {
  readonly message: string;
  /** Empty where the server sent none. */
  readonly fullyQualifiedErrorId: string;
  /** A name of PowerShell's ErrorCategory. */
  readonly category: string;
  /** Short class name of the exception. */
  readonly reason: string;
  /** What the cmdlet was working on. */
  readonly target: string | undefined;
}

export interface ProgressRecord {
  readonly activity: string;
  readonly status: string;
  /** -1 = unknown. */
  readonly percent: number;
}

export interface InformationRecord {
  readonly text: string;
  readonly tags: readonly string[];
}

export function errorRecordOf(value: Plain): ErrorRecord {
  const record = new Members(value);
  const { text } = readRecord(value);
  return {
    message: text === "" ? "no reason given" : text,
    fullyQualifiedErrorId: record.text("FullyQualifiedErrorId") ?? "",
    category: CATEGORIES[record.number("ErrorCategory_Category") ?? 0] ?? "NotSpecified",
    reason: record.text("ErrorCategory_Reason") ?? "",
    target: record.text("ErrorCategory_TargetName") ?? record.text("TargetObject"),
  };
}

/** Text of a warning, verbose or debug record. */
export function informationalText(message: Message): string {
  const value = valueOf(message);
  return new Members(value).text("InformationalRecord_Message") ?? textFormOf(value) ?? sayingOf(value);
}

export function progressOf(message: Message): ProgressRecord {
  const record = new Members(valueOf(message));
  return {
    activity: record.text("Activity") ?? "",
    status: record.text("StatusDescription") ?? "",
    percent: record.number("PercentComplete") ?? -1,
  };
}

export function informationOf(message: Message): InformationRecord {
  const record = new Members(valueOf(message));
  return { text: sayingOf(record.get("MessageData") ?? null), tags: record.texts("Tags") };
}
