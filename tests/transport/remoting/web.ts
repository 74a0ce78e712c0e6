import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createSecureServer, type ServerOptions } from "node:https";
import type { AddressInfo } from "node:net";
import { openid } from "../fakes";
import type { RemoteServer } from "./server";

export const TENANT_ID = "11111111-2222-3333-4444-555555555555";

/** A scripted service and its identity platform on a port of this machine. */
export async function webServer(
  remote: RemoteServer,
  tls?: ServerOptions,
): Promise<{ readonly web: Server; close(): void }> {
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { port } = web.address() as AddressInfo;
      const origin = `${tls ? "https" : "http"}://${request.headers.host ?? `127.0.0.1:${port}`}`;
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, one]) => [name, String(one)]));
      const body = Buffer.concat(chunks).toString("utf8");
      const reply = request.url?.includes("openid-configuration")
        ? openid(origin, TENANT_ID)
        : headers["authorization"] === undefined
          ? { status: 401, headers: { "www-authenticate": 'Basic realm="x", Negotiate' } }
          : remote.handle({ method: "POST", url: `${origin}${request.url ?? ""}`, headers, body });
      for (const cookie of reply.setCookies ?? []) response.appendHeader("set-cookie", cookie);
      response.writeHead(reply.status ?? 200, reply.headers);
      response.end(typeof reply.body === "string" ? reply.body : JSON.stringify(reply.body ?? ""));
    });
  };
  const web = tls ? createSecureServer(tls, answer) : createServer(answer);
  await new Promise<void>((resolve) => web.listen(0, "127.0.0.1", resolve));
  return {
    web,
    close: () => {
      web.closeAllConnections();
      web.close();
    },
  };
}
