import { PurviewError } from "./purview-error";

/** The user or the engine cancelled the operation. */
export class CancelledError extends PurviewError {
  override readonly name = "CancelledError";
}
