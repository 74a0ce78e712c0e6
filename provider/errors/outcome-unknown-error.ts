import { PurviewError } from "./purview-error";

/** A write was sent and its answer was lost: whether it happened must be looked up before anything is sent again. */
export class OutcomeUnknownError extends PurviewError {
  override readonly name = "OutcomeUnknownError";
}
