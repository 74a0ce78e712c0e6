import { randomUUID } from "node:crypto";
import type { Clock } from "../../../clock";
import { retryAfterMs, type Http, type HttpResponse } from "../../../http";
import { TransportError } from "../../../errors";
import type { BasicCredential } from "../credentials";
import { malformed, tooLarge } from "../malformed";
import { ShellCookies } from "./cookies";
import type { Endpoint } from "./endpoint";
import { envelope, maxBlobOf, type OperationRequest } from "./envelope";
import { HttpRefusal } from "./http-refusal";
import { EMPTY_REPLY, readReply, type Reply } from "./reply";

/** Before anything is known of the server, and what servers since version 2.2 take (docs/service/remoting.md#header-block). */
export const ENVELOPE_SIZES = { first: 153_600, later: 512_000 } as const;

export interface ConnectionDeps {
  readonly http: Http;
  readonly clock: Clock;
  readonly endpoint: Endpoint;
}

export interface PostOptions {
  readonly signal?: AbortSignal | undefined;
  /** For the whole exchange. */
  readonly timeoutMs: number;
  /** How long the server may hold the request; default: as long as the exchange may take, less what the way takes. */
  readonly operationTimeoutMs?: number | undefined;
}

/** What the way to the server and back may take. */
const ON_THE_WAY_MS = 30_000;
const SHORTEST_OPERATION_MS = 1000;

/** The HTTP side of one shell: address, credential, cookies, header. */
export class WsmanConnection {
  readonly #deps: ConnectionDeps;
  readonly #cookies = new ShellCookies();
  readonly #sessionId = uuid();
  #url: string;
  #credential: BasicCredential;
  #maxEnvelopeSize: number = ENVELOPE_SIZES.first;
  shellId: string | undefined;

  constructor(deps: ConnectionDeps, credential: BasicCredential) {
    this.#deps = deps;
    this.#credential = credential;
    this.#url = deps.endpoint.url(credential.oauth);
  }

  get credential(): BasicCredential {
    return this.#credential;
  }

  get host(): string {
    return new URL(this.#url).host;
  }

  /** The same shell, with another credential of the same user. */
  signInAs(credential: BasicCredential): void {
    this.#credential = credential;
    // A shell stays where it is: only what the conversion needs is added.
    if (this.shellId === undefined) this.#url = this.#deps.endpoint.url(credential.oauth);
  }

  allowLargeEnvelopes(): void {
    this.#maxEnvelopeSize = ENVELOPE_SIZES.later;
  }

  /** Bytes of a message that fit into one fragment of such a request. */
  maxBlob(empty: OperationRequest): number {
    return maxBlobOf(this.#maxEnvelopeSize, this.#envelope(empty, SHORTEST_OPERATION_MS));
  }

  /**
   * @throws WsmanFault, HttpRefusal, TransportError
   */
  async post(request: OperationRequest, options: PostOptions): Promise<Reply> {
    const { http } = this.#deps;
    const { timeoutMs, signal } = options;
    const operationMs = options.operationTimeoutMs ?? Math.max(SHORTEST_OPERATION_MS, timeoutMs - ON_THE_WAY_MS);
    const cookie = this.#cookies.header();
    const messageId = uuid();
    const response = await http.send({
      method: "POST",
      url: this.#url,
      headers: {
        authorization: `Basic ${Buffer.from(`${this.#credential.user}:${this.#credential.password}`, "utf8").toString("base64")}`,
        "content-type": "application/soap+xml;charset=UTF-8",
        "accept-language": "en-US",
        "user-agent": "pulumi-purview",
        ...(cookie !== undefined && { cookie }),
      },
      body: this.#envelope(request, operationMs, messageId),
      timeoutMs,
      signal,
    });
    this.#cookies.take(response.setCookies);
    const reply = this.#read(response, request);
    if (reply.relatesTo !== undefined && reply.relatesTo.toLowerCase() !== messageId.toLowerCase())
      throw malformed("it is the answer to another request");
    return reply;
  }

  #read(response: HttpResponse, request: OperationRequest): Reply {
    const { status, text, bodyProblem } = response;
    if (bodyProblem === "tooLarge") throw tooLarge("one envelope");
    if (text === undefined)
      throw new TransportError("The response of remote PowerShell was truncated.", {
        code: "PURVIEW_RESPONSE_TRUNCATED",
      });
    // A fault comes with 500, rarely with 400; a page of a front end with any other status.
    const isSoap = /^\s*\uFEFF?<(\?xml|[\w.-]+:Envelope|Envelope)/i.test(text);
    if (isSoap && (status < 300 || status === 400 || status >= 500)) return readReply(text);
    if (status >= 300)
      throw new HttpRefusal({
        status,
        location: response.header("location"),
        failureCategory: response.header("x-remoteps-failurecategory"),
        requestId: response.header("request-id"),
        challenge: response.header("www-authenticate"),
        retryAfterMs: retryAfterMs(response.header("retry-after"), this.#deps.clock.now()),
      });
    // An answer without content is one to requests that ask for none.
    if (text.trim() === "" && ["delete", "signal", "send"].includes(request.operation)) return EMPTY_REPLY;
    throw malformed(text.trim() === "" ? "it is empty" : "it is no SOAP envelope");
  }

  #envelope(request: OperationRequest, operationTimeoutMs: number, messageId = uuid()): string {
    const { shellId } = this;
    return envelope(
      {
        to: this.#url,
        sessionId: this.#sessionId,
        maxEnvelopeSize: this.#maxEnvelopeSize,
        operationTimeoutMs,
        shellId,
      },
      messageId,
      request,
    );
  }
}

const uuid = (): string => `uuid:${randomUUID().toUpperCase()}`;
