import { createHash } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Json } from "../contract";
import type { ErrorForm, World } from "../world";
import { foreignLanguage, worded } from "./language";

export interface ServiceError {
  readonly code: string;
  /** Short or full .NET class name. */
  readonly type: string;
  readonly message: string;
  /** Anything that distinguishes this error: makes the `Ex…` number. */
  readonly id: string;
  readonly warnings?: readonly string[];
  /** Text of `error.message`; generic for whatever a cmdlet throws (docs/service/admin-api.md#error-text). */
  readonly title?: string;
}

const ODATA_EXCEPTION = "Microsoft.Exchange.Admin.OData.Core.ODataServiceException";
/** The type of every JSON answer of the service, good or bad. */
export const ODATA_JSON =
  "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8";
const NAMESPACE = "Microsoft.Exchange.Management.UnifiedPolicy.";

const fullType = (type: string): string => (type.includes(".") ? type : `${NAMESPACE}${type}`);

const exceptionId = (text: string): string =>
  `Ex${createHash("sha256").update(text).digest("hex").slice(0, 6).toUpperCase()}`;

/** Forms of `details[].message`, all of them seen on the wire (docs/service/admin-api.md#error-forms). */
const DETAIL: Readonly<Record<ErrorForm, (type: string, text: string, id: string) => string>> = {
  pipe: (type, text, id) => `${id}|${type}|${text}`,
  "pipe-empty": (type, text) => `|${type}|${text}`,
  json: (type, text) => JSON.stringify({ Message: text, TypeName: type, StackTrace: null, InnerError: null }),
  "json-class": (type, text, id) =>
    JSON.stringify({ ClassName: type, Message: text, localizedString: { stringId: id } }),
  plain: (_type, text) => text,
};

export function errorEnvelope(form: ErrorForm, error: ServiceError): { [key: string]: Json } {
  const type = fullType(error.type);
  const detail = DETAIL[form](type, error.message, exceptionId(error.id));
  return {
    error: {
      code: error.code,
      message: error.title ?? "Error executing cmdlet",
      details: [{ code: "Client", target: "", message: detail }],
      innererror: {
        message: error.title ?? "Error executing cmdlet",
        type: ODATA_EXCEPTION,
        stacktrace: "",
        internalexception: { message: error.message, type, stacktrace: "" },
      },
    },
    "adminapi.warnings@odata.type": "#Collection(String)",
    "@adminapi.warnings": [...(error.warnings ?? [])],
  };
}

export function sendError(world: World, reply: FastifyReply, status: number, error: ServiceError): FastifyReply {
  const language = foreignLanguage(reply.request.headers["accept-language"]);
  const message = worded(error.message, language);
  return reply
    .code(status)
    .type(ODATA_JSON)
    .header("odata-version", "4.0")
    .header("x-exceptiontype", fullType(error.type))
    .header("x-exceptiontargettype", ODATA_EXCEPTION)
    .send(JSON.stringify(errorEnvelope(world.settings.errors, { ...error, message })));
}

/** A request that never reached a cmdlet: the OData layer refused it. */
export const sendBadRequest = (world: World, reply: FastifyReply, message: string, status = 400): FastifyReply =>
  sendError(world, reply, status, {
    code: status === 405 ? "MethodNotAllowed" : "BadRequest",
    type: "Microsoft.OData.ODataException",
    message,
    id: message,
    title: "Invalid Operation",
  });

/** Seen by graph2otel when a link reached another backend, or came too late. */
export function expiredPaging(world: World, _request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return sendBadRequest(world, reply, "Expired or Invalid pagination request. Default Expiry time is 00:30:00");
}
