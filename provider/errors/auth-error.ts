import { PurviewError } from "./purview-error";

/** Signing in failed: the configured credential was rejected, or none is configured. */
export class AuthError extends PurviewError {
  override readonly name = "AuthError";
}
