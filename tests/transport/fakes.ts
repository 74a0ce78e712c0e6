import type { Clock } from "../../provider/clock";
import type { Http, HttpResponse, HttpRequest } from "../../provider/http";

/** Time that only passes in sleeps, at once. */
export class FakeClock implements Clock {
  readonly slept: number[] = [];
  constructor(public time = Date.parse("2026-01-01T00:00:00Z")) {}
  now(): number {
    return this.time;
  }
  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.slept.push(ms);
    this.time += ms;
    await new Promise((resolve) => setImmediate(resolve));
    signal?.throwIfAborted();
  }
}

export interface Reply {
  readonly status?: number;
  readonly headers?: { readonly [name: string]: string };
  readonly setCookies?: readonly string[];
  readonly body?: unknown;
  readonly bodyProblem?: HttpResponse["bodyProblem"];
}

/** A network whose every exchange the test decides; it remembers all requests. */
export class FakeHttp implements Http {
  readonly requests: HttpRequest[] = [];
  closed = false;
  constructor(public handler: (request: HttpRequest, index: number) => Reply | Promise<Reply>) {}

  async send(request: HttpRequest): Promise<HttpResponse> {
    this.requests.push(request);
    const {
      status = 200,
      headers = {},
      setCookies = [],
      body = "",
      bodyProblem,
    } = await this.handler(request, this.requests.length - 1);
    const lower = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
    return {
      status,
      header: (name) => lower.get(name.toLowerCase()),
      setCookies,
      text: bodyProblem ? undefined : typeof body === "string" ? body : JSON.stringify(body),
      ...(bodyProblem && { bodyProblem }),
    };
  }

  async close(): Promise<void> {
    this.closed = true;
  }
}

/** An access token as the platform makes it; the signature is nobody's. */
export function jwt(claims: { readonly [claim: string]: unknown }): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "RS256", typ: "JWT" })}.${part(claims)}.c2lnbmF0dXJl`;
}

/** Body of the identity platform for a tenant's discovery. */
export const openid = (login: string, tenantId: string, more: { readonly [key: string]: unknown } = {}): Reply => ({
  body: {
    token_endpoint: `${login}/${tenantId}/oauth2/v2.0/token`,
    authorization_endpoint: `${login}/${tenantId}/oauth2/v2.0/authorize`,
    device_authorization_endpoint: `${login}/${tenantId}/oauth2/v2.0/devicecode`,
    issuer: `${login}/${tenantId}/v2.0`,
    ...more,
  },
});

export const page = (value: readonly unknown[], more: { readonly [key: string]: unknown } = {}): Reply => ({
  body: {
    "@odata.context": "x",
    "adminapi.warnings@odata.type": "#Collection(String)",
    "@adminapi.warnings": [],
    value,
    ...more,
  },
});

/** The service's error envelope with one detail. */
export const refusal = (status: number, message: string, code = "BadRequest"): Reply => ({
  status,
  body: { error: { code, message: "Error executing cmdlet", details: [{ code: "Client", target: "", message }] } },
});
