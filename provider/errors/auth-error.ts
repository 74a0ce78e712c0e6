import { PurviewError } from "./purview-error";

/** Signing in failed: every configured way was refused, or none is configured. */
export class AuthError extends PurviewError {
  override readonly name = "AuthError";
}
