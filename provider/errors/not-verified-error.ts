import { PurviewError } from "./purview-error";

/** The write succeeded, but reading the object back shows another value of `context.property` than was declared. */
export class NotVerifiedError extends PurviewError {
  override readonly name = "NotVerifiedError";
}
