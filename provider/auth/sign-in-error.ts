import type { HttpResponse } from "../http";
import { AuthError } from "../errors";
import { isList, parseRecord, propertyOf, textOf } from "../values";
import { aadstsAdvice, oauthAdvice } from "./aadsts";

/** Why the identity platform rejected a request, as it says it. */
export interface Rejection {
  readonly status: number;
  readonly error?: string | undefined;
  /** The number of `AADSTS<number>`. */
  readonly number?: string | undefined;
  readonly description?: string | undefined;
  /** What is wrong with a response that did not come from the platform itself. */
  readonly unexpected?: string | undefined;
}

type Body = { readonly [key: string]: unknown };

function unexpectedIn(response: HttpResponse): string {
  if (response.status < 300 || response.status >= 400)
    return `the response did not come from the identity platform (status ${response.status})`;
  const target = URL.parse(response.header("location") ?? "")?.host;
  return `the response was a redirect (status ${response.status})${target ? ` to ${target}` : ""}, which was not followed`;
}

/** Why a response is not a success; undefined for one. Nothing of the request is in it. */
export function rejectionIn(response: HttpResponse): Rejection | undefined {
  const body = parseRecord(response.text);
  if (response.status < 300 && body) return undefined;
  if (response.status >= 400) return readRejection(response, body ?? {});
  return { status: response.status, unexpected: unexpectedIn(response) };
}

function readRejection(response: HttpResponse, body: Body): Rejection {
  const description = textOf(body["error_description"]);
  const codes = isList(body["error_codes"]) ? body["error_codes"] : [];
  const number = /AADSTS(\d+)/.exec(description ?? "")?.[1] ?? (codes.length > 0 ? String(codes[0]) : undefined);
  // The first sentence; trace ids, correlation ids and times follow it.
  const first = description?.split(/\s*(?:\r?\n|Trace ID:)/)[0];
  return { status: response.status, error: textOf(body["error"]), number, description: first };
}

const NO_TOKEN = "the identity platform's response has no token";

export interface SignInCall {
  readonly credential: string;
  readonly identity: string;
}

/** One clear AuthError for a refused sign-in. */
export function signInError(
  call: SignInCall,
  tenant: string,
  rejection: Rejection | undefined,
  thrown: unknown,
): AuthError {
  const msalCode = propertyOf(thrown, "errorCode");
  const known = aadstsAdvice(rejection?.number) ?? oauthAdvice(rejection?.error ?? textOf(msalCode));
  // Without an error code it is not an error of msal, which then failed to read the response.
  const unexpected = rejection ? rejection.unexpected : msalCode === undefined ? NO_TOKEN : undefined;
  if (unexpected !== undefined)
    return new AuthError(
      `Signing in with ${call.credential} (${call.identity}) to tenant ${tenant} failed: ${unexpected}.`,
      {
        code: "PURVIEW_AUTH_FAILED",
        tenant,
        advice:
          "Check for a proxy, captive portal or firewall that responds instead of the platform; `purview doctor` shows each step.",
        cause: thrown,
      },
    );
  const detail =
    rejection?.description ?? rejection?.error ?? (rejection ? `status ${rejection.status}` : textOf(msalCode));
  return new AuthError(
    `Signing in with ${call.credential} (${call.identity}) to tenant ${tenant} failed${known ? `: ${known.meaning}` : ""}.`,
    {
      code: known?.code ?? "PURVIEW_AUTH_FAILED",
      tenant,
      serviceMessage: detail,
      advice: known?.advice ?? "`purview doctor` shows what was tried, step by step.",
    },
  );
}
