import { TransportError } from "../../errors";

/** The one error of whatever is not remote PowerShell. */
export const malformed = (what: string, cause?: unknown): TransportError =>
  new TransportError(`The response of remote PowerShell is malformed: ${what}.`, {
    code: "PURVIEW_RESPONSE_MALFORMED",
    advice: "Try again; check for a proxy that inspects or modifies TLS traffic.",
    cause,
  });

export const tooLarge = (what: string): TransportError =>
  new TransportError(`The response of remote PowerShell is too large: ${what}.`, {
    code: "PURVIEW_RESPONSE_TOO_LARGE",
    advice: "Check for a proxy that inspects or modifies TLS traffic.",
  });
