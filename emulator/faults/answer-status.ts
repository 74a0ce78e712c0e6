import { Buffer } from "node:buffer";
import type { FastifyReply, FastifyRequest } from "fastify";
import { challenge } from "../admin/challenge";
import { errorEnvelope, ODATA_JSON } from "../admin/errors";
import { Aadsts } from "../identity/aadsts";
import type { World } from "../world";
import type { Fault } from "./schema";

type StatusFault = Extract<Fault, { type: "status" }>;

export const THROTTLED =
  "You have reached the maximum number of concurrent requests per tenant. Please wait and try again";

/** The body that the service is seen to send with that status (docs/service/admin-api.md#unreadable-body). */
const DEFAULT_BODY: Readonly<Record<number, StatusFault["body"]>> = {
  401: "empty",
  403: "nul",
  429: "text",
  500: "json",
  502: "html",
  503: "html",
  504: "html",
};

const TEXTS: Readonly<Record<number, string>> = {
  403: "User is not allowed to call this cmdlet",
  429: THROTTLED,
  500: "An unexpected error occurred on the backend.",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Gateway Timeout",
};

/** A made-up continuous-access challenge: the session was revoked at that time. */
const CLAIMS = { access_token: { nbf: { essential: true, value: "1700000000" } } };

export function answerStatus(world: World, fault: StatusFault, request: FastifyRequest, reply: FastifyReply): void {
  const { status } = fault;
  const text = fault.message ?? TEXTS[status] ?? "The request failed.";
  reply.code(status);
  if (fault.retryAfter !== undefined) reply.header("retry-after", String(fault.retryAfter));
  if (status === 401) {
    const claims = fault.claims === undefined || fault.claims === true ? CLAIMS : fault.claims;
    reply.header("www-authenticate", challenge(world, claims === false ? {} : { claims }));
  }
  if (request.entry.type === "token" && fault.body === undefined) {
    const error = new Aadsts(90033, "temporarily_unavailable", "A transient error has occurred. Please try again.");
    reply.send(error.body(new URL(world.places.url).host, world.clock.wall()));
    return;
  }
  send(world, reply, { body: fault.body ?? DEFAULT_BODY[status] ?? "json", status, text });
}

interface Bad {
  readonly body: NonNullable<StatusFault["body"]>;
  readonly status: number;
  readonly text: string;
}

function send(world: World, reply: FastifyReply, { body, status, text }: Bad): void {
  switch (body) {
    case "empty":
      reply.send("");
      return;
    case "text":
      reply.type("text/plain; charset=utf-8").send(text);
      return;
    case "html":
      reply.type("text/html").send(`<html><head><title>${status}</title></head><body><h2>${text}</h2></body></html>`);
      return;
    case "nul":
      reply.type("application/json").header("content-encoding", "gzip").send(Buffer.alloc(512));
      return;
    case "json":
      reply.type(ODATA_JSON).send(
        JSON.stringify(
          errorEnvelope(world.settings.errors, {
            code: status === 403 ? "Forbidden" : status >= 500 ? "InternalServerError" : "BadRequest",
            type: "Microsoft.Exchange.Admin.OData.Core.ODataServiceException",
            message: text,
            id: "fault",
          }),
        ),
      );
  }
}
