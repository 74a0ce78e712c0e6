import { once } from "node:events";
import type { FastifyReply, FastifyRequest } from "fastify";
import { expiredPaging } from "../admin/errors";
import { originUsed } from "../origin";
import type { World } from "../world";
import { answerStatus } from "./answer-status";
import type { Fault } from "./schema";

/** Nobody's host: a client that follows it finds nothing, and its token stays at home. */
const ELSEWHERE = "https://nam99b.ps.compliance.protection.outlook.com.attacker.example";

/** Before the work: waits, or answers in the service's stead. True = the request was dealt with. */
export async function injectBefore(
  world: World,
  faults: readonly Fault[],
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<boolean> {
  for (const fault of faults) if (await before(world, fault, request, reply)) return true;
  return false;
}

async function before(world: World, fault: Fault, request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
  switch (fault.type) {
    case "delay":
      await world.clock.sleep(fault.ms, AbortSignal.any([closed(reply), world.stopping]));
      return false;
    case "hang":
      if (fault.after) return false;
      await hang(reply);
      return true;
    case "status":
      answerStatus(world, fault, request, reply);
      return true;
    case "resetBefore":
      reset(reply);
      return true;
    case "redirectLoop":
      reply
        .code(302)
        .header("location", `${originUsed(request)}${request.url}`)
        .send();
      return true;
    case "redirectElsewhere":
      reply
        .code(302)
        .header("location", fault.location ?? `${ELSEWHERE}${request.url}`)
        .send();
      return true;
    case "sessionLimit":
      answerStatus(
        world,
        {
          type: "status",
          status: 429,
          body: "text",
          message:
            "Fail to create a runspace because you have exceeded the maximum number of connections allowed : 3 for the policy party : MaxConcurrency. Please close existing runspace and try again.",
        },
        request,
        reply,
      );
      return true;
    case "expirePaging":
      expiredPaging(world, request, reply);
      return true;
    default:
      return false;
  }
}

/** After the work: what the client sees of the answer. Resolves to the payload, or never when the connection is cut. */
export async function injectAfter(
  faults: readonly Fault[],
  request: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
): Promise<unknown> {
  let sent = payload;
  for (const fault of faults) {
    if (fault.type === "hang" && fault.after) return hang(reply).then(() => forever(request));
    if (fault.type === "resetAfter") {
      reset(reply);
      return forever(request);
    }
    if (fault.type === "truncate") {
      truncate(reply, String(sent ?? ""), fault.bytes);
      return forever(request);
    }
    if (fault.type === "emptyBody") {
      reply.header("content-length", 0);
      sent = "";
    }
  }
  return sent;
}

/** The whole length is announced, a part of it is sent, then the line is cut. */
function truncate(reply: FastifyReply, text: string, bytes: number | undefined): void {
  const body = Buffer.from(text);
  const headers = Object.entries(reply.getHeaders()).filter(([name]) => name !== "transfer-encoding");
  reply.raw.writeHead(reply.statusCode, { ...Object.fromEntries(headers), "content-length": body.length });
  reply.raw.write(body.subarray(0, bytes ?? Math.floor(body.length / 2)), () => reset(reply));
}

/** Cuts the connection with a TCP reset, so that the client cannot take it for an orderly end. */
export function reset(reply: FastifyReply): void {
  reply.hijack();
  const { socket } = reply.raw;
  // A part of a batch has no line of its own: it fails, and the batch's line is cut.
  if (socket && "resetAndDestroy" in socket) socket.resetAndDestroy();
  else reply.raw.destroy(new Error("connection reset"));
}

async function hang(reply: FastifyReply): Promise<void> {
  reply.hijack();
  if (!reply.raw.closed) await once(reply.raw, "close");
}

const forever = (request: FastifyRequest): Promise<never> => {
  request.entry.status = null;
  return new Promise<never>(() => undefined);
};

function closed(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  reply.raw.once("close", () => controller.abort());
  return controller.signal;
}
