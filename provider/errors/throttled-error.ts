import { PurviewError } from "./purview-error";

/** Too many requests or sessions; `retryAfterMs` is the server's own time where it gave one. */
export class ThrottledError extends PurviewError {
  override readonly name = "ThrottledError";
  override readonly retryable = true;
  retryAfterMs?: number;
}
