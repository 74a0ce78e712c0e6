import type { HttpAnswer } from "../clouds";
import { AuthError } from "../errors";
import { aadstsAdvice } from "./aadsts";

/** The identity platform's own words for a refusal. */
export interface ServerRefusal {
  readonly status: number;
  readonly error?: string | undefined;
  /** The number of `AADSTS<number>`. */
  readonly number?: string | undefined;
  readonly description?: string | undefined;
}

const text = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);

/** Reads an OAuth error answer; nothing of the request is in it. */
export function serverRefusal(answer: HttpAnswer): ServerRefusal {
  let body: { readonly [key: string]: unknown } = {};
  try {
    const value: unknown = JSON.parse(answer.text ?? "");
    if (typeof value === "object" && value !== null) body = value as typeof body;
  } catch {
    // not JSON: the status is all there is
  }
  const description = text(body["error_description"]);
  const codes = Array.isArray(body["error_codes"]) ? body["error_codes"] : [];
  const number = /AADSTS(\d+)/.exec(description ?? "")?.[1] ?? (codes.length > 0 ? String(codes[0]) : undefined);
  // The first sentence; trace ids, correlation ids and times follow it.
  const first = description?.split(/\s*(?:\r?\n|Trace ID:)/)[0];
  return { status: answer.status, error: text(body["error"]), number, description: first };
}

export interface RefusedCall {
  readonly way: string;
  readonly identity: string;
}

/** One clear AuthError for a refused sign-in. */
export function refusedBy(
  call: RefusedCall,
  tenant: string,
  refusal: ServerRefusal | undefined,
  thrown: unknown,
): AuthError {
  const known = aadstsAdvice(refusal?.number);
  const msalCode = (thrown as { errorCode?: unknown } | undefined)?.errorCode;
  const detail =
    refusal?.description ??
    refusal?.error ??
    (refusal ? `status ${refusal.status}` : (text(msalCode) ?? String(thrown)));
  return new AuthError(
    `Signing in by ${call.way} (${call.identity}) to tenant ${tenant} failed${known ? `: ${known.meaning}` : ""}.`,
    {
      code: known?.code ?? "PURVIEW_AUTH_FAILED",
      tenant,
      serviceMessage: detail,
      advice: known?.advice ?? "`purview doctor` shows what was tried, step by step.",
    },
  );
}
