import { Metadata, type ServiceError as GrpcError, status } from "@grpc/grpc-js";
import { ConfigureErrorMissingKeys, ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { isPurviewError, formatError } from "../../errors";
import type { Properties } from "../../values";
import { encode } from "./codec";

/** What a handler's callback takes. */
export type StatusError = Pick<GrpcError, "code" | "details" | "metadata" | "message" | "name">;

/**
 * The status of each error class. The engine takes INTERNAL, UNKNOWN and DATA_LOSS of a write for "the resource may be
 * corrupt", and every other one for a clean failure (docs/service/pulumi-engine.md#status-codes): so only a write whose outcome
 * is unknown gets UNKNOWN.
 */
const codes: Readonly<Record<string, status>> = {
  AuthError: status.UNAUTHENTICATED,
  CancelledError: status.CANCELLED,
  ConfigError: status.INVALID_ARGUMENT,
  DeployingError: status.FAILED_PRECONDITION,
  ExistsError: status.ALREADY_EXISTS,
  GuardError: status.FAILED_PRECONDITION,
  NotFoundError: status.NOT_FOUND,
  OutcomeUnknownError: status.UNKNOWN,
  PermissionError: status.PERMISSION_DENIED,
  ServiceError: status.ABORTED,
  TenantMismatchError: status.FAILED_PRECONDITION,
  ThrottledError: status.RESOURCE_EXHAUSTED,
  TransportError: status.UNAVAILABLE,
  NotVerifiedError: status.FAILED_PRECONDITION,
  ValidationError: status.INVALID_ARGUMENT,
};

const DETAILS = "grpc-status-details-bin";

/** A status whose detail message goes in the trailer, as `google.rpc.Status`. */
function withDetail(code: status, message: string, type: string, detail: Uint8Array): StatusError {
  const any = new Any();
  any.setTypeUrl(`type.googleapis.com/${type}`);
  any.setValue(detail);
  const rich = new Status().setCode(code).setMessage(message).setDetailsList([any]);
  const metadata = new Metadata();
  metadata.set(DETAILS, Buffer.from(rich.serializeBinary()));
  return plain(code, message, metadata);
}

const plain = (code: status, message: string, metadata = new Metadata()): StatusError => ({
  name: "Error",
  code,
  message,
  details: message,
  metadata,
});

/** The status that shows the user what one of our errors says; anything else is a defect of ours, and says so. */
export function statusOf(error: unknown): StatusError {
  if (error instanceof PartialWrite) return error.status;
  if (error instanceof MissingSettings) return error.status;
  if (error instanceof Unimplemented) return plain(status.UNIMPLEMENTED, error.message);
  if (isPurviewError(error)) return plain(codes[error.name] ?? status.FAILED_PRECONDITION, formatError(error));
  if (error instanceof Error && error.name === "AbortError")
    return plain(status.CANCELLED, "The operation was cancelled.");
  return plain(status.INTERNAL, formatError(error));
}

interface PartialWriteDetail {
  readonly id: string;
  readonly outputs: Properties;
  readonly inputs: Properties;
  readonly reasons: readonly string[];
  /** The engine is to refresh the resource before it compares it the next time. */
  readonly refreshFirst: boolean;
}

/** The object exists but is not as it should be; the engine saves it and calls update next time. */
export class PartialWrite extends Error {
  readonly status: StatusError;
  constructor({ id, outputs, inputs, reasons, refreshFirst }: PartialWriteDetail) {
    super(reasons.join("; "));
    const detail = new ErrorResourceInitFailed();
    detail.setId(id);
    detail.setProperties(encode(outputs));
    detail.setInputs(encode(inputs));
    detail.setReasonsList([...reasons]);
    detail.setRefreshBeforeUpdate(refreshFirst);
    this.status = withDetail(
      status.UNKNOWN,
      this.message,
      "pulumirpc.ErrorResourceInitFailed",
      detail.serializeBinary(),
    );
  }
}

/** Settings without which the provider cannot work; the engine makes `pulumi config set …` lines of them. */
export class MissingSettings extends Error {
  readonly status: StatusError;
  constructor(message: string, keys: readonly { readonly name: string; readonly description: string }[]) {
    super(message);
    const detail = new ConfigureErrorMissingKeys();
    for (const { name, description } of keys) {
      const key = new ConfigureErrorMissingKeys.MissingKey();
      key.setName(name);
      key.setDescription(description);
      detail.addMissingkeys(key);
    }
    this.status = withDetail(
      status.INVALID_ARGUMENT,
      message,
      "pulumirpc.ConfigureErrorMissingKeys",
      detail.serializeBinary(),
    );
  }
}

export class Unimplemented extends Error {}
