import * as grpc from "@grpc/grpc-js";
import { Status } from "@pulumi/pulumi/proto/status_pb";

const MESSAGE_LIMIT = 400 * 1024 * 1024;
/** What the SDK uses on its side. */
export const CHANNEL_OPTIONS: grpc.ChannelOptions = {
  "grpc.max_receive_message_length": MESSAGE_LIMIT,
  "grpc.max_send_message_length": MESSAGE_LIMIT,
  "grpc-node.max_session_memory": MESSAGE_LIMIT,
};

type Callback<R> = (error: grpc.ServiceError | null, response: R) => void;
export type Method<Q, R> = (
  request: Q,
  metadata: grpc.Metadata,
  options: Partial<grpc.CallOptions>,
  callback: Callback<R>,
) => grpc.ClientUnaryCall;

/** A remote call as a promise. */
export const call = <Q, R>(
  client: object,
  method: Method<Q, R>,
  request: Q,
  options: { readonly deadlineMs?: number; readonly waitForReady?: boolean; readonly signal?: AbortSignal } = {},
): Promise<R> =>
  new Promise((resolve, reject) => {
    const { signal } = options;
    const metadata = new grpc.Metadata({ waitForReady: options.waitForReady ?? false });
    const limits = options.deadlineMs === undefined ? {} : { deadline: Date.now() + options.deadlineMs };
    const leave = () => running.cancel();
    const running = method.call(client, request, metadata, limits, (error, response) => {
      signal?.removeEventListener("abort", leave);
      if (error) reject(error);
      else resolve(response);
    });
    signal?.addEventListener("abort", leave);
    if (signal?.aborted) leave();
  });

export const isServiceError = (error: unknown): error is grpc.ServiceError =>
  error instanceof Error && "code" in error && "metadata" in error;

export const hasCode = (error: unknown, ...codes: readonly grpc.status[]): boolean =>
  isServiceError(error) && codes.includes(error.code);

/** The message without the code that gRPC puts before it. */
export const detailsOf = (error: unknown): string =>
  isServiceError(error) ? error.details || error.message : error instanceof Error ? error.message : String(error);

/** The typed detail that the error carries, if any. */
export function errorDetail<T>(
  error: unknown,
  type: { deserializeBinary(bytes: Uint8Array): T },
  name: string,
): T | undefined {
  if (!isServiceError(error)) return undefined;
  const [bytes] = error.metadata.get("grpc-status-details-bin");
  if (!Buffer.isBuffer(bytes)) return undefined;
  const detail = Status.deserializeBinary(bytes)
    .getDetailsList()
    .find((any) => any.getTypeUrl().endsWith(`/${name}`) || any.getTypeUrl() === name);
  return detail && type.deserializeBinary(detail.getValue_asU8());
}
