import { PurviewError } from "./purview-error";

/** An input is wrong; found before anything is sent. `context.property` is its path. */
export class ValidationError extends PurviewError {
  override readonly name = "ValidationError";
}
