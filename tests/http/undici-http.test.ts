import assert from "node:assert/strict";
import { readFileSync, writeFileSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SecretText } from "../../provider/values";
import { proxyServer, type Proxy } from "../transport/proxy";
import { systemClock } from "../../provider/clock";
import { PurviewError } from "../../provider/errors";
import {
  UndiciHttp,
  chooseProxy,
  neverSent,
  networkFailure,
  windowsProxy,
  type NetworkSettings,
} from "../../provider/http";

const pem = readFileSync(join(__dirname, "../auth/fixtures/tls.pem"), "utf8");
const folder = mkdtempSync(join(tmpdir(), "purview-http-"));
const caFile = join(folder, "ca.pem");
const closers: (() => void)[] = [];

async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return (server.address() as AddressInfo).port;
}

const serve = (handler: RequestListener): Promise<number> => listen(createServer(handler));
const serveTls = (handler: RequestListener): Promise<number> =>
  listen(createTlsServer({ key: pem, cert: pem }, handler));

function client(
  settings: Partial<NetworkSettings> = {},
  env: { [name: string]: string } = {},
  maxBytes?: number,
): UndiciHttp {
  const http = new UndiciHttp({ requestTimeoutMs: 5000, ...settings }, env, systemClock, maxBytes);
  closers.push(() => void http.close());
  return http;
}

const failsWith = (code: string) => (error: unknown) => {
  assert.ok(error instanceof PurviewError, String(error));
  assert.equal(error.code, code, error.message);
  return true;
};

async function proxy(user?: string, password?: string): Promise<Proxy> {
  const made = proxyServer(user, password);
  await listen(made.server);
  return { ...made, port: (made.server.address() as AddressInfo).port };
}

