/** The only access to the network: UndiciHttp implements it with proxy, CA file and timeouts; everything else receives it. */
export interface Http {
  /** Never follows redirects. Throws the errors of `provider/errors` alone. */
  send(request: HttpRequest): Promise<HttpResponse>;
  close(): Promise<void>;
}

export interface HttpRequest {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly headers?: { readonly [name: string]: string } | undefined;
  readonly body?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** For the whole exchange; default: the client's `requestTimeoutMs`. */
  readonly timeoutMs?: number | undefined;
  /** Never through a proxy: this machine's own identity endpoint. */
  readonly direct?: boolean | undefined;
}

export interface HttpResponse {
  readonly status: number;
  header(name: string): string | undefined;
  readonly setCookies: readonly string[];
  /** Undefined when the body was truncated, could not be decoded or was too large: `bodyProblem` says which. */
  readonly text: string | undefined;
  readonly bodyProblem?: "lost" | "undecodable" | "tooLarge" | undefined;
}
