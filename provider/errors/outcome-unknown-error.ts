import { PurviewError } from "./purview-error";

/** A write was sent and its response was lost: whether it took effect must be checked before anything is sent again. */
export class OutcomeUnknownError extends PurviewError {
  override readonly name = "OutcomeUnknownError";
}
