import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { reset } from "../faults/inject";
import type { World } from "../world";
import { ODATA_JSON, sendBadRequest } from "./errors";

const batchSchema = z.object({
  requests: z
    .array(
      z.object({
        id: z.union([z.string(), z.number()]).transform(String),
        method: z.string().transform((method) => method.toUpperCase()),
        url: z.string(),
        headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String)).default({}),
        body: z.unknown(),
      }),
    )
    .min(1),
});

type Part = z.output<typeof batchSchema>["requests"][number];

/** Belong to the outer request's own message. */
const OF_THE_MESSAGE = new Set([
  "content-length",
  "content-encoding",
  "transfer-encoding",
  "connection",
  "host",
  "expect",
]);

/**
 * `$batch`: several calls in one message, each answered as it would be alone (docs/service/admin-api.md#batch). Every part is a
 * request of its own in the journal. Without `odata.continue-on-error` the first failure is the last answer.
 */
export async function runBatch(world: World, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const parts = read(request);
  if (typeof parts === "string") return sendBadRequest(world, reply, parts);
  const goesOn = /odata\.continue-on-error/i.test(String(request.headers.prefer ?? ""));
  const responses = [];
  for (const part of parts) {
    const answer = await run(request, part).catch(() => undefined);
    if (!answer) {
      reset(reply);
      return reply;
    }
    responses.push(answer);
    if (answer.status >= 400 && !goesOn) break;
  }
  return reply.type(ODATA_JSON).header("odata-version", "4.0").send(JSON.stringify({ responses }));
}

function read(request: FastifyRequest): readonly Part[] | string {
  let body: unknown;
  try {
    body = JSON.parse(String(request.body ?? ""));
  } catch {
    return "An error occurred while reading the request body: it is not valid JSON.";
  }
  const parsed = batchSchema.safeParse(body);
  if (parsed.success) return parsed.data.requests;
  const [issue] = parsed.error.issues;
  return `The batch request is not valid: ${[issue?.path.join("."), issue?.message].filter(Boolean).join(": ")}.`;
}

async function run(outer: FastifyRequest, { id, method, url, headers, body }: Part) {
  const { pathname, search } = new URL(url, "http://localhost");
  const inherited = Object.entries(outer.headers).map(([name, value]) => [name, String(value)] as const);
  const own = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  const answer = await outer.server.inject({
    method: method as "POST",
    url: `${pathname}${search}`,
    headers: {
      ...Object.fromEntries([...inherited, ...own].filter(([name]) => !OF_THE_MESSAGE.has(name))),
      ...(body !== undefined && { "content-type": "application/json" }),
      host: outer.host,
    },
    ...(body !== undefined && { payload: JSON.stringify(body) }),
  });
  return { id, status: answer.statusCode, headers: answer.headers, body: bodyOf(answer.body) };
}

function bodyOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
