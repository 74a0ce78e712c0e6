import type { FastifyRequest } from "fastify";
import type { z } from "zod";

/** What the control API answers with an error status and one clear line. */
export class ControlError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** The body as that schema has it, or a 400 that names the path of what is wrong. */
export function parse<Schema extends z.ZodType>(schema: Schema, request: FastifyRequest): z.output<Schema> {
  const parsed = schema.safeParse(bodyOf(request));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ControlError(400, [issue?.path.join("."), issue?.message].filter(Boolean).join(": "));
}

function bodyOf(request: FastifyRequest): unknown {
  const text = typeof request.body === "string" ? request.body : "";
  if (/x-www-form-urlencoded/i.test(request.headers["content-type"] ?? "")) {
    return Object.fromEntries(new URLSearchParams(text));
  }
  try {
    return JSON.parse(text || "{}");
  } catch {
    throw new ControlError(400, "the body is not valid JSON");
  }
}
