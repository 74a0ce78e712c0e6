import { PurviewError } from "./purview-error";

/** The service refused or failed; `context.serviceMessage` is the cmdlet's own message. */
export class ServiceError extends PurviewError {
  override readonly name = "ServiceError";
}