describe("the network client", () => {
  before(() => writeFileSync(caFile, pem.slice(pem.indexOf("-----BEGIN CERT"))));
  afterEach(() => closers.splice(0).forEach((close) => close()));
  after(() => rmSync(folder, { recursive: true }));

  it("does not follow redirects, and returns Location", async () => {
    let hits = 0;
    const port = await serve((_, response) => {
      hits++;
      response.writeHead(302, { location: "/elsewhere" }).end();
    });
    const answer = await client().send({ method: "POST", url: `http://127.0.0.1:${port}/`, body: "{}" });
    assert.equal(answer.status, 302);
    assert.equal(answer.header("Location"), "/elsewhere");
    assert.equal(hits, 1);
  });

  it("keeps the status of a body of NUL bytes that is labeled gzip", async () => {
    const port = await serve((_, response) => {
      response.writeHead(403, { "content-encoding": "gzip" }).end(Buffer.alloc(64));
    });
    const answer = await client().send({ method: "GET", url: `http://127.0.0.1:${port}/` });
    assert.equal(answer.status, 403);
    assert.equal(answer.text, undefined);
    assert.equal(answer.bodyProblem, "undecodable");
  });

  it("distinguishes a truncated body from a complete one", async () => {
    const port = await serve((_, response) => {
      response.writeHead(200, { "content-length": "1000" });
      response.write('{"value":[');
      setTimeout(() => response.destroy(), 20);
    });
    const answer = await client().send({ method: "GET", url: `http://127.0.0.1:${port}/` });
    assert.equal(answer.status, 200);
    assert.equal(answer.bodyProblem, "lost");
  });

  it("stops reading what is too large", async () => {
    const port = await serve((_, response) => {
      response.writeHead(200);
      const push = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536)));
      };
      response.on("drain", push);
      push();
    });
    const answer = await client({}, {}, 1_000_000).send({ method: "GET", url: `http://127.0.0.1:${port}/` });
    assert.equal(answer.bodyProblem, "tooLarge");
  });

  it("ends a request that is not answered, at its timeout", async () => {
    const port = await serve(() => undefined);
    const started = Date.now();
    await assert.rejects(
      client().send({ method: "GET", url: `http://127.0.0.1:${port}/`, timeoutMs: 200 }),
      failsWith("PURVIEW_TIMEOUT"),
    );
    assert.ok(Date.now() - started < 3000);
  });

  it("ends a request that was cancelled", async () => {
    const port = await serve(() => undefined);
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 50);
    const sent = client().send({ method: "GET", url: `http://127.0.0.1:${port}/`, signal: controller.signal });
    await assert.rejects(sent, failsWith("PURVIEW_CANCELLED"));
  });

  it("distinguishes a refused connection from a lost one", async () => {
    const port = await serve((request) => request.socket.destroy());
    const lost = await client()
      .send({ method: "POST", url: `http://127.0.0.1:${port}/`, body: "x" })
      .catch((error: unknown) => error);
    assert.ok(failsWith("PURVIEW_CONNECTION_LOST")(lost));
    assert.equal(neverSent(lost), false);
    closers.splice(0).forEach((close) => close());
    const refused = await client()
      .send({ method: "POST", url: `http://127.0.0.1:${port}/` })
      .catch((error: unknown) => error);
    assert.ok(failsWith("PURVIEW_CONNECT_FAILED")(refused));
    assert.equal(neverSent(refused), true);
    assert.match(
      (refused as Error).message,
      new RegExp(`127.0.0.1:${port} cannot be reached: the connection was refused`),
    );
  });

  it("refuses plain http outside this machine before anything is sent", async () => {
    for (const url of ["http://ps.compliance.protection.outlook.com/", "http://10.0.0.1/"])
      await assert.rejects(client().send({ method: "GET", url }), failsWith("PURVIEW_INSECURE_URI"));
  });

  it("trusts an unknown authority only through caFile", async () => {
    const port = await serveTls((_, response) => response.end("ok"));
    const url = `https://localhost:${port}/`;
    await assert.rejects(client().send({ method: "GET", url }), failsWith("PURVIEW_TLS"));
    assert.equal((await client({ caFile }).send({ method: "GET", url })).text, "ok");
  });

  it("names caFile when it cannot be used", async () => {
    const send = (file: string) => client({ caFile: file }).send({ method: "GET", url: "https://localhost:1/" });
    await assert.rejects(send(join(folder, "none.pem")), failsWith("PURVIEW_CONFIG_INVALID"));
    writeFileSync(join(folder, "empty.pem"), "nothing");
    await assert.rejects(send(join(folder, "empty.pem")), failsWith("PURVIEW_CONFIG_INVALID"));
  });

  describe("behind a proxy that demands credentials", () => {
    const credentials = { proxyUsername: "corp", proxyPassword: new SecretText("pä ss@1") };

    it("reaches TLS and plain services through it", async () => {
      const { port, seen } = await proxy();
      const tls = await serveTls((_, response) => response.end("tls"));
      const plain = await serve((_, response) => response.end("plain"));
      const http = client({ proxyUrl: `http://127.0.0.1:${port}`, ...credentials, caFile });
      assert.equal((await http.send({ method: "GET", url: `https://localhost:${tls}/` })).text, "tls");
      assert.equal((await http.send({ method: "GET", url: `http://127.0.0.1:${plain}/` })).text, "plain");
      assert.deepEqual(seen, [`CONNECT localhost:${tls}`, `CONNECT 127.0.0.1:${plain}`]);
    });

    it("takes credentials from the URL, too, and the proxy from HTTPS_PROXY", async () => {
      const { port, seen } = await proxy("corp", "pw");
      const tls = await serveTls((_, response) => response.end("tls"));
      const http = client({ caFile }, { HTTPS_PROXY: `http://corp:pw@127.0.0.1:${port}` });
      // Loopback is never behind a proxy of the environment, so a name that only resolves at the proxy is asked for.
      await assert.rejects(
        http.send({ method: "GET", url: `https://purview.invalid:${tls}/` }),
        failsWith("PURVIEW_TLS"),
      );
      assert.deepEqual(seen, [`CONNECT purview.invalid:${tls}`]);
      assert.equal((await http.send({ method: "GET", url: `https://localhost:${tls}/` })).text, "tls");
      assert.equal(seen.length, 1);
    });

    it("says so when the credentials are wrong, and shows none of them", async () => {
      const { port } = await proxy();
      const http = client({
        proxyUrl: `http://127.0.0.1:${port}`,
        proxyUsername: "corp",
        proxyPassword: new SecretText("wrong-5512"),
      });
      const error: unknown = await http
        .send({ method: "GET", url: "https://localhost:4443/" })
        .catch((thrown: unknown) => thrown);
      assert.ok(failsWith("PURVIEW_PROXY")(error));
      assert.match((error as Error).message, /rejected the credentials/);
      assert.doesNotMatch(JSON.stringify(error) + String((error as Error).stack), /wrong-5512/);
      assert.equal(neverSent(error), true);
    });

    it("ends with a clear error when it stops in the middle", async () => {
      const { port, sockets, server } = await proxy();
      let seen: () => void = () => undefined;
      const arrived = new Promise<void>((resolve) => (seen = resolve));
      const tls = await serveTls(() => seen());
      const http = client({ proxyUrl: `http://127.0.0.1:${port}`, ...credentials, caFile });
      const sent = http
        .send({ method: "POST", url: `https://localhost:${tls}/`, body: "{}" })
        .catch((error: unknown) => error);
      await arrived;
      server.close();
      for (const socket of sockets) socket.destroy();
      const lost = await sent;
      assert.ok(failsWith("PURVIEW_CONNECTION_LOST")(lost));
      assert.equal(neverSent(lost), false, "the request may have arrived");
      const next: unknown = await http
        .send({ method: "GET", url: `https://localhost:${tls}/` })
        .catch((error: unknown) => error);
      assert.ok(next instanceof PurviewError);
      assert.equal(neverSent(next), true, String(next));
    });

    it("gives up when it takes connections and closes them, instead of trying without end", async () => {
      for (const answer of ["", "nonsense\r\n\r\n"]) {
        let connections = 0;
        const server = createServer();
        server.on("connect", (_: unknown, socket: Socket) => socket.end(answer));
        server.on("connection", () => connections++);
        const port = await listen(server);
        const http = client({ proxyUrl: `http://127.0.0.1:${port}`, caFile });
        await assert.rejects(http.send({ method: "GET", url: "https://login.example/" }), (error: unknown) => {
          assert.match((error as Error).message, /The proxy http:.* cannot be reached: it closed the connection/);
          assert.equal(neverSent(error), true);
          return failsWith("PURVIEW_CONNECT_FAILED")(error);
        });
        assert.ok(connections < 5, `${connections} connections`);
      }
    });

    it("leaves hosts of NO_PROXY alone", async () => {
      const { port, seen } = await proxy();
      const tls = await serveTls((_, response) => response.end("direct"));
      const http = client({ proxyUrl: `http://127.0.0.1:${port}`, ...credentials, caFile }, { NO_PROXY: "localhost" });
      assert.equal((await http.send({ method: "GET", url: `https://localhost:${tls}/` })).text, "direct");
      assert.deepEqual(seen, []);
    });
  });
});

