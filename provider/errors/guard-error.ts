import { PurviewError } from "./purview-error";

/** Refused by our own guard: an irreversible act not accepted, a locked policy narrowed, a living object's delete or replacement not allowed. */
export class GuardError extends PurviewError {
  override readonly name = "GuardError";
}
