import { PurviewError } from "./purview-error";

/** The network or the protocol failed before the service could answer: DNS, TCP, TLS, proxy, a body that is no answer. */
export class TransportError extends PurviewError {
  override readonly name = "TransportError";
  override readonly retryable = true;
}
