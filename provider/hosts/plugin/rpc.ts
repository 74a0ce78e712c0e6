import type {
  handleServerStreamingCall,
  handleUnaryCall,
  ServerErrorResponse,
  ServerWritableStream,
} from "@grpc/grpc-js";
import { isPurviewError } from "../../errors";
import type { Calls } from "./calls";
import { statusOf } from "./status";

/** What every handler gets in addition to its request. */
export interface CallContext {
  /** Aborts when the engine gives the call up or cancels the provider. */
  readonly signal: AbortSignal;
}

type Handler<Request, Response> = (request: Request, context: CallContext) => Promise<Response> | Response;
type StreamHandler<Request, Response> = (request: Request, context: CallContext) => AsyncIterable<Response>;

/**
 * Serves a handler: grpc-js turns whatever escapes from one into "Unknown error" (docs/service/pulumi-engine.md#one-guard), so every error becomes a
 * status, be it thrown at once or later.
 */
export const unary =
  <Request, Response>(handler: Handler<Request, Response>, calls: Calls): handleUnaryCall<Request, Response> =>
  (call, callback) => {
    const { signal, end } = calls.begin(call);
    Promise.resolve()
      .then(() => handler(call.request, { signal }))
      .finally(end)
      .then(
        (response) => callback(null, response),
        (error: unknown) => callback(failure(error, signal)),
      );
  };

/** The same for a stream of answers. */
export const streaming =
  <Request, Response>(
    handler: StreamHandler<Request, Response>,
    calls: Calls,
  ): handleServerStreamingCall<Request, Response> =>
  (call) => {
    const { signal, end } = calls.begin(call);
    send(handler(call.request, { signal }), call)
      .finally(end)
      .then(
        () => call.end(),
        // grpc-js takes the status from an `error` event; destroy() would leave the caller waiting.
        (error: unknown) => void call.emit("error", failure(error, signal)),
      );
  };

async function send<Request, Response>(
  responses: AsyncIterable<Response>,
  call: ServerWritableStream<Request, Response>,
): Promise<void> {
  for await (const response of responses) {
    if (!call.write(response)) await new Promise((resolve) => call.once("drain", resolve));
  }
}

/** An abort surfaces under many names (undici, timers, our own): with the signal aborted, all of them mean cancelled. */
function failure(error: unknown, signal: AbortSignal): ServerErrorResponse {
  if (signal.aborted && !isPurviewError(error) && isAbort(error)) {
    return statusOf(Object.assign(new Error("The operation was cancelled."), { name: "AbortError" }));
  }
  return statusOf(error);
}

const isAbort = (error: unknown): boolean =>
  error instanceof Error && (error.name === "AbortError" || error.name === "TimeoutError" || "code" in error);
