import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { createLifecycle } from "../../provider/lifecycle";
import type { Lifecycle } from "../../provider/lifecycle/types";
import { makeSession, resolveSettings } from "../../provider/session";
import type { Plain, WireObject } from "../../provider/values";
import { hasty } from "../session/support";
import { jwt } from "../transport/fakes";
import { clixmlRows } from "./clixml";

/** A cmdlet as it reached the service. */
export interface Asked {
  readonly cmdlet: string;
  readonly parameters: { readonly [name: string]: Plain };
  /** Value of X-ResponseFormat. */
  readonly form: string | undefined;
}

export interface Answered {
  readonly status?: number;
  /** What the service answers instead of objects. */
  readonly body?: string | object;
  readonly objects?: readonly WireObject[];
  /** The rows of `value` as they stand. */
  readonly rows?: readonly unknown[];
}

/** What a cmdlet answers. */
export type Script = (asked: Asked) => Answered;

const TENANT = "3f1d5a0e-90ab-4c1d-8f00-1a2b3c4d5e6f";
const ORGANIZATION = "fabrikam.onmicrosoft.com";

/**
 * A service that answers what a test says, over real HTTP on this machine: sign-in, discovery, no list of rights. Objects are answered in
 * the form that was asked for. It knows nothing of cmdlets, and shares no code with the emulator.
 */
export class ScriptedService {
  readonly asked: Asked[] = [];
  readonly debugged: string[] = [];
  #sessions: { close(): Promise<void> }[] = [];

  private constructor(
    private readonly server: ReturnType<typeof createServer>,
    /** May be changed while it runs. */
    public script: Script,
  ) {}

  static async start(script: Script): Promise<ScriptedService> {
    const server = createServer((request, response) => void service.#serve(request, response));
    const service = new ScriptedService(server, script);
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    return service;
  }

  get #origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** A new process: nothing remembered. */
  lifecycle(): Lifecycle {
    const settings = resolveSettings({
      args: {
        tenantId: TENANT,
        organization: ORGANIZATION,
        clientId: "11111111-aaaa-4bbb-8ccc-222222222222",
        clientSecret: "not much of a secret",
        connectionUri: `${this.#origin}/powershell-liveid/`,
        azureADAuthorizationEndpointUri: `${this.#origin}/organizations`,
      },
      env: { PURVIEW_DELETION_PROTECTION: "none" },
    });
    const session = makeSession(settings, { clock: hasty, debug: (message) => this.debugged.push(message) });
    this.#sessions.push(session);
    const reporter = { warn: () => undefined, info: () => undefined, progress: () => undefined };
    return createLifecycle({ session, settings, reporter });
  }

  /** The cmdlets that do not read, in order. */
  get writes(): readonly Asked[] {
    return this.asked.filter(({ cmdlet }) => !cmdlet.startsWith("Get-"));
  }

  async stop(): Promise<void> {
    await Promise.all(this.#sessions.map((session) => session.close()));
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await textOf(request);
    const { pathname } = new URL(request.url ?? "/", this.#origin);
    if (pathname.includes("/.well-known/")) return send(response, 200, this.#openid());
    if (pathname.endsWith("/token"))
      return send(response, 200, this.#token(new URLSearchParams(body).get("scope") ?? ""));
    if (!pathname.endsWith("/InvokeCommand")) return send(response, 404, {});
    const { CmdletInput } = JSON.parse(body) as {
      CmdletInput: { CmdletName: string; Parameters: { readonly [name: string]: Plain } };
    };
    const form = request.headers["x-responseformat"];
    const asked = { cmdlet: CmdletInput.CmdletName, parameters: CmdletInput.Parameters, form: String(form) };
    this.asked.push(asked);
    const { status = 200, objects = [], rows, body: own } = this.script(asked);
    const value = rows ?? (asked.form === "clixml" ? clixmlRows(objects) : objects);
    send(response, status, own ?? { "@adminapi.warnings": [], value });
  }

  #openid(): object {
    return {
      token_endpoint: `${this.#origin}/${TENANT}/oauth2/v2.0/token`,
      authorization_endpoint: `${this.#origin}/${TENANT}/oauth2/v2.0/authorize`,
      issuer: `${this.#origin}/${TENANT}/v2.0`,
      cloud_instance_name: "microsoftonline.com",
    };
  }

  #token(scope: string): object {
    const exp = Math.floor(Date.now() / 1000) + 3600;
    const audience = scope.replace(/\/\.default$/, "");
    return {
      token_type: "Bearer",
      expires_in: 3600,
      access_token: jwt({ tid: TENANT, aud: audience, appid: "11111111-aaaa-4bbb-8ccc-222222222222", exp }),
    };
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request as AsyncIterable<Uint8Array>) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

function send(response: ServerResponse, status: number, body: string | object): void {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  response.writeHead(status, { "content-type": "application/json; charset=utf-8", "content-encoding": "gzip" });
  response.end(gzipSync(text));
}
