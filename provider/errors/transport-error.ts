import { PurviewError } from "./purview-error";

/** The network or the protocol failed before the service could respond: DNS, TCP, TLS, proxy, a malformed body. */
export class TransportError extends PurviewError {
  override readonly name = "TransportError";
  override readonly retryable = true;
}
