import { PurviewError } from "./purview-error";

/** The policy is still being deployed, so the service refuses changes to it and its rules. */
export class DeployingError extends PurviewError {
  override readonly name = "DeployingError";
  override readonly retryable = true;
}
