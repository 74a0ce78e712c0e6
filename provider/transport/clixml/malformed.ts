import { TransportError } from "../../errors";

/** The one error of whatever is no CLIXML. */
export const malformed = (what: string, cause?: unknown): TransportError =>
  new TransportError(`The CLIXML of the response cannot be read: ${what}.`, {
    code: "PURVIEW_RESPONSE_MALFORMED",
    cause,
  });
