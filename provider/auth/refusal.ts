import type { HttpResponse } from "../http";
import { AuthError } from "../errors";
import { aadstsAdvice, oauthAdvice } from "./aadsts";

/** The identity platform's own words for a refusal. */
export interface ServerRefusal {
  readonly status: number;
  readonly error?: string | undefined;
  /** The number of `AADSTS<number>`. */
  readonly number?: string | undefined;
  readonly description?: string | undefined;
  /** What is wrong with an answer that the platform itself would never give. */
  readonly strange?: string | undefined;
}

const text = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);

type Body = { readonly [key: string]: unknown };

function bodyOf(answer: HttpResponse): Body | undefined {
  try {
    const value: unknown = JSON.parse(answer.text ?? "");
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Body) : undefined;
  } catch {
    return undefined;
  }
}

function strangeness(answer: HttpResponse): string {
  if (answer.status < 300 || answer.status >= 400)
    return `what came back is no answer of the identity platform (status ${answer.status})`;
  const target = URL.parse(answer.header("location") ?? "")?.host;
  return `the answer was a redirect (status ${answer.status})${target ? ` to ${target}` : ""}, which was not followed`;
}

/** Why an answer is no success; undefined for one. Nothing of the request is in it. */
export function refusalIn(answer: HttpResponse): ServerRefusal | undefined {
  const body = bodyOf(answer);
  if (answer.status < 300 && body) return undefined;
  if (answer.status >= 400) return readRefusal(answer, body ?? {});
  return { status: answer.status, strange: strangeness(answer) };
}

function readRefusal(answer: HttpResponse, body: Body): ServerRefusal {
  const description = text(body["error_description"]);
  const codes = Array.isArray(body["error_codes"]) ? body["error_codes"] : [];
  const number = /AADSTS(\d+)/.exec(description ?? "")?.[1] ?? (codes.length > 0 ? String(codes[0]) : undefined);
  // The first sentence; trace ids, correlation ids and times follow it.
  const first = description?.split(/\s*(?:\r?\n|Trace ID:)/)[0];
  return { status: answer.status, error: text(body["error"]), number, description: first };
}

const NONSENSE = "the identity platform's answer holds no token";

export interface RefusedCall {
  readonly credential: string;
  readonly identity: string;
}

/** One clear AuthError for a refused sign-in. */
export function refusedBy(
  call: RefusedCall,
  tenant: string,
  refusal: ServerRefusal | undefined,
  thrown: unknown,
): AuthError {
  const msalCode = (thrown as { errorCode?: unknown } | undefined)?.errorCode;
  const known = aadstsAdvice(refusal?.number) ?? oauthAdvice(refusal?.error ?? text(msalCode));
  // Without an error code it was no msal error: msal stumbled over what it was given.
  const strange = refusal ? refusal.strange : msalCode === undefined ? NONSENSE : undefined;
  if (strange !== undefined)
    return new AuthError(
      `Signing in by ${call.credential} (${call.identity}) to tenant ${tenant} failed: ${strange}.`,
      {
        code: "PURVIEW_AUTH_FAILED",
        tenant,
        advice:
          "Look for a proxy, a portal or a firewall that answers in the platform's place; `purview doctor` shows each step.",
        cause: thrown,
      },
    );
  const detail = refusal?.description ?? refusal?.error ?? (refusal ? `status ${refusal.status}` : text(msalCode));
  return new AuthError(
    `Signing in by ${call.credential} (${call.identity}) to tenant ${tenant} failed${known ? `: ${known.meaning}` : ""}.`,
    {
      code: known?.code ?? "PURVIEW_AUTH_FAILED",
      tenant,
      serviceMessage: detail,
      advice: known?.advice ?? "`purview doctor` shows what was tried, step by step.",
    },
  );
}
