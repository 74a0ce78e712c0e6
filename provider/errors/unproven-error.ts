import { PurviewError } from "./purview-error";

/** The write went through, but reading back shows something else than declared: the service silently changed `context.property`. */
export class UnprovenError extends PurviewError {
  override readonly name = "UnprovenError";
}
