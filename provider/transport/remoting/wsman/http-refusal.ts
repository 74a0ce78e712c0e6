export interface RefusalDetails {
  readonly status: number;
  readonly location?: string | undefined;
  /** `X-RemotePS-FailureCategory`: `<Category>-<Sub>`. */
  readonly failureCategory?: string | undefined;
  readonly requestId?: string | undefined;
  /** `WWW-Authenticate`. */
  readonly challenge?: string | undefined;
  readonly retryAfterMs?: number | undefined;
}

/** An answer of HTTP alone (docs/service/remoting.md#http). Never leaves this folder. */
export class HttpRefusal extends Error {
  override readonly name = "HttpRefusal";
  readonly details: RefusalDetails;

  constructor(details: RefusalDetails) {
    super(`status ${details.status}`);
    this.details = details;
  }

  get isRedirect(): boolean {
    return this.details.status >= 300 && this.details.status < 400;
  }

  /** The service certainly did not take the request. */
  get isUntouched(): boolean {
    return this.details.status < 500;
  }
}
