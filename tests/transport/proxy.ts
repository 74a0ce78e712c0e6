import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { connect, type Socket } from "node:net";

export interface Proxy {
  readonly port: number;
  /** Method and target of each request. */
  readonly seen: string[];
  readonly sockets: Socket[];
  readonly server: Server;
}

/** A forwarding proxy that demands credentials and tells what it saw; every name leads to this machine. */
export function proxyServer(user = "corp", password = "pä ss@1"): Omit<Proxy, "port"> {
  const basic = (name: string, word: string): string => `Basic ${Buffer.from(`${name}:${word}`).toString("base64")}`;
  const wanted = [basic(user, password), basic(encodeURIComponent(user), encodeURIComponent(password))];
  const seen: string[] = [];
  const sockets: Socket[] = [];
  const allowed = (request: IncomingMessage): boolean => wanted.includes(request.headers["proxy-authorization"] ?? "");
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    seen.push(`${request.method} ${request.url}`);
    response.writeHead(allowed(request) ? 501 : 407, { "proxy-authenticate": "Basic" }).end();
  });
  server.on("connect", (request: IncomingMessage, socket: Socket, head: Buffer) => {
    seen.push(`CONNECT ${request.url}`);
    if (!allowed(request)) {
      socket.end("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n");
      return;
    }
    const port = Number(request.url?.split(":").at(-1));
    const target = connect(port, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      target.write(head);
      target.pipe(socket).pipe(target);
    });
    sockets.push(socket, target);
    target.on("error", () => socket.destroy());
    socket.on("error", () => target.destroy());
  });
  return { seen, sockets, server };
}
