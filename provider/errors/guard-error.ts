import { PurviewError } from "./purview-error";

/** Refused before anything was sent: an irreversible action not accepted, a locked policy narrowed, the delete or replacement of an existing object not allowed. */
export class GuardError extends PurviewError {
  override readonly name = "GuardError";
}
