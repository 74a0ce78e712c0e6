import type {
  handleServerStreamingCall,
  handleUnaryCall,
  ServerErrorResponse,
  ServerWritableStream,
} from "@grpc/grpc-js";
import { isPurviewError } from "../../errors";
import { statusOf } from "./status";

/** What every handler gets beside its request. */
export interface CallContext {
  /** Aborts when the engine gives the call up or cancels the provider. */
  readonly signal: AbortSignal;
}

export type Handler<Request, Response> = (request: Request, context: CallContext) => Promise<Response> | Response;

interface Cancellable {
  on(event: "cancelled", listener: () => void): unknown;
}

function signalOf(call: Cancellable, stopped: AbortSignal): AbortSignal {
  const given = new AbortController();
  call.on("cancelled", () => given.abort());
  return AbortSignal.any([given.signal, stopped]);
}

/**
 * The one guard around a handler: grpc-js turns whatever escapes from a handler into "Unknown error"
 * (docs/service/pulumi-engine.md#one-guard), so nothing may escape, be it thrown at once or later.
 */
export const unary =
  <Request, Response>(handler: Handler<Request, Response>, stopped: AbortSignal): handleUnaryCall<Request, Response> =>
  (call, callback) => {
    const signal = signalOf(call, stopped);
    Promise.resolve()
      .then(() => handler(call.request, { signal }))
      .then(
        (response) => callback(null, response),
        (error: unknown) => callback(failure(error, signal)),
      );
  };

/** The same for a stream of answers. */
export const streaming =
  <Request, Response>(
    handler: (request: Request, context: CallContext) => AsyncIterable<Response>,
    stopped: AbortSignal,
  ): handleServerStreamingCall<Request, Response> =>
  (call) => {
    const signal = signalOf(call, stopped);
    send(handler, call, signal).then(
      () => call.end(),
      // grpc-js takes the status from an `error` event; destroy() would leave the caller waiting.
      (error: unknown) => void call.emit("error", failure(error, signal)),
    );
  };

async function send<Request, Response>(
  handler: (request: Request, context: CallContext) => AsyncIterable<Response>,
  call: ServerWritableStream<Request, Response>,
  signal: AbortSignal,
): Promise<void> {
  for await (const response of handler(call.request, { signal })) {
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
