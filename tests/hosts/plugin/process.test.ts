import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type Server } from "node:net";
import { join } from "node:path";
import { credentials } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { GetSchemaRequest, type GetSchemaResponse } from "@pulumi/pulumi/proto/provider_pb";

const ROOT = join(__dirname, "../../..");
const BUILT = join(ROOT, "dist/provider/hosts/plugin/main.js");

/** Milliseconds until a process has written its first line, or has ended. */
async function timed(script: readonly string[]): Promise<number> {
  const begun = performance.now();
  const child = spawn(process.execPath, script, { stdio: ["ignore", "pipe", "inherit"] });
  await Promise.race([once(child.stdout, "data"), once(child, "exit")]);
  const took = performance.now() - begun;
  child.kill("SIGKILL");
  return took;
}

describe("the plugin's process", () => {
  const children: ChildProcess[] = [];
  afterEach(() => void children.splice(0).forEach((child) => child.kill("SIGKILL")));

  const start = async (...args: string[]): Promise<{ child: ChildProcess; lines: string[] }> => {
    const child = spawn(process.execPath, [BUILT, ...args], { stdio: ["ignore", "pipe", "inherit"] });
    children.push(child);
    const lines: string[] = [];
    child.stdout.on("data", (data: Buffer) => lines.push(...data.toString().split("\n").filter(Boolean)));
    await once(child.stdout, "data");
    return { child, lines };
  };

  it("prints the port that it serves on, and nothing before it", async () => {
    const { lines } = await start("127.0.0.1:1");
    assert.match(lines[0] ?? "", /^\d+$/);
    const client = new ResourceProviderClient(`127.0.0.1:${lines[0]}`, credentials.createInsecure());
    const schema = await new Promise<GetSchemaResponse>((resolve, reject) =>
      client.getSchema(new GetSchemaRequest(), (error, response) => (error ? reject(error) : resolve(response))),
    );
    client.close();
    const { name, version, resources } = JSON.parse(schema.getSchema()) as {
      name: string;
      version: string;
      resources: object;
    };
    assert.equal(name, "purview");
    assert.match(version, /^\d+\.\d+\.\d+/);
    assert.ok("purview:retention:RetentionCompliancePolicy" in resources);
    assert.equal(lines.length, 1);
  });

  it("ends well on SIGINT and on SIGTERM", async () => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      const { child } = await start("127.0.0.1:1");
      child.kill(signal);
      const [code] = (await once(child, "exit")) as [number | null];
      assert.equal(code, 0, signal);
    }
  });

  it("is ready within six times the time of a bare Node process", async function () {
    this.timeout(60_000);
    // The best of several rounds each: other work on the machine can only make a round slower.
    let [bare, plugin] = [Infinity, Infinity];
    for (let round = 0; round < 5 || (round < 20 && plugin / bare > 6); round++) {
      bare = Math.min(bare, await timed(["-e", "0"]));
      plugin = Math.min(plugin, await timed([BUILT, "127.0.0.1:1"]));
    }
    const ratio = plugin / bare;
    console.log(`        ready in ${plugin.toFixed(0)} ms, ${ratio.toFixed(1)} × a bare Node process`);
    assert.ok(ratio <= 6, `${ratio.toFixed(1)} × a bare Node process`);
  });

  it("loads neither the SDK's index nor msal nor the catalogue to get ready", async () => {
    const probe = `require(${JSON.stringify(BUILT)}); setTimeout(() => {
      console.error(JSON.stringify(Object.keys(require.cache))); process.exit(0); }, 300)`;
    const child = spawn(process.execPath, ["-e", probe], { stdio: ["ignore", "ignore", "pipe"] });
    let text = "";
    child.stderr.on("data", (data: Buffer) => (text += data.toString()));
    await once(child, "exit");
    const loaded = (JSON.parse(text) as string[]).map((file) => file.replaceAll("\\", "/"));
    assert.ok(loaded.some((file) => file.includes("/proto/provider_pb")));
    for (const heavy of ["/@pulumi/pulumi/index.js", "/msal-node/", "/dist/catalogue/", "/undici/", "/typescript/"]) {
      assert.deepEqual(
        loaded.filter((file) => file.includes(heavy)),
        [],
      );
    }
  });

  it("ends by itself when its engine has been killed", async function () {
    this.timeout(20_000);
    // The engine's address answers as long as the engine lives: here, a process of its own that starts the plugin.
    const script = `
      const server = require("node:net").createServer().listen(0, "127.0.0.1", () => {
        const plugin = require("node:child_process").spawn(process.execPath,
          [${JSON.stringify(BUILT)}, "127.0.0.1:" + server.address().port], { stdio: ["ignore", "pipe", "inherit"] });
        plugin.stdout.once("data", () => console.log(plugin.pid));
      });`;
    const parent = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "inherit"] });
    const [data] = (await once(parent.stdout, "data")) as [Buffer];
    const pid = Number(data.toString());
    parent.kill("SIGKILL");
    const alive = (): boolean => {
      try {
        process.kill(pid, 0);
        return true;
      } catch {
        return false;
      }
    };
    for (let i = 0; i < 100 && alive(); i++) await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal(alive(), false);
  });

  it("goes on when only its launcher has ended, while the engine's address answers", async function () {
    this.timeout(20_000);
    const engine: Server = createServer((socket) => socket.destroy()).listen(0, "127.0.0.1");
    await once(engine, "listening");
    const { port } = engine.address() as { port: number };
    const script = `
      const plugin = require("node:child_process").spawn(process.execPath, [${JSON.stringify(BUILT)}, "127.0.0.1:${port}"],
        { stdio: ["ignore", "pipe", "inherit"], detached: true });
      plugin.stdout.once("data", () => { console.log(plugin.pid); process.exit(0); });`;
    const launcher = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "inherit"] });
    const [data] = (await once(launcher.stdout, "data")) as [Buffer];
    const pid = Number(data.toString());
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    try {
      process.kill(pid, 0);
    } finally {
      engine.close();
      process.kill(pid, "SIGKILL");
    }
  });
});