describe("choosing a proxy", () => {
  const base = { requestTimeoutMs: 1000 };
  const env = { HTTPS_PROXY: "http://proxy:8080", HTTP_PROXY: "http://plain:8080", NO_PROXY: "intranet" };

  it("prefers the setting, then the environment, and None to both", async () => {
    assert.equal((await chooseProxy({ ...base, proxyUrl: "set:1" }, env)).https, "http://set:1/");
    assert.equal((await chooseProxy(base, env)).https, "http://proxy:8080/");
    assert.equal((await chooseProxy(base, env)).http, "http://plain:8080/");
    assert.match((await chooseProxy(base, env)).direct, /^intranet,.*127\.0\.0\.0\/8/);
    assert.equal((await chooseProxy({ ...base, proxyAccessType: "None" }, env)).https, undefined);
    assert.equal((await chooseProxy(base, {})).from, "none");
  });

  it("means the environment by IEConfig, WinHttpConfig and AutoDetect off Windows", async () => {
    for (const proxyAccessType of ["IEConfig", "WinHttpConfig", "AutoDetect"] as const)
      assert.equal((await chooseProxy({ ...base, proxyAccessType }, env, "linux")).https, "http://proxy:8080/");
  });

  it("reads both forms of Windows' settings", () => {
    assert.deepEqual(windowsProxy("proxy:8080"), { http: "proxy:8080", https: "proxy:8080" });
    assert.deepEqual(windowsProxy("http=a:1;https=b:2;ftp=c:3"), { http: "a:1", https: "b:2" });
    assert.deepEqual(windowsProxy(""), {});
  });

  it("rejects a proxy URL that is malformed", async () => {
    for (const proxyUrl of ["ftp://x", "socks5://127.0.0.1:1080", "127.0.0.1:99999"])
      await assert.rejects(chooseProxy({ ...base, proxyUrl }, {}), failsWith("PURVIEW_CONFIG_INVALID"));
  });
});

describe("a network failure", () => {
  it("is never sent exactly when it happened before the request left", () => {
    const failure = (code: string, syscall?: string) => networkFailure("host", { cause: { code, syscall } });
    for (const [code, syscall] of [
      ["ECONNREFUSED"],
      ["ENOTFOUND"],
      ["UND_ERR_CONNECT_TIMEOUT"],
      ["ETIMEDOUT", "connect"],
    ])
      assert.equal(neverSent(failure(code ?? "", syscall)), true, code);
    const named = (code: string) => networkFailure("host", { cause: { code, message: `${code} proxy.corp` } });
    assert.equal(named("ENOTFOUND").code, "PURVIEW_CONNECT_FAILED", "whatever the proxy is called");
    assert.equal(named("ECONNRESET").code, "PURVIEW_CONNECTION_LOST");
    for (const code of ["ECONNRESET", "UND_ERR_SOCKET", "UND_ERR_HEADERS_TIMEOUT", "EPIPE", "ETIMEDOUT"])
      assert.equal(neverSent(failure(code)), false, code);
  });
});
