import { PurviewError } from "./purview-error";

/** The service says that the object does not exist. */
export class NotFoundError extends PurviewError {
  override readonly name = "NotFoundError";
}
